#include "answer/compose.h"

#include "answer/chart.h"
#include "answer/material.h"
#include "answer/sentence.h"
#include "answer/wording/naming.h"

namespace sayquel::answer {

Composed compose(const Input& input) {
  static const sql::QueryPtr kNoQuery;
  const sql::QueryPtr& tree = input.query ? input.query->tree() : kNoQuery;
  const sql::Dialect dialect = input.query ? input.query->dialect() : sql::Dialect::SQLite;
  const Phrases phrases(tree, dialect, input.catalog);
  const ResultShape shape = shape_of(input, phrases);
  const Material material{input, phrases, shape, input.rows->rows};
  Composed out;
  out.sentence = write_sentence(material);
  out.chart = make_chart(shape, input.rows->rows, capitalized(table_title(shape)));
  return out;
}

}  // namespace sayquel::answer
