// The subcommands: what each is told, and the function that does it and gives the exit status.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sayquel/answer.h"

namespace sayquel::app {

// Exit status: the outside contract.
inline constexpr int kAnswered = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kDeclined = 3;  // or ambiguous

// What ask, chat, sql and schema share. Empty: not given on the command line.
struct DatabaseFlags {
  std::string database;
  std::string settings;    // a file; else ./sayquel.toml where there is one
  std::string time_limit;  // "30s"
  std::string today;       // "2008-12-31"
  std::optional<std::uint64_t> limit;
};

struct AskFlags {
  DatabaseFlags database;
  std::string question;
  bool asked = false;          // were there any words, if only an empty one
  std::string questions_file;  // "-": standard input
  std::string database_root;   // of the "database" of a line
  std::string model = "auto";
  OutputFormat output = OutputFormat::Text;
  bool dry_run = false;
  bool show_sql = true;
};

struct ChatFlags {
  DatabaseFlags database;
  std::string model = "auto";
};

struct SqlFlags {
  DatabaseFlags database;
  std::string query;
  OutputFormat output = OutputFormat::Text;
};

struct SchemaFlags {
  DatabaseFlags database;
  OutputFormat output = OutputFormat::Text;
};

struct EvaluateFlags {
  DatabaseFlags database;
  std::string questions_file, database_root;
  std::string wording;  // the field that holds the question
  std::string compare = "rows";
  std::string answers;   // a file of answers to judge in place of asking
  std::string outcomes;  // a file to write: every question
  std::string wrong;     // a file to write: the wrong ones
  OutputFormat output = OutputFormat::Text;
  int jobs = 0;           // 0: as many as there are processors
  std::size_t first = 0;  // 0: all
  bool keep_distinct = false, dry_run = false, others = false, foreign = false, by_database = false;
};

struct DemoFlags {
  std::string output = "tickit.duckdb";
  std::string from;  // a folder with the genuine files
  bool force = false;
  std::string command = "sayquel";  // as it was called, to show what to type next
};

struct ServeFlags {
  DatabaseFlags database;
  std::vector<std::string> databases;  // "NAME=URL", or a URL
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string store;               // a file; empty: the user's
  std::vector<std::string> hosts;  // names that the server stands for
  bool token_needed = false;
  bool behind_proxy = false;
  unsigned workers = 0;  // 0: as many as there are processors, from 2 to 8
};

struct McpFlags {
  DatabaseFlags database;
};

struct TokenFlags {
  std::string action;  // "add", "list" or "revoke"
  std::string store;
  std::string name;  // of a new one; the id of the one to revoke
  std::string role = "ask";
  std::vector<std::string> databases;
  std::uint64_t questions = 0, rows = 0;
};

struct AuditFlags {
  std::string store;
};

int run_ask(const AskFlags& flags);
int run_batch(const AskFlags& flags);  // ask --questions FILE
int run_chat(const ChatFlags& flags);
int run_sql(const SqlFlags& flags);
int run_schema(const SchemaFlags& flags);
int run_evaluate(const EvaluateFlags& flags);
int run_demo(const DemoFlags& flags);
int run_serve(const ServeFlags& flags);
int run_mcp(const McpFlags& flags);
int run_token(const TokenFlags& flags);
int run_audit(const AuditFlags& flags);

}  // namespace sayquel::app
