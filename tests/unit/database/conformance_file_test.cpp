// What every adapter of a file promises beside the rest.
#include "unit/database/conformance.h"

namespace sayquel::database {
namespace {

class DatabaseFile : public Conformance {};

INSTANTIATE_TEST_SUITE_P(Adapters, DatabaseFile, testing::ValuesIn(tested_engines()), engine_name);

TEST_P(DatabaseFile, IsAllThatThereIs) {
  const std::string path = place("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)");
  const std::string before = folder_.listing(), bytes = read_file(path);
  {
    const auto connection = must_open(path);
    EXPECT_EQ(text(rows(*connection, "SELECT n FROM t ORDER BY n")), "1|\n");
    EXPECT_EQ(folder_.listing(), before);
  }
  EXPECT_EQ(folder_.listing(), before);
  EXPECT_EQ(read_file(path), bytes);
}

TEST_P(DatabaseFile, ChangesItsFingerprint) {
  const std::string path = place("CREATE TABLE t (n INTEGER)");
  const auto location = locate(path);
  ASSERT_TRUE(location);
  const auto before = file_fingerprint(*location);
  ASSERT_TRUE(before);
  EXPECT_EQ(must_open(path)->fingerprint({}).value(), *before) << "the same, opened or not";
  GetParam().make(path, "INSERT INTO t VALUES (1)");
  EXPECT_NE(file_fingerprint(*location).value(), *before);
  EXPECT_EQ(must_open(path)->fingerprint({}).value(), file_fingerprint(*location).value());
}

}  // namespace
}  // namespace sayquel::database
