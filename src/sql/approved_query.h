// A query that may run: one SELECT that has been parsed, bound to the catalog and allowed by policy.
#pragma once

#include <string>

#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::guard {
class Guard;
}

namespace sayquel::sql {

// Only guard::Guard can make one, and Connection runs nothing else: running unchecked SQL does not compile
// (tests/compile_fail). The text is printed from the checked tree, never the text that came in.
class ApprovedQuery {
 public:
  const std::string& text() const { return text_; }
  const QueryPtr& tree() const { return tree_; }
  Dialect dialect() const { return dialect_; }

 private:
  friend class ::sayquel::guard::Guard;
  ApprovedQuery(std::string text, QueryPtr tree, Dialect dialect)
      : text_(std::move(text)), tree_(std::move(tree)), dialect_(dialect) {}

  std::string text_;
  QueryPtr tree_;
  Dialect dialect_;
};

}  // namespace sayquel::sql
