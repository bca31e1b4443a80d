// MySQL 8 and MariaDB 10: https://dev.mysql.com/doc/refman/8.0/en/built-in-function-reference.html. Left out:
// load_file, sleep, benchmark, locks, information about the server or the user, encryption and compression,
// extractvalue and updatexml, rand, uuid, replication and system functions, last_insert_id, values, default.
#include "guard/functions/functions.h"

namespace sayquel::guard {
namespace {

constexpr FunctionGroup kGroups[] = {
    {"text",
     "ascii bit_length char char_length character_length concat concat_ws elt field find_in_set format hex "
     "instr lcase left length locate lower lpad ltrim make_set md5 mid oct octet_length ord position quote "
     "regexp_instr regexp_like regexp_replace regexp_substr repeat replace reverse right rpad rtrim sha1 sha2 "
     "soundex space strcmp substr substring substring_index to_base64 trim ucase unhex upper"},
    {"values", "coalesce greatest if ifnull interval isnull least nullif nvl nvl2"},
    {"numbers",
     "abs acos asin atan atan2 bin bit_count ceil ceiling conv cos cot crc32 degrees exp floor ln log log10 "
     "log2 mod pi pow power radians round sign sin sqrt tan truncate"},
    {"dates and times",
     "adddate addtime convert_tz curdate current_date current_time current_timestamp curtime date date_add "
     "date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear extract from_days from_unixtime "
     "hour last_day localtime localtimestamp makedate maketime microsecond minute month monthname now "
     "period_add period_diff quarter sec_to_time second str_to_date subdate subtime sysdate time time_format "
     "time_to_sec timediff timestamp timestampadd timestampdiff to_days to_seconds unix_timestamp utc_date "
     "utc_time utc_timestamp week weekday weekofyear year yearweek"},
    {"aggregates",
     "any_value avg bit_and bit_or bit_xor count group_concat grouping json_arrayagg json_objectagg max median "
     "min percentile_cont percentile_disc std stddev stddev_pop stddev_samp sum var_pop var_samp variance"},
    {"windows", "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number"},
    {"JSON",
     "json_array json_contains json_contains_path json_depth json_exists json_extract json_keys json_length "
     "json_object json_overlaps json_quote json_search json_type json_unquote json_valid json_value"},
};

}  // namespace

FunctionLists mysql_functions() { return {kGroups, ""}; }

}  // namespace sayquel::guard
