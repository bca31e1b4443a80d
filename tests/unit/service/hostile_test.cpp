// What nobody should send: a 4xx or a closed connection, and the others are served on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/service/running.h"

namespace sayquel::service {
namespace {

using testing::AnyOf;
using testing::Eq;
using testing::HasSubstr;

// The status of the first answer to the bytes, and the number of answers in all.
struct Outcome {
  int status;
  std::size_t answers;
};

Outcome outcome(std::uint16_t port, const std::string& bytes) {
  Client client(port);
  client.send(bytes);
  Received first = client.receive();
  const std::string rest = first.header("connection") == "close" || first.status == 0 ? client.read_all() : "";
  std::size_t answers = first.status != 0;
  for (std::size_t at = rest.find("HTTP/1.1 "); at != std::string::npos; at = rest.find("HTTP/1.1 ", at + 1)) ++answers;
  return {first.status, answers};
}

std::string get(const std::string& target, const std::string& headers = "Host: localhost\r\n") {
  return "GET " + target + " HTTP/1.1\r\n" + headers + "\r\n";
}

TEST(Hostile, RequestsThatAreNone) {
  Running server;
  const std::string post = "POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  const std::string cases[] = {
      "nonsense\r\n\r\n",
      "GET\r\n\r\n",
      "GET /healthz HTTP/9.9\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nHost localhost\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\n bad: folded\r\n\x01: x\r\n\r\n",
      post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
      post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
      post + "Content-Length: -1\r\n\r\n",
      post + "Content-Length: 99999999999999999999999\r\n\r\n",
      post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
      std::string("\0\0\0\0", 4) + "\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello\r\n\r\n",
  };
  for (const std::string& bytes : cases) {
    const Outcome got = outcome(server.port(), bytes);
    EXPECT_THAT(got.status, AnyOf(Eq(0), Eq(400))) << bytes;
    EXPECT_LE(got.answers, 1u) << bytes;
    EXPECT_EQ(Client(server.port()).get("/healthz").status, 200);
  }
}

TEST(Hostile, RequestsThatAreTooLong) {
  Running server;
  EXPECT_EQ(
      outcome(server.port(), get("/healthz", "Host: localhost\r\nX: " + std::string(20'000, 'x') + "\r\n")).status,
      431);
  EXPECT_EQ(outcome(server.port(), get("/" + std::string(20'000, 'x'))).status, 431);
  EXPECT_EQ(
      outcome(server.port(), "POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n").status,
      413);
  std::string chunks = "POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int chunk = 0; chunk < 20; ++chunk) chunks += "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  EXPECT_THAT(outcome(server.port(), chunks).status, AnyOf(Eq(0), Eq(413)));
  std::string headers = "Host: localhost\r\n";
  for (int header = 0; header < 5'000; ++header) headers += "a: b\r\n";
  EXPECT_EQ(outcome(server.port(), get("/healthz", headers)).status, 431);
}

TEST(Hostile, HostsAndOriginsOfOthers) {
  Running server({.access = {{"ask.example.org"}, false}});
  const struct {
    const char* headers;
    int status;
  } cases[] = {
      {"Host: localhost\r\n", 200},
      {"Host: LOCALHOST:8080\r\n", 200},
      {"Host: [::1]:8080\r\n", 200},
      {"Host: ask.example.org\r\n", 200},
      {"Host: evil.example.org\r\n", 421},
      {"Host: localhost.evil.example\r\n", 421},
      {"Host: localhost\r\nHost: evil.example\r\n", 421},
      {"", 421},
      {"Host: localhost:80\r\nOrigin: http://localhost:80\r\n", 200},
      {"Host: localhost:80\r\nOrigin: http://localhost:81\r\n", 403},
      {"Host: localhost\r\nOrigin: https://evil.example\r\n", 403},
      {"Host: localhost\r\nOrigin: null\r\n", 403},
  };
  for (const auto& each : cases)
    EXPECT_EQ(outcome(server.port(), get("/healthz", each.headers)).status, each.status) << each.headers;
}

TEST(Hostile, BodiesThatAFormCouldSend) {
  Running server;
  for (const char* type : {"", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n",
                           "Content-Type: application/json2\r\n"}) {
    Client client(server.port());
    client.send(std::string("POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n") + type + "\r\n{}");
    EXPECT_EQ(client.receive().status, 415) << type;
  }
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"})
    EXPECT_EQ(outcome(server.port(), method + std::string(" /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")).status,
              405);
}

TEST(Hostile, PathsThatClimb) {
  Running server;
  for (const char* path : {"/../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd", "/assets/%2e%2e%2fx",
                           "/a%00b", "/%zz", "/%f", "/%ff", "etc"})
    EXPECT_EQ(outcome(server.port(), get(path)).status, 400) << path;
  EXPECT_EQ(outcome(server.port(), get("//etc/passwd")).status, 404);
  EXPECT_EQ(outcome(server.port(), get("/etc/passwd")).status, 404);
}

TEST(Hostile, ThoseWhoTakeTheirTime) {
  Running::Options options;
  options.server.header_time = options.server.body_time = options.server.idle_time = std::chrono::milliseconds(300);
  Running server(options);
  std::vector<std::unique_ptr<Client>> slow;
  for (int each = 0; each < 200; ++each) {
    slow.push_back(std::make_unique<Client>(server.port()));
    if (each % 3 == 1) slow.back()->send("GET /healthz HTT");
    if (each % 3 == 2) slow.back()->send("POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{");
  }
  // A machine may be so busy that a client of good will is too slow as well: then it comes again.
  const auto end = Clock::now() + std::chrono::seconds(60);
  int status = 0;
  while (status != 200 && Clock::now() < end) status = Client(server.port()).get("/healthz").status;
  EXPECT_EQ(status, 200);
  for (const auto& client : slow) EXPECT_THAT(client->read_all(), AnyOf(Eq(""), HasSubstr(" 408 ")));
}

TEST(Hostile, PipelinedRequestsAreAnsweredInTheirOrder) {
  Running server;
  Client client(server.port());
  client.send(get("/healthz") + get("/nothing") + get("/healthz"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(client.receive().status, 404);
  EXPECT_EQ(client.receive().status, 200);
}

TEST(Safety, EveryAnswerSaysWhatABrowserMayDo) {
  Running server;
  Client client(server.port());
  for (const char* target : {"/", "/healthz", "/api/v1/nothing"}) {
    const Received received = client.get(target, "Accept-Encoding: gzip\r\n");
    EXPECT_THAT(received.header("content-security-policy"), HasSubstr("default-src 'none'")) << target;
    EXPECT_EQ(received.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(received.header("access-control-allow-origin"), "");
  }
}

}  // namespace
}  // namespace sayquel::service
