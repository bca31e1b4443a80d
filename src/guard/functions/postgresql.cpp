// PostgreSQL 15: https://www.postgresql.org/docs/15/functions.html. Left out: pg_*, lo_*, dblink*, current_setting and
// set_config, sequences, query_to_xml and its kind, xpath, advisory locks, pg_sleep, random, gen_random_uuid, to_reg*,
// information about the server or the user, and array_fill.
#include "guard/functions/functions.h"

namespace sayquel::guard {
namespace {

constexpr FunctionGroup kGroups[] = {
    {"text",
     "ascii bit_length btrim char_length character_length chr concat concat_ws decode encode format initcap "
     "left length lower lpad ltrim md5 normalize octet_length overlay position quote_literal regexp_count "
     "regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array "
     "regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim sha256 split_part starts_with "
     "string_to_array strpos substr substring to_hex translate trim unaccent upper"},
    {"values", "coalesce greatest least nullif num_nonnulls num_nulls"},
    {"numbers",
     "abs acos acosd acosh asin asinh atan atan2 atanh cbrt ceil ceiling cos cosh cot degrees div erf exp "
     "factorial floor gcd lcm ln log log10 mod pi power radians round scale sign sin sinh sqrt tan tanh "
     "to_number trim_scale trunc width_bucket"},
    {"dates and times",
     "age clock_timestamp current_date current_time current_timestamp date date_bin date_part date_trunc "
     "extract isfinite justify_days justify_hours justify_interval localtime localtimestamp make_date "
     "make_interval make_time make_timestamp make_timestamptz now statement_timestamp timeofday timezone "
     "to_char to_date to_timestamp transaction_timestamp"},
    {"aggregates",
     "any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every "
     "grouping json_agg json_object_agg jsonb_agg jsonb_object_agg max min mode percentile_cont percentile_disc "
     "regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev "
     "stddev_pop stddev_samp string_agg sum var_pop var_samp variance"},
    {"windows", "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number"},
    {"arrays",
     "array_append array_cat array_length array_lower array_ndims array_position array_positions array_prepend "
     "array_remove array_replace array_to_string array_upper cardinality generate_series row unnest"},
    {"JSON",
     "json_array_elements json_array_elements_text json_array_length json_build_array json_build_object "
     "json_each json_each_text json_extract_path json_extract_path_text json_object_keys json_typeof "
     "jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object "
     "jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_object_keys jsonb_path_exists "
     "jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_typeof row_to_json to_json to_jsonb"},
};

}  // namespace

FunctionLists postgresql_functions() {
  return {kGroups,
          "generate_series json_array_elements json_array_elements_text json_each json_each_text jsonb_array_elements "
          "jsonb_array_elements_text jsonb_each jsonb_each_text regexp_split_to_table unnest"};
}

}  // namespace sayquel::guard
