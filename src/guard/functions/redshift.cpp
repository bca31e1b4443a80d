// Amazon Redshift: https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions.html. Left out: system and
// leader-node functions, user-defined and Lambda functions, sequences, random, and information about the cluster or the
// user.
#include "guard/functions/functions.h"

namespace sayquel::guard {
namespace {

constexpr FunctionGroup kGroups[] = {
    {"text",
     "ascii bpcharcmp btrim char_length character_length charindex chr collate concat crc32 difference "
     "func_sha1 initcap left len length lower lpad ltrim md5 octet_length octetindex position quote_literal "
     "regexp_count regexp_instr regexp_replace regexp_substr repeat replace replicate reverse right rpad rtrim "
     "sha sha1 sha2 soundex split_part strpos strtol substr substring textlen to_hex translate trim upper"},
    {"values", "coalesce decode greatest isnull least nullif nvl nvl2"},
    {"numbers",
     "abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees dexp dlog1 dlog10 exp floor ln log mod pi pow "
     "power radians round sign sin sqrt tan to_number trunc width_bucket"},
    {"dates and times",
     "add_months age convert_timezone current_date current_time current_timestamp date date_add date_cmp "
     "date_cmp_timestamp date_cmp_timestamptz date_diff date_part date_part_year date_trunc dateadd datediff "
     "datepart extract getdate interval_cmp isfinite last_day localtime localtimestamp months_between next_day "
     "now sysdate timeofday timestamp_cmp timestamp_cmp_date timezone to_char to_date to_timestamp trunc"},
    {"aggregates",
     "any_value avg bit_and bit_or bool_and bool_or count every grouping grouping_id listagg max "
     "median min percentile_cont percentile_disc stddev stddev_pop stddev_samp sum var_pop var_samp variance"},
    {"windows",
     "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank ratio_to_report "
     "row_number"},
    {"JSON and SUPER",
     "can_json_parse get_array_length is_array is_object is_scalar is_valid_json is_valid_json_array "
     "json_array_length json_extract_array_element_text json_extract_path_text json_parse json_serialize "
     "json_typeof"},
};

}  // namespace

FunctionLists redshift_functions() { return {kGroups, "generate_series"}; }

}  // namespace sayquel::guard
