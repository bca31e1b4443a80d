// Any text as a question: it is read or refused, never a crash, and what is drafted parses in the catalog's dialect.
#include <cstdlib>
#include <string>

#include "catalog/join_graph.h"
#include "draft/parser/parser.h"
#include "grounding/grounding.h"
#include "sql/parser.h"

namespace {

using namespace sayquel;

catalog::Column column(const char* name, TypeKind kind) {
  catalog::Column made;
  made.name = name;
  made.type.kind = kind;
  return made;
}

// Two tables and a key; every word is a value, so that the value index has its part in it.
catalog::Catalog small_catalog() {
  catalog::Catalog made;
  catalog::Table customer, order;
  customer.name = "customer";
  customer.columns = {column("customer_id", TypeKind::Integer), column("name", TypeKind::Text),
                      column("city", TypeKind::Text), column("age", TypeKind::Integer)};
  customer.primary_key = {0};
  order.name = "orders";
  order.columns = {column("order_id", TypeKind::Integer), column("customer_id", TypeKind::Integer),
                   column("amount", TypeKind::Decimal),   column("quantity", TypeKind::Integer),
                   column("order_date", TypeKind::Date),  column("paid", TypeKind::Boolean)};
  order.primary_key = {0};
  made.tables = {customer, order};
  catalog::ForeignKey key;
  key.from_table = 1, key.from_columns = {1}, key.to_table = 0, key.to_columns = {0}, key.declared = true;
  made.foreign_keys = {key};
  return made;
}

class EveryWord final : public catalog::ValueIndex {
 public:
  std::vector<catalog::ValueMatch> find(std::string_view phrase, std::size_t) const override {
    if (phrase.size() < 3 || phrase.size() > 12) return {};
    catalog::ValueMatch match;
    match.column = {0, phrase.size() % 2 ? 1 : 2};
    match.value = std::string(phrase);
    match.kind = catalog::MatchKind::Folded;
    return {match};
  }
  std::vector<catalog::ValueMatch> find_containing(std::string_view, std::size_t) const override { return {}; }
  std::vector<catalog::ValueMatch> find_similar(std::string_view, std::size_t) const override { return {}; }
  std::uint64_t size() const override { return 1; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const catalog::Catalog catalog = small_catalog();
  static const catalog::JoinGraph graph(catalog);
  static const EveryWord values;
  static const grounding::Grounder grounder(catalog, graph, values);
  static const auto parser = draft::make_parser();
  grounding::Question question;
  question.text.assign(reinterpret_cast<const char*>(data), size);
  question.today = Date{14'000};
  if (size % 3 == 0) question.before.push_back({"How many customers live in Boston?", ""});
  const auto grounded = grounder.ground(question, Stop());
  if (!grounded) return 0;
  const auto draft = parser->draft(question, *grounded, Stop());
  if (!draft) std::abort();
  for (const draft::Candidate& candidate : draft->candidates)
    if (!sql::parse(candidate.sql, catalog.dialect)) std::abort();
  return 0;
}
