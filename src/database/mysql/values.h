// MariaDB's and MySQL's types and values as ours.
//
// BOOLEAN is their TINYINT(1): 0 and 1 become false and true, any other number stays one. What this library has no
// value for is text as the server writes it: a TIME of more than a day, the date 0000-00-00. BIT is an integer, JSON
// and ENUM and SET are text.
#pragma once

#include <mysql.h>

#include <string>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/value.h"

namespace sayquel::database::mysql {

// Of a result's column: "decimal(8,2)" or "varchar" as near as the protocol tells.
ColumnType type_of(const MYSQL_FIELD& field);
// Of a table's column, by information_schema's COLUMN_TYPE: "int(10) unsigned".
TypeKind kind_of(const std::string& column_type);

// Where a statement's rows arrive, cell by cell. Long cells are fetched one by one, so that only they cost their size.
class Cells {
 public:
  // Binds to an executed statement; false where the library refuses.
  bool bind(MYSQL_STMT* statement, const std::vector<MYSQL_FIELD>& fields);
  // The fetched row's cell; reuses what `value` holds. False where the library fails.
  bool read(std::size_t column, Value& value);

 private:
  struct Cell {
    enum_field_types type = MYSQL_TYPE_NULL;
    bool is_unsigned = false, boolean = false, binary = false;
    long long integer = 0;
    double number = 0;
    float narrow = 0;
    MYSQL_TIME time = {};
    unsigned long length = 0;
    my_bool null = 0, error = 0;
  };
  bool read_bytes(std::size_t column, std::string& bytes);

  MYSQL_STMT* statement_ = nullptr;
  std::vector<Cell> cells_;
  std::vector<MYSQL_BIND> binds_;
};

}  // namespace sayquel::database::mysql
