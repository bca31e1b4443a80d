// sayquel token and sayquel audit: what a server's store holds, for those who run it.
#include <fmt/format.h>

#include "base/text.h"
#include "common.h"
#include "store/audit.h"
#include "store/secrets.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

Result<std::unique_ptr<store::Store>> open_store(const std::string& named) {
  SAYQUEL_TRY(const std::string place, store_place(named));
  return store::open_sqlite(place);
}

Status add_token(const TokenFlags& flags) {
  SAYQUEL_TRY(const auto store, open_store(flags.store));
  const store::Role role = flags.role == "admin" ? store::Role::Admin
                           : flags.role == "sql" ? store::Role::Sql
                                                 : store::Role::Ask;
  store::NewToken made = store::new_token(flags.name, role);
  made.token.databases = flags.databases;
  made.token.quotas = {flags.questions, flags.rows};
  SAYQUEL_CHECK(store->add_token(made.token));
  SAYQUEL_TRY(const auto record,
              store->append_audit({store::now(), "", "token made", "", made.token.id, "", flags.role, 0, ""}));
  static_cast<void>(record);
  remark("this token is shown once, and kept as a hash alone");
  return write_out(made.text + "\n");
}

Status list_tokens(const TokenFlags& flags) {
  SAYQUEL_TRY(const auto store, open_store(flags.store));
  SAYQUEL_TRY(const auto tokens, store->tokens());
  static constexpr const char* kRoles[] = {"ask", "sql", "admin"};
  std::string out;
  for (const store::Token& token : tokens)
    out += fmt::format("{}  {:5}  {}  {}{}\n", token.id, kRoles[static_cast<int>(token.role)], to_text(token.made_at),
                       base::printable(token.name), token.revoked ? "  (revoked)" : "");
  return write_out(out);
}

Status revoke_token(const TokenFlags& flags) {
  SAYQUEL_TRY(const auto store, open_store(flags.store));
  SAYQUEL_CHECK(store->revoke_token(flags.name));
  SAYQUEL_TRY(const auto record,
              store->append_audit({store::now(), "", "token revoked", "", flags.name, "", "", 0, ""}));
  static_cast<void>(record);
  return {};
}

Result<bool> verify_audit(const AuditFlags& flags) {
  SAYQUEL_TRY(const auto store, open_store(flags.store));
  SAYQUEL_TRY(const store::AuditVerdict verdict, store::verify_audit(*store));
  if (!verdict.broken_at) {
    SAYQUEL_CHECK(write_out(
        fmt::format("The audit's {} records fit. The last one's hash: {}\n", verdict.records, verdict.last_hash)));
    return true;
  }
  report({ErrorCode::Corrupt,
          fmt::format("The audit does not fit at record {}: {}.", *verdict.broken_at, verdict.problem),
          "Somebody changed the file, or it was damaged; the records before it fit."});
  return false;
}

}  // namespace

int run_token(const TokenFlags& flags) {
  const Status done = flags.action == "add"    ? add_token(flags)
                      : flags.action == "list" ? list_tokens(flags)
                                               : revoke_token(flags);
  return done ? kAnswered : end_with(done.error());
}

int run_audit(const AuditFlags& flags) {
  const auto fits = verify_audit(flags);
  if (!fits) return end_with(fits.error());
  return *fits ? kAnswered : kFailed;
}

}  // namespace sayquel::app
