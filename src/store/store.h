// Where a server keeps what must outlive it: history, feedback, verified questions, tokens, quotas and the audit.
//
// The contract, which the conformance test (tests/unit/store/conformance_test.cpp) holds every implementation to:
//
// - Any thread may call at any time; several servers may share one Store. A call that returned has taken effect for
// all.
// - What was added is durable before the call returns.
// - Texts come back byte for byte, NUL included.
// - Errors: Busy where somebody else held it for longer than 10 s, DiskFull, PermissionDenied, Corrupt, Network where
//   it is another machine, Database for the rest. A call that failed changed nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sayquel/result.h"
#include "store/records.h"

namespace sayquel::store {

class Store {
 public:
  virtual ~Store() = default;

  // BadInput where the id is taken.
  virtual Status add_history(const HistoryEntry& entry) = 0;
  virtual Result<std::optional<HistoryEntry>> history_entry(const std::string& id) = 0;
  // Newest first. A `before` that is not there: nothing.
  virtual Result<std::vector<HistoryEntry>> history(const HistoryQuery& query) = 0;

  // The last verdict of one person on one question counts: it takes the place of the one before.
  virtual Status add_feedback(const Feedback& feedback) = 0;
  virtual Result<std::vector<Feedback>> feedback(const std::string& question_id) = 0;

  // One SQL for a question over a database (compared as kept, byte for byte): the last one stays.
  virtual Status keep_verified(const VerifiedQuestion& question) = 0;
  virtual Status forget_verified(const std::string& database, const std::string& question) = 0;
  // By question, alphabetically.
  virtual Result<std::vector<VerifiedQuestion>> verified(const std::string& database) = 0;

  // BadInput where the id is taken.
  virtual Status add_token(const Token& token) = 0;
  virtual Result<std::optional<Token>> token(const std::string& id) = 0;
  // In the order in which they were made, the revoked ones too.
  virtual Result<std::vector<Token>> tokens() = 0;
  // NotFound where there is none. For good.
  virtual Status revoke_token(const std::string& id) = 0;

  // Takes `amount` of what a token may use in `minute` (of the clock, since 1970), or nothing and false where that
  // would go over `most`. Two servers never give out the same unit twice.
  virtual Result<bool> spend(const std::string& token_id, Quota quota, std::uint64_t amount, std::uint64_t most,
                             std::int64_t minute) = 0;

  // Puts the event at the end of the chain. Records are never changed or removed.
  virtual Result<AuditRecord> append_audit(const AuditEvent& event) = 0;
  // The records after number `after`, in order, at most `limit`.
  virtual Result<std::vector<AuditRecord>> audit(std::uint64_t after, std::size_t limit) = 0;
};

// A SQLite file, made where there is none (readable by its owner alone); its folder has to be there. ":memory:" for one
// that goes with the process.
Result<std::unique_ptr<Store>> open_sqlite(const std::string& path);

}  // namespace sayquel::store
