// The databases that the questions are about, and what a person's query gives there.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "cases/questions/compare.h"
#include "cases/questions/question_file.h"
#include "sayquel/result.h"
#include "tickit/tickit.h"

namespace sayquel::questions {

// Opened read-only, with the database's own library: the product's way to a database is what is under test.
class Reference {
 public:
  static Result<Reference> open(const std::filesystem::path& database, tickit::Format format);
  Result<Table> run(const std::string& sql) const;
  tickit::Format format() const { return format_; }
  // The accepted query as this database reads it.
  const std::string& text(const Accepted& accepted) const {
    return format_ == tickit::Format::Sqlite && !accepted.sqlite.empty() ? accepted.sqlite : accepted.sql;
  }

 private:
  struct State;
  struct Closer {
    void operator()(State* state) const;
  };
  tickit::Format format_ = tickit::Format::DuckDb;
  std::unique_ptr<State, Closer> state_;
};

// Makes the generated databases when they are first asked for, in a folder that is removed at the end.
class Databases {
 public:
  Databases();
  Databases(const Databases&) = delete;
  Databases& operator=(const Databases&) = delete;
  ~Databases();
  const std::filesystem::path& folder() const { return folder_; }
  // The file's database in this format. Nothing: it is one of SAYQUEL_DATA's, which is not set.
  Result<std::optional<std::filesystem::path>> find(const QuestionFile& file, tickit::Format format);

 private:
  std::filesystem::path folder_;
};

// Every .txt of examples/tickit/questions/, by name.
std::vector<std::filesystem::path> question_files();

}  // namespace sayquel::questions
