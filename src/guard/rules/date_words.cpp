// Refuses words in EXTRACT, INTERVAL and date functions that name no part of a date. They are printed as they are,
// without quotes, so that nothing but a word of this list may stand there.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "guard/rules/rules.h"
#include "sql/names.h"

namespace sayquel::guard {
namespace {

constexpr std::string_view kWords[] = {
    "century", "day", "dayofmonth", "dayofweek", "dayofweek_iso", "dayofyear", "day_hour", "day_microsecond",
    "day_minute", "day_second", "decade", "dow", "doy", "epoch", "era", "hour", "hour_microsecond", "hour_minute",
    "hour_second", "isodow", "isoweek", "isoyear", "julian", "microsecond", "microseconds", "millennium", "millisecond",
    "milliseconds", "minute", "minute_microsecond", "minute_second", "month", "nanosecond", "quarter", "second",
    "second_microsecond", "timezone", "timezone_hour", "timezone_minute", "week", "weekday", "weekofyear", "year",
    "year_month", "yearweek",
    // Redshift's short forms
    "c", "d", "dec", "h", "hr", "hrs", "m", "microsec", "microsecs", "mil", "min", "mins", "mon", "mons", "ms", "msec",
    "msecs", "qtr", "qtrs", "s", "sec", "secs", "us", "usec", "usecs", "w", "y", "yr", "yrs", "dw", "weekday",
    "dayofyear", "centuries", "cent", "cents", "decs", "decades", "mils", "millennia"};

bool is_word(std::string_view text) {
  std::string word = base::lower_ascii(text);
  const auto listed = [](std::string_view one) {
    return std::find(std::begin(kWords), std::end(kWords), one) != std::end(kWords);
  };
  if (listed(word)) return true;
  if (word.ends_with('s')) word.pop_back();
  return listed(word);
}

// "DAY", or "YEAR TO MONTH".
bool is_unit(std::string_view unit) {
  if (unit.empty()) return true;  // it stands in the text: INTERVAL '3 days'
  const std::size_t to = unit.find(" TO ");
  if (to == std::string_view::npos) return is_word(unit);
  return is_word(unit.substr(0, to)) && is_word(unit.substr(to + 4));
}

// Where the dialect writes the first argument of these functions without quotes.
bool writes_bare_parts(sql::Dialect dialect) {
  return dialect == sql::Dialect::Redshift || dialect == sql::Dialect::MySQL;
}

tl::unexpected<Error> no_part(std::string_view word, sql::Position position) {
  return refuse(fmt::format("`{}` names no part of a date", shown(word)), position,
                "Use YEAR, QUARTER, MONTH, WEEK, DAY or the like.");
}

}  // namespace

Status check_date_words(const Context& context) {
  for (const auto* expression : context.parts.expressions) {
    if (const auto* extract = expression->as<sql::Extract>(); extract != nullptr && !is_word(extract->field)) {
      return no_part(extract->field, expression->position);
    }
    if (const auto* interval = expression->as<sql::IntervalLiteral>();
        interval != nullptr && !is_unit(interval->unit)) {
      return no_part(interval->unit, expression->position);
    }
    const auto* call = expression->as<sql::FunctionCall>();
    if (call == nullptr || call->arguments.empty() || call->name.size() != 1 || !writes_bare_parts(context.dialect()))
      continue;
    std::string name = call->name.front().name;
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (!sql::is_date_part_function(name, context.dialect())) continue;  // as the printer decides
    const auto* literal = call->arguments.front()->as<sql::Literal>();
    const bool part = literal != nullptr && literal->kind == sql::LiteralKind::String;
    if (part && !is_word(literal->text)) return no_part(literal->text, expression->position);
  }
  return {};
}

}  // namespace sayquel::guard
