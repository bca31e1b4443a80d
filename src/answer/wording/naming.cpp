#include "answer/wording/naming.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace sayquel::answer {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Words of which schemas run names together; a name is only taken apart where these cover it whole.
constexpr std::array<std::string_view, 118> kSchemaWords = {
    "account",     "address",    "age",      "amount",   "artist",   "author",     "average",  "balance",  "bill",
    "birth",       "book",       "budget",   "buyer",    "capacity", "car",        "category", "channel",  "city",
    "class",       "close",      "code",     "color",    "comment",  "commission", "company",  "cost",     "count",
    "country",     "created",    "credit",   "customer", "date",     "day",        "debit",    "delivery", "department",
    "description", "discount",   "district", "due",      "email",    "employee",   "end",      "event",    "family",
    "first",       "full",       "gender",   "given",    "grade",    "group",      "height",   "holiday",  "hour",
    "id",          "invoice",    "item",     "job",      "key",      "last",       "length",   "level",    "line",
    "list",        "listing",    "location", "manager",  "max",      "middle",     "min",      "minute",   "month",
    "name",        "number",     "open",     "order",    "paid",     "pay",        "payment",  "per",      "percent",
    "phone",       "population", "postal",   "price",    "product",  "quantity",   "quarter",  "rank",     "rate",
    "rating",      "region",     "salary",   "sale",     "sales",    "score",      "seat",     "seats",    "seller",
    "ship",        "sold",       "start",    "state",    "status",   "store",      "student",  "team",     "ticket",
    "tickets",     "time",       "title",    "total",    "type",     "unit",       "user",     "value",    "week",
    "year"};
constexpr std::array<Pair, 16> kShortForms = {{{"qty", "quantity"},
                                               {"amt", "amount"},
                                               {"avg", "average"},
                                               {"cnt", "count"},
                                               {"pct", "percentage"},
                                               {"num", "number of"},
                                               {"nbr", "number"},
                                               {"addr", "address"},
                                               {"desc", "description"},
                                               {"dept", "department"},
                                               {"emp", "employee"},
                                               {"cust", "customer"},
                                               {"fname", "first name"},
                                               {"lname", "last name"},
                                               {"dob", "date of birth"},
                                               {"yr", "year"}}};
constexpr std::array<Pair, 12> kIrregular = {{{"person", "people"},
                                              {"child", "children"},
                                              {"man", "men"},
                                              {"woman", "women"},
                                              {"foot", "feet"},
                                              {"tooth", "teeth"},
                                              {"goose", "geese"},
                                              {"mouse", "mice"},
                                              {"series", "series"},
                                              {"species", "species"},
                                              {"staff", "staff"},
                                              {"datum", "data"}}};
// Nouns without a plural: "total revenue", "quantity of sales".
constexpr std::array<std::string_view, 14> kUncounted = {"revenue", "information", "staff", "money",     "equipment",
                                                         "data",    "feedback",    "news",  "people",    "police",
                                                         "series",  "species",     "stock", "attendance"};

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// Cuts at what is no letter or digit, and between the parts of TotalPrice, HTTPCode and address2.
std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '_' || c == ' ' || c == '-' || c == '.' || c == '\t' || c == '\n') {
      if (!parts.back().empty()) parts.emplace_back();
      continue;
    }
    const char last = i ? name[i - 1] : ' ', next = i + 1 < name.size() ? name[i + 1] : ' ';
    const bool begins = upper(c) && (lower(last) || digit(last) || (upper(last) && lower(next)));
    if (begins && !parts.back().empty()) parts.emplace_back();
    parts.back() += c;
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

std::string_view long_form(std::string_view word) {
  for (const auto& [abbreviated, full] : kShortForms)
    if (abbreviated == word) return full;
  return word;
}

// The word as schema words, longest first, or empty: "pricepaid" gives {price, paid}.
std::vector<std::string> taken_apart(std::string_view word) {
  if (word.empty()) return {};
  std::vector<std::string_view> known(kSchemaWords.begin(), kSchemaWords.end());
  for (const auto& form : kShortForms) known.push_back(form.first);
  std::stable_sort(known.begin(), known.end(), [](auto left, auto right) { return left.size() > right.size(); });
  for (std::string_view candidate : known) {
    if (!word.starts_with(candidate)) continue;
    if (candidate.size() == word.size()) return {std::string(word)};
    auto rest = taken_apart(word.substr(candidate.size()));
    if (rest.empty()) continue;
    rest.insert(rest.begin(), std::string(candidate));
    return rest;
  }
  return {};
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return word.ends_with(ending); });
}

std::string plural_word(const std::string& word) {
  for (const auto& [one, many] : kIrregular)
    if (word == one) return std::string(many);
  if (looks_plural(word)) return word;
  if (ends_with_any(word, {"s", "x", "z", "ch", "sh"})) return word + "es";
  if (word.ends_with("y") && word.size() > 1 && !ends_with_any(word, {"ay", "ey", "oy", "uy"}))
    return word.substr(0, word.size() - 1) + "ies";
  return word + "s";
}

std::string singular_word(const std::string& word) {
  for (const auto& [one, many] : kIrregular)
    if (word == many) return std::string(one);
  if (!looks_plural(word)) return word;
  if (word.ends_with("ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  if (ends_with_any(word, {"sses", "xes", "zes", "ches", "shes", "uses"})) return word.substr(0, word.size() - 2);
  return word.substr(0, word.size() - 1);
}

// The phrase up to its last word, and that word.
std::pair<std::string, std::string> last_word(std::string_view phrase) {
  const std::size_t space = phrase.rfind(' ');
  if (space == std::string_view::npos) return {"", std::string(phrase)};
  return {std::string(phrase.substr(0, space + 1)), std::string(phrase.substr(space + 1))};
}

bool any_word(std::string_view name, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return has_word(name, word); });
}

}  // namespace

std::string readable(std::string_view name) {
  std::vector<std::string> words;
  for (const std::string& part : parts_of(one_line(name))) {
    const std::string word = base::lower_ascii(part);
    std::vector<std::string> pieces = taken_apart(word);
    if (pieces.empty()) pieces.push_back(word);
    for (const std::string& piece : pieces) words.emplace_back(long_form(piece));
  }
  return words.empty() ? std::string(name) : base::join(words, " ");
}

std::string readable_column(std::string_view column, std::string_view table) {
  std::string words = readable(column);
  const std::string owner = readable(table), one = singular(owner);
  for (const std::string& prefix : {owner, one}) {
    const std::string glued = base::lower_ascii(column);
    if (words.find(' ') == std::string::npos && glued.size() > prefix.size() + 1 && glued.starts_with(prefix))
      words = one + " " + readable(glued.substr(prefix.size()));
  }
  const bool bare = words == "name" || words == "id" || words == "title" || words == "code" || words == "type" ||
                    words == "description";
  return bare && !owner.empty() ? one + " " + words : words;
}

bool looks_plural(std::string_view phrase) {
  const std::string word = last_word(phrase).second;
  for (const auto& [one, many] : kIrregular)
    if (word == many) return true;
  if (std::find(kUncounted.begin(), kUncounted.end(), word) != kUncounted.end()) return true;
  return word.size() > 2 && word.ends_with("s") && !ends_with_any(word, {"ss", "us", "is", "ous"});
}

std::string plural(std::string_view phrase) {
  auto [front, word] = last_word(phrase);
  if (word.empty() || std::find(kUncounted.begin(), kUncounted.end(), word) != kUncounted.end())
    return std::string(phrase);
  return front + plural_word(word);
}

std::string singular(std::string_view phrase) {
  auto [front, word] = last_word(phrase);
  return word.empty() ? std::string(phrase) : front + singular_word(word);
}

std::string counted(std::string_view phrase, std::uint64_t count) {
  return count == 1 ? singular(phrase) : plural(phrase);
}

std::string capitalized(std::string_view sentence) {
  std::string out(sentence);
  if (!out.empty() && lower(out[0])) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string listed(const std::vector<std::string>& items) {
  if (items.empty()) return {};
  if (items.size() == 1) return items.front();
  const std::vector<std::string> front(items.begin(), items.end() - 1);
  return base::join(front, ", ") + " and " + items.back();
}

bool has_word(std::string_view readable_name, std::string_view word) {
  for (const std::string& part : base::split(readable_name, ' '))
    if (part == word) return true;
  return false;
}

ValueFormat format_of_name(std::string_view name, const ColumnType& type) {
  const std::string words = readable(name);
  ValueFormat format;
  if (any_word(words, {"usd", "dollar", "dollars"}))
    format = {Unit::Money, "$"};
  else if (any_word(words, {"eur", "euro", "euros"}))
    format = {Unit::Money, "\xE2\x82\xAC"};
  else if (any_word(words, {"gbp"}))
    format = {Unit::Money, "\xC2\xA3"};
  else if (any_word(words, {"percent", "percentage"}) || name.find('%') != std::string_view::npos)
    format.unit = Unit::Percent;
  else if (any_word(words, {"count", "number", "quantity"}))
    return format;
  else if (any_word(words,
                    {"id", "zip", "zipcode", "postcode", "postal", "phone", "code", "key", "isbn", "ssn", "iban"}))
    format.unit = Unit::Identifier;
  else if (has_word(words, "year") && type.kind != TypeKind::Float && type.kind != TypeKind::Decimal)
    format.unit = Unit::Year;
  else if (type.kind == TypeKind::Decimal && type.declared.find(",2)") != std::string::npos)
    format.unit = Unit::Money;
  else if (any_word(words, {"price",  "amount",   "cost",  "revenue", "sales",   "commission", "commissions",
                            "salary", "salaries", "pay",   "paid",    "fee",     "fees",       "income",
                            "budget", "balance",  "spent", "spend",   "profit",  "earnings",   "money",
                            "wage",   "discount", "tax",   "invoice", "payment", "payments"}))
    format.unit = Unit::Money;
  return format;
}

}  // namespace sayquel::answer
