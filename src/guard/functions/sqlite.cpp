// SQLite 3.40 as it is built for Debian: https://sqlite.org/lang_corefunc.html, lang_aggfunc.html,
// windowfunctions.html, lang_datefunc.html, lang_mathfunc.html, json1.html. Left out: load_extension, readfile,
// writefile, edit, fts*, random, randomblob, zeroblob, changes and total_changes, last_insert_rowid, sqlite_*.
#include "guard/functions/functions.h"

namespace sayquel::guard {
namespace {

constexpr FunctionGroup kGroups[] = {
    {"text",
     "char format glob hex instr length like lower ltrim printf quote replace "
     "rtrim substr substring trim unicode upper"},
    {"values", "coalesce ifnull iif likely nullif typeof unlikely"},
    {"numbers",
     "abs acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod "
     "pi pow power radians round sign sin sinh sqrt tan tanh trunc"},
    {"dates and times", "current_date current_time current_timestamp date datetime julianday strftime time unixepoch"},
    {"aggregates", "avg count group_concat max min sum total"},
    {"windows", "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number"},
    {"JSON",
     "json json_array json_array_length json_extract json_group_array json_group_object json_object json_quote "
     "json_type json_valid"},
};

}  // namespace

FunctionLists sqlite_functions() { return {kGroups, "json_each json_tree"}; }

}  // namespace sayquel::guard
