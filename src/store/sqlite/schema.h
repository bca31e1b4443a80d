// The tables of a SQLite store.
#pragma once

namespace sayquel::store::sqlite {

// Run at every opening: what is there stays. `user_version` is the number of this layout.
inline constexpr int kVersion = 1;

inline constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS history (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, asked_at INTEGER NOT NULL, asked_by TEXT NOT NULL,
  database TEXT NOT NULL, question TEXT NOT NULL, sql TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL,
  reading TEXT NOT NULL, row_count INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS feedback (
  question_id TEXT NOT NULL, given_at INTEGER NOT NULL, given_by TEXT NOT NULL, verdict INTEGER NOT NULL,
  comment TEXT NOT NULL, PRIMARY KEY (question_id, given_by));
CREATE TABLE IF NOT EXISTS verified (
  database TEXT NOT NULL, question TEXT NOT NULL, sql TEXT NOT NULL, verified_by TEXT NOT NULL,
  verified_at INTEGER NOT NULL, PRIMARY KEY (database, question));
CREATE TABLE IF NOT EXISTS token (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, secret_hash TEXT NOT NULL,
  role INTEGER NOT NULL, databases TEXT NOT NULL, questions INTEGER NOT NULL, rows INTEGER NOT NULL,
  made_at INTEGER NOT NULL, revoked INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS spent (
  token_id TEXT NOT NULL, quota INTEGER NOT NULL, minute INTEGER NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY (token_id, quota));
CREATE TABLE IF NOT EXISTS audit (
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, database TEXT NOT NULL,
  question TEXT NOT NULL, sql TEXT NOT NULL, status TEXT NOT NULL, row_count INTEGER NOT NULL, sent TEXT NOT NULL,
  previous_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS audit_unchanged BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER IF NOT EXISTS audit_kept BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
)";

}  // namespace sayquel::store::sqlite
