#include "common.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "sayquel/settings.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

constexpr const char* kSettingsFile = "sayquel.toml";

Result<EngineOptions> read_options(const std::string& file) {
  if (file.empty() && access(kSettingsFile, F_OK) != 0) return EngineOptions();
  SAYQUEL_TRY(Settings settings, read_settings(file.empty() ? kSettingsFile : file));
  return settings.engine;
}

bool json(OutputFormat format) { return format == OutputFormat::Json || format == OutputFormat::JsonLines; }

// Is there anything in it for a reader once the error was said?
bool worth_showing(const Answer& answer, OutputFormat format) {
  if (json(format) || !answer.error) return true;
  return format != OutputFormat::Csv && format != OutputFormat::Table && answer.status == AnswerStatus::Declined &&
         !answer.sql.empty();
}

}  // namespace

Result<EngineOptions> engine_options(const DatabaseFlags& flags, bool needed) {
  SAYQUEL_TRY(EngineOptions options, read_options(flags.settings));
  if (const auto database = process_environment("SAYQUEL_DATABASE"); database && !database->empty())
    options.database = *database;
  if (!flags.database.empty()) options.database = flags.database;
  if (options.database.empty() && needed)
    return fail(ErrorCode::Usage, "No database is named.",
                "Use --database FILE, or set SAYQUEL_DATABASE. `sayquel demo` makes one to try.");
  if (!flags.time_limit.empty()) {
    SAYQUEL_TRY(options.time_limit, parse_duration(flags.time_limit));
  }
  if (!flags.today.empty()) {
    SAYQUEL_TRY(options.today, parse_date(flags.today));
  }
  if (flags.limit) options.row_limit = *flags.limit;
  return options;
}

Result<std::unique_ptr<Engine>> open_engine(EngineOptions options, const Interrupt& interrupt) {
  ProgressLine line;
  options.progress = [&line](const Progress& progress) { line.show(progress); };
  options.stop = interrupt.stop();
  SAYQUEL_TRY(auto engine, Engine::open(std::move(options)));
  line.clear();
  for (const std::string& note : engine->notes()) remark(note);
  return engine;
}

Result<std::string> locate_database(const std::string& database, const std::string& root) {
  if (root.empty()) return database;
  const std::filesystem::path relative = std::filesystem::path(database).lexically_normal();
  if (relative.is_absolute() || relative.begin()->string() == "..")
    return fail(ErrorCode::BadInput, fmt::format("The database `{}` lies outside of {}.", database, root),
                "Name it relative to --database-root.");
  const std::filesystem::path plain = root / relative, inside = plain / relative.filename();
  std::error_code missing;
  for (const auto& candidate :
       {plain, std::filesystem::path(plain.string() + ".sqlite"), std::filesystem::path(plain.string() + ".duckdb"),
        std::filesystem::path(inside.string() + ".sqlite"), std::filesystem::path(inside.string() + ".duckdb")})
    if (std::filesystem::is_regular_file(candidate, missing)) return candidate.string();
  return fail(ErrorCode::NotFound, fmt::format("There is no database `{}` in {}.", database, root),
              "Check --database-root.");
}

Status check_model(const std::string& model) {
  if (model == "none" || model == "auto") return {};
  return fail(ErrorCode::Unsupported,
              fmt::format("The model `{}` cannot be used: this version answers with its built-in parser alone.", model),
              "Leave --model out, or say --model none.");
}

int exit_status(const Error& error) {
  if (error.code == ErrorCode::Usage) return kUsage;
  return error.code == ErrorCode::Declined ? kDeclined : kFailed;
}

int exit_status(const Answer& answer) {
  switch (answer.status) {
    case AnswerStatus::Answered:
      return kAnswered;
    case AnswerStatus::Ambiguous:
    case AnswerStatus::Declined:
      return kDeclined;
    case AnswerStatus::Failed:
      return answer.error ? exit_status(*answer.error) : kFailed;
  }
  return kFailed;
}

int end_with(const Error& error) {
  report(error);
  return exit_status(error);
}

Answer failed_answer(std::string id, std::string question, Error error) {
  Answer answer;
  answer.id = std::move(id);
  answer.question = std::move(question);
  answer.status = error.code == ErrorCode::Declined ? AnswerStatus::Declined : AnswerStatus::Failed;
  answer.error = std::move(error);
  return answer;
}

int give(Answer answer, OutputFormat format, bool show_sql) {
  const int status = exit_status(answer);
  const std::optional<Error> error = answer.error;
  if (worth_showing(answer, format)) {
    if (!show_sql && !json(format)) answer.sql.clear();
    TextStyle style = text_style();
    style.error_shown = false;
    if (const Status written = write_out(render(answer, format, style)); !written) return end_with(written.error());
  }
  if (error) report(*error);
  return status;
}

}  // namespace sayquel::app
