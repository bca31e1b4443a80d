#include "database/duckdb/values.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "database/duckdb/handles.h"
#include "database/duckdb/number_text.h"

namespace sayquel::database::duckdb {
namespace {

// Dates and timestamps at infinity are the ends of their ranges.
constexpr std::int32_t kInfiniteDate = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kInfiniteTime = std::numeric_limits<std::int64_t>::max();

std::string_view text_of(const duckdb_string_t& text) {
  const std::uint32_t length = text.value.inlined.length;
  const char* data = duckdb_string_is_inlined(text) ? text.value.inlined.inlined : text.value.pointer.ptr;
  return {data, length};
}

void set_text(std::string_view text, Value& value) {
  if (auto* old = std::get_if<std::string>(&value))
    old->assign(text);
  else
    value.emplace<std::string>(text);
}

std::string& decimal_digits(Value& value) {
  if (!std::holds_alternative<Decimal>(value)) value = Decimal{};
  return std::get<Decimal>(value).digits;
}

Int128 wide(duckdb_hugeint number) {
  return static_cast<Int128>(static_cast<Uint128>(static_cast<std::uint64_t>(number.upper)) << 64 | number.lower);
}

void set_integer(Int128 number, Value& value) {
  if (number >= std::numeric_limits<std::int64_t>::min() && number <= std::numeric_limits<std::int64_t>::max())
    value = static_cast<std::int64_t>(number);
  else
    write_decimal(number, 0, decimal_digits(value));
}

void set_unsigned(Uint128 number, Value& value) {
  if (number <= static_cast<Uint128>(std::numeric_limits<std::int64_t>::max()))
    value = static_cast<std::int64_t>(number);
  else
    write_unsigned(number, decimal_digits(value));
}

// The double with the float's shortest digits: 0.1f becomes 0.1, not 0.10000000149011612.
double widen(float number) {
  if (!std::isfinite(number)) return number;
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  double wide_number = number;
  std::from_chars(digits, end, wide_number);
  return wide_number;
}

void set_timestamp(std::int64_t count, std::int64_t units_a_second, Value& value) {
  constexpr std::int64_t kMicro = 1'000'000;
  if (count == kInfiniteTime || count == -kInfiniteTime) {
    set_text(count < 0 ? "-infinity" : "infinity", value);
  } else if (units_a_second <= kMicro) {
    value = Timestamp{count * (kMicro / units_a_second)};
  } else {
    const std::int64_t rest = ((count % 1000) + 1000) % 1000;
    const Timestamp whole{(count - rest) / 1000};
    if (rest == 0) {
      value = whole;
    } else {
      std::string text = to_text(whole);
      if (text.find('.') == std::string::npos) text += ".000000";
      set_text(text + fmt::format("{:03}", rest), value);
    }
  }
}

}  // namespace

VectorReader::VectorReader(duckdb_logical_type type) : type_(duckdb_get_type_id(type)) {
  const auto child = [&](duckdb_logical_type inner) { children_.emplace_back(LogicalType(inner).get()); };
  switch (type_) {
    case DUCKDB_TYPE_DECIMAL:
      scale_ = duckdb_decimal_scale(type);
      storage_ = duckdb_decimal_internal_type(type);
      break;
    case DUCKDB_TYPE_ENUM:
      storage_ = duckdb_enum_internal_type(type);
      for (idx_t at = 0; at < duckdb_enum_dictionary_size(type); ++at)
        names_.push_back(take_text(duckdb_enum_dictionary_value(type, at)));
      break;
    case DUCKDB_TYPE_LIST:
      child(duckdb_list_type_child_type(type));
      break;
    case DUCKDB_TYPE_ARRAY:
      array_size_ = duckdb_array_type_array_size(type);
      child(duckdb_array_type_child_type(type));
      break;
    case DUCKDB_TYPE_MAP:
      child(duckdb_map_type_key_type(type));
      child(duckdb_map_type_value_type(type));
      break;
    case DUCKDB_TYPE_STRUCT:
      for (idx_t at = 0; at < duckdb_struct_type_child_count(type); ++at) {
        names_.push_back(take_text(duckdb_struct_type_child_name(type, at)));
        child(duckdb_struct_type_child_type(type, at));
      }
      break;
    case DUCKDB_TYPE_UNION:
      for (idx_t at = 0; at < duckdb_union_type_member_count(type); ++at) {
        names_.push_back(take_text(duckdb_union_type_member_name(type, at)));
        child(duckdb_union_type_member_type(type, at));
      }
      break;
    default:
      break;
  }
}

void VectorReader::bind(duckdb_vector vector) {
  data_ = duckdb_vector_get_data(vector);
  validity_ = duckdb_vector_get_validity(vector);
  switch (type_) {
    case DUCKDB_TYPE_LIST:
      children_[0].bind(duckdb_list_vector_get_child(vector));
      break;
    case DUCKDB_TYPE_ARRAY:
      children_[0].bind(duckdb_array_vector_get_child(vector));
      break;
    case DUCKDB_TYPE_MAP: {
      const duckdb_vector entries = duckdb_list_vector_get_child(vector);
      children_[0].bind(duckdb_struct_vector_get_child(entries, 0));
      children_[1].bind(duckdb_struct_vector_get_child(entries, 1));
      break;
    }
    case DUCKDB_TYPE_STRUCT:
      for (idx_t at = 0; at < children_.size(); ++at) children_[at].bind(duckdb_struct_vector_get_child(vector, at));
      break;
    case DUCKDB_TYPE_UNION:
      // A UNION is a STRUCT whose first field is the number of the member.
      data_ = duckdb_vector_get_data(duckdb_struct_vector_get_child(vector, 0));
      for (idx_t at = 0; at < children_.size(); ++at)
        children_[at].bind(duckdb_struct_vector_get_child(vector, at + 1));
      break;
    default:
      break;
  }
}

void VectorReader::read(idx_t row, Value& value) const {
  if (validity_ && !(validity_[row / 64] >> (row % 64) & 1)) {
    value = Null{};
    return;
  }
  read_present(row, value);
}

void VectorReader::read_present(idx_t row, Value& value) const {
  switch (type_) {
    case DUCKDB_TYPE_BOOLEAN:
      value = at<bool>(row);
      return;
    case DUCKDB_TYPE_TINYINT:
      value = std::int64_t{at<std::int8_t>(row)};
      return;
    case DUCKDB_TYPE_SMALLINT:
      value = std::int64_t{at<std::int16_t>(row)};
      return;
    case DUCKDB_TYPE_INTEGER:
      value = std::int64_t{at<std::int32_t>(row)};
      return;
    case DUCKDB_TYPE_BIGINT:
      value = at<std::int64_t>(row);
      return;
    case DUCKDB_TYPE_UTINYINT:
      value = std::int64_t{at<std::uint8_t>(row)};
      return;
    case DUCKDB_TYPE_USMALLINT:
      value = std::int64_t{at<std::uint16_t>(row)};
      return;
    case DUCKDB_TYPE_UINTEGER:
      value = std::int64_t{at<std::uint32_t>(row)};
      return;
    case DUCKDB_TYPE_UBIGINT:
      set_unsigned(at<std::uint64_t>(row), value);
      return;
    case DUCKDB_TYPE_HUGEINT:
      set_integer(wide(at<duckdb_hugeint>(row)), value);
      return;
    case DUCKDB_TYPE_UHUGEINT: {
      const auto& number = at<duckdb_uhugeint>(row);
      set_unsigned(static_cast<Uint128>(number.upper) << 64 | number.lower, value);
      return;
    }
    case DUCKDB_TYPE_FLOAT:
      value = widen(at<float>(row));
      return;
    case DUCKDB_TYPE_DOUBLE:
      value = at<double>(row);
      return;
    case DUCKDB_TYPE_DECIMAL:
      read_decimal(row, value);
      return;
    case DUCKDB_TYPE_VARCHAR:
      set_text(text_of(at<duckdb_string_t>(row)), value);
      return;
    case DUCKDB_TYPE_BLOB: {
      if (!std::holds_alternative<Blob>(value)) value = Blob{};
      std::get<Blob>(value).bytes.assign(text_of(at<duckdb_string_t>(row)));
      return;
    }
    case DUCKDB_TYPE_TIME:
      value = Time{at<duckdb_time>(row).micros};
      return;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      set_timestamp(at<std::int64_t>(row), 1'000'000, value);
      return;
    case DUCKDB_TYPE_TIMESTAMP_S:
      set_timestamp(at<std::int64_t>(row), 1, value);
      return;
    case DUCKDB_TYPE_TIMESTAMP_MS:
      set_timestamp(at<std::int64_t>(row), 1'000, value);
      return;
    case DUCKDB_TYPE_TIMESTAMP_NS:
      set_timestamp(at<std::int64_t>(row), 1'000'000'000, value);
      return;
    case DUCKDB_TYPE_DATE: {
      const std::int32_t days = at<duckdb_date>(row).days;
      if (days == kInfiniteDate || days == -kInfiniteDate)
        set_text(days < 0 ? "-infinity" : "infinity", value);
      else
        value = Date{days};
      return;
    }
    default:
      read_text(row, value);
  }
}

void VectorReader::read_decimal(idx_t row, Value& value) const {
  Int128 number = 0;
  switch (storage_) {
    case DUCKDB_TYPE_SMALLINT:
      number = at<std::int16_t>(row);
      break;
    case DUCKDB_TYPE_INTEGER:
      number = at<std::int32_t>(row);
      break;
    case DUCKDB_TYPE_BIGINT:
      number = at<std::int64_t>(row);
      break;
    default:
      number = wide(at<duckdb_hugeint>(row));
      break;
  }
  write_decimal(number, scale_, decimal_digits(value));
}

// What has no type of its own here.
void VectorReader::read_text(idx_t row, Value& value) const {
  switch (type_) {
    case DUCKDB_TYPE_ENUM:
      set_text(names_[enum_member(row)], value);
      return;
    case DUCKDB_TYPE_UUID:
      set_text(uuid_text(at<duckdb_hugeint>(row)), value);
      return;
    case DUCKDB_TYPE_INTERVAL:
      set_text(interval_text(at<duckdb_interval>(row)), value);
      return;
    case DUCKDB_TYPE_TIME_TZ:
      set_text(time_tz_text(at<duckdb_time_tz>(row)), value);
      return;
    case DUCKDB_TYPE_TIME_NS: {
      const std::int64_t nanos = at<duckdb_time_ns>(row).nanos;
      value = Time{nanos / 1000};
      if (nanos % 1000) {
        std::string text = to_text(value);
        if (text.find('.') == std::string::npos) text += ".000000";
        set_text(text + fmt::format("{:03}", nanos % 1000), value);
      }
      return;
    }
    case DUCKDB_TYPE_BIT:
      set_text(bit_text(std::string(text_of(at<duckdb_string_t>(row)))), value);
      return;
    case DUCKDB_TYPE_BIGNUM:
      decimal_digits(value) = bignum_digits(std::string(text_of(at<duckdb_string_t>(row))));
      return;
    default: {
      std::string json;
      append_json(row, json);
      set_text(json, value);
    }
  }
}

idx_t VectorReader::enum_member(idx_t row) const {
  switch (storage_) {
    case DUCKDB_TYPE_UTINYINT:
      return at<std::uint8_t>(row);
    case DUCKDB_TYPE_USMALLINT:
      return at<std::uint16_t>(row);
    default:
      return at<std::uint32_t>(row);
  }
}

}  // namespace sayquel::database::duckdb
