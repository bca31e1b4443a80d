// What the subcommands share: settings, opening a database, giving an answer.
#pragma once

#include <memory>
#include <string>

#include "commands.h"
#include "interrupt.h"
#include "sayquel/engine.h"

namespace sayquel::app {

// The settings file, the environment and the flags, each over the one before. Usage where no database is named and
// `needed` says that one is.
Result<EngineOptions> engine_options(const DatabaseFlags& flags, bool needed = true);

// Opens with a progress line, and ends early on Ctrl-C.
Result<std::unique_ptr<Engine>> open_engine(EngineOptions options, const Interrupt& interrupt);

// A database that a line or a question set names: below the root a path as it stands, or a name alone: NAME.sqlite,
// NAME/NAME.sqlite. Without a root, as it is. BadInput where it lies outside of the root, NotFound.
Result<std::string> locate_database(const std::string& database, const std::string& root);

// Where a server's store is: the file that was named, else the user's, whose folder is made.
Result<std::string> store_place(const std::string& named);

// Unsupported for any model but none and auto.
Status check_model(const std::string& model);

int exit_status(const Error& error);
int exit_status(const Answer& answer);

// Reports the error, and gives its exit status.
int end_with(const Error& error);

// An answer that is nothing but an error, for the formats that carry one.
Answer failed_answer(std::string id, std::string question, Error error);

// The answer on standard output, its error on standard error (in JSON in both), and the exit status.
int give(Answer answer, OutputFormat format, bool show_sql = true);

}  // namespace sayquel::app
