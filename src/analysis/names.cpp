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

// Smaller is nearer; more than the written name's tolerance: not near.
int distance(const std::string& written, const std::string& name) {
  const int tolerance = written.size() <= 3 ? 1 : static_cast<int>(written.size() / 4 + 1);
  const int edits = base::edit_distance(written, name, tolerance);
  if (edits <= tolerance) return edits;
  const bool contained = written.size() >= 4 && name.size() >= 4 &&
                         (name.find(written) != std::string::npos || written.find(name) != std::string::npos);
  return contained ? tolerance : tolerance + 1;
}

}  // namespace

bool same_name(std::string_view left, std::string_view right, sql::Dialect dialect) {
  return dialect == sql::Dialect::PostgreSQL ? left == right : base::equal_ignoring_case(left, right);
}

std::vector<std::string> nearest_names(std::string_view written, const std::vector<std::string>& names) {
  if (written.size() > kLongestNameCompared) return {};
  const std::string form = compared_form(written);
  const int tolerance = form.size() <= 3 ? 1 : static_cast<int>(form.size() / 4 + 1);
  std::vector<std::pair<int, std::string>> near;
  for (const auto& name : names) {
    const int edits = distance(form, compared_form(name));
    if (edits <= tolerance) near.emplace_back(edits, name);
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
