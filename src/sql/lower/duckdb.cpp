// DuckDB has most of the neutral tree's constructs. Its DATE_DIFF counts the boundaries crossed; DATE_SUB counts whole
// units.
#include "sql/lower/lowering.h"

namespace sayquel::sql {

ExpressionPtr lower_for_duckdb(const ExpressionPtr& node) {
  if (const auto difference = unit_call(*node, "DATE_DIFF", 2)) {
    FunctionCall call = *node->as<FunctionCall>();
    call.name = {Identifier("DATE_SUB")};
    return build::make(std::move(call));
  }
  return node;
}

}  // namespace sayquel::sql
