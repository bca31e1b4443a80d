#include "database/postgres/describe.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "base/text.h"
#include "database/postgres/types.h"

namespace sayquel::database::postgres {
namespace {

constexpr std::string_view kWhat = "reading the schema";

// $1: the schemas that are asked for, empty for all. Of what cannot be read there is nothing to say.
const std::string kRelations = R"(
WITH relations AS (
  SELECT c.oid, s.nspname, c.relname, c.relkind, c.reltuples,
    CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN '' ELSE s.nspname END AS schema
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS s ON s.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
    AND s.nspname NOT LIKE 'pg\_%' AND s.nspname <> 'information_schema'
    AND ($1::text[] = '{}' OR s.nspname = ANY ($1::text[]))
    AND pg_catalog.has_schema_privilege(s.oid, 'USAGE')
    AND (pg_catalog.has_table_privilege(c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT'))
)
)";

const std::string kTables = kRelations + R"(
SELECT r.oid, r.schema, r.relname, r.relkind IN ('v', 'm'), CAST(r.reltuples AS bigint),
  pg_catalog.obj_description(r.oid, 'pg_class'), r.nspname
FROM relations AS r ORDER BY r.schema, r.relname
)";

const std::string kColumns = kRelations + R"(
SELECT a.attrelid, a.attname, a.atttypid, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
  pg_catalog.col_description(a.attrelid, a.attnum), t.typtype, t.typcategory, t.typbasetype, b.typtype, b.typcategory
FROM relations AS r
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
WHERE a.attnum > 0 AND NOT a.attisdropped AND pg_catalog.has_column_privilege(r.oid, a.attnum, 'SELECT')
ORDER BY a.attrelid, a.attnum
)";

// A row for each column of each key: unique indexes of plain columns over all rows; the primary key first.
const std::string kKeys = kRelations + R"(
SELECT i.indrelid, i.indexrelid, i.indisprimary, a.attname
FROM relations AS r
JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid
JOIN LATERAL pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k(attnum, place)
  ON k.place <= i.indnkeyatts
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum = k.attnum
WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
ORDER BY i.indrelid, i.indisprimary DESC, i.indexrelid, k.place
)";

// A row for each pair of columns of each foreign key.
const std::string kForeignKeys = kRelations + R"(
SELECT f.conrelid, f.oid, t.schema, t.relname, a.attname, b.attname
FROM relations AS r
JOIN pg_catalog.pg_constraint AS f ON f.conrelid = r.oid AND f.contype = 'f'
JOIN relations AS t ON t.oid = f.confrelid
JOIN LATERAL ROWS FROM (pg_catalog.unnest(f.conkey), pg_catalog.unnest(f.confkey))
  WITH ORDINALITY AS k(here, there, place) ON true
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.here
JOIN pg_catalog.pg_attribute AS b ON b.attrelid = f.confrelid AND b.attnum = k.there
ORDER BY f.conrelid, f.conname, f.oid, k.place
)";

// Each table's changes since the counting began count by orders of a tenth more.
const std::string kFingerprint = kRelations + R"(
SELECT pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws('|', r.oid, r.schema, r.relname, r.relkind,
    (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull),
        ',' ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = r.oid AND a.attnum > 0),
    (SELECT pg_catalog.count(*) FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = r.oid),
    (SELECT pg_catalog.floor(pg_catalog.ln(1 + s.n_tup_ins + s.n_tup_upd + s.n_tup_del) / pg_catalog.ln(1.1))
      FROM pg_catalog.pg_stat_all_tables AS s WHERE s.relid = r.oid)), E'\n' ORDER BY r.oid))
FROM relations AS r
)";

// The schemas as PostgreSQL's text of an array: {"a","b"}.
std::string array_text(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) {
    text += text.empty() ? "\"" : ",\"";
    for (const char letter : item) {
      if (letter == '"' || letter == '\\') text += '\\';
      text += letter;
    }
    text += '"';
  }
  return "{" + text + "}";
}

// One row of an answer, its cells as text.
class Cells {
 public:
  Cells(const PGresult* answer, int row) : answer_(answer), row_(row) {}
  std::string text(int column) const {
    return PQgetisnull(answer_, row_, column) ? "" : PQgetvalue(answer_, row_, column);
  }
  bool flag(int column) const { return text(column) == "t"; }
  char letter(int column) const { return text(column).empty() ? ' ' : text(column).front(); }
  Oid number(int column) const {
    const std::string digits = text(column);
    return digits.empty() ? 0 : static_cast<Oid>(std::stoul(digits));
  }

 private:
  const PGresult* answer_;
  int row_;
};

class Describer {
 public:
  Describer(Session& session, const Stop& stop)
      : session_(session), stop_(stop), schemas_(array_text(session.url().list("schemas"))) {}

  Result<std::vector<TableDescription>> run() {
    const TableChoice choice(session_.url());
    SAYQUEL_CHECK(each(kTables, [&](const Cells& row) {
      if (!choice.takes(row.text(6), row.text(2))) return;
      numbers_[row.number(0)] = tables_.size();
      TableDescription& table = tables_.emplace_back();
      table.schema = row.text(1);
      table.name = row.text(2);
      table.view = row.flag(3);
      table.estimated_rows = table.view ? -1 : std::stoll(row.text(4));
      table.comment = row.text(5);
    }));
    SAYQUEL_CHECK(columns());
    SAYQUEL_CHECK(keys());
    SAYQUEL_CHECK(foreign_keys());
    return std::move(tables_);
  }

 private:
  Status each(const std::string& sql, const std::function<void(const Cells&)>& take) {
    SAYQUEL_TRY(const Answer answer, session_.ask(sql, {schemas_}, stop_, kWhat));
    for (int row = 0; row < PQntuples(answer.get()); ++row) take(Cells(answer.get(), row));
    return {};
  }

  TableDescription* table(Oid number) {
    const auto found = numbers_.find(number);
    return found == numbers_.end() ? nullptr : &tables_[found->second];
  }

  Status columns() {
    return each(kColumns, [&](const Cells& row) {
      TableDescription* of = table(row.number(0));
      if (!of) return;
      // A domain is what it is made of.
      const bool domain = row.letter(6) == 'd';
      const TypeKind kind =
          kind_of(row.number(domain ? 8 : 2), row.letter(domain ? 9 : 6), row.letter(domain ? 10 : 7));
      of->columns.push_back({row.text(1), {kind, row.text(3)}, !row.flag(4), row.text(5)});
    });
  }

  Status keys() {
    Oid last = 0;
    return each(kKeys, [&](const Cells& row) {
      TableDescription* of = table(row.number(0));
      if (!of) return;
      if (row.flag(2)) {
        of->primary_key.push_back(row.text(3));
        return;
      }
      if (row.number(1) != last) of->unique_keys.emplace_back();
      last = row.number(1);
      of->unique_keys.back().columns.push_back(row.text(3));
    });
  }

  Status foreign_keys() {
    Oid last = 0;
    return each(kForeignKeys, [&](const Cells& row) {
      TableDescription* of = table(row.number(0));
      if (!of) return;
      if (row.number(1) != last) {
        ForeignKeyDescription& key = of->foreign_keys.emplace_back();
        key.referenced_schema = row.text(2);
        key.referenced_table = row.text(3);
      }
      last = row.number(1);
      of->foreign_keys.back().columns.push_back(row.text(4));
      of->foreign_keys.back().referenced_columns.push_back(row.text(5));
    });
  }

  Session& session_;
  const Stop& stop_;
  std::string schemas_;
  std::vector<TableDescription> tables_;
  std::unordered_map<Oid, std::size_t> numbers_;
};

}  // namespace

Result<std::vector<TableDescription>> describe(Session& session, const Stop& stop) {
  SAYQUEL_CHECK(session.begin(stop, kWhat));
  auto tables = Describer(session, stop).run();
  session.finish(session.use());
  return tables;
}

Result<std::string> fingerprint(Session& session, const Stop& stop) {
  SAYQUEL_CHECK(session.begin(stop, kWhat));
  auto answer = session.ask(kFingerprint, {array_text(session.url().list("schemas"))}, stop, kWhat);
  session.finish(session.use());
  if (!answer) return tl::unexpected(std::move(answer.error()));
  return Cells(answer->get(), 0).text(0) + " " + std::to_string(session.version());
}

}  // namespace sayquel::database::postgres
