// Type names: VARCHAR(30), DOUBLE PRECISION, TIMESTAMP WITH TIME ZONE, INTEGER[], STRUCT(a INTEGER).
#include <fmt/format.h>

#include <algorithm>

#include "sql/names.h"
#include "sql/parse/characters.h"
#include "sql/parse/parser_state.h"

namespace sayquel::sql {
namespace {

// What may follow the first word of a type.
bool continues_type(std::string_view type, std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> kPairs[] = {{"DOUBLE", "PRECISION"},
                                                                             {"CHARACTER", "VARYING"},
                                                                             {"CHAR", "VARYING"},
                                                                             {"BIT", "VARYING"},
                                                                             {"NATIONAL", "CHARACTER"},
                                                                             {"NATIONAL", "CHAR"},
                                                                             {"NATIONAL CHARACTER", "VARYING"},
                                                                             {"NATIONAL CHAR", "VARYING"},
                                                                             {"SIGNED", "INTEGER"},
                                                                             {"SIGNED", "INT"},
                                                                             {"UNSIGNED", "INTEGER"},
                                                                             {"UNSIGNED", "INT"},
                                                                             {"UNSIGNED", "BIG"},
                                                                             {"UNSIGNED BIG", "INT"},
                                                                             {"BINARY", "VARYING"},
                                                                             {"LONG", "VARCHAR"},
                                                                             {"NATIVE", "CHARACTER"},
                                                                             {"VARYING", "CHARACTER"},
                                                                             {"INTEGER", "UNSIGNED"},
                                                                             {"INT", "UNSIGNED"},
                                                                             {"BIGINT", "UNSIGNED"}};
  return std::find(std::begin(kPairs), std::end(kPairs), std::pair(type, word)) != std::end(kPairs);
}

bool takes_time_zone(std::string_view type) { return type == "TIME" || type == "TIMESTAMP"; }

}  // namespace

Result<TypeName> Parser::type_name() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  TypeName type;
  SAYQUEL_TRY(type.name, type_words());
  SAYQUEL_CHECK(type_arguments(type));
  if (takes_time_zone(type.name) && next_is_one_of({"WITH", "WITHOUT"}) && next_is("TIME", 1)) {
    const std::string word = take().text;
    take();
    SAYQUEL_CHECK(expect("ZONE"));
    type.name += " " + word + " TIME ZONE";
  }
  if (traits_.array_word && next_is("ARRAY")) {
    take();
    type.array_dimensions = 1;
    return type;
  }
  while (traits_.subscripts && next_is("[") &&
         (next_is("]", 1) || (peek(1).kind == TokenKind::Number && next_is("]", 2)))) {
    if (peek(1).kind == TokenKind::Number) return unsupported(peek().position, "an array type of a fixed size");
    take();
    take();
    ++type.array_dimensions;
  }
  return type;
}

Result<std::string> Parser::type_words() {
  const Token first = peek();
  if (first.kind != TokenKind::Word && first.kind != TokenKind::Quoted) return unexpected("a type");
  take();
  if (first.kind == TokenKind::Quoted)
    return unsupported(first.position, "a type name in quotes", "write it without them");
  std::string name = first.text;
  while (next_is(".")) {
    take();
    if (peek().kind != TokenKind::Word) return unexpected("a type");
    name += ".";
    name += take().text;
  }
  while (peek().kind == TokenKind::Word && continues_type(name, peek().text)) {
    name += " ";
    name += take().text;
  }
  return name;
}

// (30), (8, 2), ('a', 'b') of an ENUM, (a INTEGER, b TEXT) of a STRUCT, (INTEGER, TEXT) of a MAP.
Status Parser::type_arguments(TypeName& type) {
  if (!next_is("(")) return {};
  take();
  do {
    std::string text;
    if (next_is("-") && peek(1).kind == TokenKind::Number) text = take().text;
    const Token token = peek();
    if (token.kind == TokenKind::Number) {
      text += take().text;
    } else if (token.kind == TokenKind::Word && traits_.bracket_lists) {
      if (peek(1).kind == TokenKind::Word) text = std::string(take().raw) + " ";
      SAYQUEL_TRY(const TypeName inner, type_name());
      text += type_text(inner);
    } else if (token.kind == TokenKind::Word && token.is("MAX")) {
      text = take().text;
    } else {
      return unexpected("a number in the type");
    }
    type.arguments.push_back(std::move(text));
  } while (accept(","));
  return expect(")");
}

std::string type_text(const TypeName& type) {
  std::string text = type.name;
  std::string zone;
  for (const std::string_view suffix : {" WITH TIME ZONE", " WITHOUT TIME ZONE"})
    if (!type.arguments.empty() && text.ends_with(suffix)) {  // TIMESTAMP(3) WITH TIME ZONE
      zone = suffix;
      text.resize(text.size() - suffix.size());
    }
  for (std::size_t i = 0; i < type.arguments.size(); ++i) text += (i == 0 ? "(" : ", ") + type.arguments[i];
  if (!type.arguments.empty()) text += ")";
  text += zone;
  for (int i = 0; i < type.array_dimensions; ++i) text += "[]";
  return text;
}

}  // namespace sayquel::sql
