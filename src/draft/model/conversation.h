// One line of thought of a model about one question: a first draft, then what was wrong with it, then the next.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "draft/model/backend.h"

namespace sayquel::model {

struct Drafted {
  std::string sql;                 // names repaired from the catalog; empty: the reply holds no query
  std::vector<std::string> notes;  // which names were
  bool cut = false;                // the reply ended before the query did
  bool repeated = false;           // this conversation had the same query already
  Usage usage;
};

class Conversation {
 public:
  // `opening` ends with the question. The backend and the catalog must outlive it.
  Conversation(const ModelBackend& backend, const catalog::Catalog& catalog, std::vector<Message> opening);

  // `sample` 0 is the model's surest reply; further ones are drawn, each with a seed of its own, so that the same
  // number gives the same reply again where the service can.
  Result<Drafted> ask(int sample, std::string grammar, const Listener& listener, const Stop& stop);

  // Before the next ask(): why the last draft cannot be used. Adds the names that exist where the problem is a name.
  void reject(const Error& problem);

 private:
  const ModelBackend& backend_;
  const catalog::Catalog& catalog_;
  std::vector<Message> messages_;
  std::vector<std::string> past_;  // queries, as printed where they parse
  std::string last_;
};

}  // namespace sayquel::model
