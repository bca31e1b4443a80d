#include "command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "terminal.h"

namespace sayquel::app {
namespace {

constexpr const char* kAbout = "Ask a database in everyday English: an answer in a sentence, a table and the SQL.";

constexpr const char* kExamples = R"(Start here:
  sayquel demo                                        makes tickit.duckdb, a ticket seller's database
  sayquel ask --database tickit.duckdb "who are the top 5 buyers by quantity?"
  sayquel chat --database tickit.duckdb               ask one question after the other

A database is a .duckdb, .sqlite, .csv, .parquet or .json file, or sqlite:///FILE or duckdb:///FILE. It is only ever
read. `export SAYQUEL_DATABASE=tickit.duckdb` saves typing --database.

Exit status: 0 answered, 1 failed, 2 wrong usage, 3 declined or ambiguous.)";

constexpr const char* kAskExamples = R"(Examples:
  sayquel ask --database tickit.duckdb "how many events were held in each month?"
  sayquel ask --database sales.csv "average price for each region" --output csv > prices.csv
  sayquel ask --database shop.sqlite "customers who never ordered" --dry-run      only the SQL, nothing runs
  sayquel ask --database shop.sqlite --questions questions.jsonl > answers.jsonl

A line of the questions file is a question, or {"id": ..., "question": "...", "evidence": "what terms mean"}; "database"
names another database for that line (--database-root: the folder that it is looked up in). Each line gets one answer,
as a line of JSON, in order.)";

constexpr const char* kChatExamples = R"(Examples:
  sayquel chat --database tickit.duckdb
  > how many tickets were sold in San Diego?
  > and in Chicago?
  > \why

A question may follow up on the one before it. Tab completes names of the schema; \help lists the commands. Ctrl-C
cancels a question, Ctrl-D leaves.)";

constexpr const char* kSqlExamples = R"(Examples:
  sayquel sql --database tickit.duckdb "SELECT catname, COUNT(*) FROM category GROUP BY catname"
  sayquel sql --database tickit.duckdb "SELECT * FROM venue" --output csv --limit 100000 > venues.csv

One SELECT of listed functions; what would write, or read a file, is refused by name.)";

constexpr const char* kSchemaExamples = R"(Examples:
  sayquel schema --database tickit.duckdb
  sayquel schema --database tickit.duckdb --output json

Keys that the database does not declare are inferred from names, types and values, and marked with how sure.)";

constexpr const char* kEvaluateExamples = R"(Examples:
  sayquel evaluate --questions mine.txt --database shop.duckdb
  sayquel evaluate --questions dev.json --database-root databases/ --jobs 4 --output json > figures.json
  sayquel evaluate --questions train.jsonl --database-root databases/ --wrong wrong.jsonl
  sayquel evaluate --questions train.jsonl --database-root databases/ --foreign      asks other databases' questions

The question set is one of
  JSON lines   {"id": 1, "database": "shop.sqlite", "question": "...", "gold": ["SELECT ..."]}
  Spider       [{"db_id": "shop", "question": "...", "query": "SELECT ..."}, ...]
  BIRD         [{"db_id": "shop", "question": "...", "evidence": "...", "SQL": "SELECT ...", "difficulty": "..."}, ...]
  plain list   ? How many orders are there?
               SELECT COUNT(*) FROM orders
               ? What will we sell next year?
               expect: declined

In a plain list, more wordings (?) may stand above a query, `or:` above another query that is right as well, `database:`
and `today:` above all; a column of the query named "NAME?" need not be shown; # begins a comment.)";

constexpr const char* kDemoExamples = R"(Examples:
  sayquel demo                                        tickit.duckdb, made from a fixed seed
  sayquel demo --output tickit.sqlite                 the same as SQLite
  sayquel demo --database postgresql://ann@host/db    its tables in a PostgreSQL database
  sayquel demo --from tickitdb/                       from the files that Amazon publishes for Redshift)";

constexpr const char* kServeExamples = R"(Examples:
  sayquel serve --database tickit.duckdb                          the page at http://127.0.0.1:8080/
  sayquel serve --database shop=shop.sqlite --database sales.csv  several databases
  sayquel serve --database tickit.duckdb --address 0.0.0.0 --host ask.example.org --require-token --behind-proxy

The API is under /api/v1; /api/v1/openapi.json describes it. Only this machine can reach the server unless told
otherwise.)";

constexpr const char* kMcpExamples = R"(Examples:
  sayquel mcp --database tickit.duckdb        for an assistant to start: it speaks MCP on standard input and output

An assistant's settings name the command and its arguments:
  {"mcpServers": {"tickit": {"command": "sayquel", "args": ["mcp", "--database", "/data/tickit.duckdb"]}}})";

constexpr const char* kTokenExamples = R"(Examples:
  sayquel token add dashboard --role ask --questions 60   the token is printed, once
  sayquel token list
  sayquel token revoke ID)";

const std::map<std::string, OutputFormat> kFormats = {
    {"text", OutputFormat::Text}, {"table", OutputFormat::Table},     {"csv", OutputFormat::Csv},
    {"json", OutputFormat::Json}, {"jsonl", OutputFormat::JsonLines}, {"markdown", OutputFormat::Markdown}};

// The flag's names are checked by CLI11's own transformer; `format` stays what it is where the flag is not given.
void add_output(CLI::App& command, OutputFormat& format) {
  command
      .add_option_function<std::string>(
          "-o,--output", [&format](const std::string& name) { format = kFormats.at(name); },
          "text, table, csv, json, jsonl or markdown")
      ->check(CLI::Validator(
          [](std::string& name) {
            return kFormats.count(name) ? std::string() : fmt::format("`{}` is no output format", name);
          },
          ""))
      ->type_name("FORMAT");
}

void add_database(CLI::App& command, DatabaseFlags& flags, bool limits) {
  command.add_option("-d,--database", flags.database, "A file or URL (else $SAYQUEL_DATABASE, else the settings)")
      ->type_name("URL");
  command.add_option("--settings", flags.settings, "Settings (else ./sayquel.toml, where there is one)")
      ->type_name("FILE");
  if (!limits) return;
  command.add_option("--time-limit", flags.time_limit, "Of a question: 500ms, 30s, 2m")->type_name("TIME");
  command
      .add_option_function<std::int64_t>(
          "--limit", [&flags](std::int64_t rows) { flags.limit = static_cast<std::uint64_t>(rows); },
          "Rows returned at most (10000 unless told otherwise)")
      ->check(CLI::Validator(
          [](std::string& text) {
            const bool digits =
                !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
            return digits && text.find_first_not_of('0') != std::string::npos
                       ? std::string()
                       : fmt::format("`{}` is no number of rows", text);
          },
          ""))
      ->type_name("ROWS");
}

void add_today(CLI::App& command, DatabaseFlags& flags) {
  command.add_option("--today", flags.today, "The day that \"last month\" is counted from (else the clock's)")
      ->type_name("DATE");
}

void add_model(CLI::App& command, std::string& model) {
  command.add_option("--model", model, "none or auto: the built-in parser alone")->type_name("NAME");
}

void add_store(CLI::App& command, std::string& store) {
  command.add_option("--store", store, "Where history, tokens and audit are kept (else the user's state folder)")
      ->type_name("FILE");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

struct CommandLine {
  CLI::App app{kAbout, "sayquel"};
  AskFlags ask;
  ChatFlags chat;
  SqlFlags sql;
  SchemaFlags schema;
  EvaluateFlags evaluate;
  DemoFlags demo;
  ServeFlags serve;
  McpFlags mcp;
  TokenFlags token;
  AuditFlags audit;
  std::vector<std::string> question_words, query_words;
  std::string command_name;  // as it was called

  CommandLine() {
    app.require_subcommand(1);
    app.footer(kExamples);
    app.set_version_flag("--version", "sayquel " SAYQUEL_VERSION, "Print the version");
    app.get_formatter()->column_width(30);
    app.get_formatter()->label("REQUIRED", "");
    add_ask();
    add_chat();
    add_sql();
    add_schema();
    add_evaluate();
    add_demo();
    add_serve();
    add_mcp();
    add_token();
    add_audit();
  }

  void add_ask() {
    CLI::App& command = *app.add_subcommand("ask", "Ask one question, or those of a file");
    command.add_option("question", question_words, "The question, in English")->type_name("");
    add_database(command, ask.database, true);
    add_output(command, ask.output);
    command.add_option("--questions", ask.questions_file, "A question a line; - is standard input")->type_name("FILE");
    command.add_option("--database-root", ask.database_root, "Where the databases of --questions lie")
        ->type_name("DIR");
    command.add_flag("--dry-run", ask.dry_run, "Only draft the SQL: nothing runs");
    command.add_flag_function(
        "--no-show-sql", [this](std::int64_t) { ask.show_sql = false; }, "Leave the SQL out of text");
    command.add_flag_function("--show-sql", [this](std::int64_t) { ask.show_sql = true; })->group("");  // the default
    add_model(command, ask.model);
    add_today(command, ask.database);
    command.footer(kAskExamples);
  }

  void add_chat() {
    CLI::App& command = *app.add_subcommand("chat", "Ask one question after the other");
    add_database(command, chat.database, true);
    add_model(command, chat.model);
    add_today(command, chat.database);
    command.footer(kChatExamples);
  }

  void add_sql() {
    CLI::App& command = *app.add_subcommand("sql", "Run a SELECT of your own, checked like any draft");
    command.add_option("query", query_words, "The SELECT")->type_name("");
    add_database(command, sql.database, true);
    add_output(command, sql.output);
    command.footer(kSqlExamples);
  }

  void add_schema() {
    CLI::App& command = *app.add_subcommand("schema", "Show tables, columns and keys as Sayquel reads them");
    add_database(command, schema.database, false);
    add_output(command, schema.output);
    command.footer(kSchemaExamples);
  }

  void add_evaluate() {
    CLI::App& command =
        *app.add_subcommand("evaluate", "Ask a set of questions whose right SQL is known, and say how many come right");
    command.add_option("-q,--questions", evaluate.questions_file, "The question set")->required()->type_name("FILE");
    command.add_option("--database-root", evaluate.database_root, "The folder of the databases that the set names")
        ->type_name("DIR");
    command.add_option("-j,--jobs", evaluate.jobs, "Questions at once (else as many as there are processors)")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    command.add_option("--wording", evaluate.wording, "Ask the wording in this field")->type_name("FIELD");
    command.add_option("--compare", evaluate.compare, "rows (test-suite-sql-eval's) or sets (BIRD's)")
        ->check(CLI::IsMember({"rows", "sets"}))
        ->type_name("HOW");
    command.add_flag("--keep-distinct", evaluate.keep_distinct,
                     "Compare rows with DISTINCT, which is dropped otherwise");
    command.add_flag("--dry-run", evaluate.dry_run, "Only draft: no close readings are run and compared");
    command.add_flag("--others", evaluate.others, "Judge the other readings too: is a right one among them?");
    command.add_flag("--foreign", evaluate.foreign, "Ask each question of another database, which cannot answer it");
    command.add_option("--first", evaluate.first, "Only the set's first questions")->type_name("N");
    command.add_option("--answers", evaluate.answers, "Judge these answers (JSON lines with id and sql), ask nothing")
        ->type_name("FILE");
    command.add_flag("--by-database", evaluate.by_database, "A line for each database");
    command.add_option("--wrong", evaluate.wrong, "Write the wrong ones, and why, as JSON lines")->type_name("FILE");
    command.add_option("--outcomes", evaluate.outcomes, "Write every question's outcome as JSON lines")
        ->type_name("FILE");
    add_database(command, evaluate.database, true);
    add_today(command, evaluate.database);
    add_output(command, evaluate.output);
    command.footer(kEvaluateExamples);
  }

  void add_demo() {
    CLI::App& command = *app.add_subcommand("demo", "Make TICKIT, a ticket seller's database, to try questions on");
    command.add_option("--output", demo.output, "Its format by the extension: .duckdb, .sqlite or .db")
        ->type_name("FILE");
    command.add_option("-d,--database", demo.output, "A server's URL instead, of a role that may make tables there")
        ->type_name("URL");
    command.add_option("--from", demo.from, "The folder of the genuine files")->type_name("DIR");
    command.add_flag("--force", demo.force, "Replace a file, or tables, that are there already");
    command.footer(kDemoExamples);
  }

  void add_serve() {
    CLI::App& command = *app.add_subcommand("serve", "Answer over HTTP: a page for people, an API for programs");
    command
        .add_option("-d,--database", serve.databases,
                    "A file or URL, or NAME=URL; several, where it is said several times")
        ->type_name("URL")
        ->take_all();
    command.add_option("--settings", serve.database.settings, "Settings (else ./sayquel.toml, where there is one)")
        ->type_name("FILE");
    command.add_option("--time-limit", serve.database.time_limit, "Of a question: 500ms, 30s, 2m")->type_name("TIME");
    command.add_option("--port", serve.port, "8080 unless told otherwise; 0: any that is free")->type_name("PORT");
    command.add_option("--address", serve.address, "127.0.0.1 unless told otherwise")->type_name("ADDRESS");
    command.add_option("--host", serve.hosts, "A name under which the server is reached")->type_name("NAME");
    command.add_flag("--require-token", serve.token_needed, "Answer those alone who send a token");
    command.add_flag("--behind-proxy", serve.behind_proxy, "A proxy before it speaks TLS");
    command.add_option("--workers", serve.workers, "Questions at once, and one more (else by processors)")
        ->type_name("N");
    add_store(command, serve.store);
    add_today(command, serve.database);
    command.footer(kServeExamples);
  }

  void add_mcp() {
    CLI::App& command = *app.add_subcommand("mcp", "Be a tool of an assistant, over the Model Context Protocol");
    add_database(command, mcp.database, true);
    add_today(command, mcp.database);
    command.footer(kMcpExamples);
  }

  void add_token() {
    CLI::App& command = *app.add_subcommand("token", "Tokens of a server: who may ask, and how much");
    command.add_option("action", token.action, "add, list or revoke")
        ->required()
        ->check(CLI::IsMember({"add", "list", "revoke"}))
        ->type_name("");
    command.add_option("name", token.name, "What it is for; the id, to revoke one")->type_name("");
    command.add_option("--role", token.role, "ask, sql (typed SQL too) or admin")
        ->check(CLI::IsMember({"ask", "sql", "admin"}))
        ->type_name("ROLE");
    command.add_option("--allow", token.databases, "A database that it may use (else all)")->type_name("NAME");
    command.add_option("--questions", token.questions, "At most so many a minute")->type_name("N");
    command.add_option("--rows", token.rows, "At most so many a minute")->type_name("N");
    add_store(command, token.store);
    command.footer(kTokenExamples);
  }

  void add_audit() {
    CLI::App& command = *app.add_subcommand("audit", "Check the audit of a server");
    CLI::App& verify = *command.add_subcommand("verify", "Whether the chain of the audit's records is whole");
    command.require_subcommand(1);
    add_store(verify, audit.store);
  }

  Command chosen() {
    demo.command = command_name;
    ask.question = joined(question_words);
    ask.asked = !question_words.empty();
    sql.query = joined(query_words);
    if (app.got_subcommand("ask")) return ask;
    if (app.got_subcommand("chat")) return chat;
    if (app.got_subcommand("sql")) return sql;
    if (app.got_subcommand("schema")) return schema;
    if (app.got_subcommand("evaluate")) return evaluate;
    if (app.got_subcommand("serve")) return serve;
    if (app.got_subcommand("mcp")) return mcp;
    if (app.got_subcommand("token")) return token;
    if (app.got_subcommand("audit")) return audit;
    return demo;
  }

  // "sayquel ask --help" for a mistake in the flags of ask.
  std::string help_command() const {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? "sayquel --help" : "sayquel " + parsed.front()->get_name() + " --help";
  }
};

}  // namespace

Command read_command_line(int count, const char* const* arguments) {
  CommandLine line;
  line.command_name = arguments[0];
  if (count == 1) {
    std::fputs(line.app.help().c_str(), stderr);
    return kUsage;
  }
  try {
    line.app.parse(count, arguments);
    return line.chosen();
  } catch (const CLI::Success& help) {  // --help and --version
    return line.app.exit(help) == 0 && std::fflush(stdout) == 0 ? kAnswered : kFailed;
  } catch (const CLI::ParseError& error) {
    report({ErrorCode::Usage, std::string(error.what()) + ".", fmt::format("`{}` shows how.", line.help_command())});
    return kUsage;
  }
}

}  // namespace sayquel::app
