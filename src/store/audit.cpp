#include "store/audit.h"

#include "store/secrets.h"

namespace sayquel::store {
namespace {

constexpr std::size_t kPage = 1'000;

void append_field(std::string& out, const std::string& text) { out += std::to_string(text.size()) + ":" + text; }

// Why the record does not follow one with that number and hash; empty where it does.
std::string misfit(const AuditRecord& record, std::uint64_t previous_number, const std::string& previous_hash) {
  if (record.number != previous_number + 1) return "record " + std::to_string(previous_number + 1) + " is missing";
  if (record.previous_hash != previous_hash) return "it does not name the hash of the record before it";
  if (record.hash != audit_hash(record)) return "what it says is not what its hash was made of";
  return {};
}

}  // namespace

std::string first_audit_hash() { return std::string(64, '0'); }

std::string audit_hash(const AuditRecord& record) {
  std::string text = record.previous_hash;
  const AuditEvent& event = record.event;
  append_field(text, std::to_string(record.number));
  append_field(text, std::to_string(event.at.microseconds));
  for (const std::string* field :
       {&event.who, &event.action, &event.database, &event.question, &event.sql, &event.status})
    append_field(text, *field);
  append_field(text, std::to_string(event.row_count));
  append_field(text, event.sent);
  return sha256(text);
}

Result<AuditVerdict> verify_audit(Store& store) {
  AuditVerdict verdict;
  verdict.last_hash = first_audit_hash();
  for (;;) {
    SAYQUEL_TRY(const std::vector<AuditRecord> records, store.audit(verdict.records, kPage));
    if (records.empty()) return verdict;
    for (const AuditRecord& record : records) {
      verdict.problem = misfit(record, verdict.records, verdict.last_hash);
      if (!verdict.problem.empty()) {
        verdict.broken_at = record.number;
        return verdict;
      }
      verdict.records = record.number;
      verdict.last_hash = record.hash;
    }
  }
}

}  // namespace sayquel::store
