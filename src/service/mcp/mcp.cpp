#include "service/mcp/mcp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace sayquel::service {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kVersions{"2025-11-25", "2025-06-18", "2025-03-26"};
constexpr std::size_t kLongestLine = 1 << 20;
constexpr std::size_t kMostWaiting = 64;
constexpr std::size_t kRowsShown = 200;  // to a model; what is left out is said

// JSON-RPC's codes.
constexpr int kParse = -32700, kRequest = -32600, kMethod = -32601, kParameters = -32602, kMissing = -32002;

Json text_property(const char* description) { return {{"type", "string"}, {"description", description}}; }

Json tool(const char* name, const char* description, Json properties, const char* needed) {
  return {{"name", name},
          {"description", description},
          {"inputSchema",
           {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", {needed}},
            {"additionalProperties", false}}},
          {"annotations", {{"readOnlyHint", true}, {"openWorldHint", false}}}};
}

Json tools() {
  return Json::array(
      {tool("ask", "Answer a question about the database, asked in plain English.",
            {{"question", text_property("The question")},
             {"evidence", text_property("What terms of the question mean, where that is not plain")}},
            "question"),
       tool("run_sql", "Run one SELECT of your own. It is checked first; nothing can be written.",
            {{"sql", text_property("The SELECT")}}, "sql"),
       tool("search_schema", "Find tables and columns by words of their names. Leave the words empty for all tables.",
            {{"words", text_property("Words to look for")}}, "words")});
}

// The answer as the outside contract has it, its rows cut to what a model can use.
Json answer_json(Answer answer) {
  const std::size_t rows = answer.rows.size();
  if (rows > kRowsShown) {
    answer.rows.resize(kRowsShown);
    answer.notes.push_back(fmt::format("Of {} rows, the first {} are given here.", rows, kRowsShown));
  }
  answer.chart.reset();
  return Json::parse(render(answer, OutputFormat::JsonLines));
}

Json text_result(const std::string& text, bool wrong) {
  return {{"content", Json::array({{{"type", "text"}, {"text", text}}})}, {"isError", wrong}};
}

Json answer_result(const Answer& answer) {
  const Json structured = answer_json(answer);
  Json result = text_result(structured.dump(), answer.status == AnswerStatus::Failed);
  result["structuredContent"] = structured;
  return result;
}

// Tables whose name, or one of whose columns' names, holds each of the words.
Json matching_tables(const Json& schema, const std::string& words) {
  Json found = Json::array();
  for (const Json& table : schema["tables"]) {
    std::string names = base::lower_ascii(table["name"].get<std::string>());
    for (const Json& column : table["columns"]) names += " " + base::lower_ascii(column["name"].get<std::string>());
    const auto wanted = base::split(base::fold(words), ' ');
    if (std::all_of(wanted.begin(), wanted.end(),
                    [&](const std::string& word) { return names.find(word) != std::string::npos; }))
      found.push_back(table);
  }
  return found;
}

const char* stage_words(Stage stage) {
  switch (stage) {
    case Stage::Grounded:
      return "found the question's words in the schema";
    case Stage::Drafted:
      return "drafted the query";
    case Stage::Approved:
      return "running the query";
    case Stage::Rows:
      return "got the rows";
  }
  return "";
}

std::string argument(const Json& arguments, const char* name) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

class McpSession::State {
 public:
  State(Engine& engine, std::string version, Write write)
      : engine_(engine),
        version_(std::move(version)),
        write_(std::move(write)),
        schema_(Json::parse(engine.schema(OutputFormat::JsonLines))) {}

  void receive(const std::string& line) {
    if (base::trim(line).empty()) return;
    const Json message = line.size() > kLongestLine ? Json() : Json::parse(line, nullptr, false);
    if (message.is_discarded()) return send_error(nullptr, kParse, "This line is no JSON.");
    const bool valid = message.is_object() && message.value("jsonrpc", Json()) == "2.0" && message.contains("method") &&
                       message["method"].is_string();
    const Json id = message.is_object() && message.contains("id") ? message["id"] : Json();
    if (!valid) {
      // A response, to what was never asked here, is let pass.
      const bool response = message.is_object() && (message.contains("result") || message.contains("error"));
      return response ? void() : send_error(id, kRequest, "This is no JSON-RPC 2.0 request.");
    }
    const std::string method = message["method"];
    const Json parameters = message.value("params", Json::object());
    if (!parameters.is_object()) return send_error(id, kParameters, "`params` has to be an object.");
    if (!message.contains("id")) return notified(method, parameters);
    if (!id.is_string() && !id.is_number_integer())
      return send_error(nullptr, kRequest, "`id` has to be text or a whole number.");
    request(id, method, parameters);
  }

  void work() {
    for (;;) {
      Call call;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || ending_ || !calls_.empty(); });
        if (closed_ || calls_.empty()) return;
        call = calls_.front();
        running_ = true;
      }
      const Json result = run(call);
      const std::lock_guard lock(mutex_);
      running_ = false;
      const bool cancelled = calls_.front().cancel.cancelled();
      calls_.pop_front();
      // To a call that was cancelled there is no answer (specification, "Cancellation").
      if (!cancelled && !closed_) write_line({{"jsonrpc", "2.0"}, {"id", call.id}, {"result", result}});
    }
  }

  void finish() {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    changed_.notify_all();
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (const Call& call : calls_) call.cancel.cancel();
    changed_.notify_all();
  }

 private:
  struct Call {
    Json id;
    std::string tool;
    Json arguments;
    Json progress_token;
    CancelToken cancel;
  };

  void request(const Json& id, const std::string& method, const Json& parameters) {
    if (method == "initialize") return send(id, initialize(parameters));
    if (method == "ping") return send(id, Json::object());
    if (method == "tools/list") return send(id, {{"tools", tools()}});
    if (method == "tools/call") return call_tool(id, parameters);
    if (method == "resources/list") return send(id, {{"resources", resources()}});
    if (method == "resources/templates/list")
      return send(id, {{"resourceTemplates", Json::array({{{"uriTemplate", "sayquel://schema/{table}"},
                                                           {"name", "table"},
                                                           {"description", "One table: columns and keys"},
                                                           {"mimeType", "application/json"}}})}});
    if (method == "resources/read") return read_resource(id, parameters);
    send_error(id, kMethod, "There is no method `" + base::printable(method) + "` here.");
  }

  void notified(const std::string& method, const Json& parameters) {
    if (method != "notifications/cancelled") return;
    const Json id = parameters.value("requestId", Json());
    const std::lock_guard lock(mutex_);
    for (auto call = calls_.begin(); call != calls_.end(); ++call) {
      if (call->id != id) continue;
      call->cancel.cancel();
      if (!(running_ && call == calls_.begin())) calls_.erase(call);
      return;
    }
  }

  // The version asked for where it is known, else the newest; the client then knows whether it can go on.
  Json initialize(const Json& parameters) const {
    const std::string asked = argument(parameters, "protocolVersion");
    const bool known = std::find(kVersions.begin(), kVersions.end(), asked) != kVersions.end();
    return {{"protocolVersion", known ? asked : std::string(kVersions.front())},
            {"capabilities", {{"tools", Json::object()}, {"resources", Json::object()}}},
            {"serverInfo", {{"name", "sayquel"}, {"version", version_}}},
            {"instructions", "Answers questions about the database " + engine_name() +
                                 ". Ask in plain English first; what is uncertain is said, or declined."}};
  }

  std::string engine_name() const { return base::printable(schema_["database"].get<std::string>()); }

  void call_tool(const Json& id, const Json& parameters) {
    Call call{id, argument(parameters, "name"), parameters.value("arguments", Json::object()), Json(), CancelToken()};
    const Json known = tools();
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const Json& each) { return each["name"] == call.tool; });
    if (found == known.end())
      return send_error(id, kParameters, "There is no tool `" + base::printable(call.tool) + "` here.");
    if (!call.arguments.is_object()) return send_error(id, kParameters, "`arguments` has to be an object.");
    for (const auto& [name, value] : call.arguments.items())
      if (!(*found)["inputSchema"]["properties"].contains(name) || !value.is_string())
        return send_error(id, kParameters,
                          "`" + base::printable(name) + "` is no argument of " + call.tool + ", or is no text.");
    const std::string needed = (*found)["inputSchema"]["required"][0];
    if (!call.arguments.contains(needed)) return send_error(id, kParameters, "`" + needed + "` is missing.");
    if (const auto meta = parameters.find("_meta"); meta != parameters.end() && meta->is_object())
      call.progress_token = meta->value("progressToken", Json());
    {
      const std::lock_guard lock(mutex_);
      if (calls_.size() < kMostWaiting) {
        calls_.push_back(std::move(call));
        changed_.notify_one();
        return;
      }
    }
    send(id, text_result("Too many calls wait already. Try again when some have been answered.", true));
  }

  Json run(const Call& call) {
    if (call.tool == "run_sql") return answer_result(engine_.sql(argument(call.arguments, "sql"), Stop(call.cancel)));
    if (call.tool == "search_schema") return search(argument(call.arguments, "words"));
    Ask ask;
    ask.text = argument(call.arguments, "question");
    ask.evidence = argument(call.arguments, "evidence");
    int step = 0;
    if (!call.progress_token.is_null())
      ask.on_stage = [&](const StageReached& stage) {
        const std::lock_guard lock(mutex_);
        write_line(
            {{"jsonrpc", "2.0"},
             {"method", "notifications/progress"},
             {"params",
              {{"progressToken", call.progress_token}, {"progress", ++step}, {"message", stage_words(stage.stage)}}}});
      };
    return answer_result(engine_.ask(ask, Stop(call.cancel)));
  }

  Json search(const std::string& words) const {
    const Json found{{"tables", matching_tables(schema_, words)}, {"foreign_keys", schema_["foreign_keys"]}};
    Json result = text_result(found.dump(), false);
    result["structuredContent"] = found;
    return result;
  }

  Json resources() const {
    Json list = Json::array({{{"uri", "sayquel://schema"},
                              {"name", "schema"},
                              {"description", "All tables, columns and keys"},
                              {"mimeType", "application/json"}}});
    for (const Json& table : schema_["tables"])
      list.push_back({{"uri", "sayquel://schema/" + table["name"].get<std::string>()},
                      {"name", table["name"]},
                      {"mimeType", "application/json"}});
    return list;
  }

  void read_resource(const Json& id, const Json& parameters) {
    const std::string uri = argument(parameters, "uri");
    const auto give = [&](const Json& content) {
      send(id,
           {{"contents", Json::array({{{"uri", uri}, {"mimeType", "application/json"}, {"text", content.dump()}}})}});
    };
    if (uri == "sayquel://schema") return give(schema_);
    for (const Json& table : schema_["tables"])
      if (uri == "sayquel://schema/" + table["name"].get<std::string>()) return give(table);
    send_error(id, kMissing, "There is no resource `" + base::printable(uri) + "`.");
  }

  void send(const Json& id, const Json& result) {
    const std::lock_guard lock(mutex_);
    write_line({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
  }

  void send_error(const Json& id, int code, const std::string& message) {
    const std::lock_guard lock(mutex_);
    Json response{{"jsonrpc", "2.0"}};
    if (!id.is_null()) response["id"] = id;
    response["error"] = {{"code", code}, {"message", message}};
    write_line(response);
  }

  // With the lock held, so that no two messages mix.
  void write_line(const Json& message) { write_(message.dump(-1, ' ', false, Json::error_handler_t::replace)); }

  Engine& engine_;
  std::string version_;
  Write write_;
  Json schema_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Call> calls_;  // the first is the one that runs
  bool running_ = false;
  bool ending_ = false;
  bool closed_ = false;
};

McpSession::McpSession(Engine& engine, std::string version, Write write)
    : state_(std::make_unique<State>(engine, std::move(version), std::move(write))) {}
McpSession::~McpSession() = default;
void McpSession::receive(const std::string& line) { state_->receive(line); }
void McpSession::work() { state_->work(); }
void McpSession::finish() { state_->finish(); }
void McpSession::close() { state_->close(); }

}  // namespace sayquel::service
