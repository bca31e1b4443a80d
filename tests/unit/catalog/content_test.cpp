#include "catalog/content.h"

#include <gtest/gtest.h>

namespace sayquel::catalog {
namespace {

Content of(const char* name, std::initializer_list<const char*> values) {
  ContentDetector detector;
  for (const char* value : values) detector.add(value);
  return detector.text(name);
}

TEST(Content, OfText) {
  EXPECT_EQ(of("d", {"2008-01-05", "1999-12-31"}), Content::Date);
  EXPECT_EQ(of("d", {"2008-13-05", "1999-12-31"}), Content::Unknown);
  EXPECT_EQ(of("d", {"2008-01-05 10:00:00", "2008-01-05T10:00:00.5Z"}), Content::Timestamp);
  EXPECT_EQ(of("d", {"10:00", "9:30:15"}), Content::Time);
  EXPECT_EQ(of("d", {"2001", "1999", "2010"}), Content::Year);
  EXPECT_EQ(of("d", {"2001"}), Content::Unknown) << "one number is no pattern";
  EXPECT_EQ(of("model year", {"2001"}), Content::Year);
  EXPECT_EQ(of("month", {"JAN", "FEB", "SEP  "}), Content::Month);
  EXPECT_EQ(of("m", {"January", "may"}), Content::Month);
  EXPECT_EQ(of("active", {"Y", "N"}), Content::Flag);
  EXPECT_EQ(of("active", {"yes", "No"}), Content::Flag);
  EXPECT_EQ(of("grade", {"A", "B", "F"}), Content::Unknown);
  EXPECT_EQ(of("mail", {"a.b@c.de", "x@y.com"}), Content::Email);
  EXPECT_EQ(of("site", {"https://a.b/c", "http://x"}), Content::Url);
  EXPECT_EQ(of("phone", {"(555) 123-4567", "5551234567"}), Content::Phone);
  EXPECT_EQ(of("tel", {"+1 555 123 4567 x12"}), Content::Phone);
  EXPECT_EQ(of("name", {"Macbeth", "May"}), Content::Unknown);
  EXPECT_EQ(of("name", {}), Content::Unknown);
}

TEST(Content, OfNumbers) {
  const auto number = [](const char* name, std::int64_t least, std::int64_t most) {
    Column column;
    column.name = name;
    column.type = {TypeKind::Integer, "INTEGER"};
    column.profile.measured = true;
    column.profile.distinct = most - least + 1;
    column.profile.minimum = least;
    column.profile.maximum = most;
    return number_content(column);
  };
  EXPECT_EQ(number("year", 1987, 2008), Content::Year);
  EXPECT_EQ(number("Founded", 1750, 2008), Content::Year);
  EXPECT_EQ(number("x", 1950, 2020), Content::Year);
  EXPECT_EQ(number("event_id", 1950, 2020), Content::Unknown);
  EXPECT_EQ(number("dateid", 1950, 2020), Content::Unknown);
  EXPECT_EQ(number("price", 1, 2020), Content::Unknown);
  EXPECT_EQ(number("month", 1, 12), Content::Month);
  EXPECT_EQ(number("holiday", 0, 1), Content::Flag);
}

}  // namespace
}  // namespace sayquel::catalog
