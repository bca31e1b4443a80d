#include "draft/model/prompt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "draft/model/conversation.h"
#include "draft/model/prompts/texts.h"
#include "draft/model/tokens.h"
#include "unit/model/small_catalog.h"

namespace sayquel::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

grounding::Grounding about(const catalog::Catalog& catalog, std::vector<grounding::Mention> mentions = {}) {
  grounding::Grounding made;
  made.catalog = &catalog;
  made.mentions = std::move(mentions);
  return made;
}

grounding::Mention mention(int table, int column, double score, std::string value = "") {
  grounding::Mention made;
  made.kind = !value.empty() ? grounding::MentionKind::Value
              : column < 0   ? grounding::MentionKind::Table
                             : grounding::MentionKind::Column;
  made.column = {table, column};
  made.score = score;
  made.value = std::move(value);
  return made;
}

TEST(Fill, ReplacesInOnePass) { EXPECT_EQ(fill("a {{x}} {{y}} {{", {{"x", "{{y}}"}, {"y", "2"}}), "a {{y}} 2 {{"); }

TEST(SchemaText, IsDdlWithKeysCommentsAndSamples) {
  const catalog::Catalog catalog = small_catalog();
  const SchemaText text = SchemaWriter(catalog, Share::Samples).write(about(catalog), 4'000);
  EXPECT_TRUE(text.whole);
  EXPECT_THAT(text.tables, ElementsAre(0, 1, 2));
  EXPECT_EQ(text.text,
            "-- everybody who ever bought\n"
            "CREATE TABLE person (\n"
            "  person_id INTEGER PRIMARY KEY, -- like 1\n"
            "  first_name TEXT, -- like 'Ann', 'O'Neil DROP'\n"
            "  city TEXT, -- like 'San Diego'\n"
            "  secret TEXT,\n"
            ");\n"
            "CREATE TABLE event (\n"
            "  event_id INTEGER PRIMARY KEY,\n"
            "  title TEXT,\n"
            "  day DATE, -- like '2008-01-05'\n"
            "  seats INTEGER, -- sold and unsold; like 100\n"
            ");\n"
            "CREATE TABLE ticket (\n"
            "  ticket_id INTEGER PRIMARY KEY,\n"
            "  event_id INTEGER REFERENCES event (event_id),\n"
            "  person_id INTEGER REFERENCES person (person_id),\n"
            "  price DECIMAL(8,2),\n"
            ");\n");
  EXPECT_EQ(text.samples, 6u);
}

TEST(SchemaText, HoldsNoValueWhereOnlyTheSchemaIsShared) {
  const catalog::Catalog catalog = small_catalog();
  const SchemaText text = SchemaWriter(catalog, Share::Schema).write(about(catalog), 4'000);
  EXPECT_EQ(text.samples, 0u);
  EXPECT_THAT(text.text, Not(HasSubstr("like")));
  EXPECT_THAT(text.text, HasSubstr("-- sold and unsold\n"));
}

TEST(SchemaText, NoShareTellsASensitiveValue) {
  const catalog::Catalog catalog = small_catalog();
  for (const Share share : {Share::Schema, Share::Samples, Share::Rows})
    EXPECT_THAT(SchemaWriter(catalog, share).write(about(catalog), 4'000).text, Not(HasSubstr("hunter2")));
}

// A thousand tables, of which the question mentions one that has a neighbour.
catalog::Catalog wide_catalog() {
  catalog::Catalog made = small_catalog();
  for (int i = 0; i < 1'000; ++i) {
    catalog::Table other = made.tables[1];
    other.name = "other_" + std::to_string(i);
    made.tables.push_back(other);
  }
  return made;
}

TEST(SchemaText, KeepsWhatIsAskedForWithinTheBudget) {
  const catalog::Catalog catalog = wide_catalog();
  const SchemaWriter writer(catalog, Share::Samples);
  const auto asked = about(catalog, {mention(2, -1, 0.9), mention(0, 2, 0.7)});
  for (const std::size_t tokens : {300, 1'000, 4'000}) {
    const SchemaText text = writer.write(asked, tokens);
    EXPECT_FALSE(text.whole);
    EXPECT_LE(estimate_tokens(text.text), tokens);
    EXPECT_THAT(text.text, HasSubstr("CREATE TABLE ticket ("));
    EXPECT_THAT(text.text, HasSubstr("CREATE TABLE person ("));
  }
  EXPECT_EQ(writer.write(asked, 0).text, "");
}

TEST(SchemaText, ATableTooWideKeepsItsKeysAndWhatIsMentioned) {
  catalog::Catalog catalog = small_catalog();
  for (int i = 0; i < 800; ++i) {
    catalog::Column column = catalog.tables[1].columns[1];
    column.name = "measure_" + std::to_string(i);
    catalog.tables[1].columns.push_back(column);
  }
  const SchemaText text =
      SchemaWriter(catalog, Share::Schema).write(about(catalog, {mention(1, -1, 1), mention(1, 700, 0.9)}), 1'500);
  EXPECT_LE(estimate_tokens(text.text), 1'500u);
  EXPECT_THAT(text.text, HasSubstr("event_id INTEGER PRIMARY KEY"));
  EXPECT_THAT(text.text, HasSubstr("measure_696 TEXT"));
  EXPECT_THAT(text.text, HasSubstr("more columns"));
}

TEST(DraftPrompt, WhatStaysTheSameComesFirst) {
  const catalog::Catalog catalog = small_catalog();
  const SchemaWriter writer(catalog, Share::Samples);
  grounding::Question first, second;
  first.text = "how many tickets?";
  second.text = "who lives in San Diego?";
  second.evidence = "lives: city";
  second.before = {{"how many people?", "SELECT COUNT(*) FROM person"}};
  const auto one = draft_prompt(writer, Share::Samples, 4'000, first, about(catalog));
  const auto two =
      draft_prompt(writer, Share::Samples, 4'000, second, about(catalog, {mention(0, 2, 0.9, "San Diego")}));
  ASSERT_EQ(one.messages.size(), 2u);
  EXPECT_EQ(one.messages[0].speaker, Speaker::System);
  EXPECT_EQ(one.messages[0].text, two.messages[0].text);
  EXPECT_THAT(one.messages[0].text, HasSubstr("one SQLite query"));
  EXPECT_EQ(one.messages[1].text, "Today is 1970-01-01.\nQuestion: how many tickets?\n");
  EXPECT_EQ(two.messages[1].text,
            "Asked before: how many people?\nAnswered by: SELECT COUNT(*) FROM person\n"
            "Values that the question may name:\nperson.city has the value 'San Diego'\n"
            "What terms mean: lives: city\nToday is 1970-01-01.\nQuestion: who lives in San Diego?\n");
}

TEST(DraftPrompt, ValuesStayAtHomeWhereOnlyTheSchemaIsShared) {
  const catalog::Catalog catalog = small_catalog();
  grounding::Question question;
  question.text = "who lives there?";
  const auto prompt = draft_prompt(SchemaWriter(catalog, Share::Schema), Share::Schema, 4'000, question,
                                   about(catalog, {mention(0, 2, 0.9, "San Diego")}));
  for (const Message& message : prompt.messages) EXPECT_THAT(message.text, Not(HasSubstr("San Diego")));
  EXPECT_EQ(prompt.samples, 0u);
}

TEST(RepairPrompt, SaysWhatIsWrongAndWhatExists) {
  const Message told =
      repair_prompt({ErrorCode::NotFound, "There is no column `x`.", "Did you mean `y`?"}, "Columns of t: y, z\n");
  EXPECT_EQ(told.text,
            "That query cannot be used. There is no column `x`. Did you mean `y`?\nColumns of t: y, z\n"
            "Write the corrected query, following the same rules.\n");
}

// Says what the test wrote down, one reply after the other.
class Parrot final : public ModelBackend {
 public:
  explicit Parrot(std::vector<std::string> replies) : replies_(std::move(replies)) {}
  std::string name() const override { return "parrot"; }
  std::string endpoint() const override { return "http://127.0.0.1"; }
  bool local() const override { return true; }
  Result<Reply> generate(const Request& request, const Listener&, const Stop&) const override {
    requests.push_back(request);
    Reply reply;
    reply.text = replies_.at(requests.size() - 1);
    return reply;
  }
  mutable std::vector<Request> requests;

 private:
  std::vector<std::string> replies_;
};

TEST(Conversation, TellsTheModelWhatWasWrong) {
  const catalog::Catalog catalog = small_catalog();
  const Parrot parrot(
      {"I can not tell.", "```sql\nSELECT revenue FROM ticket\n```", "```sql\nselect  revenue\nfrom ticket\n```"});
  Conversation talk(parrot, catalog, {{Speaker::User, "how much?"}});
  EXPECT_EQ(talk.ask(0, {}, {}, {})->sql, "");
  talk.reject({ErrorCode::Syntax, "There is no query.", ""});
  const auto second = talk.ask(0, {}, {}, {});
  EXPECT_EQ(second->sql, "SELECT revenue FROM ticket");
  EXPECT_FALSE(second->repeated);
  talk.reject({ErrorCode::NotFound, "There is no column `revenue`.", ""});
  EXPECT_TRUE(talk.ask(0, {}, {}, {})->repeated);
  ASSERT_EQ(parrot.requests[2].messages.size(), 5u);
  EXPECT_EQ(parrot.requests[2].messages[3].text, "```sql\nSELECT revenue FROM ticket\n```");
  EXPECT_THAT(parrot.requests[2].messages[4].text, HasSubstr("Columns of ticket: ticket_id"));
}

TEST(Conversation, SamplesDifferBySeedAndTheFirstIsNotDrawn) {
  const catalog::Catalog catalog = small_catalog();
  const Parrot parrot({"SELECT 1", "SELECT 1"});
  for (int sample : {0, 1}) ASSERT_TRUE(Conversation(parrot, catalog, {{Speaker::User, "?"}}).ask(sample, {}, {}, {}));
  EXPECT_EQ(parrot.requests[0].temperature, 0);
  EXPECT_GT(parrot.requests[1].temperature, 0);
  EXPECT_NE(parrot.requests[0].seed, parrot.requests[1].seed);
}

}  // namespace
}  // namespace sayquel::model
