#include <fmt/format.h>
#include <libpq-fe.h>

#include "database/postgres/errors.h"
#include "database/postgres/handles.h"
#include "database/postgres/parameters.h"
#include "database/sql_text.h"
#include "tickit/writer.h"

namespace sayquel::tickit {
namespace {

namespace postgres = database::postgres;

constexpr std::size_t kSentAtOnce = 64 << 10;  // bytes

// A cell in the text form of COPY: fields end with a tab, NULL is \N.
struct CopyField {
  std::string& line;

  void operator()(Null) const { line += "\\N"; }
  void operator()(bool value) const { line += value ? 't' : 'f'; }
  void operator()(std::int64_t value) const { fmt::format_to(std::back_inserter(line), "{}", value); }
  void operator()(Money value) const {
    const std::int64_t cents = value.cents < 0 ? -value.cents : value.cents;
    fmt::format_to(std::back_inserter(line), "{}{}.{:02}", value.cents < 0 ? "-" : "", cents / 100, cents % 100);
  }
  void operator()(std::string_view value) const {
    for (const char letter : value) {
      switch (letter) {
        case '\\':
          line += "\\\\";
          break;
        case '\t':
          line += "\\t";
          break;
        case '\n':
          line += "\\n";
          break;
        case '\r':
          line += "\\r";
          break;
        default:
          line += letter;
      }
    }
  }
  void operator()(Date value) const { line += to_text(value); }
  void operator()(Timestamp value) const { line += to_text(value); }
};

Error explained(Error error, std::string_view state) {
  constexpr std::string_view kExists = "42P07";
  if (state == kExists) {
    error.code = ErrorCode::BadInput;
    error.hint = "--force replaces TICKIT's tables; or make them in another schema: ?schemas=NAME";
  } else if (error.code == ErrorCode::PermissionDenied) {
    error.hint = "Name a role that may make tables there; ask questions as one that can only read.";
  }
  return error;
}

}  // namespace

struct PostgresWriter::State {
  postgres::Handle connection;
  std::string buffer;

  Status run(const std::string& sql, ExecStatusType wanted = PGRES_COMMAND_OK) const {
    const postgres::Answer answer(PQexec(connection.get(), sql.c_str()));
    return check(answer.get(), wanted);
  }
  Status check(const PGresult* answer, ExecStatusType wanted) const {
    if (PQresultStatus(answer) == wanted) return {};
    if (PQstatus(connection.get()) == CONNECTION_BAD) return tl::unexpected(postgres::lost("writing the rows"));
    return tl::unexpected(explained(postgres::error_of(answer), postgres::state_of(answer)));
  }
  Status flush() {
    const bool sent = PQputCopyData(connection.get(), buffer.data(), static_cast<int>(buffer.size())) == 1;
    buffer.clear();
    if (!sent) return tl::unexpected(postgres::lost("writing the rows"));
    return {};
  }
};

void PostgresWriter::Closer::operator()(State* state) const { delete state; }

Result<PostgresWriter> PostgresWriter::create(const database::ServerUrl& url, std::string_view schema, bool overwrite) {
  SAYQUEL_TRY(const auto told, postgres::parameters(url));
  std::vector<const char*> names, values;
  for (const auto& [name, value] : told) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  PostgresWriter writer;
  writer.state_.reset(new State);
  State& state = *writer.state_;
  state.connection.reset(PQconnectdbParams(names.data(), values.data(), 0));
  if (PQstatus(state.connection.get()) != CONNECTION_OK)
    return tl::unexpected(postgres::connect_error(state.connection.get(), url.text()));
  PQsetNoticeProcessor(
      state.connection.get(), [](void*, const char*) {}, nullptr);
  SAYQUEL_CHECK(state.run("BEGIN"));
  if (const auto schemas = url.list("schemas"); !schemas.empty())
    SAYQUEL_CHECK(state.run("SET LOCAL search_path = " + database::quote_name(schemas.front())));
  if (overwrite) SAYQUEL_CHECK(state.run("DROP TABLE IF EXISTS users, venue, category, date, event, listing, sales"));
  SAYQUEL_CHECK(state.run(std::string(schema)));
  return writer;
}

Status PostgresWriter::begin(std::string_view table) {
  return state_->run(fmt::format("COPY {} FROM STDIN", table), PGRES_COPY_IN);
}

Status PostgresWriter::append(Cells row) {
  std::string& buffer = state_->buffer;
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (at > 0) buffer += '\t';
    std::visit(CopyField{buffer}, row[at]);
  }
  buffer += '\n';
  return buffer.size() < kSentAtOnce ? Status() : state_->flush();
}

Status PostgresWriter::end() {
  SAYQUEL_CHECK(state_->flush());
  if (PQputCopyEnd(state_->connection.get(), nullptr) != 1) return tl::unexpected(postgres::lost("writing the rows"));
  const postgres::Answer answer(PQgetResult(state_->connection.get()));
  while (const postgres::Answer rest{PQgetResult(state_->connection.get())}) continue;
  return state_->check(answer.get(), PGRES_COMMAND_OK);
}

Status PostgresWriter::finish() {
  SAYQUEL_CHECK(state_->run("ANALYZE users, venue, category, date, event, listing, sales"));
  SAYQUEL_CHECK(state_->run("COMMIT"));
  state_.reset();
  return {};
}

}  // namespace sayquel::tickit
