// MCP's messages: the protocol alone, and over a pair of pipes. Shapes are those that the protocol's schema.json of
// 2025-11-25 requires of each result (required fields, and their types).
#include "service/mcp/mcp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/text.h"
#include "unit/service/running.h"
#include "unit/service/schema_check.h"

namespace sayquel::service {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// The parts of the published schema that are answered here.
const json& published() {
  static const json kSchema = json::parse(R"({
    "InitializeResult": {"type": "object", "required": ["capabilities", "protocolVersion", "serverInfo"],
      "properties": {
      "protocolVersion": {"type": "string"}, "capabilities": {"type": "object"}, "instructions": {"type": "string"},
      "serverInfo": {"type": "object", "required": ["name", "version"]}}},
    "ListToolsResult": {"type": "object", "required": ["tools"], "properties": {"tools": {"type": "array", "items": {
      "type": "object", "required": ["inputSchema", "name"], "properties": {"name": {"type": "string"},
        "description": {"type": "string"}, "inputSchema": {"type": "object", "required": ["type"], "properties": {
          "type": {"const": "object"}, "required": {"type": "array", "items": {"type": "string"}}}}}}}}},
    "CallToolResult": {"type": "object", "required": ["content"], "properties": {"isError": {"type": "boolean"},
      "structuredContent": {"type": "object"}, "content": {"type": "array", "items": {
        "type": "object", "required": ["text", "type"], "properties": {
          "type": {"const": "text"}, "text": {"type": "string"}}}}}},
    "ListResourcesResult": {"type": "object", "required": ["resources"], "properties": {"resources": {"type": "array",
      "items": {"type": "object", "required": ["name", "uri"], "properties": {"uri": {"type": "string"}}}}}},
    "ListResourceTemplatesResult": {"type": "object", "required": ["resourceTemplates"], "properties": {
      "resourceTemplates": {"type": "array", "items": {"type": "object", "required": ["name", "uriTemplate"]}}}},
    "ReadResourceResult": {"type": "object", "required": ["contents"], "properties": {"contents": {"type": "array",
      "items": {"type": "object", "required": ["text", "uri"], "properties": {"text": {"type": "string"}}}}}},
    "ProgressNotification": {"type": "object", "required": ["jsonrpc", "method", "params"], "properties": {
      "params": {"type": "object", "required": ["progress", "progressToken"], "properties": {
        "progress": {"type": "number"}, "message": {"type": "string"}}}}}
  })");
  return kSchema;
}

class Mcp : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-mcp-XXXXXX").string();
    ASSERT_TRUE(mkdtemp(pattern.data()));
    folder_ = pattern;
    make_shop(folder_ + "/shop.sqlite");
    EngineOptions options;
    options.database = folder_ + "/shop.sqlite";
    options.cache_folder = folder_ + "/cache";
    options.time_limit = std::chrono::minutes(10);
    auto engine = Engine::open(std::move(options));
    ASSERT_TRUE(engine) << engine.error().message;
    engine_ = std::move(*engine);
    session_ = std::make_unique<McpSession>(*engine_, "test", [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      sent_.push_back(json::parse(line));
      changed_.notify_all();
    });
    worker_ = std::thread([this] { session_->work(); });
  }
  void TearDown() override {
    session_->close();
    worker_.join();
    std::filesystem::remove_all(folder_);
  }

  void notify(const std::string& method, const json& parameters) {
    session_->receive(json{{"jsonrpc", "2.0"}, {"method", method}, {"params", parameters}}.dump());
  }
  void request(const json& id, const std::string& method, const json& parameters = json::object()) {
    session_->receive(json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", parameters}}.dump());
  }
  // The response to the id, once it is there; null after a minute.
  json response(const json& id) {
    std::unique_lock lock(mutex_);
    json found;
    changed_.wait_for(lock, std::chrono::minutes(1), [&] {
      for (const json& message : sent_)
        if (message.contains("id") && message["id"] == id) found = message;
      return !found.is_null();
    });
    return found;
  }
  // The result, held against the schema.
  json result(const char* type, const std::string& method, const json& parameters = json::object()) {
    request(++last_id_, method, parameters);
    const json message = response(last_id_);
    EXPECT_EQ(message.value("jsonrpc", ""), "2.0");
    const json found = message.value("result", json());
    EXPECT_EQ(misfit(found, published()[type], published()), "") << message;
    return found;
  }
  json call(const std::string& tool, const json& arguments) {
    return result("CallToolResult", "tools/call", {{"name", tool}, {"arguments", arguments}});
  }
  std::vector<json> sent() {
    const std::lock_guard lock(mutex_);
    return sent_;
  }

  std::string folder_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<McpSession> session_;
  std::thread worker_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<json> sent_;
  int last_id_ = 100;
};

TEST_F(Mcp, AgreesOnAVersion) {
  const json client{{"capabilities", json::object()}, {"clientInfo", {{"name", "test"}, {"version", "1"}}}};
  for (const char* version : {"2025-11-25", "2025-06-18", "2025-03-26"}) {
    json parameters = client;
    parameters["protocolVersion"] = version;
    EXPECT_EQ(result("InitializeResult", "initialize", parameters)["protocolVersion"], version);
  }
  json parameters = client;
  parameters["protocolVersion"] = "1999-01-01";
  EXPECT_EQ(result("InitializeResult", "initialize", parameters)["protocolVersion"], "2025-11-25");
}

TEST_F(Mcp, OffersFewTools) {
  const json tools = result("ListToolsResult", "tools/list")["tools"];
  ASSERT_EQ(tools.size(), 3u);
  EXPECT_EQ(tools[0]["name"], "ask");
  for (const json& tool : tools) EXPECT_LT(tool["description"].get<std::string>().size(), 120u);
}

TEST_F(Mcp, AnswersAQuestion) {
  const json answer = call("ask", {{"question", "how many customers are there?"}});
  EXPECT_EQ(answer["isError"], false);
  EXPECT_EQ(answer["structuredContent"]["status"], "answered");
  EXPECT_EQ(answer["structuredContent"]["rows"], json::parse("[[3]]"));
  EXPECT_EQ(json::parse(answer["content"][0]["text"].get<std::string>()), answer["structuredContent"]);
  const json declined = call("ask", {{"question", "who has the best smile?"}});
  EXPECT_EQ(declined["structuredContent"]["status"], "declined");
}

TEST_F(Mcp, RunsSqlThroughTheGuard) {
  EXPECT_EQ(call("run_sql", {{"sql", "SELECT city FROM customer WHERE id = 1"}})["structuredContent"]["rows"][0][0],
            "Rome");
  const json refused = call("run_sql", {{"sql", "DROP TABLE customer"}});
  EXPECT_EQ(refused["isError"], true);
}

TEST_F(Mcp, CutsWhatIsTooLongForAModelAndSaysSo) {
  const json many = call("run_sql", {{"sql", "SELECT n FROM number"}})["structuredContent"];
  EXPECT_EQ(many["rows"].size(), 200u);
  EXPECT_THAT(many["notes"].dump(), HasSubstr("Of 2000 rows, the first 200"));
}

TEST_F(Mcp, FindsTablesByWords) {
  EXPECT_EQ(call("search_schema", {{"words", "customer amount"}})["structuredContent"]["tables"][0]["name"], "orders");
  EXPECT_EQ(call("search_schema", {{"words", ""}})["structuredContent"]["tables"].size(), 3u);
}

TEST_F(Mcp, GivesTheSchemaAsResources) {
  const json resources = result("ListResourcesResult", "resources/list")["resources"];
  EXPECT_EQ(resources.size(), 4u);
  result("ListResourceTemplatesResult", "resources/templates/list");
  for (const json& resource : resources) {
    const json read = result("ReadResourceResult", "resources/read", {{"uri", resource["uri"]}});
    EXPECT_FALSE(json::parse(read["contents"][0]["text"].get<std::string>()).empty());
  }
  request(1, "resources/read", {{"uri", "file:///etc/passwd"}});
  EXPECT_EQ(response(1)["error"]["code"], -32002);
}

TEST_F(Mcp, TellsOfProgressWhereItIsAskedTo) {
  result("CallToolResult", "tools/call",
         {{"name", "ask"},
          {"arguments", {{"question", "how many customers are there?"}}},
          {"_meta", {{"progressToken", "p"}}}});
  int steps = 0;
  for (const json& message : sent()) {
    if (message.value("method", "") != "notifications/progress") continue;
    EXPECT_EQ(misfit(message, published()["ProgressNotification"], published()), "");
    EXPECT_EQ(message["params"]["progressToken"], "p");
    EXPECT_EQ(message["params"]["progress"], ++steps);
  }
  EXPECT_EQ(steps, 4);
}

TEST_F(Mcp, StopsWhatIsCancelledAndAnswersPingsMeanwhile) {
  request("long", "tools/call", {{"name", "run_sql"}, {"arguments", {{"sql", kEndlessQuery}}}});
  request("waits", "tools/call", {{"name", "run_sql"}, {"arguments", {{"sql", "SELECT 1"}}}});
  request("ping", "ping");
  EXPECT_EQ(response("ping")["result"], json::object());
  notify("notifications/cancelled", {{"requestId", "long"}});
  EXPECT_EQ(response("waits")["result"]["isError"], false);
  for (const json& message : sent()) EXPECT_NE(message.value("id", json()), "long");
}

TEST_F(Mcp, SaysWhatIsWrong) {
  const struct {
    const char* line;
    int code;
  } cases[] = {
      {"nonsense", -32700},
      {"[]", -32600},
      {R"({"id": 1, "method": "ping"})", -32600},
      {R"({"jsonrpc": "2.0", "id": {}, "method": "ping"})", -32600},
      {R"({"jsonrpc": "2.0", "id": 1, "method": "none"})", -32601},
      {R"({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": []})", -32602},
      {R"({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "none"}})", -32602},
      {R"({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask"}})", -32602},
      {R"({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask",)"
       R"( "arguments": {"question": 1}}})",
       -32602},
  };
  for (const auto& each : cases) {
    session_->receive(each.line);
    const json last = sent().back();
    EXPECT_EQ(last["error"]["code"], each.code) << each.line;
  }
  const std::size_t before = sent().size();
  session_->receive("");
  session_->receive(R"({"jsonrpc": "2.0", "id": 9, "result": {}})");
  notify("notifications/initialized", json::object());
  notify("notifications/cancelled", {{"requestId", "none"}});
  EXPECT_EQ(sent().size(), before);
}

TEST_F(Mcp, SpeaksOverStreamsUntilTheirEnd) {
  int in[2], out[2];
  ASSERT_EQ(pipe(in), 0);
  ASSERT_EQ(pipe(out), 0);
  const std::string lines =
      "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}\n"
      "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/call\", \"params\": {\"name\": \"run_sql\", "
      "\"arguments\": {\"sql\": \"SELECT 1\"}}}\n";
  ASSERT_EQ(write(in[1], lines.data(), lines.size()), static_cast<long>(lines.size()));
  close(in[1]);
  EXPECT_TRUE(serve_mcp(*engine_, in[0], out[1], "test", Stop()));
  close(out[1]);
  std::string text;
  char bytes[4096];
  for (long got = 0; (got = read(out[0], bytes, sizeof bytes)) > 0;) text.append(bytes, static_cast<std::size_t>(got));
  close(in[0]);
  close(out[0]);
  const auto answers = base::split(text, '\n');
  ASSERT_EQ(answers.size(), 3u) << text;
  EXPECT_EQ(json::parse(answers[0])["id"], 1);
  EXPECT_EQ(json::parse(answers[1])["result"]["isError"], false);
}

}  // namespace
}  // namespace sayquel::service
