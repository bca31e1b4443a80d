// SQLite's types and values as ours.
//
// SQLite types values, not columns. A column's kind is read from its declaration, and a value is converted to that
// kind only where nothing is lost: 0 and 1 in a BOOLEAN column, "2008-01-05" in a DATE column, "10:00:00" in a TIME
// column and "2008-01-05 10:00:00" in a DATETIME or TIMESTAMP column. Every other value stays what SQLite stores: an
// integer, a double, text or bytes. DECIMAL columns too: SQLite keeps their numbers as integers and doubles.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "sayquel/value.h"

namespace sayquel::database::sqlite {

// By the declaration's words, then by SQLite's own rules of affinity (https://sqlite.org/datatype3.html). Unknown
// where nothing is declared.
TypeKind kind_of(std::string_view declared);
// The kind of values of a storage class, for expressions: they have no declaration.
TypeKind kind_of_storage(int storage_class);

// What a value becomes in a column of that kind.
void refine(TypeKind kind, Value& value);

// The statement's current value of a column; reuses what `value` holds.
void read_value(sqlite3_stmt* statement, int column, TypeKind kind, Value& value);

}  // namespace sayquel::database::sqlite
