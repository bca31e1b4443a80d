// DuckDB 1.4: https://duckdb.org/docs/stable/sql/functions/overview. Left out: everything that reads files or settings
// (read_*, glob, getenv, current_setting, which_secret), runs SQL from text (query, query_table,
// json_execute_serialized_sql), counts or remembers (nextval, getvariable, write_log), is random (random, uuid,
// setseed), takes a function (list_transform and its kind), or makes values of any size (bitstring, list_resize,
// to_base).
#include "guard/functions/functions.h"

namespace sayquel::guard {
namespace {

constexpr FunctionGroup kGroups[] = {
    {"text",
     "ascii bar bit_length char_length character_length chr concat concat_ws contains ends_with format "
     "format_bytes formatreadabledecimalsize formatreadablesize from_hex hex ilike_escape instr lcase left "
     "left_grapheme len length length_grapheme like_escape lower lpad ltrim md5 nfc_normalize not_ilike_escape "
     "not_like_escape octet_length ord position prefix printf regexp_escape regexp_extract regexp_extract_all "
     "regexp_full_match regexp_matches regexp_replace regexp_split_to_array repeat replace reverse right "
     "right_grapheme rpad rtrim sha256 split split_part starts_with str_split str_split_regex string_split "
     "string_split_regex string_to_array strip_accents strlen strpos substr substring substring_grapheme suffix "
     "to_hex translate trim ucase unhex unicode upper"},
    {"likeness of texts",
     "damerau_levenshtein editdist3 hamming jaccard jaro_similarity jaro_winkler_similarity levenshtein "
     "mismatches"},
    {"values", "coalesce constant_or_null greatest hash if ifnull least nullif typeof"},
    {"numbers",
     "abs acos acosh add asin asinh atan atan2 atanh bit_count cbrt ceil ceiling cos cosh cot degrees divide "
     "even exp factorial fdiv floor fmod gamma gcd greatest_common_divisor isfinite isinf isnan lcm "
     "least_common_multiple lgamma ln log log10 log2 mod multiply nextafter pi pow power radians round "
     "round_even roundbankers sign signbit sin sinh sqrt subtract tan tanh trunc xor"},
    {"dates and times",
     "age century current_date current_localtime current_localtimestamp current_time current_timestamp date_add "
     "date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth "
     "dayofweek dayofyear decade epoch epoch_ms epoch_ns epoch_us era get_current_time get_current_timestamp "
     "hour isodow isoyear julian last_day localtime localtimestamp make_date make_time make_timestamp "
     "make_timestamp_ms make_timestamp_ns make_timestamptz microsecond millennium millisecond minute month "
     "monthname nanosecond now quarter second strftime strptime time_bucket timezone timezone_hour "
     "timezone_minute to_centuries to_days to_decades to_hours to_microseconds to_millennia to_milliseconds "
     "to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years today transaction_timestamp "
     "try_strptime week weekday weekofyear year yearweek"},
    {"aggregates",
     "any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_min "
     "arg_min_null argmax argmin array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count count_if "
     "count_star countif covar_pop covar_samp entropy favg first fsum geomean geometric_mean group_concat "
     "grouping grouping_id histogram kahan_sum kurtosis kurtosis_pop last list listagg mad max max_by mean "
     "median min min_by mode percentile_cont percentile_disc product quantile quantile_cont quantile_disc "
     "regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness "
     "stddev stddev_pop stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance wavg "
     "weighted_avg"},
    {"windows",
     "cume_dist dense_rank fill first_value lag last_value lead nth_value ntile percent_rank rank rank_dense "
     "row_number"},
    {"lists",
     "array_contains array_has array_length array_position array_to_string array_value cardinality element_at "
     "flatten generate_series list_avg list_concat list_contains list_count list_distinct list_element "
     "list_extract list_first list_has list_has_all list_has_any list_last list_max list_median list_min "
     "list_position list_reverse list_reverse_sort list_slice list_sort list_sum list_unique list_value "
     "map_extract map_extract_value map_keys map_values range row struct_extract struct_pack unnest"},
    {"JSON",
     "json json_array json_array_length json_contains json_exists json_extract json_extract_path "
     "json_extract_path_text json_extract_string json_group_array json_group_object json_keys json_object "
     "json_structure json_type json_valid json_value to_json"},
};

}  // namespace

FunctionLists duckdb_functions() { return {kGroups, "generate_series json_each json_tree range unnest"}; }

}  // namespace sayquel::guard
