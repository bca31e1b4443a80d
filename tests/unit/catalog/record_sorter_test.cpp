#include "catalog/storage/record_sorter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>

namespace sayquel::catalog {
namespace {

RC_GTEST_PROP(RecordSorter, GivesAllRecordsInTheOrderOfTheirBytesAsOftenAsAsked, ()) {
  auto records =
      *rc::gen::container<std::vector<std::string>>(rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
  const auto memory = *rc::gen::element<std::size_t>(1, 100, 1 << 20);
  const bool on_disk = *rc::gen::arbitrary<bool>();
  RecordSorter sorter(memory, on_disk ? std::filesystem::temp_directory_path() : std::filesystem::path());
  for (const auto& record : records) RC_ASSERT(sorter.add(record, {}).has_value());
  std::sort(records.begin(), records.end());
  for (int round = 0; round < 2; ++round) {
    RC_ASSERT(sorter.rewind().has_value());
    std::vector<std::string> sorted;
    std::string_view record;
    for (;;) {
      const auto more = sorter.next(record);
      RC_ASSERT(more.has_value());
      if (!*more) break;
      sorted.emplace_back(record);
    }
    RC_ASSERT(sorted == records);
  }
}

TEST(RecordSorter, AFolderThatCannotBeWrittenToIsNoFailure) {
  RecordSorter sorter(1, "/nonexistent/folder");
  for (const char* record : {"b", "a", "c"}) ASSERT_TRUE(sorter.add(record, {}));
  ASSERT_TRUE(sorter.rewind());
  std::string_view record;
  ASSERT_TRUE(*sorter.next(record));
  EXPECT_EQ(record, "a");
}

}  // namespace
}  // namespace sayquel::catalog
