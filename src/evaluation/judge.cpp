#include "evaluation/judge.h"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.h"
#include "catalog/build.h"
#include "database/open.h"
#include "evaluation/compare.h"
#include "execute/execute.h"
#include "guard/guard.h"

namespace sayquel::evaluation {
namespace {

// As many rows as the definition's program fetches.
constexpr execute::RowLimits kLimits{200'000, 1ull << 30};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// A right query's columns whose names end in '?' need not be shown.
std::vector<std::size_t> optional_columns(const execute::Rows& rows) {
  std::vector<std::size_t> optional;
  for (std::size_t i = 0; i < rows.columns.size(); ++i)
    if (rows.columns[i].name.ends_with('?')) optional.push_back(i);
  return optional;
}

std::vector<Row> without(const std::vector<Row>& rows, const std::vector<std::size_t>& optional, std::size_t mask) {
  std::vector<Row> out;
  for (const Row& row : rows) {
    Row& kept = out.emplace_back();
    for (std::size_t column = 0; column < row.size(); ++column) {
      const auto found = std::find(optional.begin(), optional.end(), column);
      const bool drop = found != optional.end() && (mask >> (found - optional.begin()) & 1) != 0;
      if (!drop) kept.push_back(row[column]);
    }
  }
  return out;
}

bool has_order(const std::string& sql) { return base::lower_ascii(sql).find("order by") != std::string::npos; }

Why why_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::Deadline:
      return Why::TooSlow;
    case ErrorCode::Syntax:
    case ErrorCode::Refused:
    case ErrorCode::NotFound:
    case ErrorCode::TooLarge:
      return Why::Refused;
    default:
      return Why::Error;
  }
}

}  // namespace

std::string_view name_of(Why why) {
  static constexpr std::array<std::string_view, 7> kNames = {"",         "no_draft",    "refused",   "error",
                                                             "too_slow", "gold_failed", "other_rows"};
  return kNames[static_cast<std::size_t>(why)];
}

std::string tidied(const std::string& sql, bool keep_distinct) {
  static const std::regex kYear(R"(YEAR\s*\(\s*CURDATE\s*\(\s*\)\s*\)\s*)", std::regex::icase);
  static const std::regex kDistinct(R"(\bdistinct\b)", std::regex::icase);
  std::string text = sql;
  for (const auto& [broken, whole] : {std::pair{"> =", ">="}, std::pair{"< =", "<="}, std::pair{"! =", "!="}})
    replace_all(text, broken, whole);
  text = std::regex_replace(text, kYear, "2020");
  return keep_distinct ? text : std::regex_replace(text, kDistinct, "");
}

struct Judge::State {
  Rules rules;
  std::shared_ptr<const catalog::Catalog> catalog;
  guard::Guard guard;
  std::unique_ptr<database::Connection> connection;

  bool sqlite() const { return catalog->dialect == sql::Dialect::SQLite; }

  std::string readable(const std::string& sql) const {
    return tidied(sql, rules.keep_distinct || rules.scoring == Scoring::Sets);
  }

  Result<execute::Rows> run(const sql::ApprovedQuery& query, const Stop& stop) {
    auto rows = execute::run(*connection, query, kLimits, stop.within(rules.time_limit));
    if (!rows && stop.cancelled()) return fail(ErrorCode::Cancelled, rows.error().message);
    return rows;
  }

  bool same(const execute::Rows& expected, const std::vector<Row>& actual, bool ordered) const {
    const std::vector<std::size_t> optional = optional_columns(expected);
    const std::size_t choices = std::size_t{1} << std::min<std::size_t>(optional.size(), 8);
    for (std::size_t mask = 0; mask < choices; ++mask) {
      const std::vector<Row> kept = mask ? without(expected.rows, optional, mask) : std::vector<Row>();
      const std::vector<Row>& goal = mask ? kept : expected.rows;
      if (rules.scoring == Scoring::Sets ? same_sets(goal, actual) : same_rows(goal, actual, ordered)) return true;
    }
    return false;
  }
};

Judge::Judge(std::unique_ptr<State> state) : state_(std::move(state)) {}
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;
Judge::~Judge() = default;

Result<Judge> Judge::open(const EngineOptions& options, Rules rules) {
  SAYQUEL_TRY(const database::Location location, database::locate(options.database));
  SAYQUEL_TRY(auto connection, database::open(location));
  catalog::BuildOptions build;
  build.cache_folder = options.cache_folder;
  build.database = location.path;
  build.sensitive = options.sensitive;
  SAYQUEL_TRY(const std::string fingerprint, database::file_fingerprint(location));
  std::unique_ptr<catalog::Loaded> loaded = catalog::load_cached(fingerprint, build);
  if (!loaded) {
    SAYQUEL_TRY(catalog::Loaded built, catalog::build(*connection, build, options.stop));
    loaded = std::make_unique<catalog::Loaded>(std::move(built));
  }
  guard::Policy policy;
  policy.allowed_functions = options.allowed_functions;
  const catalog::Catalog& catalog = *loaded->catalog;
  return Judge(std::unique_ptr<State>(
      new State{rules, loaded->catalog, guard::Guard(catalog, std::move(policy)), std::move(connection)}));
}

Result<Judgement> Judge::judge(const std::vector<Gold>& gold, const std::string& sql, const Stop& stop) {
  Judgement judgement;
  std::vector<std::pair<guard::Approval, bool>> expected;  // and whether the order of rows counts
  for (const Gold& one : gold) {
    const std::string& text = state_->sqlite() && !one.sqlite.empty() ? one.sqlite : one.sql;
    auto approval = state_->guard.approve(state_->readable(text));
    if (approval) {
      expected.emplace_back(std::move(*approval), has_order(text));
    } else if (++judgement.refused == 1) {
      judgement.refusal = approval.error().message;
    }
  }
  const auto wrong = [&](Why why, std::string detail) {
    judgement.why = why;
    judgement.detail = std::move(detail);
    return judgement;
  };
  if (sql.empty()) return wrong(Why::NoDraft, {});
  const auto approval = state_->guard.approve(state_->readable(sql));
  if (!approval) return wrong(Why::Refused, approval.error().message);
  const auto rows = state_->run(approval->query, stop);
  if (!rows && rows.error().code == ErrorCode::Cancelled) return tl::unexpected(rows.error());
  if (!rows) return wrong(why_of(rows.error()), rows.error().message);
  bool compared = false;
  std::string failure = judgement.refusal;
  for (const auto& [query, ordered] : expected) {
    const auto wanted = state_->run(query.query, stop);
    if (!wanted && wanted.error().code == ErrorCode::Cancelled) return tl::unexpected(wanted.error());
    if (!wanted) {
      failure = wanted.error().message;
      continue;
    }
    compared = true;
    if (state_->same(*wanted, rows->rows, ordered)) {
      judgement.right = true;
      return judgement;
    }
  }
  return wrong(compared ? Why::OtherRows : Why::GoldFailed, compared ? std::string() : failure);
}

}  // namespace sayquel::evaluation
