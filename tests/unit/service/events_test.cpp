// Streams of events, leaving, overload, tokens, and the end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "store/secrets.h"
#include "unit/service/running.h"

namespace sayquel::service {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kEndless = json{{"sql", kEndlessQuery}}.dump();

std::vector<std::string> event_names(const std::string& stream) {
  std::vector<std::string> names;
  for (const std::string& line : base::split(stream, '\n'))
    if (line.starts_with("event: ")) names.push_back(line.substr(7));
  return names;
}

// Asks /metrics until it shows the line. False: it never did.
bool shows(std::uint16_t port, const std::string& line) {
  const auto end = Clock::now() + std::chrono::seconds(60);
  while (Clock::now() < end) {
    if (Client(port).get("/metrics").body.find("\n" + line + "\n") != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void post_head(Client& client, const std::string& target, const std::string& body, const std::string& headers) {
  client.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

TEST(Events, ComeAsTheyHappen) {
  Running server;
  Client client(server.port());
  post_head(client, "/api/v1/ask", R"({"question": "how many customers are there?"})", "Accept: text/event-stream\r\n");
  const std::string stream = client.read_all();
  EXPECT_THAT(stream, HasSubstr("Content-Type: text/event-stream"));
  EXPECT_THAT(event_names(stream), ElementsAre("accepted", "grounded", "drafted", "approved", "rows", "answer"));
  const std::size_t at = stream.find("event: answer\ndata: ") + 20;
  const json answer = json::parse(stream.substr(at, stream.find('\n', at) - at));
  EXPECT_EQ(answer["rows"], json::parse("[[3]]"));
}

TEST(Events, ADeclinedQuestionEndsWithItsAnswer) {
  Running server;
  Client client(server.port());
  post_head(client, "/api/v1/ask", R"({"question": "who has the best smile?"})", "Accept: text/event-stream\r\n");
  const auto names = event_names(client.read_all());
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.front(), "accepted");
  EXPECT_EQ(names.back(), "answer");
}

TEST(Leaving, CancelsTheQuery) {
  Running server;
  {
    Client client(server.port());
    post_head(client, "/api/v1/sql", kEndless, "");
    ASSERT_TRUE(shows(server.port(), "sayquel_busy 2")) << "the query and the metrics themselves";
  }
  EXPECT_TRUE(shows(server.port(), "sayquel_clients_left_total 1"));
  EXPECT_TRUE(shows(server.port(), "sayquel_busy 1"));
}

TEST(Overload, IsToldAndPasses) {
  Running server({.workers = 2, .most_waiting = 1});
  Client first(server.port()), second(server.port()), third(server.port());
  post_head(first, "/api/v1/sql", kEndless, "");
  ASSERT_TRUE(shows(server.port(), "sayquel_busy 2"));
  post_head(second, "/api/v1/sql", kEndless, "");
  ASSERT_TRUE(shows(server.port(), "sayquel_waiting 1"));
  const Received refused = third.post("/api/v1/sql", kEndless);
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "2");
  EXPECT_EQ(third.get("/healthz").status, 200);
  EXPECT_EQ(third.get("/api/v1/databases").status, 200) << "quick work goes on";
  first.close();
  second.close();
  ASSERT_TRUE(shows(server.port(), "sayquel_busy 1"));
  EXPECT_EQ(third.post("/api/v1/sql", R"({"sql": "SELECT 1"})").status, 200);
}

TEST(Stopping, LetsWhatIsUnderWayEnd) {
  Running server;
  Client idle(server.port()), busy(server.port());
  EXPECT_EQ(idle.get("/healthz").status, 200);
  const std::string body = R"({"sql": "SELECT 1"})";
  busy.send(
      "POST /api/v1/sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n");
  EXPECT_EQ(busy.receive().status, 100);
  server.tell_to_stop();
  EXPECT_EQ(idle.read_all(), "") << "an idle connection is closed at once";
  busy.send(body);
  const Received answered = busy.receive();
  EXPECT_EQ(answered.status, 200);
  EXPECT_EQ(answered.header("connection"), "close");
  server.stop();
}

TEST(Stopping, CancelsWhatTakesLongerThanTheDrain) {
  Running::Options options;
  options.server.drain = std::chrono::milliseconds(100);
  Running server(options);
  Client client(server.port());
  post_head(client, "/api/v1/sql", kEndless, "");
  ASSERT_TRUE(shows(server.port(), "sayquel_busy 2"));
  server.stop();
  EXPECT_EQ(client.read_all(), "");
}

class Tokens : public testing::Test {
 protected:
  std::string add(store::Role role, const std::function<void(store::Token&)>& change = {}) {
    store::NewToken made = store::new_token("test", role);
    if (change) change(made.token);
    EXPECT_TRUE(server_.store().add_token(made.token));
    return "Authorization: Bearer " + made.text + "\r\n";
  }
  Running server_{{.access = {{}, true}}};
  Client client_{server_.port()};
};

TEST_F(Tokens, AreAskedFor) {
  const Received refused = client_.get("/api/v1/databases");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.header("www-authenticate"), "Bearer");
  EXPECT_EQ(client_.get("/api/v1/databases", "Authorization: Bearer sayquel_no\r\n").status, 401);
  EXPECT_EQ(client_.get("/healthz").status, 200);
  EXPECT_EQ(client_.get("/metrics").status, 401);
  EXPECT_EQ(client_.get("/api/v1/databases", add(store::Role::Ask)).status, 200);
}

TEST_F(Tokens, AllowWhatTheirRoleDoes) {
  const std::string ask = add(store::Role::Ask), sql = add(store::Role::Sql), admin = add(store::Role::Admin);
  const std::string select = R"({"sql": "SELECT 1"})";
  EXPECT_EQ(client_.post("/api/v1/sql", select, ask).status, 403);
  EXPECT_EQ(client_.post("/api/v1/sql", select, sql).status, 200);
  EXPECT_EQ(client_.get("/metrics", sql).status, 403);
  EXPECT_EQ(client_.get("/metrics", admin).status, 200);
}

TEST_F(Tokens, SeeTheirOwnQuestionsAlone) {
  const std::string one = add(store::Role::Sql), other = add(store::Role::Sql), admin = add(store::Role::Admin);
  const json answer = json::parse(client_.post("/api/v1/sql", R"({"sql": "SELECT 1"})", one).body);
  const std::string target = "/api/v1/questions/" + answer["id"].get<std::string>();
  EXPECT_EQ(client_.get(target, one).status, 200);
  EXPECT_EQ(client_.get(target, other).status, 404);
  EXPECT_EQ(client_.get(target + "/export", other).status, 404);
  EXPECT_EQ(client_.get(target, admin).status, 200);
  EXPECT_TRUE(json::parse(client_.get("/api/v1/history", other).body)["history"].empty());
}

TEST_F(Tokens, ReachTheirDatabasesAlone) {
  const std::string some = add(store::Role::Ask, [](store::Token& token) { token.databases = {"again"}; });
  EXPECT_EQ(client_.get("/api/v1/schema?database=shop", some).status, 403);
  EXPECT_EQ(client_.get("/api/v1/schema?database=again", some).status, 200);
  EXPECT_EQ(json::parse(client_.get("/api/v1/databases", some).body)["databases"].size(), 1u);
}

TEST_F(Tokens, HaveQuotas) {
  const std::string few = add(store::Role::Sql, [](store::Token& token) { token.quotas = {1'000, 2}; });
  const std::string rows = R"({"sql": "SELECT id FROM customer"})";
  const Received over = client_.post("/api/v1/sql", rows, few);
  EXPECT_EQ(over.status, 429);
  EXPECT_NE(over.header("retry-after"), "");
  EXPECT_THAT(over.body, testing::Not(HasSubstr("rows\": [[")));
}

}  // namespace
}  // namespace sayquel::service
