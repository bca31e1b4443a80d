#include "database/postgres/session.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>

#include "base/text.h"
#include "database/postgres/errors.h"
#include "database/postgres/parameters.h"
#include "database/postgres/roles.h"
#include "database/sql_text.h"

namespace sayquel::database::postgres {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kConnecting{10'000};  // to make a connection, where the URL names no connect_timeout
constexpr milliseconds kCleaningUp{2'000};   // to end a transaction
constexpr milliseconds kPatience{150};       // for a server that was asked to stop
constexpr milliseconds kPoll{20};            // how late a raised cancel token may be seen
constexpr milliseconds kLongWait{1'000};
constexpr int kLockTimeout = 5'000;            // milliseconds that somebody else's lock is waited for
constexpr int kIdleTimeout = 600'000;          // a stream that nobody reads is ended by the server
constexpr milliseconds kTimeoutMargin{1'000};  // the server's own limit comes after ours
constexpr int kConnectionCheckSince = 140000;  // PostgreSQL 14

// Waits for the socket, no longer than the stop allows.
void wait_for_socket(int socket, short events, const Stop& stop, milliseconds longest) {
  auto limit = std::min(longest, stop.token() ? kPoll : kLongWait);
  if (const auto deadline = stop.deadline()) {
    const auto left = std::chrono::ceil<milliseconds>(*deadline - Clock::now());
    limit = std::clamp(left, milliseconds(1), limit);
  }
  pollfd waited{socket, events, 0};
  ::poll(&waited, 1, static_cast<int>(limit.count()));
}

void say_nothing(void*, const char*) {}

// What a query cannot be parsed as a cursor's for, where it is more than one SELECT: a syntax error, INTO, a WITH that
// changes data.
bool not_a_select(std::string_view state) { return state == "42601" || state == "42P11" || state == "0A000"; }

}  // namespace

Result<std::shared_ptr<Session>> Session::open(const ServerUrl& url, const Stop& stop) {
  std::shared_ptr<Session> session(new Session(url));
  SAYQUEL_CHECK(session->begin(stop, "connecting"));
  session->finish(session->use());
  return session;
}

Session::~Session() { finish(use_); }

void Session::abandon() {
  handle_.reset();
  canceller_ = {};
  running_ = false;
}

Status Session::connect(const Stop& stop) {
  SAYQUEL_TRY(const auto told, parameters(url_));
  std::vector<const char*> names, values;
  for (const auto& [name, value] : told) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  handle_.reset(PQconnectStartParams(names.data(), values.data(), 0));
  if (!handle_) return fail(ErrorCode::Internal, "There is no memory for a connection.");
  PQsetNoticeProcessor(handle_.get(), say_nothing, nullptr);
  const std::string where = url_.text();
  milliseconds limit = kConnecting;
  if (const auto asked = url_.option("connect_timeout"))
    limit = std::chrono::seconds(std::clamp(std::atoi(asked->c_str()), 1, 600));
  const Stop until = stop.within(limit);
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (PQstatus(handle_.get()) != CONNECTION_BAD && state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    wait_for_socket(PQsocket(handle_.get()), state == PGRES_POLLING_READING ? POLLIN : POLLOUT, until, kLongWait);
    if (until.requested()) {
      abandon();
      SAYQUEL_CHECK(stop.check("connecting to " + where));
      return fail(ErrorCode::Network, fmt::format("{}: the server does not answer.", where),
                  "Check host and port, and the firewall between; ?connect_timeout=SECONDS waits longer.");
    }
    state = PQconnectPoll(handle_.get());
  }
  if (PQstatus(handle_.get()) != CONNECTION_OK) {
    Error failed = connect_error(handle_.get(), where);
    abandon();
    return tl::unexpected(std::move(failed));
  }
  version_ = PQserverVersion(handle_.get());
  return {};
}

std::string Session::settings(const Stop& stop) const {
  auto limit = milliseconds(0);  // none
  if (const auto deadline = stop.deadline())
    limit = std::max(milliseconds(1), std::chrono::ceil<milliseconds>(*deadline - Clock::now())) + kTimeoutMargin;
  const auto set = [](std::string_view name, std::string_view value) {
    return fmt::format("pg_catalog.set_config('{}', {}, true)", name, quote_text(value));
  };
  std::vector<std::string> all = {
      set("statement_timeout", fmt::format("{}", std::min<std::int64_t>(limit.count(), 2'000'000'000))),
      set("lock_timeout", fmt::format("{}", kLockTimeout)),
      set("idle_in_transaction_session_timeout", fmt::format("{}", kIdleTimeout)),
      set("TimeZone", "UTC"),
      set("DateStyle", "ISO"),
      set("IntervalStyle", "postgres"),
      set("extra_float_digits", "1"),
      set("bytea_output", "hex"),
      set("standard_conforming_strings", "on")};
  // A query ends soon after its client has gone.
  if (version_ >= kConnectionCheckSince) all.push_back(set("client_connection_check_interval", "500"));
  std::vector<std::string> path;
  for (const auto& schema : url_.list("schemas")) path.push_back(quote_name(schema));
  if (!path.empty()) all.push_back(set("search_path", base::join(path, ", ")));
  return "SELECT " + base::join(all, ", ");
}

Status Session::open_transaction(const Stop& stop, std::string_view what) {
  in_use_ = true;
  SAYQUEL_CHECK(ask("BEGIN READ ONLY", {}, stop, what));
  SAYQUEL_CHECK(ask(settings(stop), {}, stop, what));
  return {};
}

Status Session::begin(const Stop& stop, std::string_view what) {
  SAYQUEL_CHECK(stop.check(what));
  finish(use_);
  ++use_;
  const Status begun = begin_new(stop, what);
  if (!begun) finish(use_);
  return begun;
}

Status Session::begin_new(const Stop& stop, std::string_view what) {
  if (handle_) {
    if (const Status opened = open_transaction(stop, what); opened || handle_) return opened;
    SAYQUEL_CHECK(stop.check(what));  // else the server had closed it since: once more with a new one
  }
  SAYQUEL_CHECK(connect(stop));
  SAYQUEL_CHECK(open_transaction(stop, what));
  if (url_.option("writable_role")) return {};
  const Status role = check_role(*this, stop);
  if (!role) abandon();
  return role;
}

void Session::finish(std::uint64_t use) {
  if (use != use_ || !in_use_) return;
  if (handle_ && !restore()) abandon();
  in_use_ = running_ = false;
}

// False where the connection is not fit for another use.
bool Session::restore() {
  const Stop limit = Stop::after(kCleaningUp);
  constexpr std::string_view kWhat = "ending a query";
  if (running_) {
    canceller_.request(handle_.get());
    if (!drain(limit, kWhat)) return false;
  }
  if (!canceller_.settled(kPatience)) return false;
  return ask("ROLLBACK", {}, limit, kWhat) && ask("DISCARD ALL", {}, limit, kWhat);
}

Status Session::drain(const Stop& stop, std::string_view what) {
  while (handle_) {
    SAYQUEL_CHECK(wait(stop, what));
    const Answer answer(PQgetResult(handle_.get()));
    if (answer) continue;
    running_ = false;
    return {};
  }
  return tl::unexpected(lost(what));
}

Status Session::wait(const Stop& stop, std::string_view what) {
  if (!handle_) return tl::unexpected(lost(what));
  std::optional<Clock::time_point> patience_ends;
  while (PQisBusy(handle_.get())) {
    milliseconds longest = kLongWait;
    if (stop.requested()) {
      if (!patience_ends) patience_ends = Clock::now() + kPatience;
      if (Clock::now() >= *patience_ends) {
        abandon();
        return stop.check(what);
      }
      canceller_.request(handle_.get());
      longest = kPoll;
    }
    wait_for_socket(PQsocket(handle_.get()), POLLIN, patience_ends ? Stop() : stop, longest);
    if (!PQconsumeInput(handle_.get())) {
      abandon();
      return tl::unexpected(lost(what));
    }
  }
  return {};
}

// An answer, or the error that it is: the stop's, where that was the reason.
Result<Answer> Session::checked(Answer answer, const Stop& stop, std::string_view what) {
  switch (PQresultStatus(answer.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_EMPTY_QUERY:
      return answer;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
      abandon();
      return fail(ErrorCode::PermissionDenied, "PostgreSQL: COPY is more than reading.");
    default:
      break;
  }
  const bool broken = !handle_ || PQstatus(handle_.get()) == CONNECTION_BAD;
  const std::string state = state_of(answer.get());
  if (broken) abandon();
  if (state == "57014" || broken) SAYQUEL_CHECK(stop.check(what));
  if (state.empty()) return tl::unexpected(lost(what));
  Error error = error_of(answer.get());
  if (error.code == ErrorCode::Network) {
    error = lost(what);
    error.message += fmt::format(" The server said: {}", PQresultErrorField(answer.get(), PG_DIAG_MESSAGE_PRIMARY));
    abandon();
  }
  return tl::unexpected(std::move(error));
}

// Of the results of one command the last, or the first that is an error.
Result<Answer> Session::last_result(const Stop& stop, std::string_view what) {
  Answer last;
  for (;;) {
    SAYQUEL_CHECK(wait(stop, what));
    Answer answer(PQgetResult(handle_.get()));
    if (!answer) break;
    if (!last || PQresultStatus(last.get()) != PGRES_FATAL_ERROR) last = std::move(answer);
    if (PQstatus(handle_.get()) == CONNECTION_BAD) break;
  }
  running_ = false;
  if (!last) return tl::unexpected(lost(what));
  return checked(std::move(last), stop, what);
}

Result<Answer> Session::ask(const std::string& sql, const std::vector<std::string>& parameters, const Stop& stop,
                            std::string_view what) {
  if (!handle_) return tl::unexpected(lost(what));
  std::vector<const char*> values;
  for (const auto& one : parameters) values.push_back(one.c_str());
  if (!PQsendQueryParams(handle_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(), nullptr,
                         nullptr, 0)) {
    abandon();
    return tl::unexpected(lost(what));
  }
  running_ = true;
  return last_result(stop, what);
}

Result<Answer> Session::prepare(const std::string& sql, const Stop& stop, std::string_view what) {
  if (base::trim(sql).empty()) return fail(ErrorCode::Database, "PostgreSQL: there is no statement to run.");
  const auto parse = [&](const std::string& statement) -> Result<Answer> {
    if (!handle_ || !PQsendPrepare(handle_.get(), "", statement.c_str(), 0, nullptr)) return tl::unexpected(lost(what));
    running_ = true;
    SAYQUEL_CHECK(wait(stop, what));
    Answer answer(PQgetResult(handle_.get()));
    SAYQUEL_CHECK(drain(stop, what));
    return answer;
  };
  SAYQUEL_TRY(Answer as_cursor, parse("DECLARE sayquel NO SCROLL CURSOR FOR\n" + sql));
  if (not_a_select(state_of(as_cursor.get()))) {
    // The transaction has failed by that, so that the server now only looks at the syntax.
    SAYQUEL_TRY(Answer alone, parse(sql));
    if (state_of(alone.get()) == "42601") return checked(std::move(alone), stop, what);
    return fail(ErrorCode::PermissionDenied, "PostgreSQL: the statement is more than one SELECT that only reads.",
                "Ask with one SELECT.");
  }
  SAYQUEL_CHECK(checked(std::move(as_cursor), stop, what));
  SAYQUEL_TRY(Answer parsed, parse(sql));
  SAYQUEL_CHECK(checked(std::move(parsed), stop, what));
  if (!handle_ || !PQsendDescribePrepared(handle_.get(), "")) return tl::unexpected(lost(what));
  running_ = true;
  return last_result(stop, what);
}

Status Session::start(bool binary, const Stop& stop, std::string_view what) {
  SAYQUEL_CHECK(stop.check(what));
  if (!handle_ || !PQsendQueryPrepared(handle_.get(), "", 0, nullptr, nullptr, nullptr, binary ? 1 : 0))
    return tl::unexpected(lost(what));
  running_ = true;
  PQsetSingleRowMode(handle_.get());
  return {};
}

Result<Answer> Session::next(const Stop& stop, std::string_view what) {
  if (!handle_) return tl::unexpected(lost(what));
  SAYQUEL_CHECK(stop.check(what));
  for (;;) {
    SAYQUEL_CHECK(wait(stop, what));
    Answer answer(PQgetResult(handle_.get()));
    if (!answer) {
      running_ = false;
      return answer;
    }
    if (PQresultStatus(answer.get()) == PGRES_TUPLES_OK) continue;  // the end of the rows, which holds none
    return checked(std::move(answer), stop, what);
  }
}

Result<std::map<Oid, TypeAbout>> Session::types(const std::vector<Oid>& numbers, const Stop& stop,
                                                std::string_view what) {
  std::string missing;
  for (const Oid number : numbers)
    if (!types_.contains(number)) missing += (missing.empty() ? "" : ",") + std::to_string(number);
  if (!missing.empty()) {
    SAYQUEL_TRY(const Answer found,
                ask("SELECT oid, pg_catalog.format_type(oid, NULL), typtype, typcategory FROM pg_catalog.pg_type "
                    "WHERE oid = ANY ($1::pg_catalog.oid[])",
                    {"{" + missing + "}"}, stop, what));
    for (int row = 0; row < PQntuples(found.get()); ++row) {
      const auto cell = [&](int column) { return PQgetvalue(found.get(), row, column); };
      types_[static_cast<Oid>(std::stoul(cell(0)))] = {cell(1), *cell(2), *cell(3)};
    }
  }
  std::map<Oid, TypeAbout> asked;
  for (const Oid number : numbers) asked[number] = types_[number];
  return asked;
}

}  // namespace sayquel::database::postgres
