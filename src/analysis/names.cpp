#include "analysis/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace sayquel::analysis {
namespace {

constexpr std::size_t kMostNamesOffered = 3;
constexpr std::size_t kLongestNameCompared = 128;  // bytes: what is longer is no typing mistake

std::string compared_form(std::string_view name) {
  std::string form = base::lower_ascii(name);
  std::erase(form, '_');
  return form;
}

// How many edits a typing mistake may take.
int tolerance(std::string_view name) { return name.size() <= 2 ? 0 : name.size() <= 4 ? 1 : name.size() <= 8 ? 2 : 3; }

// Smaller is nearer; more than the tolerance: not near.
int distance(const std::string& written, const std::string& name) {
  const int most = tolerance(written);
  const int edits = base::edit_distance(written, name, most);
  if (edits <= most) return edits;
  const auto [shorter, longer] = std::minmax({written.size(), name.size()});
  const bool similar = shorter >= 4 && shorter * 2 >= longer;
  const bool contained = name.find(written) != std::string::npos || written.find(name) != std::string::npos;
  return similar && contained ? most : most + 1;
}

}  // namespace

bool same_name(std::string_view left, std::string_view right, sql::Dialect dialect) {
  return dialect == sql::Dialect::PostgreSQL ? left == right : base::equal_ignoring_case(left, right);
}

std::string name_key(std::string_view name, sql::Dialect dialect) {
  return dialect == sql::Dialect::PostgreSQL ? std::string(name) : base::lower_ascii(name);
}

std::vector<std::string> nearest_names(std::string_view written, const std::vector<std::string>& names) {
  if (written.size() > kLongestNameCompared) return {};
  const std::string form = compared_form(written);
  std::vector<std::pair<int, std::string>> near;
  for (const auto& name : names) {
    const int edits = distance(form, compared_form(name));
    if (edits <= tolerance(form)) near.emplace_back(edits, name);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string> result;
  for (const auto& [edits, name] : near) {
    if (result.size() < kMostNamesOffered) result.push_back(name);
  }
  return result;
}

std::string did_you_mean(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string text = " Did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += fmt::format("`{}`", base::printable(names[i]));
  }
  return text + "?";
}

std::string place(sql::Position position) {
  return position.line == 0 ? std::string{} : fmt::format(" (line {}, column {})", position.line, position.column);
}

}  // namespace sayquel::analysis
