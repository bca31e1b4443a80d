// What an engine is made of. Engine::open wires the real parts (open.cpp); tests bring their own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/join_graph.h"
#include "catalog/value_index.h"
#include "database/connection.h"
#include "draft/drafter.h"
#include "grounding/grounding.h"
#include "grounding/question.h"
#include "sayquel/engine.h"

namespace sayquel::engine {

using Ground = std::function<Result<grounding::Grounding>(const grounding::Question&, const Stop&)>;
// Called once, when the first query runs: a dry run opens no database.
using Connect = std::function<Result<std::unique_ptr<database::Connection>>()>;

struct Parts {
  std::string name;                // of the database, for a prompt
  bool local = true;               // a file: close readings may be run and compared where the setting says LocalFiles
  std::vector<std::string> notes;  // of making the catalog
  std::shared_ptr<const catalog::Catalog> catalog;
  std::shared_ptr<const catalog::ValueIndex> values;
  Connect connect;
  Ground ground;  // empty: a Grounder over the catalog and its values
  std::unique_ptr<draft::Drafter> drafter;
};

std::unique_ptr<Engine> make_engine(Parts parts, EngineOptions options);

}  // namespace sayquel::engine
