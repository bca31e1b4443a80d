// The text files of tests/cases/guard, read.
#pragma once

#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "sql/dialect.h"

namespace sayquel::testing {

struct GuardCase {
  int line = 0;
  std::vector<sql::Dialect> dialects;
  std::string expected;  // of attacks: the error code, and perhaps a word of the message after a colon
  std::string sql;
};

inline std::vector<sql::Dialect> dialects_named(std::string_view names) {
  std::vector<sql::Dialect> found;
  for (const auto dialect : {sql::Dialect::SQLite, sql::Dialect::DuckDB, sql::Dialect::PostgreSQL,
                             sql::Dialect::Redshift, sql::Dialect::MySQL}) {
    const auto list = base::split(names, ',');
    for (const auto& name : list) {
      if (name == "all" || base::trim(name) == sql::dialect_name(dialect)) found.push_back(dialect);
    }
  }
  return found;
}

// \n, \t, \0, \\, and \xHH: what a line of text cannot hold.
inline std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'n':
        result += '\n';
        break;
      case 't':
        result += '\t';
        break;
      case 'r':
        result += '\r';
        break;
      case '0':
        result += '\0';
        break;
      case '\\':
        result += '\\';
        break;
      case 'x':
        if (i + 2 < text.size())
          result += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
        i += 2;
        break;
      default:
        (result += '\\') += text[i];
        break;
    }
  }
  return result;
}

// Lines of `fields` parts, separated by " | " (the last part is the SQL and may hold the separator); # begins a
// comment.
inline std::vector<GuardCase> read_guard_cases(const std::string& file, int fields) {
  std::vector<GuardCase> cases;
  std::ifstream stream(std::string(SAYQUEL_SOURCE_DIR) + "/tests/cases/guard/" + file);
  std::string text;
  for (int line = 1; std::getline(stream, text); ++line) {
    if (base::trim(text).empty() || text.front() == '#') continue;
    GuardCase one;
    one.line = line;
    std::string rest = text;
    std::vector<std::string> parts;
    for (int i = 1; i < fields; ++i) {
      const std::size_t bar = rest.find(" | ");
      if (bar == std::string::npos) break;
      parts.push_back(rest.substr(0, bar));
      rest = rest.substr(bar + 3);
    }
    one.dialects = dialects_named(parts.empty() ? "" : parts.front());
    if (parts.size() > 1) one.expected = std::string(base::trim(parts[1]));
    one.sql = unescaped(rest);
    cases.push_back(std::move(one));
  }
  return cases;
}

// The tables that the cases ask about.
inline constexpr const char* kCaseTables =
    "users(userid!, username, firstname, lastname, city, state, email, phone, likesports) "
    "venue(venueid!, venuename, venuecity, venuestate, venueseats) category(catid!, catgroup, catname, catdesc) "
    "date(dateid!, caldate, day, week, month, qtr, year, holiday) "
    "event(eventid!, venueid, catid, dateid, eventname, starttime) "
    "listing(listid!, sellerid, eventid, dateid, numtickets, priceperticket, totalprice, listtime) "
    "sales(salesid!, listid, sellerid, buyerid, eventid, dateid, qtysold, pricepaid, commission, saletime) "
    "secret(id!, token) note(id!, body, data)";

}  // namespace sayquel::testing
