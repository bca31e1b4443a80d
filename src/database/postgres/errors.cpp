#include "database/postgres/errors.h"

#include <fmt/format.h>

#include "base/text.h"

namespace sayquel::database::postgres {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = result ? PQresultErrorField(result, code) : nullptr;
  return text ? text : "";
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The class of an error, its first two letters.
ErrorCode code_by_class(std::string_view state) {
  const std::string_view kind = state.substr(0, 2);
  if (kind == "08" || state == "57P01" || state == "57P02" || state == "57P03" || state == "57P05")
    return ErrorCode::Network;
  if (kind == "28") return ErrorCode::PermissionDenied;
  if (kind == "40") return ErrorCode::Busy;
  if (kind == "54") return ErrorCode::TooLarge;
  return ErrorCode::Database;
}

}  // namespace

std::string state_of(const PGresult* result) { return field(result, PG_DIAG_SQLSTATE); }

Error error_of(const PGresult* result) {
  const std::string state = state_of(result), said = field(result, PG_DIAG_MESSAGE_PRIMARY);
  std::string hint = field(result, PG_DIAG_MESSAGE_HINT);
  const std::string detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  const std::string message =
      fmt::format("PostgreSQL: {}{}.", said, detail.empty() ? "" : fmt::format(" ({})", base::trim(detail)));
  if (state == "57014")
    return contains(said, "statement timeout")
               ? Error{ErrorCode::Deadline, "PostgreSQL: the query took longer than its time limit.", {}}
               : Error{ErrorCode::Cancelled, "PostgreSQL: somebody cancelled the query on the server.", "Ask again."};
  if (state == "25006")
    return {ErrorCode::PermissionDenied, fmt::format("PostgreSQL refused what is more than reading: {}.", said), {}};
  if (state == "42501")
    return {ErrorCode::PermissionDenied, message,
            "Let the role read it: GRANT SELECT ON TABLE ... TO ROLE; or leave it out with the URL's exclude."};
  if (state == "55P03")
    return {ErrorCode::Busy, "PostgreSQL: a table that the query reads is locked by somebody who changes it.",
            "Try again when that has finished."};
  if (state == "53100") return {ErrorCode::DiskFull, message, "Ask for less at once, or free space on the server."};
  if (state == "53200") return {ErrorCode::TooLarge, message, "Ask for less at once."};
  if (state == "53300" || state == "53400") return {ErrorCode::Busy, message, "Try again in a moment."};
  return {code_by_class(state), message, std::move(hint)};
}

Error connect_error(const PGconn* connection, const std::string& where) {
  const std::string said(base::trim(PQerrorMessage(connection)));
  const auto message = [&](std::string_view what) { return fmt::format("{}: {} ({})", where, what, said); };
  if (contains(said, "no password supplied") || PQconnectionNeedsPassword(connection) == 1)
    return {ErrorCode::PermissionDenied, message("a password is needed"),
            "Set SAYQUEL_DATABASE_PASSWORD or PGPASSWORD, keep it in ~/.pgpass, or name a file: ?password_file=FILE"};
  if (contains(said, "password authentication failed") || contains(said, "no pg_hba.conf entry"))
    return {ErrorCode::PermissionDenied, message("the server does not let this role in"),
            "Check the role and its password, and the server's pg_hba.conf."};
  if (contains(said, "certificate") || contains(said, "SSL"))
    return {ErrorCode::Network, message("the connection is not safe"),
            "The server's certificate is checked unless the server is on this machine. Name what signed it with "
            "?sslrootcert=FILE; only where the network is safe by itself, ?sslmode=require (or disable)."};
  if (contains(said, "does not exist") && contains(said, "database"))
    return {ErrorCode::NotFound, message("there is no such database"), "Check the name after the URL's last slash."};
  if (contains(said, "does not exist") && contains(said, "role"))
    return {ErrorCode::PermissionDenied, message("there is no such role"), "Check the name before the URL's @."};
  if (contains(said, "too many") || contains(said, "remaining connection slots"))
    return {ErrorCode::Busy, message("the server has no connection left"), "Try again in a moment."};
  return {ErrorCode::Network, message("the server cannot be reached"),
          "Check host and port, and that the server is running."};
}

Error lost(std::string_view what) {
  return {ErrorCode::Network, fmt::format("The connection to PostgreSQL broke off while {}.", what),
          "Ask again: a new connection is made. If it happens again, look into the server's log."};
}

}  // namespace sayquel::database::postgres
