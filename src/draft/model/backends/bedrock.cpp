#include <fmt/format.h>

#include "base/text.h"
#include "draft/model/aws/event_stream.h"
#include "draft/model/backends/aws_service.h"
#include "draft/model/backends/json_fields.h"
#include "draft/model/backends/text_stream.h"
#include "draft/model/tokens.h"

namespace sayquel::model {
namespace {

class BedrockReader {
 public:
  BedrockReader(const Listener& listener, std::string origin) : stream_(listener), origin_(std::move(origin)) {}

  bool take(const HttpResponse& head, std::string_view part) {
    if (!head.header("content-type").starts_with("application/vnd.amazon.eventstream")) {
      whole_ += part;
      return true;
    }
    if (const Status read = events_.add(part, [this](const EventMessage& one) { return event(one); }); !read)
      error_ = read.error();
    return !error_ && !stream_.enough();
  }

  Status finish() {
    if (!error_ && !whole_.empty()) error_ = failed(read_whole());
    if (error_) return tl::unexpected<Error>(*error_);
    if (stream_.enough() || ended_) return {};
    return fail(ErrorCode::Network, fmt::format("{} broke off its reply.", origin_), "Try again.");
  }

  void forget() {
    events_ = {};
    whole_.clear();
    error_.reset();
    ended_ = false;
    stream_.forget();
  }

  TextStream& stream() { return stream_; }

 private:
  static std::optional<Error> failed(const Status& status) {
    return status ? std::nullopt : std::optional<Error>(status.error());
  }

  Status event(const EventMessage& message) {
    if (message.header(":message-type") != "event") {
      const std::string type = message.header(":exception-type");
      return tl::unexpected<Error>(
          aws_exception(type.empty() ? message.header(":error-code") : type, message.payload, origin_));
    }
    const Json json = Json::parse(message.payload, nullptr, false);
    if (!json.is_object()) return wrong();
    const std::string type = message.header(":event-type");
    if (type == "contentBlockDelta") {
      const Json* delta = member(json, "delta");
      return delta ? stream_.add(text_at(*delta, "text")) : Status();
    }
    if (type == "messageStop") stop(json);
    if (type == "metadata") count(json);
    return {};
  }

  Status read_whole() {
    const Json json = Json::parse(whole_, nullptr, false);
    const Json* output = member(json, "output");
    const Json* message = output ? member(*output, "message") : nullptr;
    const Json* content = message ? member(*message, "content") : nullptr;
    if (!content || !content->is_array()) return wrong();
    for (const Json& part : *content) SAYQUEL_CHECK(stream_.add(text_at(part, "text")));
    stop(json);
    count(json);
    return {};
  }

  void stop(const Json& json) {
    ended_ = true;
    stream_.reply.cut = text_at(json, "stopReason") == "max_tokens";
  }

  void count(const Json& json) {
    const Json* usage = member(json, "usage");
    if (!usage) return;
    stream_.reply.usage = {count_at(*usage, "inputTokens"), count_at(*usage, "outputTokens"),
                           count_at(*usage, "cacheReadInputTokens"), true};
  }

  Status wrong() const {
    return fail(ErrorCode::BadInput, fmt::format("{} does not answer as Bedrock's Converse does.", origin_),
                "Check the endpoint's address.");
  }

  TextStream stream_;
  EventStream events_;
  std::string origin_, whole_;
  std::optional<Error> error_;
  bool ended_ = false;
};

bool takes_no_system(const std::string& model) {
  return model.find("mixtral-8x7b") != std::string::npos || model.find("mistral-7b") != std::string::npos;
}

Json body_of(const Request& request, const std::string& model) {
  Json messages = Json::array(), system = Json::array();
  std::string before;
  for (const Message& message : request.messages) {
    if (message.speaker == Speaker::System && takes_no_system(model)) {
      before = message.text + "\n\n";
    } else if (message.speaker == Speaker::System) {
      system.push_back({{"text", message.text}});
    } else {
      const bool user = message.speaker == Speaker::User;
      messages.push_back({{"role", user ? "user" : "assistant"}, {"content", {{{"text", before + message.text}}}}});
      before.clear();
    }
  }
  Json body{{"messages", std::move(messages)},
            {"inferenceConfig", {{"maxTokens", request.most_tokens}, {"temperature", request.temperature}}}};
  if (!system.empty()) body["system"] = std::move(system);
  if (!request.stop_at.empty()) body["inferenceConfig"]["stopSequences"] = request.stop_at;
  return body;
}

class Bedrock final : public ModelBackend {
 public:
  explicit Bedrock(AwsOptions options) : service_(std::move(options), "bedrock") {}

  std::string name() const override { return service_.options().name; }
  std::string endpoint() const override { return service_.options().base.origin(); }
  bool local() const override { return service_.options().base.loopback(); }

  Result<Reply> generate(const Request& request, const Listener& listener, const Stop& stop) const override {
    const AwsOptions& options = service_.options();
    BedrockReader reader(listener, endpoint());
    Service::Handling handling;
    handling.body = [&](const HttpResponse& head, std::string_view part) { return reader.take(head, part); };
    handling.finish = [&](const HttpResponse&) { return reader.finish(); };
    handling.passed_on = [&] { return reader.stream().passed_on(); };
    handling.again = [&] { reader.forget(); };
    const std::string path =
        fmt::format("/model/{}/{}", percent_encode(options.name), options.stream ? "converse-stream" : "converse");
    const std::string body = body_of(request, options.name).dump(-1, ' ', false, Json::error_handler_t::replace);
    SAYQUEL_TRY(const HttpResponse response, service_.post(path, body, std::move(handling), listener, stop));
    Reply reply = std::move(reader.stream().reply);
    if (!reply.usage.counted) {
      reply.usage.prompt_tokens = static_cast<std::int64_t>(estimate_tokens(body));
      reply.usage.reply_tokens = static_cast<std::int64_t>(estimate_tokens(reply.text));
    }
    return reply;
  }

 private:
  AwsService service_;
};

}  // namespace

std::unique_ptr<ModelBackend> make_bedrock(AwsOptions options) { return std::make_unique<Bedrock>(std::move(options)); }

}  // namespace sayquel::model
