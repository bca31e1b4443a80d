#include "catalog/storage/catalog_bytes.h"

#include <cstring>
#include <type_traits>

#include "catalog/storage/value_blocks.h"

namespace sayquel::catalog {
namespace {

// One walk over the fields serves both directions: Writer and Reader have the same calls.
class Writer {
 public:
  template <typename T>
  void number(T value) {
    const auto wide = static_cast<std::int64_t>(value);
    put_number(out, static_cast<std::uint64_t>(wide) << 1 ^ static_cast<std::uint64_t>(wide >> 63));
  }
  void flag(bool value) { out += static_cast<char>(value); }
  void text(const std::string& value) {
    put_number(out, value.size());
    out += value;
  }
  void real(double value) {
    char bytes[sizeof(value)];
    std::memcpy(bytes, &value, sizeof(value));
    out.append(bytes, sizeof(value));
  }
  template <typename T, typename Each>
  void list(const std::vector<T>& items, Each each) {
    put_number(out, items.size());
    for (const T& item : items) each(item);
  }
  void value(const Value& value) {
    out += static_cast<char>(value.index());
    std::visit([this](const auto& held) { hold(held); }, value);
  }
  std::string out;

 private:
  void hold(Null) {}
  void hold(bool held) { flag(held); }
  void hold(std::int64_t held) { number(held); }
  void hold(double held) { real(held); }
  void hold(const Decimal& held) { text(held.digits); }
  void hold(const std::string& held) { text(held); }
  void hold(const Blob& held) { text(held.bytes); }
  void hold(Date held) { number(held.days); }
  void hold(Time held) { number(held.microseconds); }
  void hold(Timestamp held) { number(held.microseconds); }
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  template <typename T>
  void number(T& value) {
    std::uint64_t raw = 0;
    ok = ok && take_number(rest_, raw);
    const auto wide = static_cast<std::int64_t>(raw >> 1 ^ (~(raw & 1) + 1));
    value = static_cast<T>(wide);
    if constexpr (!std::is_enum_v<T>) ok = ok && static_cast<std::int64_t>(value) == wide;
  }
  // An enumerator, at most `last`.
  template <typename T>
  void choice(T& value, T last) {
    int raw = 0;
    number(raw);
    ok = ok && raw >= 0 && raw <= static_cast<int>(last);
    value = static_cast<T>(ok ? raw : 0);
  }
  void flag(bool& value) {
    std::string_view byte;
    ok = ok && take_bytes(rest_, 1, byte);
    value = ok && byte[0] != 0;
  }
  void text(std::string& value) {
    std::uint64_t length = 0;
    std::string_view bytes;
    ok = ok && take_number(rest_, length) && take_bytes(rest_, length, bytes);
    value = bytes;
  }
  void real(double& value) {
    std::string_view bytes;
    ok = ok && take_bytes(rest_, sizeof(value), bytes);
    if (ok) std::memcpy(&value, bytes.data(), sizeof(value));
  }
  template <typename T, typename Each>
  void list(std::vector<T>& items, Each each) {
    std::uint64_t count = 0;
    ok = ok && take_number(rest_, count) && count <= rest_.size();  // an item takes a byte or more
    items.clear();
    for (; ok && count > 0; --count) each(items.emplace_back());
  }
  void value(Value& value) {
    std::string_view kind;
    ok = ok && take_bytes(rest_, 1, kind);
    if (ok) hold(value, static_cast<unsigned char>(kind[0]));
  }
  bool done() const { return ok && rest_.empty(); }
  bool ok = true;

 private:
  template <typename T, typename Read>
  void hold_as(Value& value, Read read) {
    T held{};
    read(held);
    value = std::move(held);
  }
  void hold(Value& value, unsigned kind) {
    switch (kind) {
      case 0:
        value = Null{};
        break;
      case 1:
        hold_as<bool>(value, [this](bool& held) { flag(held); });
        break;
      case 2:
        hold_as<std::int64_t>(value, [this](std::int64_t& held) { number(held); });
        break;
      case 3:
        hold_as<double>(value, [this](double& held) { real(held); });
        break;
      case 4:
        hold_as<Decimal>(value, [this](Decimal& held) { text(held.digits); });
        break;
      case 5:
        hold_as<std::string>(value, [this](std::string& held) { text(held); });
        break;
      case 6:
        hold_as<Blob>(value, [this](Blob& held) { text(held.bytes); });
        break;
      case 7:
        hold_as<Date>(value, [this](Date& held) { number(held.days); });
        break;
      case 8:
        hold_as<Time>(value, [this](Time& held) { number(held.microseconds); });
        break;
      case 9:
        hold_as<Timestamp>(value, [this](Timestamp& held) { number(held.microseconds); });
        break;
      default:
        ok = false;
    }
  }
  std::string_view rest_;
};

template <typename Stream, typename T>
void choice(Stream& stream, T& value, std::remove_const_t<T> last) {
  if constexpr (std::is_same_v<Stream, Writer>)
    stream.number(static_cast<int>(value));
  else
    stream.choice(value, last);
}

template <typename Stream, typename ProfileType>
void walk_profile(Stream& stream, ProfileType& profile) {
  stream.flag(profile.measured);
  stream.number(profile.nulls);
  stream.number(profile.distinct);
  stream.flag(profile.unique);
  stream.value(profile.minimum);
  stream.value(profile.maximum);
  stream.list(profile.samples, [&](auto& sample) { stream.value(sample); });
  choice(stream, profile.content, Content::Phone);
  stream.flag(profile.padded);
}

template <typename Stream, typename TableType>
void walk_table(Stream& stream, TableType& table) {
  const auto numbers = [&](auto& list) { stream.list(list, [&](auto& one) { stream.number(one); }); };
  stream.text(table.schema);
  stream.text(table.name);
  stream.text(table.comment);
  stream.flag(table.view);
  stream.number(table.rows);
  stream.list(table.columns, [&](auto& column) {
    stream.text(column.name);
    choice(stream, column.type.kind, TypeKind::Nested);
    stream.text(column.type.declared);
    stream.flag(column.nullable);
    stream.flag(column.sensitive);
    stream.text(column.comment);
    walk_profile(stream, column.profile);
  });
  numbers(table.primary_key);
  stream.flag(table.primary_key_inferred);
  stream.list(table.unique_keys, numbers);
}

template <typename Stream, typename CatalogType>
void walk(Stream& stream, CatalogType& catalog) {
  const auto numbers = [&](auto& list) { stream.list(list, [&](auto& one) { stream.number(one); }); };
  choice(stream, catalog.dialect, sql::Dialect::MySQL);
  stream.text(catalog.fingerprint);
  stream.list(catalog.tables, [&](auto& table) { walk_table(stream, table); });
  stream.list(catalog.foreign_keys, [&](auto& key) {
    stream.number(key.from_table);
    numbers(key.from_columns);
    stream.number(key.to_table);
    numbers(key.to_columns);
    stream.flag(key.declared);
    stream.real(key.confidence);
  });
}

bool within(const Catalog& catalog, int table, const std::vector<int>& columns) {
  if (table < 0 || static_cast<std::size_t>(table) >= catalog.tables.size()) return false;
  for (int column : columns)
    if (column < 0 ||
        static_cast<std::size_t>(column) >= catalog.tables[static_cast<std::size_t>(table)].columns.size())
      return false;
  return true;
}

bool consistent(const Catalog& catalog) {
  for (std::size_t i = 0; i < catalog.tables.size(); ++i) {
    const int table = static_cast<int>(i);
    if (!within(catalog, table, catalog.tables[i].primary_key)) return false;
    for (const auto& key : catalog.tables[i].unique_keys)
      if (!within(catalog, table, key)) return false;
  }
  for (const ForeignKey& key : catalog.foreign_keys)
    if (!within(catalog, key.from_table, key.from_columns) || !within(catalog, key.to_table, key.to_columns) ||
        key.from_columns.size() != key.to_columns.size())
      return false;
  return true;
}

}  // namespace

std::string catalog_bytes(const Catalog& catalog) {
  Writer writer;
  walk(writer, catalog);
  return std::move(writer.out);
}

std::optional<Catalog> catalog_from_bytes(std::string_view bytes) {
  Catalog catalog;
  Reader reader(bytes);
  walk(reader, catalog);
  if (!reader.done() || !consistent(catalog)) return std::nullopt;
  return catalog;
}

}  // namespace sayquel::catalog
