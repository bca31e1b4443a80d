// What a Store keeps. Times are UTC; ids are texts that new_id() makes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sayquel/value.h"

namespace sayquel::store {

// A question that was asked, or SQL that was typed, and how it ended. The rows are not kept: the SQL gives them again.
struct HistoryEntry {
  std::string id;
  Timestamp asked_at;
  std::string asked_by;  // a token's id; empty: nobody had to say
  std::string database;  // the name under which the server offers it
  std::string question;  // empty: SQL was typed
  std::string sql;
  std::string status;  // "answered", "ambiguous", "declined" or "failed"
  std::string answer;
  std::string reading;
  std::uint64_t row_count = 0;
};

struct HistoryQuery {
  std::string asked_by{};  // only this one's; empty: everybody's
  std::string database{};  // empty: of any
  std::string search{};    // words that question or SQL hold, whatever their case; empty: all
  std::string before{};    // the id of the last entry already seen; empty: from the newest on
  std::size_t limit = 50;
};

enum class Verdict { Up, Down };

struct Feedback {
  std::string question_id;
  Timestamp given_at;
  std::string given_by;
  Verdict verdict = Verdict::Up;
  std::string comment;  // what was wrong
};

// A question whose SQL a person called right.
struct VerifiedQuestion {
  std::string database;
  std::string question;
  std::string sql;
  std::string verified_by;
  Timestamp verified_at;
};

// Each role may do what those before it may.
enum class Role { Ask, Sql, Admin };

// Most in one minute; 0: no limit.
struct Quotas {
  std::uint64_t questions = 0;
  std::uint64_t rows = 0;
};

struct Token {
  std::string id;
  std::string name;         // for people
  std::string secret_hash;  // SHA-256 of the secret, hex; the secret itself is kept nowhere
  Role role = Role::Ask;
  std::vector<std::string> databases;  // empty: all
  Quotas quotas;
  Timestamp made_at;
  bool revoked = false;
};

enum class Quota { Questions, Rows };

// What somebody did, for the audit.
struct AuditEvent {
  Timestamp at;
  std::string who;       // a token's id; empty: nobody had to say
  std::string action;    // "ask", "sql", "export", "token made", "token revoked"
  std::string database;  // as offered
  std::string question;
  std::string sql;     // that ran, or was refused
  std::string status;  // how it ended
  std::uint64_t row_count = 0;
  std::string sent;  // what left the machine, and where to; empty: nothing
};

// An event in the chain: `hash` covers the event, its number and the hash before it (audit.h).
struct AuditRecord {
  std::uint64_t number = 0;  // 1, 2, 3, ...
  AuditEvent event;
  std::string previous_hash;  // of the record before; the first has 64 zeros
  std::string hash;
};

}  // namespace sayquel::store
