// PostgreSQL's values on the wire as ours, exactly.
//
// In binary, numbers are big-endian (src/backend/utils/adt/*send() of PostgreSQL's sources):
//   boolean    1 byte          smallint, integer, bigint, real, double precision: 2, 4, 8, 4, 8 bytes
//   date       4 bytes: days since 2000-01-01; the least and the greatest are -infinity and infinity
//   time, timestamp, timestamp with time zone   8 bytes: microseconds since midnight or 2000-01-01 (UTC)
//   numeric    digits | weight | sign | scale | digit...   2 bytes each; a digit is four decimal ones; the first
//              stands at 10000^weight; sign 0x0000 +, 0x4000 -, 0xC000 NaN, 0xD000 and 0xF000 the infinities
//   uuid       16 bytes
//   text and its like, bytea, json, enums   the bytes themselves
//
// What this library has no value for is text as PostgreSQL writes it: infinity among dates, a numeric NaN, intervals,
// arrays. A real becomes the double that prints the same digits.
#pragma once

#include <libpq-fe.h>

#include <string_view>

#include "sayquel/result.h"
#include "sayquel/value.h"

namespace sayquel::database::postgres {

// Reuses what `value` holds. Database where the bytes are no value of the type.
Status read_binary(Oid type, std::string_view bytes, Value& value);
Status read_text(Oid type, std::string_view text, Value& value);

}  // namespace sayquel::database::postgres
