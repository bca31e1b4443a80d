// A Store in one SQLite file. One connection behind a mutex: each call is a few small statements, and SQLite writes one
// at a time anyway. Servers on the same machine may share the file; write-ahead logging lets them read meanwhile.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <mutex>

#include "base/text.h"
#include "store/audit.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/statement.h"
#include "store/store.h"

namespace sayquel::store {
namespace {

using sqlite::Handle;
using sqlite::Statement;

constexpr int kBusyMilliseconds = 10'000;

// A list of names in one text: none of them holds a line feed.
std::string joined(const std::vector<std::string>& names) { return base::join(names, "\n"); }
std::vector<std::string> parted(const std::string& text) {
  return text.empty() ? std::vector<std::string>() : base::split(text, '\n');
}

constexpr const char* kHistoryColumns =
    "id, asked_at, asked_by, database, question, sql, status, answer, reading, row_count";

HistoryEntry read_history(const Statement& row) {
  return {row.text(0), {row.integer(1)}, row.text(2), row.text(3), row.text(4),
          row.text(5), row.text(6),      row.text(7), row.text(8), static_cast<std::uint64_t>(row.integer(9))};
}

constexpr const char* kTokenColumns = "id, name, secret_hash, role, databases, questions, rows, made_at, revoked";

Token read_token(const Statement& row) {
  Token token;
  token.id = row.text(0);
  token.name = row.text(1);
  token.secret_hash = row.text(2);
  token.role = static_cast<Role>(row.integer(3));
  token.databases = parted(row.text(4));
  token.quotas = {static_cast<std::uint64_t>(row.integer(5)), static_cast<std::uint64_t>(row.integer(6))};
  token.made_at = {row.integer(7)};
  token.revoked = row.integer(8) != 0;
  return token;
}

AuditRecord read_audit(const Statement& row) {
  AuditRecord record;
  record.number = static_cast<std::uint64_t>(row.integer(0));
  record.event = {{row.integer(1)}, row.text(2), row.text(3), row.text(4),
                  row.text(5),      row.text(6), row.text(7), static_cast<std::uint64_t>(row.integer(8)),
                  row.text(9)};
  record.previous_hash = row.text(10);
  record.hash = row.text(11);
  return record;
}

template <typename Item>
Result<std::vector<Item>> read_all(Statement& statement, Item (*read)(const Statement&)) {
  std::vector<Item> items;
  for (;;) {
    SAYQUEL_TRY(const bool row, statement.next());
    if (!row) return items;
    items.push_back(read(statement));
  }
}

template <typename Item>
Result<std::optional<Item>> read_one(Statement& statement, Item (*read)(const Statement&)) {
  SAYQUEL_TRY(const bool row, statement.next());
  return row ? std::optional<Item>(read(statement)) : std::nullopt;
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(Handle handle) : handle_(std::move(handle)) {}

  Status add_history(const HistoryEntry& entry) override {
    const std::lock_guard lock(mutex_);
    Statement insert(handle_.get(),
                     "INSERT INTO history (id, asked_at, asked_by, database, question, sql, status, answer, reading, "
                     "row_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(entry.id).bind(entry.asked_at.microseconds).bind(entry.asked_by).bind(entry.database);
    insert.bind(entry.question).bind(entry.sql).bind(entry.status).bind(entry.answer).bind(entry.reading);
    return unless_taken(insert.bind(entry.row_count).run(), "A question with this id is there already.");
  }

  Result<std::optional<HistoryEntry>> history_entry(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    Statement select(handle_.get(), std::string("SELECT ") + kHistoryColumns + " FROM history WHERE id = ?");
    return read_one(select.bind(id), read_history);
  }

  Result<std::vector<HistoryEntry>> history(const HistoryQuery& query) override {
    const std::lock_guard lock(mutex_);
    Statement select(handle_.get(),
                     std::string("SELECT ") + kHistoryColumns +
                         " FROM history WHERE (?1 = '' OR asked_by = ?1) AND (?2 = '' OR database = ?2) AND "
                         "(?3 = '' OR instr(lower(question), lower(?3)) OR instr(lower(sql), lower(?3))) AND "
                         "(?4 = '' OR number < (SELECT number FROM history WHERE id = ?4)) "
                         "ORDER BY number DESC LIMIT ?5");
    select.bind(query.asked_by).bind(query.database).bind(query.search).bind(query.before);
    return read_all(select.bind(static_cast<std::int64_t>(query.limit)), read_history);
  }

  Status add_feedback(const Feedback& feedback) override {
    const std::lock_guard lock(mutex_);
    Statement insert(handle_.get(), "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)");
    insert.bind(feedback.question_id).bind(feedback.given_at.microseconds).bind(feedback.given_by);
    return insert.bind(static_cast<std::int64_t>(feedback.verdict)).bind(feedback.comment).run();
  }

  Result<std::vector<Feedback>> feedback(const std::string& question_id) override {
    const std::lock_guard lock(mutex_);
    Statement select(handle_.get(),
                     "SELECT question_id, given_at, given_by, verdict, comment FROM feedback WHERE question_id = ? "
                     "ORDER BY given_at, given_by");
    return read_all<Feedback>(select.bind(question_id), [](const Statement& row) {
      return Feedback{row.text(0), {row.integer(1)}, row.text(2), static_cast<Verdict>(row.integer(3)), row.text(4)};
    });
  }

  Status keep_verified(const VerifiedQuestion& question) override {
    const std::lock_guard lock(mutex_);
    Statement insert(handle_.get(), "INSERT OR REPLACE INTO verified VALUES (?, ?, ?, ?, ?)");
    insert.bind(question.database).bind(question.question).bind(question.sql).bind(question.verified_by);
    return insert.bind(question.verified_at.microseconds).run();
  }

  Status forget_verified(const std::string& database, const std::string& question) override {
    const std::lock_guard lock(mutex_);
    Statement remove(handle_.get(), "DELETE FROM verified WHERE database = ? AND question = ?");
    return remove.bind(database).bind(question).run();
  }

  Result<std::vector<VerifiedQuestion>> verified(const std::string& database) override {
    const std::lock_guard lock(mutex_);
    Statement select(handle_.get(),
                     "SELECT database, question, sql, verified_by, verified_at FROM verified WHERE database = ? "
                     "ORDER BY question");
    return read_all<VerifiedQuestion>(select.bind(database), [](const Statement& row) {
      return VerifiedQuestion{row.text(0), row.text(1), row.text(2), row.text(3), {row.integer(4)}};
    });
  }

  Status add_token(const Token& token) override {
    const std::lock_guard lock(mutex_);
    Statement insert(handle_.get(),
                     "INSERT INTO token (id, name, secret_hash, role, databases, questions, rows, made_at, revoked) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(token.id).bind(token.name).bind(token.secret_hash).bind(static_cast<std::int64_t>(token.role));
    insert.bind(joined(token.databases)).bind(token.quotas.questions).bind(token.quotas.rows);
    insert.bind(token.made_at.microseconds).bind(static_cast<std::int64_t>(token.revoked));
    return unless_taken(insert.run(), "A token with this id is there already.");
  }

  Result<std::optional<Token>> token(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    Statement select(handle_.get(), std::string("SELECT ") + kTokenColumns + " FROM token WHERE id = ?");
    return read_one(select.bind(id), read_token);
  }

  Result<std::vector<Token>> tokens() override {
    const std::lock_guard lock(mutex_);
    Statement select(handle_.get(), std::string("SELECT ") + kTokenColumns + " FROM token ORDER BY number");
    return read_all(select, read_token);
  }

  Status revoke_token(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    SAYQUEL_CHECK(Statement(handle_.get(), "UPDATE token SET revoked = 1 WHERE id = ?").bind(id).run());
    if (sqlite3_changes(handle_.get()) == 0)
      return fail(ErrorCode::NotFound, "There is no token with this id.", "`sayquel token list` shows them.");
    return {};
  }

  Result<bool> spend(const std::string& token_id, Quota quota, std::uint64_t amount, std::uint64_t most,
                     std::int64_t minute) override {
    const std::lock_guard lock(mutex_);
    if (amount > most) return false;
    // A row holds the last minute's sum; one statement, so that no other server comes between.
    Statement spend(handle_.get(),
                    "INSERT INTO spent (token_id, quota, minute, amount) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (token_id, quota) DO UPDATE SET "
                    "amount = CASE WHEN minute = ?3 THEN amount ELSE 0 END + ?4, minute = ?3 "
                    "WHERE CASE WHEN minute = ?3 THEN amount ELSE 0 END <= ?5");
    spend.bind(token_id).bind(static_cast<std::int64_t>(quota)).bind(minute).bind(amount).bind(most - amount);
    SAYQUEL_CHECK(spend.run());
    return sqlite3_changes(handle_.get()) > 0;
  }

  Result<AuditRecord> append_audit(const AuditEvent& event) override {
    const std::lock_guard lock(mutex_);
    AuditRecord record;
    record.event = event;
    // IMMEDIATE: whoever reads the end of the chain is the one who writes behind it.
    SAYQUEL_CHECK(transaction([&]() -> Status {
      Statement last(handle_.get(), "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
      SAYQUEL_TRY(const bool any, last.next());
      record.number = any ? static_cast<std::uint64_t>(last.integer(0)) + 1 : 1;
      record.previous_hash = any ? last.text(1) : first_audit_hash();
      record.hash = audit_hash(record);
      Statement insert(handle_.get(), "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      insert.bind(record.number).bind(event.at.microseconds).bind(event.who).bind(event.action).bind(event.database);
      insert.bind(event.question).bind(event.sql).bind(event.status).bind(event.row_count).bind(event.sent);
      return insert.bind(record.previous_hash).bind(record.hash).run();
    }));
    return record;
  }

  Result<std::vector<AuditRecord>> audit(std::uint64_t after, std::size_t limit) override {
    const std::lock_guard lock(mutex_);
    Statement select(handle_.get(),
                     "SELECT number, at, who, action, database, question, sql, status, row_count, sent, previous_hash, "
                     "hash FROM audit WHERE number > ? ORDER BY number LIMIT ?");
    return read_all(select.bind(after).bind(static_cast<std::int64_t>(limit)), read_audit);
  }

 private:
  // The insert's own error, but BadInput where the key was there already.
  Status unless_taken(Status inserted, const char* message) const {
    const bool taken = !inserted && (sqlite3_extended_errcode(handle_.get()) & 0xFF) == SQLITE_CONSTRAINT;
    return taken ? fail(ErrorCode::BadInput, message) : inserted;
  }

  Status transaction(const std::function<Status()>& work) {
    SAYQUEL_CHECK(Statement(handle_.get(), "BEGIN IMMEDIATE").run());
    Status done = work();
    if (done) done = Statement(handle_.get(), "COMMIT").run();
    // Whether it can be rolled back or not, the first error is the one to tell.
    if (!done) static_cast<void>(Statement(handle_.get(), "ROLLBACK").run());
    return done;
  }

  std::mutex mutex_;
  Handle handle_;
};

// Held while a store is opened: one makes the file and its tables, the others find them. A file of its own, for closing
// any descriptor of the database's file would drop the locks that SQLite holds on it in this process.
class Opening {
 public:
  explicit Opening(const std::string& path)
      : descriptor_(::open((path + "-opening").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    held_ = descriptor_ >= 0 && flock(descriptor_, LOCK_EX) == 0;
  }
  ~Opening() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;
  bool held() const { return held_; }

 private:
  int descriptor_;
  bool held_ = false;
};

// Made here where there is none, for SQLite would make it readable by all.
bool make_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0) ::close(file);
  return file >= 0 || errno == EEXIST;
}

Result<std::int64_t> layout_version(sqlite3* handle) {
  Statement version(handle, "PRAGMA user_version");
  SAYQUEL_TRY(const bool row, version.next());
  return row ? version.integer(0) : 0;
}

Status prepare(sqlite3* handle) {
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  SAYQUEL_TRY(const std::int64_t version, layout_version(handle));
  if (version > sqlite::kVersion)
    return fail(ErrorCode::Unsupported, "The server's store was written by a newer version of Sayquel.",
                "Use that version, or another file.");
  for (const std::string& sql :
       {std::string("PRAGMA journal_mode = WAL"), std::string("PRAGMA synchronous = FULL"),
        std::string(sqlite::kSchema), "PRAGMA user_version = " + std::to_string(sqlite::kVersion)})
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      return tl::unexpected<Error>(sqlite::last_error(handle));
  return {};
}

Result<std::unique_ptr<Store>> open_handle(const std::string& path) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  Handle handle(opened);
  if (code != SQLITE_OK) return tl::unexpected<Error>(sqlite::last_error(opened));
  SAYQUEL_CHECK(prepare(opened));
  return std::make_unique<SqliteStore>(std::move(handle));
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path) {
  if (path == ":memory:") return open_handle(path);
  const Opening opening(path);
  if (!opening.held() || !make_file(path))
    return fail(ErrorCode::PermissionDenied,
                "The server's store " + base::printable(path) + " cannot be opened for writing.",
                "Name another place with --store FILE.");
  return open_handle(path);
}

}  // namespace sayquel::store
