// How well keys are inferred where none is declared: over the training databases of the public question sets, whose
// declared foreign keys are hidden and then compared with what was found.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "catalog/build.h"
#include "database/open.h"

namespace sayquel::catalog {
namespace {

namespace fs = std::filesystem;
using Edges = std::set<std::string>;  // "child.column > parent.column", in lower case

// A connection whose declared foreign keys (and primary keys, if told so) do not show.
class Undeclared final : public database::Connection {
 public:
  Undeclared(std::unique_ptr<database::Connection> inner, bool primary_too)
      : inner_(std::move(inner)), primary_too_(primary_too) {}
  sql::Dialect dialect() const override { return inner_->dialect(); }
  std::string server() const override { return inner_->server(); }
  Result<std::unique_ptr<database::RowStream>> run(const sql::ApprovedQuery& query, const Stop& stop) override {
    return inner_->run(query, stop);
  }
  Result<std::vector<database::TableDescription>> describe(const Stop& stop) override {
    SAYQUEL_TRY(auto tables, inner_->describe(stop));
    for (auto& table : tables) {
      table.foreign_keys.clear();
      if (!primary_too_) continue;
      table.primary_key.clear();
      table.unique_keys.clear();
    }
    return tables;
  }
  Result<std::vector<database::ColumnMeasure>> measure(const std::string& schema, const std::string& table,
                                                       const std::vector<std::string>& columns,
                                                       const Stop& stop) override {
    return inner_->measure(schema, table, columns, stop);
  }
  Result<bool> unique(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                      const Stop& stop) override {
    return inner_->unique(schema, table, columns, stop);
  }
  Result<std::unique_ptr<database::RowStream>> distinct_values(const database::ColumnName& column, std::size_t longest,
                                                               const Stop& stop) override {
    return inner_->distinct_values(column, longest, stop);
  }
  Result<Containment> contained(const database::ColumnName& child, const database::ColumnName& parent,
                                std::int64_t sample, const Stop& stop) override {
    return inner_->contained(child, parent, sample, stop);
  }
  Result<std::string> fingerprint(const Stop& stop) override { return inner_->fingerprint(stop); }

 private:
  std::unique_ptr<database::Connection> inner_;
  bool primary_too_;
};

std::string edge(const std::string& child, const std::string& column, const std::string& parent,
                 const std::string& key) {
  return base::lower_ascii(child + "." + column + " > " + parent + "." + key);
}

void add_declared(database::Connection& connection, Edges& edges) {
  const auto tables = connection.describe({});
  if (!tables) return;
  for (const auto& table : *tables)
    for (const auto& key : table.foreign_keys)
      for (std::size_t i = 0; i < key.columns.size() && i < key.referenced_columns.size(); ++i)
        edges.insert(edge(table.name, key.columns[i], key.referenced_table, key.referenced_columns[i]));
}

void add_published(const nlohmann::json& schema, Edges& edges) {
  const auto& tables = schema.at("table_names_original");
  const auto& columns = schema.at("column_names_original");
  for (const auto& key : schema.at("foreign_keys")) {
    const auto& child = columns[key[0].get<std::size_t>()];
    const auto& parent = columns[key[1].get<std::size_t>()];
    edges.insert(edge(tables[child[0].get<std::size_t>()], child[1], tables[parent[0].get<std::size_t>()], parent[1]));
  }
}

Edges inferred(const Catalog& catalog) {
  Edges edges;
  for (const auto& key : catalog.foreign_keys)
    for (std::size_t i = 0; i < key.from_columns.size(); ++i)
      edges.insert(edge(catalog.table({key.from_table, 0}).name,
                        catalog.column({key.from_table, key.from_columns[i]}).name,
                        catalog.table({key.to_table, 0}).name, catalog.column({key.to_table, key.to_columns[i]}).name));
  return edges;
}

std::string child_of(const std::string& edge) { return edge.substr(0, edge.find(" > ")); }
std::string parent_of(const std::string& edge) { return edge.substr(edge.find(" > ") + 3); }

// takes.course > course.course, where takes.course > section.course and section.course > course.course are declared.
bool by_way_of(const Edges& declared, const std::string& edge) {
  std::set<std::string> reached{child_of(edge)};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const auto& one : declared)
      if (reached.count(child_of(one))) reached.insert(parent_of(one));
  }
  return reached.count(parent_of(edge)) != 0;
}

bool child_declared(const Edges& declared, const std::string& edge) {
  return std::any_of(declared.begin(), declared.end(),
                     [&](const auto& one) { return child_of(one) == child_of(edge); });
}

struct Figures {
  int databases = 0, declared = 0, found = 0;
  int right = 0;       // declared
  int implied = 0;     // by way of two or more declared ones
  int undeclared = 0;  // from columns that no declared key leaves: the schema's authors may have left them out
  double share(int part, int whole) const { return whole ? static_cast<double>(part) / whole : 0; }
  double recall() const { return share(right, declared); }
  double strict_precision() const { return share(right + implied, found); }
  double precision() const { return share(right + implied, found - undeclared); }
};

Figures over_training_databases(const fs::path& folder, bool primary_too) {
  const bool listing = std::getenv("SAYQUEL_LIST_KEYS") != nullptr;
  std::set<std::string> held_back;
  std::ifstream names(folder / "validation-databases.txt");
  for (std::string name; std::getline(names, name);) held_back.insert(name);
  std::ifstream file(folder / "tables.json");
  Figures figures;
  for (const auto& schema : nlohmann::json::parse(file)) {
    const std::string name = schema.at("db_id");
    const fs::path path = folder / "database" / name / (name + ".sqlite");
    if (held_back.count(name) || !fs::exists(path)) continue;
    auto location = database::locate(path.string());
    if (!location) continue;
    auto connection = database::open(*location);
    if (!connection) continue;
    Edges declared;
    add_declared(**connection, declared);
    add_published(schema, declared);
    Undeclared hidden(std::move(*connection), primary_too);
    const auto loaded = build(hidden, {.cache_folder = "/nonexistent", .database = name}, {});
    if (!loaded) {
      ADD_FAILURE() << name << ": " << loaded.error().message;
      continue;
    }
    const Edges found = inferred(*loaded->catalog);
    ++figures.databases;
    figures.declared += static_cast<int>(declared.size());
    figures.found += static_cast<int>(found.size());
    for (const auto& one : found) {
      if (declared.count(one))
        ++figures.right;
      else if (by_way_of(declared, one))
        ++figures.implied;
      else if (!child_declared(declared, one))
        ++figures.undeclared;
      if (listing && !by_way_of(declared, one))
        std::cout << (child_declared(declared, one) ? "  false      " : "  undeclared ") << name << ": " << one << '\n';
    }
    for (const auto& one : declared)
      if (listing && !found.count(one)) std::cout << "  missed     " << name << ": " << one << '\n';
  }
  return figures;
}

class KeyInference : public ::testing::TestWithParam<bool> {};

TEST_P(KeyInference, FindsTheDeclaredKeysAndFewOthers) {
  const char* data = std::getenv("SAYQUEL_DATA");
  if (!data) GTEST_SKIP() << "SAYQUEL_DATA is not set";
  const Figures figures = over_training_databases(fs::path(data) / "spider", GetParam());
  std::cout << figures.databases << " databases, " << figures.declared << " keys declared, " << figures.found
            << " found (" << figures.undeclared << " from columns without a declared key): precision "
            << figures.precision() << ", counting those as wrong " << figures.strict_precision() << ", recall "
            << figures.recall() << '\n';
  EXPECT_GT(figures.databases, 100);
  EXPECT_GT(figures.precision(), 0.95);
  EXPECT_GT(figures.strict_precision(), 0.93);
  EXPECT_GT(figures.recall(), 0.85);
}

std::string case_name(const ::testing::TestParamInfo<bool>& one) {
  return one.param ? "WithoutPrimaryKeys" : "WithPrimaryKeys";
}
INSTANTIATE_TEST_SUITE_P(, KeyInference, ::testing::Bool(), case_name);

}  // namespace
}  // namespace sayquel::catalog
