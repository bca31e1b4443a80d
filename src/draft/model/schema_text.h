// The part of the schema that a question is about, as DDL for a prompt.
//
//   CREATE TABLE sales (
//     salesid INTEGER PRIMARY KEY,
//     buyerid INTEGER REFERENCES users (userid),
//     qtysold SMALLINT, -- number of tickets; like 1, 2, 4
//   );
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "grounding/grounding.h"
#include "sayquel/engine.h"

namespace sayquel::model {

struct SchemaText {
  std::string text;
  std::vector<int> tables;  // that stand in it, in the catalog's order
  bool whole = false;       // all of the catalog's tables, each with all of its columns
  std::size_t samples = 0;  // values of the database that stand in it
};

// A catalog's tables as text, made once; immutable, any thread may use it. The catalog must outlive it.
class SchemaWriter {
 public:
  // Sample values stand in the text where `share` is more than Schema; never those of a sensitive column.
  SchemaWriter(const catalog::Catalog& catalog, Share share);

  // At most `tokens` by estimate_tokens(). All tables where they fit, whatever is asked, so that a service finds the
  // same beginning again; else those that the question mentions, and those next to them, best first. A table too wide
  // for its part keeps its keys, what is mentioned, and its first columns.
  SchemaText write(const grounding::Grounding& grounding, std::size_t tokens) const;

 private:
  struct Block {
    std::string text;
    std::size_t tokens = 0, samples = 0;
  };
  Block table(int table, const std::vector<int>& columns) const;
  std::string column(int table, int column, std::size_t& samples) const;
  Block narrow(int table, const grounding::Grounding& grounding, std::size_t tokens) const;

  const catalog::Catalog& catalog_;
  Share share_;
  std::vector<Block> blocks_;
  std::string whole_;
  std::size_t whole_tokens_ = 0, whole_samples_ = 0;
};

// Tables by how much the question speaks of them, best first; those that it does not touch come last, in the catalog's
// order.
std::vector<int> rank_tables(const grounding::Grounding& grounding);

}  // namespace sayquel::model
