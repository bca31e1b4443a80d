// The audit's chain: each record's hash covers the one before, so that a record which was changed, removed or put in
// between later does not fit any more.
//
//   hash = SHA-256( previous_hash field(number) field(at) field(who) field(action) field(database)
//                   field(question) field(sql) field(status) field(row_count) field(sent) )
//   field(text) = its length in bytes, ':', its bytes; numbers in decimal, times as microseconds since 1970
//
// The lengths keep fields apart whatever stands in them. What a chain can not show is that its end was cut off: note
// the last number and hash elsewhere, and compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/store.h"

namespace sayquel::store {

// The previous_hash of the first record.
std::string first_audit_hash();

std::string audit_hash(const AuditRecord& record);

struct AuditVerdict {
  std::uint64_t records = 0;  // that were read, and fit
  std::string last_hash;      // of the last of them
  std::optional<std::uint64_t> broken_at;
  std::string problem;  // what does not fit there; empty where all does
};

// Reads the whole chain.
Result<AuditVerdict> verify_audit(Store& store);

}  // namespace sayquel::store
