#include "answer/compose.h"

#include "answer/chart.h"
#include "answer/empty.h"
#include "answer/material.h"
#include "answer/notes.h"
#include "answer/sentence.h"
#include "answer/wording/naming.h"

namespace sayquel::answer {
namespace {

constexpr int kMostProbes = 6;

}  // namespace

std::optional<execute::Rows> Prober::rows(const std::string& sql) {
  if (!can()) return std::nullopt;
  --left_;
  auto found = probe_(sql);
  if (found) return std::move(*found);
  // Without time or against somebody's wish there is no point in trying the next.
  const ErrorCode code = found.error().code;
  if (code == ErrorCode::Deadline || code == ErrorCode::Cancelled || code == ErrorCode::PermissionDenied) left_ = 0;
  return std::nullopt;
}

std::optional<std::uint64_t> Prober::count(const std::string& sql) {
  const auto found = rows(sql);
  if (!found || found->rows.size() != 1 || found->rows[0].empty()) return std::nullopt;
  const auto number = as_number(found->rows[0][0]);
  return number && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

Composed compose(const Input& input) {
  static const sql::QueryPtr kNoQuery;
  const sql::QueryPtr& tree = input.query ? input.query->tree() : kNoQuery;
  const sql::Dialect dialect = input.query ? input.query->dialect() : sql::Dialect::SQLite;
  const Phrases phrases(tree, dialect, input.catalog);
  const ResultShape shape = shape_of(input, phrases);
  const Material material{input, phrases, shape, input.rows->rows};
  Prober prober(input.probe, kMostProbes);
  const Emptiness emptiness = explain_empty(material, prober);
  Composed out;
  out.sentence = write_sentence(material, emptiness);
  out.notes = emptiness.notes;
  if (!emptiness.empty)
    for (std::string& note : write_notes(material, prober)) out.notes.push_back(std::move(note));
  out.chart = make_chart(shape, input.rows->rows, capitalized(table_title(shape)));
  return out;
}

}  // namespace sayquel::answer
