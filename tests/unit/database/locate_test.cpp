// URLs and paths to places, and places that hold no database that can be read.
#include <duckdb.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "unit/database/sample.h"

namespace sayquel::database {
namespace {

// The working directory, for as long as it lives.
class WorkingDirectory {
 public:
  explicit WorkingDirectory(const std::string& path) : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(path);
  }
  ~WorkingDirectory() { std::filesystem::current_path(before_); }
  WorkingDirectory(const WorkingDirectory&) = delete;
  WorkingDirectory& operator=(const WorkingDirectory&) = delete;

 private:
  std::filesystem::path before_;
};

std::string located(const std::string& url) {
  const auto location = locate(url);
  if (!location) return std::string(code_name(location.error().code));
  const char* kinds[] = {"sqlite ", "duckdb ", "data ", "postgresql ", "mysql "};
  EXPECT_EQ(location->url, location->file() ? url : location->path);
  return kinds[static_cast<int>(location->kind)] + location->path;
}

TEST(Locate, UrlsAndPaths) {
  const Folder folder;
  make_sqlite(folder.path("a b.sqlite"), "CREATE TABLE t (i INTEGER)");
  make_duckdb(folder.path("b.duckdb"), "CREATE TABLE t (i INTEGER)");
  std::filesystem::copy(folder.path("a b.sqlite"), folder.path("disguised.duckdb"));
  std::filesystem::copy(folder.path("b.duckdb"), folder.path("plain"));
  write_file(folder.path("c.CSV"), "a\n1\n");
  write_file(folder.path("empty.db"), "");
  write_file(folder.path("notes.txt"), "hello");
  const WorkingDirectory inside(folder.path());
  const std::string here = std::filesystem::current_path().string();
  const std::pair<std::string, std::string> cases[] = {
      {"sqlite:////" + here.substr(1) + "/a b.sqlite", "sqlite " + here + "/a b.sqlite"},
      {"sqlite:///" + here.substr(1) + "/a b.sqlite", "sqlite " + here + "/a b.sqlite"},  // /FILE first
      {"sqlite:///a b.sqlite", "sqlite " + here + "/a b.sqlite"},                         // then from here
      {"sqlite:///a%20b.sqlite", "sqlite " + here + "/a b.sqlite"},
      {"SQLite:///./a b.sqlite", "sqlite " + here + "/a b.sqlite"},
      {"duckdb:///b.duckdb", "duckdb " + here + "/b.duckdb"},
      {"duckdb:///tmp/missing.duckdb", "duckdb /tmp/missing.duckdb"},
      {"duckdb:///missing.duckdb", "duckdb " + here + "/missing.duckdb"},
      {"a b.sqlite", "sqlite " + here + "/a b.sqlite"},
      {here + "/b.duckdb", "duckdb " + here + "/b.duckdb"},
      {"./plain", "duckdb " + here + "/plain"},                      // by its first bytes
      {"disguised.duckdb", "sqlite " + here + "/disguised.duckdb"},  // before its extension
      {"c.CSV", "data " + here + "/c.CSV"},
      {"empty.db", "sqlite " + here + "/empty.db"},
      {"notes.txt", "bad_input"},
      {"missing.sqlite", "not_found"},
      {"missing/missing.sqlite", "not_found"},
      {".", "bad_input"},
      {"/dev/null", "bad_input"},
      {"", "usage"},
      {"postgresql://ann:secret@localhost/x", "postgresql postgresql://ann@localhost/x"},
      {"postgres://localhost:5433/x", "postgresql postgres://localhost:5433/x"},
      {"postgres://localhost:x/x", "usage"},
      {"redshift://c/x", "unsupported"},
      {"mysql://localhost/x", "mysql mysql://localhost/x"},
      {"mariadb://ann:secret@localhost/x", "mysql mariadb://ann@localhost/x"},
      {"odbc:DSN=x", "unsupported"},
      {"redshift-data://c/d", "unsupported"},
      {"whatever://c/d", "unsupported"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(located(url), expected) << url;
}

TEST(Locate, UnsupportedSaysWhatIsSupported) {
  const auto location = locate("oracle://user:secret@host/db");
  ASSERT_FALSE(location);
  EXPECT_NE(location.error().hint.find("sqlite:///"), std::string::npos);
  EXPECT_EQ(location.error().message.find("secret"), std::string::npos) << "no password in a message";
}

// ---- files that are no database, or not one that can be opened now ----

class BadDatabase : public testing::Test {
 protected:
  // One clear error, and nothing made or changed.
  void expect(const std::string& url, ErrorCode code, const std::string& message) {
    const std::string before = folder_.listing();
    const Error error = open_error(url);
    EXPECT_EQ(code_name(error.code), code_name(code)) << url << ": " << error.message;
    EXPECT_NE(error.message.find(message), std::string::npos) << url << ": " << error.message;
    EXPECT_NE(error.message.find(folder_.path()), std::string::npos) << url << ": " << error.message;
    EXPECT_EQ(error.message.find('\n'), std::string::npos) << error.message;
    EXPECT_NE(error.hint, "") << url << ": " << error.message;
    EXPECT_EQ(folder_.listing(), before) << url;
  }
  // Runs `child` in another process that then waits until this object is gone.
  class Process {
   public:
    template <typename Child>
    explicit Process(Child child) {
      int ready[2], done[2];
      EXPECT_EQ(pipe(ready), 0);
      EXPECT_EQ(pipe(done), 0);
      process_ = fork();
      if (process_ == 0) {
        close(done[1]);
        child();
        char letter = 'x';
        if (write(ready[1], &letter, 1) < 0 || read(done[0], &letter, 1) < 0) _exit(1);
        _exit(0);
      }
      close(done[0]);
      close(ready[1]);
      char letter;
      EXPECT_EQ(read(ready[0], &letter, 1), 1);
      close(ready[0]);
      done_ = done[1];
    }
    ~Process() {
      close(done_);
      waitpid(process_, nullptr, 0);
    }

   private:
    pid_t process_;
    int done_;
  };
  Folder folder_;
};

TEST_F(BadDatabase, IsMissing) {
  expect("sqlite:///" + folder_.path("none.sqlite"), ErrorCode::NotFound, "There is no file");
  expect("duckdb:///" + folder_.path("none.duckdb"), ErrorCode::NotFound, "There is no file");
  expect(folder_.path("none.csv"), ErrorCode::NotFound, "There is no file");
}

TEST_F(BadDatabase, IsAFolder) {
  std::filesystem::create_directory(folder_.path("x.duckdb"));
  expect("sqlite:///" + folder_.path("x.duckdb"), ErrorCode::BadInput, "is a folder");
  expect("duckdb:///" + folder_.path("x.duckdb"), ErrorCode::BadInput, "is a folder");
  expect(folder_.path("x.duckdb"), ErrorCode::BadInput, "is a folder");
}

TEST_F(BadDatabase, IsEmpty) {
  for (const char* name : {"x.sqlite", "x.db", "x.duckdb"}) {
    write_file(folder_.path(name), "");
    expect(folder_.path(name), ErrorCode::Corrupt, "is empty (0 bytes)");
  }
  expect("sqlite:///" + folder_.path("x.duckdb"), ErrorCode::Corrupt, "is empty");
}

TEST_F(BadDatabase, IsSomethingElse) {
  write_file(folder_.path("x.sqlite"), "this is a text and no database at all\n");
  write_file(folder_.path("x.duckdb"), "this is a text and no database at all\n");
  expect(folder_.path("x.sqlite"), ErrorCode::Corrupt, "is not a SQLite database");
  expect(folder_.path("x.duckdb"), ErrorCode::Corrupt, "is not a DuckDB database");
  write_file(folder_.path("short.duckdb"), "DUCK");
  expect(folder_.path("short.duckdb"), ErrorCode::Corrupt, "is not a DuckDB database");
}

TEST_F(BadDatabase, IsOfTheOtherKind) {
  make_sqlite(folder_.path("s"), "CREATE TABLE t (i INTEGER)");
  make_duckdb(folder_.path("d"), "CREATE TABLE t (i INTEGER)");
  expect("duckdb:///" + folder_.path("s"), ErrorCode::BadInput, "is a SQLite database, not a DuckDB one");
  expect("sqlite:///" + folder_.path("d"), ErrorCode::BadInput, "is a DuckDB database, not a SQLite one");
}

TEST_F(BadDatabase, IsCutOff) {
  make_sqlite(
      folder_.path("s.sqlite"),
      "CREATE TABLE t (s VARCHAR); INSERT INTO t SELECT hex(randomblob(2000)) FROM (VALUES (1), (2), (3), (4))");
  make_duckdb(folder_.path("d.duckdb"), "CREATE TABLE t AS SELECT hash(range) AS h FROM range(100000)");
  std::filesystem::resize_file(folder_.path("s.sqlite"), 5'000);
  for (const std::size_t size : {8'000, 13'000, 270'000}) {
    std::filesystem::copy(folder_.path("d.duckdb"), folder_.path("cut.duckdb"));
    std::filesystem::resize_file(folder_.path("cut.duckdb"), size);
    expect(folder_.path("cut.duckdb"), ErrorCode::Corrupt, "is damaged or cut off");
    std::filesystem::remove(folder_.path("cut.duckdb"));
  }
  // SQLite may open a file whose schema is whole; what is missing is then told by the query.
  const auto location = locate(folder_.path("s.sqlite"));
  ASSERT_TRUE(location);
  const auto connection = open(*location);
  if (connection) {
    EXPECT_EQ(error(**connection, "SELECT max(s) FROM t").code, ErrorCode::Corrupt);
  } else {
    EXPECT_EQ(connection.error().code, ErrorCode::Corrupt) << connection.error().message;
  }
}

TEST_F(BadDatabase, IsDamaged) {
  make_sqlite(folder_.path("s.sqlite"), "CREATE TABLE t (s VARCHAR)");
  make_duckdb(folder_.path("d.duckdb"), "CREATE TABLE t AS SELECT range FROM range(10)");
  std::string bytes = read_file(folder_.path("s.sqlite"));
  bytes.replace(100, 50, std::string(50, '\xff'));
  write_file(folder_.path("s.sqlite"), bytes);
  expect(folder_.path("s.sqlite"), ErrorCode::Corrupt, "is damaged");
  bytes = read_file(folder_.path("d.duckdb"));
  bytes.replace(4'200, 3'000, std::string(3'000, '\xff'));
  bytes.replace(8'300, 3'000, std::string(3'000, '\xff'));
  write_file(folder_.path("d.duckdb"), bytes);
  expect(folder_.path("d.duckdb"), ErrorCode::Corrupt, "is damaged or cut off");
}

TEST_F(BadDatabase, IsOfAnotherVersionOfDuckdb) {
  make_duckdb(folder_.path("d.duckdb"), "CREATE TABLE t AS SELECT range FROM range(10)");
  std::string bytes = read_file(folder_.path("d.duckdb"));
  for (const char version : {39, 120}) {
    bytes[12] = version;
    write_file(folder_.path("d.duckdb"), bytes);
    expect(folder_.path("d.duckdb"), ErrorCode::Unsupported,
           "another version of DuckDB (storage version " + std::to_string(version));
  }
}

TEST_F(BadDatabase, CannotBeReadByThisUser) {
  if (geteuid() == 0) {
    // root reads everything: a child that is somebody else tells.
    make_sqlite(folder_.path("s.sqlite"), "CREATE TABLE t (i INTEGER)");
    chmod(folder_.path().c_str(), 0755);
    chmod(folder_.path("s.sqlite").c_str(), 0);
    const pid_t child = fork();
    if (child == 0) {
      if (setuid(65534) != 0) _exit(2);
      const auto location = locate(folder_.path("s.sqlite"));
      _exit(!location && location.error().code == ErrorCode::PermissionDenied && !location.error().hint.empty() ? 0
                                                                                                                : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    return;
  }
  make_sqlite(folder_.path("s.sqlite"), "CREATE TABLE t (i INTEGER)");
  chmod(folder_.path("s.sqlite").c_str(), 0);
  expect(folder_.path("s.sqlite"), ErrorCode::PermissionDenied, "No permission");
  expect("sqlite:///" + folder_.path("s.sqlite"), ErrorCode::PermissionDenied, "No permission");
}

TEST_F(BadDatabase, IsLockedByAnotherProcess) {
  const std::string sqlite = folder_.path("s.sqlite"), duckdb = folder_.path("d.duckdb");
  make_sqlite(sqlite, "CREATE TABLE t (i INTEGER)");
  {
    const Process writer([&] {
      sqlite3* handle = nullptr;
      sqlite3_open(sqlite.c_str(), &handle);
      sqlite3_exec(handle, "BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)", nullptr, nullptr, nullptr);
    });
    expect(sqlite, ErrorCode::Busy, "is locked by another program");
  }
  {
    // Before this process uses DuckDB: its threads do not survive a fork.
    const Process writer([&] {
      duckdb_database database = nullptr;
      duckdb_connection connection = nullptr;
      duckdb_open(duckdb.c_str(), &database);
      duckdb_connect(database, &connection);
      duckdb_query(connection, "CREATE TABLE t AS SELECT 1 AS i; CHECKPOINT; INSERT INTO t VALUES (2)", nullptr);
    });
    expect(duckdb, ErrorCode::Busy, "is open for writing in another program");
  }
  // And both open when the writer is gone, with what it had committed.
  EXPECT_EQ(text(rows(*must_open(duckdb), "SELECT i FROM t ORDER BY i")), "1|\n2|\n");
}

}  // namespace
}  // namespace sayquel::database
