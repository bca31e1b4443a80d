// Refuses text that is too long, or that is no plain text: a database might end the text at a zero byte, or read broken
// UTF-8 otherwise than the parser did.
#include "base/text.h"

#include <fmt/format.h>

#include "guard/rules/rules.h"

namespace sayquel::guard {

Status check_text(std::string_view sql, const Policy& policy) {
  if (sql.size() > policy.longest_sql) {
    return fail(ErrorCode::TooLarge,
                fmt::format("The SQL has {} bytes; at most {} are allowed.", sql.size(), policy.longest_sql),
                "Write a shorter query, or raise the limit in the settings.");
  }
  if (sql.find('\0') != std::string_view::npos) {
    return refuse("The SQL holds a zero byte, at which a database could stop to read it", {}, "Send plain text.");
  }
  if (!base::valid_utf8(sql)) return refuse("The SQL is not valid UTF-8", {}, "Send UTF-8 text.");
  return {};
}

}  // namespace sayquel::guard
