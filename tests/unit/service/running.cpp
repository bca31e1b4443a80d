#include "unit/service/running.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>

namespace sayquel::service {
namespace {

constexpr const char* kShop = R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), amount INTEGER);
INSERT INTO customer VALUES (1, 'Ann', 'Rome'), (2, 'Bob', 'Oslo'), (3, '<b>Cy</b>', 'Oslo');
INSERT INTO orders VALUES (1, 1, 10), (2, 1, 20), (3, 2, 5), (4, 2, NULL);
CREATE TABLE number (n INTEGER PRIMARY KEY);
WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 2000) INSERT INTO number SELECT n FROM up;
)";

}  // namespace

void make_shop(const std::string& path) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, kShop, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
}

const char* const kEndlessQuery = "SELECT COUNT(*) FROM number a, number b, number c WHERE a.n + b.n + c.n < 0";

Running::Running(Options options) {
  std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-service-XXXXXX").string();
  EXPECT_TRUE(mkdtemp(pattern.data()));
  folder_ = pattern;
  make_shop(folder_ + "/shop.sqlite");
  auto store = store::open_sqlite(folder_ + "/store.sqlite");
  EXPECT_TRUE(store) << store.error().message;
  store_ = std::move(*store);
  ApiOptions api;
  EngineOptions engine;
  engine.database = folder_ + "/shop.sqlite";
  engine.cache_folder = folder_ + "/cache";
  engine.time_limit = std::chrono::minutes(10);
  api.databases = {{"shop", engine}, {"again", engine}};
  api.access = options.access;
  api.workers = options.workers;
  api.most_waiting = options.most_waiting;
  api.version = "test";
  api_ = std::make_unique<Api>(std::move(api), *store_);
  EXPECT_TRUE(api_->open_databases());
  auto server = Server::listen(options.server, [this](const Request& request, std::shared_ptr<Reply> reply) {
    api_->handle(request, std::move(reply));
  });
  EXPECT_TRUE(server) << server.error().message;
  server_ = std::move(*server);
  thread_ = std::thread([this] { server_->run(Stop(stop_)); });
}

void Running::stop() {
  stop_.cancel();
  if (thread_.joinable()) thread_.join();
  // The workers end before the server whose clients they answer.
  api_.reset();
  std::error_code ignored;  // of a folder that nobody needs any more
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace sayquel::service
