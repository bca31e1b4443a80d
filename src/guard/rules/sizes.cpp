// Refuses calls that ask for values of any size: REPEAT('x', 1000000000) takes a gigabyte before the first deadline is
// looked at. How much a function may grow a value must stand in the query as a small number. (What data and recursion
// can still make large is bounded where queries run: execute/ and the adapters.)
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "guard/rules/rules.h"
#include "sql/rewrite.h"

namespace sayquel::guard {
namespace {

constexpr long long kLongestText = 10'000;          // characters that a call may pad or repeat to
constexpr long long kLongestSeries = 1'000'000;     // elements
constexpr std::size_t kLongestReplacement = 1'000;  // bytes
constexpr std::size_t kLongestFormatNumber = 3;     // digits: a width or precision in a format

// Which argument says how large the result gets.
struct Sized {
  std::string_view name;
  std::size_t argument;
};
constexpr Sized kSized[] = {{"repeat", 1}, {"replicate", 1}, {"lpad", 1}, {"rpad", 1}, {"space", 0}, {"bar", 3}};
constexpr std::string_view kFormats[] = {"printf", "format"};
constexpr std::string_view kSeries[] = {"generate_series", "range"};
constexpr std::string_view kReplacing[] = {"replace", "regexp_replace", "translate"};

template <std::size_t N>
bool one_of(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

const Sized* sized(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kSized), std::end(kSized), [&](const Sized& one) { return one.name == name; });
  return found == std::end(kSized) ? nullptr : found;
}

std::optional<long long> whole_number(const sql::ExpressionPtr& expression) {
  if (const auto* unary = expression->as<sql::Unary>(); unary != nullptr && unary->op == sql::UnaryOperator::Minus) {
    const auto inner = whole_number(unary->operand);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  const auto* literal = expression->as<sql::Literal>();
  if (literal == nullptr || literal->kind != sql::LiteralKind::Number) return std::nullopt;
  long long value = 0;
  const char* end = literal->text.data() + literal->text.size();
  const auto parsed = std::from_chars(literal->text.data(), end, value);
  return parsed.ec == std::errc{} && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

const std::string* text_of(const sql::ExpressionPtr& expression) {
  const auto* literal = expression->as<sql::Literal>();
  return literal != nullptr && literal->kind == sql::LiteralKind::String ? &literal->text : nullptr;
}

// Does the expression repeat or replace already, so that repeating it multiplies?
bool grows_inside(const sql::Expression& expression) {
  bool grows = false;
  sql::walk(expression, {.expression = [&](const sql::Expression& inner) {
              const auto* call = inner.as<sql::FunctionCall>();
              if (call == nullptr || call->name.empty()) return true;
              const std::string name = base::lower_ascii(call->name.back().name);
              grows = grows || sized(name) != nullptr || one_of(kReplacing, name) || one_of(kFormats, name);
              return true;
            }});
  return grows;
}

Status check_sized(const sql::FunctionCall& call, const Sized& function, sql::Position position) {
  if (call.arguments.size() <= function.argument) return {};  // the default length
  const auto length = whole_number(call.arguments[function.argument]);
  if (!length || *length > kLongestText) {
    return refuse(fmt::format("{} asks for a text whose length is not a number up to {}", shown(call.name.back().name),
                              kLongestText),
                  position, "Write the length as a small number.");
  }
  const std::string name = base::lower_ascii(call.name.back().name);
  if ((name == "repeat" || name == "replicate") && !call.arguments.empty() && grows_inside(*call.arguments.front())) {
    return refuse("A repeated text is repeated again", position, "Repeat a text once.");
  }
  return {};
}

// printf's %5d and DuckDB's {:>5}: widths are small, and none is an argument of its own (%*d, {:{}}).
bool has_small_widths(std::string_view format) {
  std::size_t digits = 0;
  int open = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > kLongestFormatNumber || c == '*') return false;
    const bool doubled = i + 1 < format.size() && format[i + 1] == c;
    if (c == '{' && open == 0 && doubled) {
      ++i;
    } else if (c == '{' && ++open > 1) {
      return false;
    } else if (c == '}' && open > 0) {
      --open;
    }
  }
  return true;
}

Status check_format(const sql::FunctionCall& call, sql::Position position) {
  if (call.arguments.empty()) return {};
  const std::string* format = text_of(call.arguments.front());
  if (format != nullptr && has_small_widths(*format)) return {};
  return refuse(fmt::format("{} takes a format whose widths are not small numbers in a literal text",
                            shown(call.name.back().name)),
                position, "Write the format as a text, with widths below 1000 and no *.");
}

// "1 day", "2 months": a whole number of days or more.
bool is_coarse_interval(std::string_view text) {
  const std::string lower = base::lower_ascii(base::trim(text));
  const std::size_t digits = std::min(lower.find_first_not_of("0123456789"), lower.size());
  const std::string_view amount = std::string_view(lower).substr(0, digits);
  std::string_view unit = base::trim(std::string_view(lower).substr(digits));
  if (unit.ends_with('s')) unit.remove_suffix(1);
  const bool some = amount.find_first_not_of('0') != std::string_view::npos;
  return some && (unit == "day" || unit == "week" || unit == "mon" || unit == "month" || unit == "quarter" ||
                  unit == "year" || unit == "decade" || unit == "century");
}

// The step of a series of dates, as text; nothing where the step is no interval.
std::optional<std::string> interval_text(const sql::ExpressionPtr& step) {
  const sql::ExpressionPtr* amount = nullptr;
  std::string unit;
  if (const auto* interval = step->as<sql::IntervalLiteral>()) {
    amount = &interval->amount;
    unit = " " + interval->unit;
  } else if (const auto* cast = step->as<sql::Cast>(); cast != nullptr && cast->type.name == "INTERVAL") {
    amount = &cast->operand;
  }
  if (amount == nullptr) return std::nullopt;
  const auto* literal = (*amount)->as<sql::Literal>();
  return literal != nullptr ? literal->text + unit : std::string();
}

// Of numbers that stand in the query, or of dates a day or more apart.
Status check_series(const sql::FunctionCall& call, sql::Position position) {
  const auto& arguments = call.arguments;
  const std::string name = shown(call.name.back().name);
  const auto too_long = [&]() -> Status {
    return refuse(fmt::format("{} makes a series that is not known to stay below {} elements", name, kLongestSeries),
                  position, "Write first and last as numbers, or as dates with a step of a day or more.");
  };
  if (arguments.empty() || arguments.size() > 3) return too_long();
  if (arguments.size() == 3) {
    if (const auto step = interval_text(arguments[2])) return is_coarse_interval(*step) ? Status{} : too_long();
  }
  const auto first = arguments.size() == 1 ? std::optional<long long>(0) : whole_number(arguments[0]);
  const auto last = whole_number(arguments.size() == 1 ? arguments[0] : arguments[1]);
  const auto step = arguments.size() == 3 ? whole_number(arguments[2]) : std::optional<long long>(1);
  if (!first || !last || !step || *step == 0) return too_long();
  const double length = (static_cast<double>(*last) - static_cast<double>(*first)) / static_cast<double>(*step);
  return length > static_cast<double>(kLongestSeries) ? too_long() : Status{};
}

Status check_replacement(const sql::FunctionCall& call, sql::Position position) {
  if (call.arguments.size() < 3) return {};
  const std::string* replacement = text_of(call.arguments[2]);
  if (replacement == nullptr || replacement->size() <= kLongestReplacement) return {};
  return refuse(fmt::format("{} puts a text of {} bytes in", shown(call.name.back().name), replacement->size()),
                position, fmt::format("Replace by at most {} bytes.", kLongestReplacement));
}

Status check_call(const sql::FunctionCall& call, sql::Position position, sql::Dialect dialect) {
  if (call.name.empty()) return {};
  const std::string name = base::lower_ascii(call.name.back().name);
  if (const auto* function = sized(name)) return check_sized(call, *function, position);
  const bool number_format = name == "format" && dialect == sql::Dialect::MySQL;  // FORMAT(1234.5, 2)
  if (one_of(kFormats, name) && !number_format) return check_format(call, position);
  if (one_of(kSeries, name)) return check_series(call, position);
  if (one_of(kReplacing, name)) return check_replacement(call, position);
  return {};
}

}  // namespace

Status check_sizes(const Context& context) {
  for (const auto* expression : context.parts.expressions) {
    const auto* call = expression->as<sql::FunctionCall>();
    if (call != nullptr) SAYQUEL_CHECK(check_call(*call, expression->position, context.dialect()));
  }
  for (const auto* item : context.parts.from_items) {
    const auto* function = item->as<sql::TableFunction>();
    if (function != nullptr) SAYQUEL_CHECK(check_call(function->call, item->position, context.dialect()));
  }
  return {};
}

}  // namespace sayquel::guard
