#include "evaluation/plain_list.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "sayquel/settings.h"

namespace sayquel::evaluation {
namespace {

enum class Key { None, Database, Today, Ignored, Sql, Or, Sqlite, Expect };

struct Setting {
  Key key = Key::None;
  std::string_view value;
};

Setting setting_of(std::string_view line) {
  static constexpr std::array<std::pair<std::string_view, Key>, 9> kKeys = {{{"database", Key::Database},
                                                                             {"today", Key::Today},
                                                                             {"require", Key::Ignored},
                                                                             {"require first", Key::Ignored},
                                                                             {"options", Key::Ignored},
                                                                             {"sql", Key::Sql},
                                                                             {"or", Key::Or},
                                                                             {"sqlite", Key::Sqlite},
                                                                             {"expect", Key::Expect}}};
  const std::size_t colon = line.find(':');
  for (const auto& [name, key] : kKeys)
    if (colon != std::string_view::npos && line.substr(0, colon) == name)
      return {key, base::trim(line.substr(colon + 1))};
  return {};
}

// Line by line: wordings gather until a query or `expect:` follows them, and the next wording closes the block.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  Result<QuestionSet> read(std::string_view text) {
    for (const std::string& line : base::split(text, '\n')) {
      ++number_;
      SAYQUEL_CHECK(take(base::trim(line)));
    }
    SAYQUEL_CHECK(close());
    return std::move(set_);
  }

 private:
  tl::unexpected<Error> error(const std::string& what) const {
    return fail(ErrorCode::BadInput, fmt::format("{}, line {}: {}", file_, number_, what),
                "`sayquel evaluate --help` shows the formats.");
  }

  Status take(std::string_view line) {
    if (line.empty() || line.front() == '#') return {};
    if (line.starts_with("== ")) {
      SAYQUEL_CHECK(close());
      name_ = base::trim(line.substr(3));
      return {};
    }
    if (line.starts_with("? ")) return take_wording(base::trim(line.substr(2)));
    if (line.starts_with("> ")) return take_follow_up();
    const Setting setting = setting_of(line);
    return setting.key == Key::None ? take_sql(line) : take_setting(setting);
  }

  Status take_wording(std::string_view wording) {
    if (answered_ || left_out_) SAYQUEL_CHECK(close());
    if (wordings_.empty()) began_ = number_;
    wordings_.emplace_back(wording);
    return {};
  }

  // What follows belongs to a conversation, up to the next block.
  Status take_follow_up() {
    SAYQUEL_CHECK(close());
    ++set_.follow_ups;
    left_out_ = true;
    return {};
  }

  Status take_setting(const Setting& setting) {
    if (left_out_ || setting.key == Key::Ignored) return {};
    if (setting.key == Key::Database) return take_database(setting.value);
    if (setting.key == Key::Today) {
      SAYQUEL_TRY(set_.today, parse_date(setting.value));
      return {};
    }
    if (wordings_.empty()) return error("this belongs to no question: write `? QUESTION` above it.");
    if (setting.key == Key::Expect) {
      if (setting.value != "declined") return error(fmt::format("`expect: {}` is not known.", setting.value));
      answered_ = true;
      return {};
    }
    if (setting.key != Key::Sqlite) {
      gold_.emplace_back();
    } else if (gold_.empty()) {
      return error("`sqlite:` stands under the query that it replaces.");
    }
    open_ = setting.key == Key::Sqlite ? &Gold::sqlite : &Gold::sql;
    answered_ = true;
    return setting.value.empty() ? Status() : take_sql(setting.value);
  }

  Status take_database(std::string_view database) {
    SAYQUEL_CHECK(close());
    database_ = database;
    return {};
  }

  Status take_sql(std::string_view line) {
    if (left_out_) return {};
    if (wordings_.empty()) return error(fmt::format("`{}` belongs to no question: write `? QUESTION` above it.", line));
    if (gold_.empty()) gold_.emplace_back();
    std::string& sql = gold_.back().*open_;
    sql += (sql.empty() ? "" : "\n") + std::string(line);
    answered_ = true;
    return {};
  }

  // Makes a case of each wording.
  Status close() {
    if (!wordings_.empty() && !answered_)
      return error(fmt::format("the question of line {} has neither SQL nor `expect: declined`.", began_));
    for (const Gold& gold : gold_)
      if (gold.sql.empty()) return error(fmt::format("the question of line {} has an empty query.", began_));
    for (std::size_t i = 0; i < wordings_.size(); ++i) {
      QuestionCase one;
      one.id = name_.empty() ? std::to_string(set_.cases.size() + 1) : fmt::format("\"{}-{}\"", name_, i + 1);
      one.database = database_;
      one.question = std::move(wordings_[i]);
      one.gold = gold_;
      set_.cases.push_back(std::move(one));
    }
    wordings_.clear();
    gold_.clear();
    name_.clear();
    open_ = &Gold::sql;
    answered_ = left_out_ = false;
    return {};
  }

  const std::string& file_;
  QuestionSet set_;
  std::size_t number_ = 0, began_ = 0;  // lines, from 1
  std::string name_, database_;
  std::vector<std::string> wordings_;
  std::vector<Gold> gold_;
  std::string Gold::*open_ = &Gold::sql;  // where lines of SQL go
  bool answered_ = false;                 // the block has what is right
  bool left_out_ = false;                 // inside a conversation's later turn
};

}  // namespace

Result<QuestionSet> parse_plain_list(std::string_view text, const std::string& name) { return Reader(name).read(text); }

}  // namespace sayquel::evaluation
