// What turns WordNet's files into the lexicon refuses what it cannot read.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "grounding/lexicon/make/relations.h"
#include "grounding/lexicon/make/wordnet.h"

namespace sayquel::lexicon::make {
namespace {

TEST(Normalized, DropsMarksAndMarkers) {
  EXPECT_EQ(normalized("Phone_number"), "phone number");
  EXPECT_EQ(normalized("previous(a)"), "previous");
  EXPECT_EQ(normalized("e-mail"), "e mail");
  EXPECT_EQ(normalized("women's"), "womens");
  EXPECT_EQ(normalized("_-"), "");
}

TEST(ReadWordnet, NamesTheFileThatIsMissing) {
  const auto wordnet = read_wordnet("/nowhere");
  ASSERT_FALSE(wordnet);
  EXPECT_EQ(wordnet.error().code, ErrorCode::NotFound);
  EXPECT_NE(wordnet.error().message.find("/nowhere/data.noun"), std::string::npos);
}

class SupplementFile : public testing::Test {
 protected:
  std::string write(const std::string& text) {
    std::ofstream(path_) << text;
    return path_;
  }
  void TearDown() override { std::filesystem::remove(path_); }

 private:
  std::string path_ =
      testing::TempDir() + "supplement." + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(SupplementFile, GivesAPairForEachWord) {
  const auto read = read_supplement(write("# a comment\n\nattribute 0.85 costly: price, net worth\n"));
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2u);
  EXPECT_EQ((*read)[1].left, "costly");
  EXPECT_EQ((*read)[1].right, "net worth");
  EXPECT_EQ((*read)[1].kind, RelationKind::Attribute);
  EXPECT_DOUBLE_EQ((*read)[1].weight, 0.85);
}

TEST_F(SupplementFile, DropsWhatFollowsAHashMark) {
  const auto read = read_supplement(write("learned 0.9 enterprise: company  # 7\n   # nothing else\n"));
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(read->front().right, "company");
  EXPECT_EQ(read->front().kind, RelationKind::Learned);
}

TEST_F(SupplementFile, NamesTheLineThatDoesNotFit) {
  for (const std::string line : {"cousin 0.5 a: b", "synonym 1.5 a: b", "synonym x a: b", "synonym 0.5 : b"}) {
    const auto read = read_supplement(write("# first\n" + line + "\n"));
    ASSERT_FALSE(read) << line;
    EXPECT_NE(read.error().message.find("line 2"), std::string::npos) << read.error().message;
  }
}

}  // namespace
}  // namespace sayquel::lexicon::make
