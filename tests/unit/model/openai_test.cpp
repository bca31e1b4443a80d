#include "draft/model/backends/openai.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "unit/model/loopback_server.h"

namespace sayquel::model {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

// No test waits: pauses between tries are a millisecond.
RetryPolicy quick() { return {.attempts = 4, .first = std::chrono::milliseconds(1)}; }

OpenAiOptions options(const LoopbackServer& server) {
  OpenAiOptions made;
  made.base = *parse_url(server.url() + "/v1");
  made.model = "small";
  made.key = "sk-secret";
  made.retry = quick();
  made.limits.idle = std::chrono::seconds(60);
  return made;
}

Request question() {
  Request request;
  request.messages = {{Speaker::System, "You write SQL."}, {Speaker::User, "how many?"}};
  return request;
}

std::string delta(const std::string& text) { return Json{{"choices", {{{"delta", {{"content", text}}}}}}}.dump(); }
const std::string kStop = R"({"choices":[{"delta":{},"finish_reason":"stop"}]})";

void stream_two(const Wire& wire) {
  wire.begin();
  wire.event(delta("SELECT "));
  wire.event(delta("1"));
  wire.event(kStop);
  wire.event(R"({"choices":[],"usage":{"prompt_tokens":90,"completion_tokens":4,)"
             R"("prompt_tokens_details":{"cached_tokens":64}}})");
  wire.event("[DONE]");
  wire.end();
}

Result<Reply> ask(const OpenAiOptions& with, const Listener& listener = {}, const Stop& stop = {}) {
  return make_openai(with)->generate(question(), listener, stop);
}

TEST(OpenAi, StreamsTheReplyAndCountsItsTokens) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) { stream_two(wire); });
  std::string heard;
  const auto reply = ask(options(server), {.text = [&](std::string_view text) {
                           heard += text;
                           return true;
                         }});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 1");
  EXPECT_EQ(heard, "SELECT 1");
  EXPECT_FALSE(reply->cut);
  EXPECT_EQ(reply->usage.prompt_tokens, 90);
  EXPECT_EQ(reply->usage.reply_tokens, 4);
  EXPECT_EQ(reply->usage.cached_tokens, 64);
  EXPECT_TRUE(reply->usage.counted);
}

TEST(OpenAi, SendsWhatTheApiAsksFor) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) { stream_two(wire); });
  ASSERT_TRUE(ask(options(server)));
  const Received got = server.received().at(0);
  EXPECT_EQ(got.method, "POST");
  EXPECT_EQ(got.target, "/v1/chat/completions");
  EXPECT_EQ(got.headers.at("authorization"), "Bearer sk-secret");
  EXPECT_EQ(got.headers.at("content-type"), "application/json");
  const Json body = Json::parse(got.body);
  EXPECT_EQ(body["model"], "small");
  EXPECT_EQ(body["stream"], true);
  EXPECT_EQ(body["temperature"], 0);
  EXPECT_EQ(body["max_tokens"], 512);
  EXPECT_EQ(body["messages"][0], (Json{{"role", "system"}, {"content", "You write SQL."}}));
  EXPECT_EQ(body["messages"][1], (Json{{"role", "user"}, {"content", "how many?"}}));
}

TEST(OpenAi, CompletionTakesOnePromptInTheInstructFormat) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.begin();
    wire.event(R"({"choices":[{"text":"SELECT 2","finish_reason":"length"}]})");
    wire.end();
  });
  OpenAiOptions with = options(server);
  with.completion = true;
  const auto reply = ask(with);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 2");
  EXPECT_TRUE(reply->cut);
  EXPECT_FALSE(reply->usage.counted);
  EXPECT_GT(reply->usage.prompt_tokens, 0);
  EXPECT_EQ(server.received().at(0).target, "/v1/completions");
  EXPECT_EQ(Json::parse(server.received().at(0).body)["prompt"], "[INST] You write SQL.\n\nhow many? [/INST]");
}

TEST(OpenAi, AServiceThatDoesNotStreamIsReadAsWell) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.answer(200, R"({"choices":[{"message":{"content":"SELECT 3"},"finish_reason":"stop"}],)"
                     R"("usage":{"prompt_tokens":7,"completion_tokens":2}})");
  });
  const auto reply = ask(options(server));
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 3");
  EXPECT_EQ(reply->usage.prompt_tokens, 7);
}

TEST(OpenAi, SlowBytesArriveWhole) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.begin();
    const std::string event = "data: " + delta("SELECT 'é'") + "\r\n\r\n";
    for (char c : event) wire.chunk({&c, 1});
    wire.event(kStop);
    wire.end();
  });
  const auto reply = ask(options(server));
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 'é'");
}

TEST(OpenAi, TheFirstModelOfAServiceIsTakenWhereNoneIsNamed) {
  const LoopbackServer server([](const Received& got, const Wire& wire, int) {
    if (got.method == "GET") return wire.answer(200, R"({"data":[{"id":"mixtral"},{"id":"other"}]})");
    stream_two(wire);
  });
  OpenAiOptions with = options(server);
  with.model.clear();
  const auto backend = make_openai(with);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(backend->generate(question(), {}, {}));
  EXPECT_EQ(backend->name(), "mixtral");
  ASSERT_THAT(server.received(), SizeIs(3));  // asked for once
  EXPECT_EQ(server.received()[0].target, "/v1/models");
  EXPECT_EQ(server.connections(), 1);  // and kept
}

TEST(OpenAi, IsTriedAgainWhereTheServiceSaysSo) {
  for (const int status : {408, 429, 500, 502, 503, 529}) {
    const LoopbackServer server([&](const Received&, const Wire& wire, int number) {
      if (number < 2) return wire.answer(status, R"({"error":{"message":"later"}})");
      stream_two(wire);
    });
    std::vector<Transmission> ledger;
    const auto reply = ask(options(server), {.sent = [&](const Transmission& one) { ledger.push_back(one); }});
    ASSERT_TRUE(reply) << status << ": " << reply.error().message;
    ASSERT_THAT(ledger, SizeIs(3)) << status;
    EXPECT_FALSE(ledger[0].answered);
    EXPECT_TRUE(ledger[2].answered);
    EXPECT_EQ(ledger[2].body, server.received()[2].body);
    EXPECT_EQ(ledger[2].bytes, ledger[2].body.size());
    EXPECT_EQ(ledger[2].to, server.url());
    EXPECT_THAT(ledger[2].body, Not(HasSubstr("sk-secret")));
  }
}

struct Refusal {
  int status;
  const char* body;
  ErrorCode code;
  int tries;
  const char* says;
};

TEST(OpenAi, RefusalsAreErrorsWithAHint) {
  const Refusal refusals[] = {
      {401, R"({"error":{"message":"Incorrect API key: sk-secret"}})", ErrorCode::PermissionDenied, 1, "key: ..."},
      {403, "", ErrorCode::PermissionDenied, 1, "credentials"},
      {404, R"({"error":"model not found"})", ErrorCode::NotFound, 1, "model not found"},
      {413, "", ErrorCode::TooLarge, 1, "prompt"},
      {400, R"({"message":"maximum context length is 512"})", ErrorCode::TooLarge, 1, "512"},
      {400, R"({"detail":"what is this"})", ErrorCode::BadInput, 1, "what is this"},
      {301, "", ErrorCode::BadInput, 1, "elsewhere"},
      {429, "", ErrorCode::Busy, 4, "busy"},
      {500, "<html>", ErrorCode::Network, 4, "HTTP 500"},
  };
  for (const Refusal& refusal : refusals) {
    const LoopbackServer server(
        [&](const Received&, const Wire& wire, int) { wire.answer(refusal.status, refusal.body); });
    const auto reply = ask(options(server));
    ASSERT_FALSE(reply) << refusal.status;
    EXPECT_EQ(reply.error().code, refusal.code) << reply.error().message;
    EXPECT_THAT(reply.error().message, HasSubstr(refusal.says));
    EXPECT_THAT(reply.error().message, Not(HasSubstr("sk-secret")));
    EXPECT_FALSE(reply.error().hint.empty());
    EXPECT_THAT(server.received(), SizeIs(static_cast<std::size_t>(refusal.tries))) << refusal.status;
  }
}

TEST(OpenAi, AFieldThatTheServiceDoesNotKnowIsLeftOut) {
  const LoopbackServer server([](const Received& got, const Wire& wire, int) {
    const Json body = Json::parse(got.body);
    if (body.contains("seed")) return wire.answer(422, R"({"detail":"extra fields not permitted: seed"})");
    if (body.contains("max_tokens"))
      return wire.answer(400, R"({"error":{"message":"Unsupported parameter: 'max_tokens'"}})");
    EXPECT_EQ(body["max_completion_tokens"], 512);
    stream_two(wire);
  });
  const auto backend = make_openai(options(server));
  ASSERT_TRUE(backend->generate(question(), {}, {}));
  ASSERT_TRUE(backend->generate(question(), {}, {}));
  EXPECT_THAT(server.received(), SizeIs(4));  // learnt once
}

TEST(OpenAi, ACutStreamIsTriedAgain) {
  const LoopbackServer server(
      [](const Received&, const Wire& wire, int number) {
        if (number > 0) return stream_two(wire);
        wire.begin();
        wire.event(delta("SELECT 9"));
      },
      false);
  const auto reply = ask(options(server));
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 1");
}

TEST(OpenAi, ACutStreamIsNotTriedAgainOnceItsTextWasHeard) {
  const LoopbackServer server(
      [](const Received&, const Wire& wire, int) {
        wire.begin();
        wire.event(delta("SELECT 9"));
      },
      false);
  std::string heard;
  const auto reply = ask(options(server), {.text = [&](std::string_view text) {
                           heard += text;
                           return true;
                         }});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::Network);
  EXPECT_EQ(heard, "SELECT 9");
  EXPECT_THAT(server.received(), SizeIs(1));
}

TEST(OpenAi, AnswersThatAreNotTheProtocol) {
  const std::pair<std::string, std::string> answers[] = {
      {"text/event-stream", "data: {\"choices\": [\n\n"},
      {"text/event-stream", "data: 7\n\n"},
      {"application/json", "{"},
      {"application/json", "[]"},
      {"text/html", "<html>Welcome</html>"},
  };
  for (const auto& [type, body] : answers) {
    const LoopbackServer server([&, type = type, body = body](const Received&, const Wire& wire, int) {
      wire.answer(200, body, "content-type: " + type + "\r\n");
    });
    const auto reply = ask(options(server));
    ASSERT_FALSE(reply) << body;
    EXPECT_EQ(reply.error().code, ErrorCode::BadInput) << body << ": " << reply.error().message;
  }
}

TEST(OpenAi, AnErrorInsideTheStreamIsTheServices) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.begin();
    wire.event(delta("SEL"));
    wire.event(R"({"error":{"message":"out of memory"}})");
    wire.end();
  });
  const auto reply = ask(options(server));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::Network);
  EXPECT_THAT(reply.error().message, HasSubstr("out of memory"));
  EXPECT_THAT(server.received(), SizeIs(4));
}

TEST(OpenAi, TenMegabytesAreTooLarge) {
  const std::string much(1 << 18, 'x');
  const LoopbackServer server([&](const Received&, const Wire& wire, int) {
    wire.begin();
    for (int i = 0; i < 40; ++i) wire.event(delta(much));
    wire.end();
  });
  const auto reply = ask(options(server));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::TooLarge);
  EXPECT_THAT(server.received(), SizeIs(1));
}

TEST(OpenAi, AHangingServiceMeetsTheDeadlineAndTheCancel) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) { wire.hang(); });
  const auto late = ask(options(server), {}, Stop::after(std::chrono::milliseconds(50)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::Deadline);
  const LoopbackServer other([](const Received&, const Wire& wire, int) { wire.hang(); });
  const CancelToken token;
  std::thread canceller([&] {
    while (other.received().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    token.cancel();
  });
  const auto cancelled = ask(options(other), {}, Stop(token));
  canceller.join();
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
}

TEST(OpenAi, ASilentServiceIsGivenUp) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.begin();
    wire.hang();
  });
  OpenAiOptions with = options(server);
  with.limits.idle = std::chrono::milliseconds(40);
  with.retry.attempts = 2;
  int sent = 0;
  const auto reply = ask(with, {.sent = [&](const Transmission&) { ++sent; }});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::Network);
  EXPECT_THAT(reply.error().message, HasSubstr("silent"));
  EXPECT_EQ(sent, 2);
}

TEST(OpenAi, AWaitThatTheDeadlineForbidsIsNotBegun) {
  const LoopbackServer server(
      [](const Received&, const Wire& wire, int) { wire.answer(429, "", "retry-after: 3600\r\n"); });
  const auto reply = ask(options(server), {}, Stop::after(std::chrono::seconds(60)));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::Deadline);
  EXPECT_THAT(reply.error().message, HasSubstr("busy"));
  EXPECT_THAT(server.received(), SizeIs(1));
}

TEST(OpenAi, NobodyThere) {
  std::string url;
  {
    const LoopbackServer gone([](const Received&, const Wire&, int) {});
    url = gone.url();
  }
  OpenAiOptions with;
  with.base = *parse_url(url + "/v1");
  with.model = "m";
  with.retry = quick();
  const auto reply = ask(with);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::Network);
  EXPECT_THAT(reply.error().hint, HasSubstr("running"));
}

TEST(OpenAi, EnoughEndsTheReply) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.begin();
    wire.event(delta("SELECT 1;"));
    wire.hang();
  });
  const auto reply = ask(options(server), {.text = [](std::string_view) { return false; }});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 1;");
}

TEST(OpenAi, AKeyWithALineBreakIsNotSent) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) { stream_two(wire); });
  OpenAiOptions with = options(server);
  with.key = "sk-a\r\nx-evil: 1";
  const auto reply = ask(with);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::BadInput);
  EXPECT_THAT(server.received(), SizeIs(0));
}

}  // namespace
}  // namespace sayquel::model
