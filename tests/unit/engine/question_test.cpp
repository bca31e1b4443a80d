#include "engine/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sayquel::engine {
namespace {

Result<grounding::Question> read(std::string text) {
  return read_question({.id = "7", .text = std::move(text)}, Date{42});
}

TEST(ReadQuestion, KeepsWhatWasAsked) {
  const auto question = read_question(
      {.id = "\"a\"", .text = "  how many\n events? ", .evidence = "e", .before = {{"t", "s"}}}, Date{42});
  ASSERT_TRUE(question);
  EXPECT_EQ(question->id, "\"a\"");
  EXPECT_EQ(question->text, "how many events?");
  EXPECT_EQ(question->evidence, "e");
  ASSERT_EQ(question->before.size(), 1u);
  EXPECT_EQ(question->before[0].text, "t");
  EXPECT_EQ(question->before[0].sql, "s");
  EXPECT_EQ(question->today, Date{42});
}

struct Bad {
  const char* name;
  std::string text;
  ErrorCode code;
};

TEST(ReadQuestion, WhatCannotBeReadIsSaid) {
  const Bad table[] = {
      {"empty", "", ErrorCode::BadInput},
      {"white space", " \t\n ", ErrorCode::BadInput},
      {"100 kB", std::string(100'000, 'x'), ErrorCode::TooLarge},
      {"NUL", std::string("how many\0events", 15), ErrorCode::BadInput},
      {"escape sequence", "how many \x1b[31mevents", ErrorCode::BadInput},
      {"not UTF-8", "how many \xff events", ErrorCode::BadInput},
      {"cut UTF-8", "how many caf\xc3", ErrorCode::BadInput},
      {"emoji", "🎭🎟️💰", ErrorCode::BadInput},
      {"punctuation", "?!...", ErrorCode::BadInput},
      {"digits alone", "42", ErrorCode::BadInput},
      {"Chinese", "二零零八年卖出了多少张票", ErrorCode::Declined},
      {"Russian", "Сколько билетов продано?", ErrorCode::Declined},
      {"Arabic", "كم عدد التذاكر المباعة؟", ErrorCode::Declined},
      {"French", "Combien de billets sont vendus dans chaque ville ?", ErrorCode::Declined},
      {"German", "Wie viele Karten wurden nicht verkauft?", ErrorCode::Declined},
      {"Spanish", "¿Cuántos eventos hay en cada ciudad y cuáles son?", ErrorCode::Declined},
      {"Italian", "Quanti eventi sono in ogni città?", ErrorCode::Declined},
      {"Dutch", "Hoeveel kaarten zijn niet verkocht?", ErrorCode::Declined},
  };
  for (const Bad& bad : table) {
    const auto question = read(bad.text);
    ASSERT_FALSE(question) << bad.name;
    EXPECT_EQ(question.error().code, bad.code) << bad.name;
    EXPECT_FALSE(question.error().message.empty()) << bad.name;
    EXPECT_FALSE(question.error().hint.empty()) << bad.name;
  }
}

// Names of other languages, few words and odd letters are no reason to refuse an English question.
TEST(ReadQuestion, EnglishIsRead) {
  for (const char* text :
       {"total sales of Así que pasen cinco años", "who performed Voor de Zon", "events in São Paulo",
        "How many tickets for Die Fledermaus and Così fan tutte?", "top 5", "venues?",
        "show events named 你好 or Привет please", "which films have 'Non ci resta che piangere' in the title",
        "revenue per customer in €", "🎭 how many musicals?", "customers in Dos Palos and Das Island"})
    EXPECT_TRUE(read(text)) << text;
}

TEST(LocalToday, IsAboutNow) {
  const auto now =
      std::chrono::duration_cast<std::chrono::hours>(std::chrono::system_clock::now().time_since_epoch()).count() / 24;
  EXPECT_NEAR(static_cast<double>(local_today().days), static_cast<double>(now), 1.0);
}

}  // namespace
}  // namespace sayquel::engine
