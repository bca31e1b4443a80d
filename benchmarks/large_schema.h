// A schema of a thousand tables and twenty thousand columns, made from a seed, and questions about it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sayquel::benchmarks {

struct LargeSchema {
  std::vector<std::string> sql;        // statements that make it in SQLite, a few rows in each table
  std::vector<std::string> questions;  // in English, about one table or two of it
};

// Tables and columns are named by WordNet's more frequent nouns, alone and in pairs ("harvest", "harvest_report"), as
// schemas of that size are; a table has a key, up to three keys of other tables, and columns that many tables have
// ("name", "status", "created_at"). `wordnet`: the folder with index.noun. The same for the same seed.
LargeSchema make_large_schema(const std::filesystem::path& wordnet, std::size_t tables, std::size_t columns,
                              unsigned seed);

}  // namespace sayquel::benchmarks
