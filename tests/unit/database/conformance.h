// The conformance tests run over every adapter; each makes its database with the engine itself. An executable holds
// the tests and the engines that its tested_engines() names: the files' engines in one, each server in one of its own.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "unit/database/sample.h"

namespace sayquel::database {

// What differs between the engines when a test makes a database or writes a query. Statements are written with the
// types BOOLEAN, INTEGER, BIGINT, DOUBLE, DECIMAL(p,s), VARCHAR, BLOB, DATE, TIME, TIMESTAMP.
struct TestedEngine {
  std::string name;
  sql::Dialect dialect;
  std::function<std::string(const Folder&)> place;  // where a new database is to be: a path or a URL
  std::function<void(const std::string& place, const std::string& sql)> make;
  std::string numbers;  // a query that gives 1 to % as n, one after the other
  std::string endless;  // a query that works for minutes before its first row
  bool file = true;
  // What it calls a type that a statement was written with, where that is something else.
  std::vector<std::pair<std::string, std::string>> types{};
  std::function<std::string()> missing = [] { return std::string(); };  // why it cannot be tested
};

std::vector<TestedEngine> tested_engines();

class Conformance : public testing::TestWithParam<TestedEngine> {
 protected:
  void SetUp() override {
    if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
  }
  // Where there is now a database that this SQL has filled.
  std::string place(const std::string& sql) {
    const std::string where = GetParam().place(folder_);
    GetParam().make(where, sql);
    return where;
  }
  std::unique_ptr<Connection> made(const std::string& sql) { return must_open(place(sql)); }
  std::string type(const std::string& written) const {
    for (const auto& [standard, own] : GetParam().types)
      if (standard == written) return own;
    return written;
  }
  std::string numbers(std::int64_t count) const {
    std::string sql = GetParam().numbers;
    return sql.replace(sql.find('%'), 1, std::to_string(count));
  }
  Folder folder_;
};

inline void PrintTo(const TestedEngine& engine, std::ostream* out) { *out << engine.name; }

inline std::string engine_name(const testing::TestParamInfo<TestedEngine>& tested) { return tested.param.name; }

}  // namespace sayquel::database
