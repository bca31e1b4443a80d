// PostgreSQL's types as ours.
//
// Text: text, varchar, char, name, uuid, enums, networks, xml, and what else has no kind of its own, each as PostgreSQL
// writes it. Nested: arrays, rows, ranges, json and jsonb, likewise.
#pragma once

#include <libpq-fe.h>

#include <optional>
#include <string>

#include "database/postgres/session.h"
#include "sayquel/value.h"

namespace sayquel::database::postgres {

// The numbers of the types that are built in and read here (pg_type.dat of PostgreSQL's sources; they never change).
enum BuiltIn : Oid {
  kBool = 16,
  kBytea = 17,
  kName = 19,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kOid = 26,
  kJson = 114,
  kFloat4 = 700,
  kFloat8 = 701,
  kUnknown = 705,
  kBpchar = 1042,
  kVarchar = 1043,
  kDate = 1082,
  kTime = 1083,
  kTimestamp = 1114,
  kTimestampTz = 1184,
  kInterval = 1186,
  kNumeric = 1700,
  kUuid = 2950
};

// Name and kind of a built-in type as a column has it: "numeric(8,2)"; nothing for others.
std::optional<ColumnType> built_in_type(Oid number, int modifier);
// Of any other.
ColumnType other_type(Oid number, const TypeAbout& about);
// The kind of a type by its number, form and category, as pg_type has them.
TypeKind kind_of(Oid number, char form, char category);

// Whether a value of the type is read exactly from its binary form. An enum's is its text.
bool binary_is_read(Oid number, const TypeAbout* about);

}  // namespace sayquel::database::postgres
