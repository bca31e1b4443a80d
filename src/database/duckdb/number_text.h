// Numbers beyond 64 bits, and spans of time, as text.
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <string>

namespace sayquel::database::duckdb {

__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

// number / 10^scale with all its digits: (-5, 2) gives "-0.05". Overwrites `digits`.
void write_decimal(Int128 number, int scale, std::string& digits);
void write_unsigned(Uint128 number, std::string& digits);
// A BIGNUM's bytes: three of header, with the sign in the highest bit (clear for a negative number) and the rest
// being the number of bytes that follow; then the magnitude, the highest byte first; in a negative number every bit
// of header and magnitude is flipped.
std::string bignum_digits(const std::string& bytes);
// A BIT's bytes: the first says how many bits of the second are padding.
std::string bit_text(const std::string& bytes);
// "1 year 2 months -3 days 04:05:06.5", as DuckDB writes it.
std::string interval_text(duckdb_interval interval);
// "14:30:00+02" from TIME WITH TIME ZONE.
std::string time_tz_text(duckdb_time_tz time);
std::string uuid_text(duckdb_hugeint uuid);

}  // namespace sayquel::database::duckdb
