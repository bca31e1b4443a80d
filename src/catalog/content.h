// What the values of a column look like: dates kept as text, years kept as integers, flags, e-mails.
#pragma once

#include <cstdint>
#include <string_view>

#include "catalog/catalog.h"

namespace sayquel::catalog {

// Looks at distinct values one after the other and says what nearly all of them are.
class ContentDetector {
 public:
  void add(std::string_view text);
  // Of a text column; `name` helps where values alone do not tell ("0" and "1", phone numbers).
  Content text(std::string_view name) const;

 private:
  bool nearly_all(std::int64_t matching) const;
  std::int64_t seen_ = 0, dates_ = 0, timestamps_ = 0, times_ = 0, years_ = 0, months_ = 0, emails_ = 0, urls_ = 0,
               phones_ = 0, flags_ = 0;
};

// Of a column of numbers, from its range and its name: Year, Month, Flag or Unknown.
Content number_content(const Column& column);

// ---- one value at a time ----
bool looks_like_date(std::string_view text);       // 2008-01-05
bool looks_like_timestamp(std::string_view text);  // 2008-01-05 14:30[:00[.123]], T for the space, Z or +01:00 after it
bool looks_like_time(std::string_view text);       // 14:30[:00[.123]]
bool looks_like_month(std::string_view text);      // JAN, Sept, january
bool looks_like_email(std::string_view text);
bool looks_like_url(std::string_view text);
bool looks_like_phone(std::string_view text);  // 7 to 15 digits with separators between them
bool looks_like_flag(std::string_view text);   // y, no, T, false, 0

}  // namespace sayquel::catalog
