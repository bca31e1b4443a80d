#include "catalog/build.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "catalog/cache.h"
#include "catalog/keys.h"
#include "catalog/names.h"
#include "catalog/profile.h"
#include "catalog/storage/cache_file.h"
#include "catalog/storage/catalog_bytes.h"
#include "catalog/storage/value_index_file.h"

namespace sayquel::catalog {
namespace {

constexpr std::size_t kSortMemory = 192 << 20;
constexpr std::int64_t kContainmentSample = 20'000;

bool named_sensitive(const BuildOptions& options, const std::string& table, const std::string& column) {
  return std::any_of(options.sensitive.begin(), options.sensitive.end(), [&](const std::string& one) {
    return base::equal_ignoring_case(one, column) || base::equal_ignoring_case(one, table + "." + column);
  });
}

Table table_from(const database::TableDescription& description, const BuildOptions& options) {
  Table table;
  table.schema = description.schema;
  table.name = description.name;
  table.comment = description.comment;
  table.view = description.view;
  table.rows = description.estimated_rows;
  for (const auto& from : description.columns) {
    Column& column = table.columns.emplace_back();
    column.name = from.name;
    column.type = from.type;
    column.nullable = from.nullable;
    column.comment = from.comment;
    column.sensitive = sensitive_name(from.name) || named_sensitive(options, description.name, from.name);
  }
  return table;
}

// Positions of the named columns; empty where one is not there.
std::vector<int> positions(const Catalog& catalog, int table, const std::vector<std::string>& names) {
  std::vector<int> columns;
  for (const auto& name : names) {
    const int column = catalog.find_column(table, name);
    if (column < 0) return {};
    columns.push_back(column);
  }
  return columns;
}

void add_declared_keys(Catalog& catalog, const std::vector<database::TableDescription>& descriptions) {
  for (std::size_t i = 0; i < descriptions.size(); ++i) {
    const int from = static_cast<int>(i);
    Table& table = catalog.tables[i];
    table.primary_key = positions(catalog, from, descriptions[i].primary_key);
    for (const auto& key : descriptions[i].unique_keys)
      if (auto columns = positions(catalog, from, key.columns); !columns.empty())
        table.unique_keys.push_back(std::move(columns));
    for (const auto& key : descriptions[i].foreign_keys) {
      const int to = catalog.find_table(key.referenced_table,
                                        key.referenced_schema.empty() ? table.schema : key.referenced_schema);
      if (to < 0) continue;  // a key to a table that is not there
      ForeignKey foreign{
          from, positions(catalog, from, key.columns), to, positions(catalog, to, key.referenced_columns), true, 1};
      if (!foreign.from_columns.empty() && foreign.from_columns.size() == foreign.to_columns.size())
        catalog.foreign_keys.push_back(std::move(foreign));
    }
  }
}

// A table without a key whose foreign keys together are one: enrolment(student, course).
Status measure_link_keys(database::Connection& connection, Catalog& catalog, const Stop& stop) {
  for (std::size_t i = 0; i < catalog.tables.size(); ++i) {
    Table& table = catalog.tables[i];
    if (!table.primary_key.empty() || !table.unique_keys.empty() || table.view || table.rows <= 1) continue;
    std::set<int> own;
    for (const ForeignKey& key : catalog.foreign_keys)
      if (key.from_table == static_cast<int>(i)) own.insert(key.from_columns.begin(), key.from_columns.end());
    if (own.size() < 2 || own.size() > 3) continue;
    const std::vector<int> columns(own.begin(), own.end());
    if (catalog.unique(static_cast<int>(i), columns) != Certainty::Unknown) continue;
    std::vector<std::string> names;
    bool nulls = false;
    for (int column : columns) {
      names.push_back(table.columns[static_cast<std::size_t>(column)].name);
      nulls = nulls || table.columns[static_cast<std::size_t>(column)].profile.nulls > 0;
    }
    if (nulls) continue;
    SAYQUEL_TRY(const bool unique, connection.unique(table.schema, table.name, names, stop));
    if (!unique) continue;
    table.primary_key = columns;
    table.primary_key_inferred = true;
  }
  return {};
}

Status infer_keys(database::Connection& connection, Catalog& catalog, const Stop& stop) {
  infer_primary_keys(catalog);
  const auto name = [&](ColumnId id) {
    return database::ColumnName{catalog.table(id).schema, catalog.table(id).name, catalog.column(id).name};
  };
  const ContainedIn contained = [&](ColumnId child, ColumnId parent) -> Result<Contained> {
    SAYQUEL_CHECK(stop.check("looking for keys"));
    SAYQUEL_TRY(const auto found, connection.contained(name(child), name(parent), kContainmentSample, stop));
    return Contained{found.looked_at, found.missing};
  };
  SAYQUEL_CHECK(infer_foreign_keys(catalog, contained));
  return measure_link_keys(connection, catalog, stop);
}

// The whole file: header, catalog, values.
Status write_file(OutputFile& file, const Cache& cache, const Catalog& catalog, ValueCollector& values,
                  const BuildOptions& options, const Stop& stop) {
  Header header;
  header.purpose = cache.purpose();
  SAYQUEL_CHECK(file.write(header_bytes(header)));
  const std::string bytes = catalog_bytes(catalog);
  header.sections[kCatalog] = {file.size(), bytes.size()};
  header.catalog_checksum = checksum(bytes);
  SAYQUEL_CHECK(file.write(bytes));
  std::vector<ColumnId> padded;
  for (int table = 0; table < static_cast<int>(catalog.tables.size()); ++table)
    for (int column = 0; column < static_cast<int>(catalog.tables[static_cast<std::size_t>(table)].columns.size());
         ++column)
      if (catalog.column({table, column}).profile.padded) padded.push_back({table, column});
  const auto told = [&](std::uint64_t done, std::uint64_t total) {
    if (options.progress) options.progress({"indexing the values", done, total});
  };
  SAYQUEL_CHECK(values.write(file, header, padded, told, stop));
  header.file_size = file.size();
  if (header.file_size <= kVerifiedSize) {
    SAYQUEL_TRY(const auto mapped, file.map());
    header.values_checksum = checksum(mapped->bytes().substr(header.sections[kBlocks].offset));
  }
  header.checksum = header_checksum(header);
  return file.write_at(0, header_bytes(header));
}

bool stopped(const Error& error) { return error.code == ErrorCode::Cancelled || error.code == ErrorCode::Deadline; }

// Written into the cache, or into memory where that fails.
Result<std::unique_ptr<MappedFile>> keep(const Cache& cache, const Catalog& catalog, ValueCollector& values,
                                         const BuildOptions& options, std::vector<std::string>& notes,
                                         const Stop& stop) {
  const auto on_disk = [&]() -> Result<std::unique_ptr<MappedFile>> {
    SAYQUEL_CHECK(cache.prepare());
    SAYQUEL_TRY(const auto file, OutputFile::create(cache.folder()));
    SAYQUEL_CHECK(write_file(*file, cache, catalog, values, options, stop));
    SAYQUEL_TRY(auto mapped, file->map());
    SAYQUEL_CHECK(file->publish(cache.file()));
    cache.evict();
    return mapped;
  };
  auto kept = on_disk();
  if (kept || stopped(kept.error())) return kept;
  notes.push_back("the catalog is held in memory and will be made anew next time: " + kept.error().message);
  SAYQUEL_TRY(const auto file, OutputFile::in_memory());
  SAYQUEL_CHECK(write_file(*file, cache, catalog, values, options, stop));
  return file->map();
}

Result<Loaded> loaded_from(std::unique_ptr<MappedFile> mapped, std::uint64_t purpose) {
  SAYQUEL_TRY(auto file, CacheFile::open(std::move(mapped), purpose));
  auto catalog = catalog_from_bytes(file.section(kCatalog));
  if (!catalog) return fail(ErrorCode::Corrupt, "the cached catalog is damaged");
  std::vector<int> column_counts;
  for (const Table& table : catalog->tables) column_counts.push_back(static_cast<int>(table.columns.size()));
  Loaded loaded;
  loaded.catalog = std::make_shared<const Catalog>(std::move(*catalog));
  loaded.values = value_index(std::move(file), std::move(column_counts));
  return loaded;
}

}  // namespace

std::unique_ptr<Loaded> load_cached(const std::string& fingerprint, const BuildOptions& options) {
  const Cache cache(options);
  if (!cache.usable()) return nullptr;
  auto file = MappedFile::open(cache.file());
  if (!file) return nullptr;
  auto loaded = loaded_from(std::move(*file), cache.purpose());
  if (!loaded || loaded->catalog->fingerprint != fingerprint) return nullptr;
  cache.mark_used();
  loaded->from_cache = true;
  return std::make_unique<Loaded>(std::move(*loaded));
}

Result<Loaded> build(database::Connection& connection, const BuildOptions& options, const Stop& stop) {
  const Cache cache(options);
  Catalog catalog;
  catalog.dialect = connection.dialect();
  // Taken first: what changes meanwhile makes the cache stale, never wrong.
  SAYQUEL_TRY(catalog.fingerprint, connection.fingerprint(stop));
  SAYQUEL_TRY(const auto descriptions, connection.describe(stop));
  for (const auto& description : descriptions) catalog.tables.push_back(table_from(description, options));
  add_declared_keys(catalog, descriptions);

  std::vector<std::string> notes;
  ValueCollector values(kSortMemory, cache.prepare() ? cache.folder() : std::filesystem::path());
  SAYQUEL_CHECK(profile_tables(connection, catalog, &values, options, notes, stop));
  SAYQUEL_CHECK(infer_keys(connection, catalog, stop));
  SAYQUEL_TRY(auto mapped, keep(cache, catalog, values, options, notes, stop));
  SAYQUEL_TRY(Loaded loaded, loaded_from(std::move(mapped), cache.purpose()));
  loaded.notes = std::move(notes);
  return loaded;
}

}  // namespace sayquel::catalog
