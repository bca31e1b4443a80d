#include "sayquel/value.h"

#include <gtest/gtest.h>

namespace sayquel {
namespace {

TEST(ToText, WritesDatesAndTimesAsPeopleSortThem) {
  EXPECT_EQ(to_text(Date{0}), "1970-01-01");
  EXPECT_EQ(to_text(Date{13883}), "2008-01-05");
  EXPECT_EQ(to_text(Date{-1}), "1969-12-31");
  EXPECT_EQ(to_text(Time{52'200'000'000}), "14:30:00");
  EXPECT_EQ(to_text(Time{1}), "00:00:00.000001");
  EXPECT_EQ(to_text(Timestamp{-1'000'000}), "1969-12-31 23:59:59");
}

TEST(ToText, KeepsNumbersExactly) {
  EXPECT_EQ(to_text(Value{std::int64_t{9223372036854775807}}), "9223372036854775807");
  EXPECT_EQ(to_text(Value{0.1}), "0.1");
  EXPECT_EQ(to_text(Value{Decimal{"109.20"}}), "109.20");
  EXPECT_EQ(to_text(Value{Null{}}), "");
  EXPECT_EQ(to_text(Value{Blob{std::string("\x00\xff", 2)}}), "00ff");
}

}  // namespace
}  // namespace sayquel
