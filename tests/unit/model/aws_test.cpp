#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "draft/model/aws/event_stream.h"
#include "draft/model/aws/sigv4.h"
#include "draft/model/backends/aws_service.h"
#include "draft/model/backends/open.h"
#include "unit/model/loopback_server.h"

namespace sayquel::model {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const AwsCredentials kExample{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};

std::string header(const HttpRequest& request, const std::string& name) {
  for (const auto& [known, value] : request.headers)
    if (known == name) return value;
  return {};
}

HttpRequest request(const std::string& method, const std::string& url) {
  HttpRequest made;
  made.method = method;
  made.url = *parse_url(url);
  return made;
}

// AWS's Signature Version 4 test suite: names of its cases, and the signatures that it publishes.
TEST(SigV4, GivesThePublishedSignatures) {
  const std::tuple<const char*, const char*, const char*, const char*> cases[] = {
      {"get-vanilla", "GET", "https://example.amazonaws.com/",
       "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"post-vanilla", "POST", "https://example.amazonaws.com/",
       "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
      {"get-vanilla-query-order-key-case", "GET", "https://example.amazonaws.com/?Param2=value2&Param1=value1",
       "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
  };
  for (const auto& [name, method, url, signature] : cases) {
    HttpRequest made = request(method, url);
    sign(made, kExample, {"us-east-1", "service"}, "20150830T123600Z");
    EXPECT_EQ(header(made, "authorization"),
              "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
              "SignedHeaders=host;x-amz-date, Signature=" +
                  std::string(signature))
        << name;
  }
}

// The example of AWS's guide: IAM's ListUsers.
TEST(SigV4, GivesTheSignatureOfTheGuide) {
  HttpRequest made = request("GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");
  made.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
  sign(made, kExample, {"us-east-1", "iam"}, "20150830T123600Z");
  EXPECT_THAT(header(made, "authorization"),
              HasSubstr("SignedHeaders=content-type;host;x-amz-date, "
                        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
}

TEST(SigV4, ARolesTokenIsSignedToo) {
  AwsCredentials role = kExample;
  role.session_token = "token";
  HttpRequest made = request("POST", "https://h/");
  sign(made, role, {"r", "s"}, "20150830T123600Z");
  EXPECT_EQ(header(made, "x-amz-security-token"), "token");
  EXPECT_THAT(header(made, "authorization"), HasSubstr("x-amz-date;x-amz-security-token,"));
}

// ---- the same once more, written independently, as a service checks it ----

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += "0123456789abcdef"[bytes[i] >> 4];
    out += "0123456789abcdef"[bytes[i] & 15];
  }
  return out;
}

std::string digest(const std::string& text) {
  unsigned char out[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), out);
  return hex(out, sizeof out);
}

std::string keyed(const std::string& key, const std::string& text) {
  unsigned char out[SHA256_DIGEST_LENGTH];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), out, &size);
  return std::string(reinterpret_cast<const char*>(out), size);
}

// The signature that what came over the wire should have; `canonical_path` as the service knows the resource.
std::string expected_signature(const Received& got, const std::string& secret, const std::string& canonical_path) {
  const std::string authorization = got.headers.at("authorization");
  const auto between = [&](const std::string& start, char end) {
    const std::size_t from = authorization.find(start) + start.size();
    return authorization.substr(from, authorization.find(end, from) - from);
  };
  const std::string credential = between("Credential=", ','), signed_headers = between("SignedHeaders=", ',');
  const std::string scope = credential.substr(credential.find('/') + 1);
  std::string headers;
  for (std::size_t at = 0; at <= signed_headers.size();) {
    const std::size_t end = std::min(signed_headers.find(';', at), signed_headers.size());
    const std::string name = signed_headers.substr(at, end - at);
    headers += name + ":" + got.headers.at(name) + "\n";
    at = end + 1;
  }
  const std::string canonical =
      got.method + "\n" + canonical_path + "\n\n" + headers + "\n" + signed_headers + "\n" + digest(got.body);
  const std::string text =
      "AWS4-HMAC-SHA256\n" + got.headers.at("x-amz-date") + "\n" + scope + "\n" + digest(canonical);
  std::string key = "AWS4" + secret;
  for (std::size_t at = 0; at <= scope.size();) {
    const std::size_t end = std::min(scope.find('/', at), scope.size());
    key = keyed(key, scope.substr(at, end - at));
    at = end + 1;
  }
  const std::string signature = keyed(key, text);
  return hex(reinterpret_cast<const unsigned char*>(signature.data()), signature.size());
}

// ---- event streams ----

TEST(EventStream, ChecksumsAreThoseOfZlib) {
  EXPECT_EQ(crc32(""), 0u);
  EXPECT_EQ(crc32("123456789"), 0xCBF43926u);
}

// The empty message of AWS's published encoding examples, to the byte.
TEST(EventStream, AMessageIsWrittenToTheByte) {
  const unsigned char empty[] = {0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x00,
                                 0x05, 0xc2, 0x48, 0xeb, 0x7d, 0x98, 0xc8, 0xff};
  EXPECT_EQ(encode({}), std::string(reinterpret_cast<const char*>(empty), sizeof empty));
}

TEST(EventStream, AreTheSameHoweverTheyAreCut) {
  const std::string bytes =
      encode({{{":event-type", "a"}, {"x", ""}}, "{\"n\":1}"}) + encode({{}, std::string(300, 'y')});
  for (const std::size_t size : {1, 2, 7, 16, 1000}) {
    EventStream stream;
    std::vector<EventMessage> found;
    for (std::size_t at = 0; at < bytes.size(); at += size)
      ASSERT_TRUE(stream.add(std::string_view(bytes).substr(at, size), [&](const EventMessage& one) {
        found.push_back(one);
        return Status();
      }));
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].header(":event-type"), "a");
    EXPECT_EQ(found[0].payload, "{\"n\":1}");
    EXPECT_EQ(found[1].payload, std::string(300, 'y'));
    EXPECT_TRUE(stream.complete());
  }
}

TEST(EventStream, AnyBitThatFlipsIsNoticed) {
  const std::string good = encode({{{":event-type", "a"}}, "payload"});
  for (std::size_t i = 0; i < good.size() * 8; ++i) {
    std::string bad = good;
    bad[i / 8] = static_cast<char>(bad[i / 8] ^ (1 << i % 8));
    EventStream stream;
    int messages = 0;
    const Status read = stream.add(bad, [&](const EventMessage&) {
      ++messages;
      return Status();
    });
    EXPECT_EQ(messages, 0) << i;
    EXPECT_FALSE(read && stream.complete()) << i;
  }
}

// ---- the backends ----

Variables variables(std::map<std::string, std::string> set) {
  return [set = std::move(set)](const std::string& name) -> std::optional<std::string> {
    const auto found = set.find(name);
    return found == set.end() ? std::nullopt : std::optional<std::string>(found->second);
  };
}

std::map<std::string, std::string> environment(const LoopbackServer& server) {
  return {{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
          {"AWS_SECRET_ACCESS_KEY", "secret"},
          {"AWS_ENDPOINT_URL", server.url()},
          {"AWS_EC2_METADATA_DISABLED", "true"}};
}

std::unique_ptr<ModelBackend> open(const LoopbackServer& server, const std::string& url) {
  ModelOptions options;
  options.url = url;
  auto backend = open_backend(options, variables(environment(server)));
  EXPECT_TRUE(backend) << backend.error().message;
  return std::move(*backend);
}

Request question() {
  Request made;
  made.messages = {{Speaker::System, "Rules."}, {Speaker::User, "how many?"}};
  return made;
}

constexpr const char* kEventStream = "content-type: application/vnd.amazon.eventstream\r\n";

std::string part(const std::string& payload) {
  return encode({{{":message-type", "event"}, {":event-type", "PayloadPart"}}, payload});
}

TEST(SageMaker, StreamsWhatTgiWrites) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.begin(kEventStream);
    wire.chunk(part("data:{\"token\":{\"text\":\"SELECT\",\"special\":false}}\n\ndata:{\"token\":{\"te"));
    wire.chunk(part("xt\":\" 1\"}}\n\n"));
    wire.chunk(
        part("data:{\"token\":{\"text\":\"</s>\",\"special\":true},\"generated_text\":\"SELECT 1\","
             "\"details\":{\"finish_reason\":\"eos_token\"}}\n\n"));
    wire.end();
  });
  const auto backend = open(server, "sagemaker://mixtral?region=us-west-2");
  const auto reply = backend->generate(question(), {}, {});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 1");
  EXPECT_FALSE(reply->cut);
  const Received got = server.received().at(0);
  EXPECT_EQ(got.target, "/endpoints/mixtral/invocations-response-stream");
  EXPECT_THAT(got.headers.at("authorization"), HasSubstr("/us-west-2/sagemaker/aws4_request"));
  EXPECT_THAT(got.headers.at("authorization"), HasSubstr("Signature=" + expected_signature(got, "secret", got.target)));
  const Json body = Json::parse(got.body);
  EXPECT_EQ(body["inputs"], "[INST] Rules.\n\nhow many? [/INST]");
  EXPECT_EQ(body["parameters"]["max_new_tokens"], 512);
  EXPECT_EQ(body["parameters"]["do_sample"], false);
  EXPECT_EQ(body["parameters"]["return_full_text"], false);
  EXPECT_FALSE(body["parameters"].contains("temperature"));
}

TEST(SageMaker, StreamsWhatLmiWrites) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.begin(kEventStream);
    wire.chunk(part("{\"token\": {\"id\": 1, \"text\": \"SELECT 2\"}}\n"));
    wire.chunk(part("{\"token\": {\"text\": \"\"}, \"details\": {\"finish_reason\": \"length\"}}\n"));
    wire.end();
  });
  const auto reply = open(server, "sagemaker://e?region=eu-west-1")->generate(question(), {}, {});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 2");
  EXPECT_TRUE(reply->cut);
}

TEST(SageMaker, WithoutTheStream) {
  for (const char* body : {R"([{"generated_text": "SELECT 3"}])", R"({"generated_text": "SELECT 3"})"}) {
    const LoopbackServer server([&](const Received&, const Wire& wire, int) { wire.answer(200, body); });
    const auto reply = open(server, "sagemaker://e?region=eu-west-1&stream=no")->generate(question(), {}, {});
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->text, "SELECT 3");
    EXPECT_EQ(server.received().at(0).target, "/endpoints/e/invocations");
  }
}

TEST(SageMaker, AnswersThatAreNotTheProtocol) {
  const std::pair<const char*, std::string> answers[] = {
      {"content-type: application/json\r\n", "{\"predictions\": []}"},
      {"content-type: application/json\r\n", "no json"},
      {kEventStream, "these are no framed bytes at all"},
      {kEventStream, part("data:{no json\n")},
  };
  for (const auto& [type, body] : answers) {
    const LoopbackServer server(
        [&, type = type, body = body](const Received&, const Wire& wire, int) { wire.answer(200, body, type); });
    const auto reply = open(server, "sagemaker://e?region=eu-west-1")->generate(question(), {}, {});
    ASSERT_FALSE(reply) << body;
    EXPECT_EQ(reply.error().code, ErrorCode::BadInput) << reply.error().message;
  }
}

TEST(Bedrock, StreamsAndCounts) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    const auto event = [&](const char* type, const char* payload) {
      wire.chunk(encode(
          {{{":message-type", "event"}, {":event-type", type}, {":content-type", "application/json"}}, payload}));
    };
    wire.begin(kEventStream);
    event("messageStart", R"({"role":"assistant"})");
    event("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"SELECT "}})");
    event("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"4"}})");
    event("contentBlockStop", R"({"contentBlockIndex":0})");
    event("messageStop", R"({"stopReason":"end_turn"})");
    event("metadata", R"({"usage":{"inputTokens":12,"outputTokens":3,"totalTokens":15}})");
    wire.end();
  });
  const auto reply =
      open(server, "bedrock://mistral.mixtral-8x7b-instruct-v0:1?region=us-east-1")->generate(question(), {}, {});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 4");
  EXPECT_EQ(reply->usage.prompt_tokens, 12);
  EXPECT_TRUE(reply->usage.counted);
  const Received got = server.received().at(0);
  EXPECT_EQ(got.target, "/model/mistral.mixtral-8x7b-instruct-v0%3A1/converse-stream");
  EXPECT_THAT(
      got.headers.at("authorization"),
      HasSubstr("Signature=" +
                expected_signature(got, "secret", "/model/mistral.mixtral-8x7b-instruct-v0%253A1/converse-stream")));
  const Json body = Json::parse(got.body);
  EXPECT_FALSE(body.contains("system"));  // Mixtral takes none there
  EXPECT_EQ(body["messages"][0]["content"][0]["text"], "Rules.\n\nhow many?");
}

TEST(Bedrock, OtherModelsAreGivenTheRulesAsSystem) {
  const LoopbackServer server([](const Received&, const Wire& wire, int) {
    wire.answer(200, R"({"output":{"message":{"role":"assistant","content":[{"text":"SELECT 5"}]}},)"
                     R"("stopReason":"max_tokens","usage":{"inputTokens":1,"outputTokens":2}})");
  });
  const auto reply = open(server, "bedrock://other.model?region=us-east-1&stream=no")->generate(question(), {}, {});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "SELECT 5");
  EXPECT_TRUE(reply->cut);
  EXPECT_EQ(Json::parse(server.received().at(0).body)["system"][0]["text"], "Rules.");
}

TEST(Bedrock, ExceptionsInTheStreamAreErrors) {
  const std::pair<const char*, ErrorCode> exceptions[] = {{"validationException", ErrorCode::BadInput},
                                                          {"modelStreamErrorException", ErrorCode::Network}};
  for (const auto& [type, code] : exceptions) {
    const LoopbackServer server([type = type](const Received&, const Wire& wire, int) {
      wire.answer(200,
                  encode({{{":message-type", "exception"}, {":exception-type", type}}, R"({"message":"bad luck"})"}),
                  kEventStream);
    });
    AwsOptions options;
    options.name = "m";
    options.region = "us-east-1";
    options.base = *parse_url(server.url());
    options.environment = variables(environment(server));
    options.retry = {.attempts = 2, .first = std::chrono::milliseconds(1)};
    const auto reply = make_bedrock(options)->generate(question(), {}, {});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, code) << type;
    EXPECT_THAT(reply.error().message, HasSubstr("bad luck"));
    EXPECT_THAT(server.received(), SizeIs(code == ErrorCode::Network ? 2 : 1));
  }
}

TEST(AwsCredentials, OfAProfile) {
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) / "sayquel-aws-credentials";
  std::ofstream(path) << "[default]\naws_access_key_id = A\naws_secret_access_key=B\n[half]\naws_access_key_id = A\n"
                         "[role]\naws_access_key_id=C\naws_secret_access_key=D\naws_session_token = E\n";
  const auto get = [&](const char* profile) {
    std::map<std::string, std::string> set{{"AWS_SHARED_CREDENTIALS_FILE", path.string()},
                                           {"AWS_EC2_METADATA_DISABLED", "true"}};
    if (profile) set["AWS_PROFILE"] = profile;
    return CredentialChain(variables(set)).get({});
  };
  EXPECT_EQ(get(nullptr)->secret_key, "B");
  EXPECT_EQ(get("role")->session_token, "E");
  EXPECT_EQ(get("half").error().code, ErrorCode::BadInput);
  EXPECT_EQ(get("other").error().code, ErrorCode::PermissionDenied);
  std::filesystem::remove(path);
  const auto none = get(nullptr);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::PermissionDenied);
  EXPECT_THAT(none.error().hint, HasSubstr("AWS_ACCESS_KEY_ID"));
}

TEST(AwsCredentials, OfAnInstance) {
  const LoopbackServer server([](const Received& got, const Wire& wire, int) {
    if (got.method == "PUT") return wire.answer(200, "a-token", "");
    EXPECT_EQ(got.headers.at("x-aws-ec2-metadata-token"), "a-token");
    if (got.target == "/latest/meta-data/iam/security-credentials/") return wire.answer(200, "my-role", "");
    EXPECT_EQ(got.target, "/latest/meta-data/iam/security-credentials/my-role");
    wire.answer(200, R"({"AccessKeyId":"A","SecretAccessKey":"B","Token":"T","Expiration":"2030-01-01T00:00:00Z"})");
  });
  const CredentialChain chain(
      variables({{"AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url()}, {"HOME", "/nonexistent"}}));
  for (int i = 0; i < 2; ++i) {
    const auto found = chain.get({});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->session_token, "T");
  }
  EXPECT_THAT(server.received(), SizeIs(3));  // and kept
}

TEST(OpenBackend, WhatIsNoAddressIsSaidToBeNone) {
  const std::tuple<const char*, ErrorCode, const char*> cases[] = {
      {"mixtral", ErrorCode::Usage, "names no model"},
      {"http://", ErrorCode::Usage, "address"},
      {"http://h/v1?api=other", ErrorCode::Usage, "api `other`"},
      {"http://h/v1?grammar=x", ErrorCode::Usage, "grammar"},
      {"openai://api.openai.com/gpt-4o", ErrorCode::PermissionDenied, "needs a key"},
      {"sagemaker://mixtral", ErrorCode::Usage, "No AWS region"},
      {"sagemaker://?region=us-east-1", ErrorCode::Usage, "not one of AWS"},
      {"bedrock://m?region=us-east-1&regoin=x", ErrorCode::Usage, "not one of AWS"},
      {"bedrock://m?region=a/b", ErrorCode::Usage, "region is none"},
      {"nowhere.gguf", ErrorCode::NotFound, "There is no model file nowhere.gguf"},
  };
  for (const auto& [url, code, says] : cases) {
    ModelOptions options;
    options.url = url;
    const auto backend = open_backend(options, variables({}));
    ASSERT_FALSE(backend) << url;
    EXPECT_EQ(backend.error().code, code) << url << ": " << backend.error().message;
    EXPECT_THAT(backend.error().message, HasSubstr(says));
    EXPECT_FALSE(backend.error().hint.empty());
  }
}

TEST(OpenBackend, KnowsWhoIsLocal) {
  const std::tuple<const char*, bool, const char*> cases[] = {
      {"http://127.0.0.1:8080/v1?model=m", true, "http://127.0.0.1:8080"},
      {"openai://localhost:11434/mixtral", true, "http://localhost:11434"},
      {"openai://models.example/org/model", false, "https://models.example"},
      {"https://models.example/v1/chat/completions?model=m", false, "https://models.example"},
      {"sagemaker://e?region=us-east-1", false, "https://runtime.sagemaker.us-east-1.amazonaws.com"},
      {"bedrock://m?region=eu-west-3", false, "https://bedrock-runtime.eu-west-3.amazonaws.com"},
  };
  for (const auto& [url, local, endpoint] : cases) {
    ModelOptions options;
    options.url = url;
    const auto backend = open_backend(options, variables({}));
    ASSERT_TRUE(backend) << url << ": " << backend.error().message;
    EXPECT_EQ((*backend)->local(), local) << url;
    EXPECT_EQ((*backend)->endpoint(), endpoint) << url;
  }
}

}  // namespace
}  // namespace sayquel::model
