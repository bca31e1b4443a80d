#include "database/postgres/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sayquel::database::postgres {
namespace {

struct Named {
  Oid number;
  std::string_view name;
  TypeKind kind;
};
constexpr std::array<Named, 21> kBuiltIn = {{{kBool, "boolean", TypeKind::Boolean},
                                             {kBytea, "bytea", TypeKind::Blob},
                                             {kName, "name", TypeKind::Text},
                                             {kInt8, "bigint", TypeKind::Integer},
                                             {kInt2, "smallint", TypeKind::Integer},
                                             {kInt4, "integer", TypeKind::Integer},
                                             {kText, "text", TypeKind::Text},
                                             {kOid, "oid", TypeKind::Integer},
                                             {kJson, "json", TypeKind::Nested},
                                             {kFloat4, "real", TypeKind::Float},
                                             {kFloat8, "double precision", TypeKind::Float},
                                             {kUnknown, "unknown", TypeKind::Text},
                                             {kBpchar, "character", TypeKind::Text},
                                             {kVarchar, "character varying", TypeKind::Text},
                                             {kDate, "date", TypeKind::Date},
                                             {kTime, "time without time zone", TypeKind::Time},
                                             {kTimestamp, "timestamp without time zone", TypeKind::Timestamp},
                                             {kTimestampTz, "timestamp with time zone", TypeKind::Timestamp},
                                             {kInterval, "interval", TypeKind::Interval},
                                             {kNumeric, "numeric", TypeKind::Decimal},
                                             {kUuid, "uuid", TypeKind::Text}}};

const Named* find(Oid number) {
  const auto* found = std::ranges::find(kBuiltIn, number, &Named::number);
  return found == kBuiltIn.end() ? nullptr : found;
}

constexpr int kHeader = 4;  // what a length's modifier counts beyond the length

}  // namespace

std::optional<ColumnType> built_in_type(Oid number, int modifier) {
  const Named* type = find(number);
  if (!type) return std::nullopt;
  ColumnType column{type->kind, std::string(type->name)};
  if (modifier < kHeader) return column;
  if (number == kBpchar || number == kVarchar)
    column.declared += fmt::format("({})", modifier - kHeader);
  else if (number == kNumeric)
    // Precision in the upper half; the scale in the eleven lowest bits, with its sign.
    column.declared +=
        fmt::format("({},{})", (modifier - kHeader) >> 16, (((modifier - kHeader) & 0x7ff) ^ 1024) - 1024);
  return column;
}

ColumnType other_type(Oid number, const TypeAbout& about) {
  return {kind_of(number, about.form, about.category), about.name};
}

TypeKind kind_of(Oid number, char form, char category) {
  constexpr Oid kJsonb = 3802;
  if (const Named* type = find(number)) return type->kind;
  if (number == kJsonb || form == 'c' || form == 'r' || form == 'm' || category == 'A' || category == 'R')
    return TypeKind::Nested;
  return TypeKind::Text;
}

bool binary_is_read(Oid number, const TypeAbout* about) {
  if (number == kInterval) return false;
  return find(number) != nullptr || (about && about->form == 'e');
}

}  // namespace sayquel::database::postgres
