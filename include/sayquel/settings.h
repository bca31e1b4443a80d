// sayquel.toml, and the values that people type in settings and flags alike.
//
//   [database]
//   url = "duckdb:///data/tickit.duckdb"     # or "${DATABASE_URL}": ${NAME} reads the environment
//   cache = "/var/cache/sayquel"             # where catalogs are kept; the user's cache folder unless told
//   [limits]
//   rows = 10000                             # of an answer
//   bytes = 67108864                         # of values held
//   time = "30s"                             # a question; ms, s, m or h
//   [policy]
//   sensitive = ["users.phone", "email"]     # columns whose values are neither sampled nor indexed
//   allowed_functions = ["my_function"]      # beyond the dialect's list
//   refused_tables = ["salaries"]            # no query may read them
//   probe = "local-files"                    # may close readings be run and compared: never, local-files, always
//   threshold = 0.35                         # below this confidence a question is declined, 0..1
//   [model]                                  # asked where the built-in parser is not sure
//   url = "http://127.0.0.1:8080/v1"         # what --model takes; none unless told
//   key = "${MISTRAL_API_KEY}"               # else the service's own environment variable
//   ca_file = "/etc/company/authority.pem"   # certificates to trust; the system's unless told
//   share = "samples"                        # what of the database it is told: schema, samples or rows
//   narrate = true                           # where rows are shared: it words the answer, which is checked
//   when = "unsure"                          # or "always": also where the parser is sure
//   sure = 0.6                               # from this confidence on the parser is sure, 0..1
//   trust = 0.6                              # how likely a single reply is right, 0..1
//   votes = 3                                # replies to a question at most, 1 to 9
//   rounds = 5                               # repairs of a reply at most, 0 to 5
//   tokens = 6000                            # of a prompt at most
//   prompt_price = 0.25                      # of a million tokens; for the books
//   reply_price = 0.25
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sayquel/engine.h"
#include "sayquel/result.h"

namespace sayquel {

struct Settings {
  EngineOptions engine;  // what the file does not name keeps its default
};

// Gives the value of an environment variable, or nothing.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
std::optional<std::string> process_environment(const std::string& name);

// NotFound where the file cannot be read; else Usage, with file and line: TOML that does not parse, a key that does
// not exist (with the nearest that does), a value of the wrong type or out of range, ${NAME} of a variable that is not
// set. Messages name variables and keys, never the values read from the environment.
Result<Settings> read_settings(const std::string& path, const Environment& environment = process_environment);
// The same of text; `name` stands for the file in messages.
Result<Settings> parse_settings(std::string_view text, const std::string& name,
                                const Environment& environment = process_environment);

// "schema", "samples" or "rows"; nothing for any other text.
std::optional<Share> parse_share(std::string_view name);
// "500ms", "30s", "2m", "1h"; a bare number is seconds. More than zero, at most a week. Else Usage.
Result<std::chrono::milliseconds> parse_duration(std::string_view text);
// "2008-01-05", a day of the calendar of the years 1 to 9999. Else Usage.
Result<Date> parse_date(std::string_view text);

}  // namespace sayquel
