// The formats that programs read: what comes out must read back as what went in, whatever the values.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "answer/render/formats.h"
#include "base/text.h"
#include "sayquel/answer.h"

namespace sayquel {
namespace {

using Json = nlohmann::ordered_json;

Answer small_answer() {
  Answer answer;
  answer.id = "7";
  answer.question = "Who?";
  answer.status = AnswerStatus::Answered;
  answer.sql = "SELECT 1";
  answer.columns = {{"name", {TypeKind::Text, "TEXT"}}, {"n", {TypeKind::Integer, "BIGINT"}}};
  answer.rows = {{std::string("Jane, \"J\""), std::int64_t{5}}, {Null{}, std::int64_t{1} << 60}};
  answer.row_count = 2;
  answer.answer = "Jane.";
  answer.reading = "the name";
  answer.confidence = 0.5;
  answer.drafted_by = "parser";
  return answer;
}

TEST(RenderJson, HasTheContractsFieldsInItsOrder) {
  const std::vector<std::string> fields = {"id",           "question",  "status", "sql",     "columns",    "rows",
                                           "row_count",    "truncated", "answer", "reading", "confidence", "drafted_by",
                                           "alternatives", "notes",     "chart",  "error",   "timings_ms"};
  for (const OutputFormat format : {OutputFormat::Json, OutputFormat::JsonLines}) {
    const Json json = Json::parse(render(small_answer(), format));
    std::vector<std::string> found;
    for (const auto& [name, value] : json.items()) found.push_back(name);
    EXPECT_EQ(found, fields);
    EXPECT_EQ(json["id"], 7);
    EXPECT_EQ(json["columns"][0]["name"], "name");
    EXPECT_EQ(json["columns"][1]["type"], "integer");
    EXPECT_EQ(json["rows"][1][1], "1152921504606846976");
    EXPECT_TRUE(json["rows"][1][0].is_null());
    EXPECT_TRUE(json["chart"].is_null());
    EXPECT_TRUE(json["error"].is_null());
    EXPECT_EQ(json["timings_ms"].size(), 5u);
  }
}

TEST(RenderJson, WritesValuesWithoutLoss) {
  const struct {
    Value value;
    const char* json;
  } cases[] = {{Null{}, "null"},
               {true, "true"},
               {std::int64_t{9007199254740992}, "9007199254740992"},
               {std::int64_t{9007199254740993}, "\"9007199254740993\""},
               {std::numeric_limits<std::int64_t>::min(), "\"-9223372036854775808\""},
               {0.1, "0.1"},
               {1e300, "1e+300"},
               {std::nan(""), "null"},
               {-std::numeric_limits<double>::infinity(), "null"},
               {Decimal{"12.50"}, "\"12.50\""},
               {Date{13883}, "\"2008-01-05\""},
               {Timestamp{1'199'543'400'000'000}, "\"2008-01-05 14:30:00\""},
               {Blob{std::string("\x00\xff", 2)}, "\"00ff\""},
               {std::string("a\"\\\n\x01"), "\"a\\\"\\\\\\n\\u0001\""},
               {std::string("\xFFz"), "\"\xEF\xBF\xBDz\""}};
  for (const auto& c : cases) {
    Answer answer;
    answer.columns = {{"x", {}}};
    answer.rows = {{c.value}};
    EXPECT_NE(render(answer, OutputFormat::JsonLines).find(std::string("\"rows\": [[") + c.json + "]]"),
              std::string::npos)
        << c.json << render(answer, OutputFormat::JsonLines);
  }
}

TEST(RenderJson, EchoesTheIdUnchanged) {
  const struct {
    const char *id, *json;
  } cases[] = {{"", "null"},
               {"7", "7"},
               {"\"q-1\"", "\"q-1\""},
               {"1.0", "1.0"},
               {"not json", "\"not json\""},
               {"{\"a\": [1]}", "{\"a\": [1]}"}};
  for (const auto& c : cases) {
    Answer answer;
    answer.id = c.id;
    EXPECT_EQ(render(answer, OutputFormat::JsonLines).find(std::string("{\"id\": ") + c.json + ","), 0u) << c.id;
  }
}

TEST(RenderJson, StaysOneLineAndParsesWithAChartThatIsNoJson) {
  Answer answer = small_answer();
  answer.chart = "{broken";
  EXPECT_TRUE(Json::parse(render(answer, OutputFormat::JsonLines))["chart"].is_null());
  answer.chart = "{\n\"mark\": \"bar\"\n}";
  const std::string line = render(answer, OutputFormat::JsonLines);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(Json::parse(line)["chart"]["mark"], "bar");
}

TEST(RenderCsv, FollowsTheStandard) {
  EXPECT_EQ(render(small_answer(), OutputFormat::Csv), "name,n\r\n\"Jane, \"\"J\"\"\",5\r\n,1152921504606846976\r\n");
  Answer answer;
  answer.columns = {{"a", {}}, {"b", {}}};
  answer.rows = {
      {std::string(), Null{}}, {std::string("=1+1"), std::string("two\nlines")}, {std::string(" x"), Decimal{"1.50"}}};
  EXPECT_EQ(render(answer, OutputFormat::Csv), "a,b\r\n\"\",\r\n=1+1,\"two\nlines\"\r\n\" x\",1.50\r\n");
  EXPECT_EQ(render(Answer(), OutputFormat::Csv), "");
}

// RFC 4180, read back by the book.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  std::string field;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"')
        field += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        field += '"', ++i;
      else
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      record.push_back(std::move(field)), field.clear();
    } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      record.push_back(std::move(field)), field.clear();
      records.push_back(std::move(record)), record.clear();
      ++i;
    } else {
      field += c;
    }
  }
  return records;
}

rc::Gen<std::string> any_text() {
  return rc::gen::oneOf(
      rc::gen::string<std::string>(),
      rc::gen::element<std::string>("", "a,b", "\"", "\r\n", "=cmd|' /C calc'!A0", "\x1b[2J", "\xF0\x9F\x8E\xAD",
                                    "\xE2\x80\xAE"
                                    "abc",
                                    "<script>", "| a | b |", "```", "\xFF\xFE", "e\xCC\x81"));
}

rc::Gen<Value> any_value() {
  return rc::gen::oneOf(
      rc::gen::construct<Value>(rc::gen::construct<Null>()), rc::gen::construct<Value>(rc::gen::arbitrary<bool>()),
      rc::gen::construct<Value>(rc::gen::arbitrary<std::int64_t>()),
      rc::gen::construct<Value>(rc::gen::arbitrary<double>()), rc::gen::construct<Value>(any_text()),
      rc::gen::map(any_text(), [](std::string bytes) { return Value(Blob{std::move(bytes)}); }),
      rc::gen::map(rc::gen::arbitrary<std::int64_t>(),
                   [](std::int64_t n) {
                     return Value(Decimal{std::to_string(n / 100) + "." + std::to_string(std::abs(n % 10))});
                   }),
      rc::gen::map(rc::gen::inRange(-700'000, 2'900'000), [](int days) { return Value(Date{days}); }),
      rc::gen::map(rc::gen::inRange<std::int64_t>(-60'000'000'000'000'000, 250'000'000'000'000'000),
                   [](std::int64_t n) { return Value(Timestamp{n}); }),
      rc::gen::map(rc::gen::inRange<std::int64_t>(0, 86'400'000'000), [](std::int64_t n) { return Value(Time{n}); }));
}

Answer any_answer() {
  Answer answer;
  const auto columns = *rc::gen::inRange<std::size_t>(1, 6), rows = *rc::gen::inRange<std::size_t>(0, 8);
  for (std::size_t c = 0; c < columns; ++c)
    answer.columns.push_back(
        {*any_text(),
         {*rc::gen::element(TypeKind::Text, TypeKind::Integer, TypeKind::Float, TypeKind::Decimal, TypeKind::Timestamp),
          ""}});
  for (std::size_t r = 0; r < rows; ++r) {
    Row& row = answer.rows.emplace_back();
    for (std::size_t c = 0; c < columns; ++c) row.push_back(*any_value());
  }
  answer.status =
      *rc::gen::element(AnswerStatus::Answered, AnswerStatus::Ambiguous, AnswerStatus::Declined, AnswerStatus::Failed);
  answer.id = *any_text();
  answer.question = *any_text();
  answer.answer = *any_text();
  answer.reading = *any_text();
  answer.sql = *any_text();
  answer.notes = {*any_text()};
  answer.alternatives = {{*any_text(), *any_text(), 0.5}};
  if (*rc::gen::arbitrary<bool>()) answer.error = Error{ErrorCode::Database, *any_text(), *any_text()};
  if (*rc::gen::arbitrary<bool>()) answer.chart = *any_text();
  answer.row_count = rows;
  return answer;
}

TEST(RenderAnything, JsonAlwaysParsesAndHasTheCells) {
  EXPECT_TRUE(rc::check("json", [] {
    const Answer answer = any_answer();
    for (const OutputFormat format : {OutputFormat::Json, OutputFormat::JsonLines}) {
      const std::string text = render(answer, format);
      const Json json = Json::parse(text);
      RC_ASSERT(json["rows"].size() == answer.rows.size());
      for (std::size_t r = 0; r < answer.rows.size(); ++r)
        for (std::size_t c = 0; c < answer.columns.size(); ++c) {
          const Json& cell = json["rows"][r][c];
          const Value& value = answer.rows[r][c];
          if (const auto* string = std::get_if<std::string>(&value))
            RC_ASSERT(cell == answer::repair_utf8(*string));
          else if (const auto* real = std::get_if<double>(&value))
            RC_ASSERT((std::isfinite(*real) ? cell.get<double>() == *real : cell.is_null()));
          else if (is_null(value))
            RC_ASSERT(cell.is_null());
          else
            RC_ASSERT((cell.is_string() ? cell.get<std::string>() : cell.dump()) == to_text(value));
        }
      if (format == OutputFormat::JsonLines) RC_ASSERT(text.find('\n') == text.size() - 1);
    }
  }));
}

TEST(RenderAnything, CsvReadsBackToTheSameCells) {
  EXPECT_TRUE(rc::check("csv", [] {
    const Answer answer = any_answer();
    const auto records = read_csv(render(answer, OutputFormat::Csv));
    RC_ASSERT(records.size() == answer.rows.size() + 1);
    for (std::size_t r = 0; r < answer.rows.size(); ++r) {
      RC_ASSERT(records[r + 1].size() == answer.columns.size());
      for (std::size_t c = 0; c < answer.columns.size(); ++c)
        RC_ASSERT(records[r + 1][c] == answer::repair_utf8(to_text(answer.rows[r][c])));
    }
  }));
}

// Nothing from a database becomes a control sequence; every line fits or is a paragraph's long word.
TEST(RenderAnything, TextIsPrintableUtf8) {
  EXPECT_TRUE(rc::check("text", [] {
    const Answer answer = any_answer();
    for (const OutputFormat format : {OutputFormat::Text, OutputFormat::Table, OutputFormat::Markdown}) {
      const std::string text = render(answer, format);
      RC_ASSERT(base::valid_utf8(text));
      RC_ASSERT(base::printable(text) == text);
    }
  }));
}

TEST(RenderMarkdown, EscapesWhatWouldFormatOrLink) {
  Answer answer = small_answer();
  answer.rows = {{std::string("a|b\n<img src=x> [l](u) `c` *d*"), std::int64_t{5}}};
  answer.sql = "SELECT '```'";
  const std::string text = render(answer, OutputFormat::Markdown);
  EXPECT_NE(text.find("| a\\|b<br>&lt;img src=x&gt; \\[l\\](u) \\`c\\` \\*d\\* | 5 |"), std::string::npos) << text;
  EXPECT_NE(text.find("````sql"), std::string::npos) << text;
  EXPECT_NE(text.find("| --- | ---: |"), std::string::npos) << text;
}

}  // namespace
}  // namespace sayquel
