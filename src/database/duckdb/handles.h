// DuckDB's C handles, freed by themselves.
#pragma once

#include <duckdb.h>

#include <string>
#include <utility>

namespace sayquel::database::duckdb {

// Type is one of duckdb.h's handles, Destroy its function; empty until out() is given to a call that fills it.
template <typename Type, void (*Destroy)(Type*)>
class Owned {
 public:
  Owned() = default;
  explicit Owned(Type handle) : handle_(handle) {}
  Owned(Owned&& other) noexcept : handle_(std::exchange(other.handle_, Type{})) {}
  Owned& operator=(Owned&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Owned() { Destroy(&handle_); }  // each of them takes an empty handle

  Type get() const { return handle_; }
  Type* out() { return &handle_; }
  explicit operator bool() const { return handle_ != Type{}; }

 private:
  Type handle_{};
};

using Database = Owned<duckdb_database, duckdb_close>;
using Handle = Owned<duckdb_connection, duckdb_disconnect>;
using Config = Owned<duckdb_config, duckdb_destroy_config>;
using Prepared = Owned<duckdb_prepared_statement, duckdb_destroy_prepare>;
using Pending = Owned<duckdb_pending_result, duckdb_destroy_pending>;
using Chunk = Owned<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using LogicalType = Owned<duckdb_logical_type, duckdb_destroy_logical_type>;

// duckdb_result is a struct, and emptiness is its own.
class QueryResult {
 public:
  QueryResult() = default;
  QueryResult(const QueryResult&) = delete;
  QueryResult& operator=(const QueryResult&) = delete;
  ~QueryResult() { clear(); }
  void clear() {
    duckdb_destroy_result(&result_);
    result_ = {};
  }
  duckdb_result* out() { return &result_; }

 private:
  duckdb_result result_{};
};

// Takes over text that DuckDB allocated; null becomes empty.
inline std::string take_text(char* text) {
  std::string copy = text ? text : "";
  duckdb_free(text);
  return copy;
}

}  // namespace sayquel::database::duckdb
