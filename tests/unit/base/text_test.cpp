#include "base/text.h"

#include <gtest/gtest.h>

namespace sayquel::base {
namespace {

TEST(Fold, ComparesWhatPeopleTypeWithWhatDatabasesHold) {
  const struct {
    const char *text, *folded;
  } cases[] = {
      {"San Diego", "san diego"},
      {"  SAN   diego ", "san diego"},
      {"Caf\xC3\xA9-M\xC3\xBCller's", "cafe mullers"},
      {"Stra\xC3\x9F"
       "e",
       "strasse"},
      {"Mamma Mia!", "mamma mia"},
      {"1,000", "1 000"},
      {"\xEF\xBC\xA1\xEF\xBC\xA2", "ab"},
      {"a\xFF"
       "b",
       "ab"},
      {"", ""},
      {"!?", ""},
      {"\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0", "\xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(fold(c.text), c.folded) << c.text;
    EXPECT_EQ(fold(fold(c.text)), c.folded) << c.text;
  }
}

TEST(EditDistance, CountsEditsAndNeighboursSwapped) {
  EXPECT_EQ(edit_distance("macbeth", "macbeth", 2), 0);
  EXPECT_EQ(edit_distance("macbeth", "mcabeth", 2), 1);
  EXPECT_EQ(edit_distance("macbeth", "macbth", 2), 1);
  EXPECT_EQ(edit_distance("caf\xC3\xA9", "cafe", 2), 1);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3);
  EXPECT_EQ(edit_distance("", "abc", 5), 3);
}

TEST(Printable, LeavesNoControlCharacterAndNoBrokenUtf8) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(printable("\xC3"), "\xEF\xBF\xBD");
  EXPECT_TRUE(valid_utf8(printable("\xF0\x9F\x98")));
}

TEST(DisplayWidth, CountsTerminalColumns) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("\xE6\x97\xA5\xE6\x9C\xAC"), 4);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);
}

}  // namespace
}  // namespace sayquel::base
