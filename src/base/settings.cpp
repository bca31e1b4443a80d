#include "sayquel/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "base/text.h"

namespace sayquel {
namespace {

// One value of the file, with all that a message about it needs.
struct Entry {
  const toml::node& node;
  std::string key;  // "limits.rows"
  const std::string& file;
  const Environment& environment;

  tl::unexpected<Error> wrong(const std::string& expected, const toml::node* at = nullptr) const {
    return fail(ErrorCode::Usage,
                fmt::format("{}:{}: `{}` must be {}.", file, (at ? at : &node)->source().begin.line, key, expected));
  }
};

// "${NAME}" replaced by the variable's value.
Result<std::string> expand(const std::string& text, const Entry& entry) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t start = text.find("${", at);
    if (start == std::string::npos) return out + text.substr(at);
    const std::size_t end = text.find('}', start);
    if (end == std::string::npos) return entry.wrong("text in which every `${` is closed by `}`");
    const std::string name = text.substr(start + 2, end - start - 2);
    const auto value = entry.environment(name);
    if (!value)
      return fail(ErrorCode::Usage,
                  fmt::format("{}:{}: `{}` reads the environment variable {}, which is not set.", entry.file,
                              entry.node.source().begin.line, entry.key, name),
                  fmt::format("Set it (export {}=...), or write the value into the file.", name));
    out += text.substr(at, start - at) + *value;
    at = end + 1;
  }
}

Status read(const Entry& entry, std::string& out) {
  const auto* text = entry.node.as_string();
  if (!text) return entry.wrong("text in quotes");
  SAYQUEL_TRY(out, expand(text->get(), entry));
  return {};
}

Status read(const Entry& entry, std::vector<std::string>& out) {
  const char* expected = "a list of texts, like [\"users.phone\", \"email\"]";
  const auto* list = entry.node.as_array();
  if (!list) return entry.wrong(expected);
  out.clear();
  for (const toml::node& node : *list) {
    const auto* text = node.as_string();
    if (!text) return entry.wrong(expected, &node);
    SAYQUEL_TRY(std::string expanded, expand(text->get(), entry));
    out.push_back(std::move(expanded));
  }
  return {};
}

Status read(const Entry& entry, std::uint64_t& out) {
  const auto* number = entry.node.as_integer();
  if (!number || number->get() < 1) return entry.wrong("a whole number of at least 1");
  out = static_cast<std::uint64_t>(number->get());
  return {};
}

Status read(const Entry& entry, double& out) {
  const auto number = entry.node.value<double>();
  if (!number || !(*number >= 0 && *number <= 1)) return entry.wrong("a number from 0 to 1");
  out = *number;
  return {};
}

Status read(const Entry& entry, std::chrono::milliseconds& out) {
  const auto text = entry.node.is_string() ? entry.node.value<std::string>() : std::nullopt;
  const auto duration = text ? parse_duration(*text) : fail(ErrorCode::Usage, "");
  if (!duration) return entry.wrong("a time in quotes, like \"500ms\", \"30s\" or \"2m\"");
  out = *duration;
  return {};
}

Status read(const Entry& entry, Probe& out) {
  const auto name = entry.node.is_string() ? *entry.node.value<std::string>() : std::string();
  if (name == "never")
    out = Probe::Never;
  else if (name == "local-files")
    out = Probe::LocalFiles;
  else if (name == "always")
    out = Probe::Always;
  else
    return entry.wrong("\"never\", \"local-files\" or \"always\"");
  return {};
}

Status read(const Entry& entry, std::optional<Share>& out) {
  const auto name = entry.node.is_string() ? *entry.node.value<std::string>() : std::string();
  out = parse_share(name);
  return out ? Status() : entry.wrong("\"schema\", \"samples\" or \"rows\"");
}

Status read(const Entry& entry, bool& out) {
  const auto* value = entry.node.as_boolean();
  if (!value) return entry.wrong("true or false");
  out = value->get();
  return {};
}

struct Key {
  const char* section;
  const char* name;
  Status (*read)(const Entry&, Settings&);
};

template <auto member>
Status read_engine(const Entry& entry, Settings& settings) {
  return read(entry, settings.engine.*member);
}

template <auto member>
Status read_model(const Entry& entry, Settings& settings) {
  return read(entry, settings.engine.model.*member);
}

// A count with bounds of its own.
template <auto member, std::uint64_t least, std::uint64_t most>
Status read_model_count(const Entry& entry, Settings& settings) {
  const auto* number = entry.node.as_integer();
  if (!number || number->get() < static_cast<std::int64_t>(least) || number->get() > static_cast<std::int64_t>(most))
    return entry.wrong(fmt::format("a whole number from {} to {}", least, most));
  settings.engine.model.*member = static_cast<std::uint64_t>(number->get());
  return {};
}

template <auto member>
Status read_model_price(const Entry& entry, Settings& settings) {
  const auto number = entry.node.value<double>();
  if (!number || !(*number >= 0 && *number <= 1e9)) return entry.wrong("a price of at least 0");
  settings.engine.model.*member = *number;
  return {};
}

// When a model is asked: where the parser is not sure, or of every question.
Status read_when(const Entry& entry, Settings& settings) {
  const auto name = entry.node.is_string() ? *entry.node.value<std::string>() : std::string();
  if (name != "unsure" && name != "always") return entry.wrong("\"unsure\" or \"always\"");
  settings.engine.model.always = name == "always";
  return {};
}

constexpr Key kKeys[] = {
    {"database", "url", read_engine<&EngineOptions::database>},
    {"database", "cache", read_engine<&EngineOptions::cache_folder>},
    {"limits", "rows", read_engine<&EngineOptions::row_limit>},
    {"limits", "bytes", read_engine<&EngineOptions::byte_limit>},
    {"limits", "time", read_engine<&EngineOptions::time_limit>},
    {"policy", "sensitive", read_engine<&EngineOptions::sensitive>},
    {"policy", "allowed_functions", read_engine<&EngineOptions::allowed_functions>},
    {"policy", "refused_tables", read_engine<&EngineOptions::refused_tables>},
    {"policy", "probe", read_engine<&EngineOptions::probe>},
    {"policy", "threshold", read_engine<&EngineOptions::answer_threshold>},
    {"model", "url", read_model<&ModelOptions::url>},
    {"model", "key", read_model<&ModelOptions::key>},
    {"model", "ca_file", read_model<&ModelOptions::ca_file>},
    {"model", "share", read_model<&ModelOptions::share>},
    {"model", "narrate", read_model<&ModelOptions::narrate>},
    {"model", "when", read_when},
    {"model", "sure", read_model<&ModelOptions::sure>},
    {"model", "trust", read_model<&ModelOptions::trust>},
    {"model", "votes", read_model_count<&ModelOptions::votes, 1, 9>},
    {"model", "rounds", read_model_count<&ModelOptions::rounds, 0, 5>},
    {"model", "tokens", read_model_count<&ModelOptions::tokens, 500, 1'000'000>},
    {"model", "prompt_price", read_model_price<&ModelOptions::prompt_price>},
    {"model", "reply_price", read_model_price<&ModelOptions::reply_price>},
};

// The known name that `name` is nearest to, and all of them.
std::string known_names(std::string_view name, const std::vector<std::string>& known) {
  const std::string* nearest = nullptr;
  int least = 4;
  for (const std::string& candidate : known)
    if (const int edits = base::edit_distance(name, candidate, 3); edits < least) {
      least = edits;
      nearest = &candidate;
    }
  if (nearest) return fmt::format("Did you mean `{}`?", *nearest);
  return fmt::format("There are: {}.", base::join(known, ", "));
}

tl::unexpected<Error> unknown(const std::string& file, const toml::node& node, const char* what, std::string_view name,
                              std::vector<std::string> known) {
  known.erase(std::unique(known.begin(), known.end()), known.end());
  return fail(ErrorCode::Usage,
              fmt::format("{}:{}: there is no {} `{}`.", file, node.source().begin.line, what, base::printable(name)),
              known_names(name, known));
}

Status read_section(const toml::table& table, const std::string& section, const std::string& file,
                    const Environment& environment, Settings& settings) {
  for (const auto& [name, node] : table) {
    std::vector<std::string> known;
    const Key* found = nullptr;
    for (const Key& key : kKeys) {
      if (key.section != section) continue;
      known.emplace_back(key.name);
      if (name.str() == key.name) found = &key;
    }
    if (!found) return unknown(file, node, fmt::format("setting in [{}] named", section).c_str(), name.str(), known);
    SAYQUEL_CHECK(found->read({node, fmt::format("{}.{}", section, name.str()), file, environment}, settings));
  }
  return {};
}

}  // namespace

std::optional<Share> parse_share(std::string_view name) {
  if (name == "schema") return Share::Schema;
  if (name == "samples") return Share::Samples;
  if (name == "rows") return Share::Rows;
  return std::nullopt;
}

std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

Result<Settings> parse_settings(std::string_view text, const std::string& name, const Environment& environment) {
  const toml::parse_result parsed = toml::parse(text, std::string_view(name));
  if (!parsed)
    return fail(ErrorCode::Usage,
                fmt::format("{}:{}: {}.", name, parsed.error().source().begin.line, parsed.error().description()),
                "The file is read as TOML (https://toml.io).");
  std::vector<std::string> sections;
  for (const Key& key : kKeys) sections.emplace_back(key.section);
  Settings settings;
  for (const auto& [section, node] : parsed.table()) {
    const std::string section_name(section.str());
    if (std::find(sections.begin(), sections.end(), section_name) == sections.end())
      return unknown(name, node, "section", section_name, sections);
    if (!node.is_table())
      return fail(ErrorCode::Usage, fmt::format("{}:{}: `{}` must be a section, [{}].", name, node.source().begin.line,
                                                section_name, section_name));
    SAYQUEL_CHECK(read_section(*node.as_table(), section_name, name, environment, settings));
  }
  return settings;
}

Result<Settings> read_settings(const std::string& path, const Environment& environment) {
  std::error_code unreadable;
  std::ifstream file;
  if (!std::filesystem::is_directory(path, unreadable)) file.open(path, std::ios::binary);
  if (!file.is_open())
    return fail(ErrorCode::NotFound, fmt::format("The settings file {} cannot be read.", base::printable(path)),
                "Check the path and its permissions.");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return parse_settings(text, path, environment);
}

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto wrong = fail(ErrorCode::Usage, fmt::format("`{}` is no time.", base::printable(text)),
                          "Write it like 500ms, 30s, 2m or 1h.");
  text = base::trim(text);
  std::size_t digits = 0;
  double number = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits < 10; ++digits)
    number = number * 10 + (text[digits] - '0');
  const std::string_view unit = base::trim(text.substr(digits));
  const double scale = unit == "ms"                  ? 1
                       : unit == "s" || unit.empty() ? 1e3
                       : unit == "m"                 ? 6e4
                       : unit == "h"                 ? 3.6e6
                                                     : 0;
  constexpr double kWeek = 7 * 24 * 3.6e6;
  if (digits == 0 || scale == 0 || number * scale < 1 || number * scale > kWeek) return wrong;
  return std::chrono::milliseconds(static_cast<std::int64_t>(number * scale));
}

Result<Date> parse_date(std::string_view text) {
  const auto wrong = fail(ErrorCode::Usage, fmt::format("`{}` is no day.", base::printable(text)),
                          "Write it as year-month-day: 2008-01-05.");
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return wrong;
  int parts[3] = {0, 0, 0};
  for (std::size_t at = 0, part = 0; at < text.size(); ++at) {
    if (at == 4 || at == 7) {
      ++part;
      continue;
    }
    if (text[at] < '0' || text[at] > '9') return wrong;
    parts[part] = parts[part] * 10 + (text[at] - '0');
  }
  const std::chrono::year_month_day day{std::chrono::year(parts[0]),
                                        std::chrono::month(static_cast<unsigned>(parts[1])),
                                        std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (parts[0] < 1 || !day.ok()) return wrong;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count())};
}

}  // namespace sayquel
