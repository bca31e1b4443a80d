// Refuses every function that is not on the dialect's list (guard/functions/) or in the policy: a function can read a
// file, call the network, run SQL from text, wait or write.
#include "guard/functions/functions.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "guard/rules/rules.h"

namespace sayquel::guard {
namespace {

bool allowed(const sql::FunctionCall& call, const Context& context) {
  const auto& name = call.name.front();
  // In quotes, PostgreSQL keeps the case: "Sum" is somebody's own function, not SUM.
  if (name.quoted && base::lower_ascii(name.name) != name.name) return false;
  if (lists_function(context.dialect(), name.name)) return true;
  const auto& more = context.policy.allowed_functions;
  return std::any_of(more.begin(), more.end(),
                     [&](const std::string& one) { return base::equal_ignoring_case(one, name.name); });
}

Status check_name(const sql::FunctionCall& call, sql::Position position, const Context& context) {
  if (call.name.size() != 1) {
    std::string written;
    for (const auto& part : call.name) written += (written.empty() ? "" : ".") + part.name;
    return refuse(fmt::format("The function `{}` is called with a schema", shown(written)), position,
                  "Only built-in functions may be called, by their plain names.");
  }
  if (allowed(call, context)) return {};
  return refuse(fmt::format("The function `{}` is not on the list of functions that {} queries may call",
                            shown(call.name.front().name), sql::dialect_name(context.dialect())),
                position,
                "Use a built-in function that only computes; others can be allowed in the settings, under policy.");
}

}  // namespace

Status check_functions(const Context& context) {
  for (const auto* expression : context.parts.expressions) {
    const auto* call = expression->as<sql::FunctionCall>();
    if (call != nullptr) SAYQUEL_CHECK(check_name(*call, expression->position, context));
  }
  return {};
}

}  // namespace sayquel::guard
