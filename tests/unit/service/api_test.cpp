// Every route of the API over a real server, its answers held against openapi.json.
#include "service/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "store/audit.h"
#include "unit/service/running.h"
#include "unit/service/schema_check.h"

namespace sayquel::service {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const json& document() {
  static const json kDocument = json::parse(Api::openapi());
  return kDocument;
}

// The body as JSON, after it was held against what the document says of this path, method and status.
json checked(const std::string& path, const std::string& method, const Received& received) {
  const json& operation = document()["paths"][path][method];
  const std::string status = std::to_string(received.status);
  const json& responses = operation["responses"];
  const json& response = responses.contains(status) ? responses[status] : responses["default"];
  json body = json::parse(received.body, nullptr, false);
  EXPECT_FALSE(body.is_discarded()) << received.body;
  EXPECT_EQ(misfit(body, response["content"]["application/json"]["schema"], document()), "")
      << path << " " << status << ": " << received.body;
  return body;
}

TEST(Api, TheDocumentNamesEveryRouteAndNoOther) {
  std::set<std::string> offered, documented;
  for (const Api::Route& route : Api::routes()) {
    std::string path = route.path;
    if (const auto star = path.find('*'); star != std::string::npos) path.replace(star, 1, "{id}");
    offered.insert((route.method == std::string("GET") ? "get " : "post ") + path);
  }
  for (const auto& [path, methods] : document()["paths"].items())
    for (const auto& [method, operation] : methods.items()) documented.insert(method + " " + path);
  EXPECT_EQ(offered, documented);
}

TEST(Api, AnswersAQuestionAndKeepsIt) {
  Running server;
  Client client(server.port());
  const Received received = client.post("/api/v1/ask", R"({"question": "how many customers are there?"})");
  ASSERT_EQ(received.status, 200) << received.body;
  const json answer = checked("/ask", "post", received);
  EXPECT_EQ(answer["status"], "answered");
  EXPECT_EQ(answer["rows"], json::parse("[[3]]"));
  const std::string id = answer["id"];
  EXPECT_EQ(received.header("sayquel-question"), id);

  const json entry = checked("/questions/{id}", "get", client.get("/api/v1/questions/" + id));
  EXPECT_EQ(entry["question"], "how many customers are there?");
  EXPECT_EQ(entry["database"], "shop");
  EXPECT_EQ(entry["sql"], answer["sql"]);
  const json history = checked("/history", "get", client.get("/api/v1/history?search=customers&limit=5"));
  ASSERT_EQ(history["history"].size(), 1u);
  EXPECT_EQ(history["history"][0]["id"], id);
  EXPECT_TRUE(checked("/history", "get", client.get("/api/v1/history?search=nothing"))["history"].empty());

  const auto audit = store::verify_audit(server.store());
  ASSERT_TRUE(audit);
  EXPECT_EQ(audit->records, 1u);
  EXPECT_EQ(audit->problem, "");
}

TEST(Api, EchoesTheCallersId) {
  Running server;
  const Received received =
      Client(server.port()).post("/api/v1/ask", R"({"question": "how many customers are there?", "id": [7, "x"]})");
  EXPECT_EQ(checked("/ask", "post", received)["id"], json::parse(R"([7, "x"])"));
}

TEST(Api, ADryRunKeepsNothing) {
  Running server;
  Client client(server.port());
  const json answer = checked(
      "/ask", "post", client.post("/api/v1/ask?dry_run=1", R"({"question": "how many customers live in Oslo?"})"));
  EXPECT_THAT(answer["sql"].get<std::string>(), HasSubstr("Oslo"));
  EXPECT_TRUE(answer["rows"].empty());
  EXPECT_TRUE(checked("/history", "get", client.get("/api/v1/history"))["history"].empty());
}

TEST(Api, RunsSqlThroughTheGuard) {
  Running server;
  Client client(server.port());
  const json rows =
      checked("/sql", "post", client.post("/api/v1/sql", R"({"sql": "SELECT name FROM customer WHERE id = 3"})"));
  EXPECT_EQ(rows["rows"], json::parse(R"([["<b>Cy</b>"]])"));
  const json refused = checked("/sql", "post", client.post("/api/v1/sql", R"({"sql": "DELETE FROM customer"})"));
  EXPECT_EQ(refused["status"], "failed");
  EXPECT_EQ(refused["error"]["code"], "refused");
}

TEST(Api, ExportsTheRowsAgain) {
  Running server;
  Client client(server.port());
  const json answer =
      json::parse(client.post("/api/v1/sql", R"({"sql": "SELECT id, city FROM customer ORDER BY id"})").body);
  const std::string target = "/api/v1/questions/" + answer["id"].get<std::string>() + "/export";
  const Received csv = client.get(target + "?format=csv");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_THAT(csv.header("content-disposition"), HasSubstr(".csv"));
  EXPECT_EQ(csv.header("sayquel-truncated"), "false");
  EXPECT_EQ(csv.body, "id,city\r\n1,Rome\r\n2,Oslo\r\n3,Oslo\r\n");
  const json again = checked("/questions/{id}/export", "get", client.get(target + "?format=json"));
  EXPECT_EQ(again["rows"], answer["rows"]);
  EXPECT_EQ(client.get(target + "?format=xls").status, 400);
  EXPECT_EQ(client.get("/api/v1/questions/none/export").status, 404);
}

TEST(Api, ShowsTheSchemaAndSuggests) {
  Running server;
  Client client(server.port());
  const json databases = checked("/databases", "get", client.get("/api/v1/databases"));
  EXPECT_EQ(databases["databases"], json::parse(R"([{"name": "shop"}, {"name": "again"}])"));
  const json schema = checked("/schema", "get", client.get("/api/v1/schema?database=again"));
  EXPECT_EQ(schema["tables"].size(), 3u);
  EXPECT_EQ(schema["foreign_keys"][0]["references"], "customer");
  EXPECT_FALSE(checked("/suggestions", "get", client.get("/api/v1/suggestions?limit=3"))["suggestions"].empty());
  const json words = checked("/complete", "get", client.get("/api/v1/complete?prefix=cust"));
  EXPECT_THAT(words["words"].get<std::vector<std::string>>(), testing::Contains("customer"));
  EXPECT_EQ(client.get("/api/v1/schema?database=none").status, 404);
}

TEST(Api, KeepsWhatPeopleCallRight) {
  Running server;
  Client client(server.port());
  const json answer = json::parse(client.post("/api/v1/ask", R"({"question": "how many customers are there?"})").body);
  const std::string id = answer["id"];
  checked("/feedback", "post", client.post("/api/v1/feedback", json{{"id", id}, {"verdict", "up"}}.dump()));
  const json verified = checked("/verified", "get", client.get("/api/v1/verified"));
  ASSERT_EQ(verified["verified"].size(), 1u);
  EXPECT_EQ(verified["verified"][0]["sql"], answer["sql"]);
  checked("/feedback", "post",
          client.post("/api/v1/feedback", json{{"id", id}, {"verdict", "down"}, {"comment", "no"}}.dump()));
  EXPECT_TRUE(checked("/verified", "get", client.get("/api/v1/verified"))["verified"].empty());
  EXPECT_EQ(server.store().feedback(id)->front().comment, "no");
}

TEST(Api, NotesAQuestionWithItsSql) {
  Running server;
  Client client(server.port());
  const Received noted = client.post("/api/v1/history", R"({"question": "mine", "sql": "SELECT 1"})");
  EXPECT_EQ(noted.status, 201);
  EXPECT_EQ(checked("/history", "post", noted)["status"], "noted");
}

TEST(Api, TellsOfItself) {
  Running server;
  Client client(server.port());
  for (const char* prefix : {"", "/api/v1"}) {
    EXPECT_EQ(checked("/healthz", "get", client.get(prefix + std::string("/healthz")))["status"], "ok");
    EXPECT_EQ(checked("/readyz", "get", client.get(prefix + std::string("/readyz")))["status"], "ready");
    EXPECT_EQ(json::parse(client.get(prefix + std::string("/openapi.json")).body), document());
  }
  client.post("/api/v1/sql", R"({"sql": "SELECT 1"})");
  const Received metrics = client.get("/metrics");
  EXPECT_THAT(metrics.body, HasSubstr("sayquel_requests_total{route=\"/sql\",status=\"200\"} 1\n"));
  EXPECT_THAT(metrics.body, HasSubstr("sayquel_questions_total{status=\"answered\"} 1\n"));
}

TEST(Api, SaysWhatIsWrongWithARequest) {
  Running server;
  Client client(server.port());
  const struct {
    const char* path;
    const char* body;
    int status;
    const char* message;
  } cases[] = {
      {"/ask", "", 400, "no JSON"},
      {"/ask", "{\"question\": \"x\"", 400, "no JSON"},
      {"/ask", "[]", 400, "JSON object"},
      {"/ask", "{}", 400, "`question` is missing"},
      {"/ask", R"({"question": "  "})", 400, "`question` is missing"},
      {"/ask", R"({"question": 5})", 400, "`question` has to be text"},
      {"/ask", R"({"question": "x", "dryrun": true})", 400, "no field `dryrun`"},
      {"/ask", R"({"question": "x", "dry_run": 1})", 400, "true or false"},
      {"/ask", R"({"question": "x", "before": [{"text": "y"}]})", 400, "`text` and `sql`"},
      {"/ask", R"({"question": "x", "database": "none"})", 404, "no database named `none`"},
      {"/ask", "{\"question\": \"\xFF\xFE\"}", 400, "no JSON"},
      {"/sql", R"({"sql": ""})", 400, "`sql` is missing"},
      {"/feedback", R"({"id": "none", "verdict": "up"})", 404, "no question"},
      {"/feedback", R"({"id": "none", "verdict": "meh"})", 400, "\"up\" or \"down\""},
  };
  for (const auto& each : cases) {
    const Received received = client.post(std::string("/api/v1") + each.path, each.body);
    EXPECT_EQ(received.status, each.status) << each.body;
    const json problem = checked(each.path, "post", received);
    EXPECT_THAT(problem["error"]["message"].get<std::string>(), HasSubstr(each.message)) << each.body;
  }
  EXPECT_EQ(client.get("/api/v1/ask").status, 405);
  EXPECT_EQ(client.get("/api/v1/nothing").status, 404);
  EXPECT_EQ(client.get("/api/v2/ask").status, 404);
}

TEST(Api, DeeplyNestedJsonIsNoTrouble) {
  Running server;
  Client client(server.port());
  const std::string deep = "{\"question\": " + std::string(200'000, '[') + std::string(200'000, ']') + "}";
  EXPECT_EQ(client.post("/api/v1/ask", deep).status, 400);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

}  // namespace
}  // namespace sayquel::service
