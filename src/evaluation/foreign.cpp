#include "evaluation/foreign.h"

#include <map>

namespace sayquel::evaluation {

Result<QuestionSet> foreign(QuestionSet set) {
  std::map<std::string, std::string> partner;
  std::vector<std::string> names;
  for (const QuestionCase& one : set.cases) partner.try_emplace(one.database);
  for (const auto& [name, other] : partner) names.push_back(name);
  if (names.size() < 2)
    return fail(ErrorCode::Usage, "Foreign questions need a set over two databases or more.",
                "Each question is asked of another question's database.");
  for (std::size_t i = 0; i < names.size(); ++i) partner[names[i]] = names[(i + names.size() / 2) % names.size()];
  for (QuestionCase& one : set.cases) {
    one.database = partner[one.database];
    one.gold.clear();
  }
  return set;
}

}  // namespace sayquel::evaluation
