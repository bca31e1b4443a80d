#include "draft/model/backends/openai.h"

#include <fmt/format.h>

#include <atomic>
#include <mutex>

#include "base/text.h"
#include "draft/model/backends/chat_template.h"
#include "draft/model/backends/json_fields.h"
#include "draft/model/backends/text_stream.h"
#include "draft/model/http/server_sent_events.h"
#include "draft/model/http/service.h"
#include "draft/model/tokens.h"

namespace sayquel::model {
namespace {

// Fields that some services refuse, each a bit of what this one has refused so far.
constexpr const char* kOptional[] = {"stream_options", "seed", "temperature", "stop", "max_tokens"};
constexpr std::size_t kMaxTokens = 4;  // in kOptional: refused, it is called max_completion_tokens

const char* role_name(Speaker speaker) {
  switch (speaker) {
    case Speaker::System:
      return "system";
    case Speaker::User:
      return "user";
    case Speaker::Assistant:
      return "assistant";
  }
  return "user";
}

// "text", or [{"type": "text", "text": "..."}, {"type": "thinking", ...}].
std::string content_of(const Json* content) {
  if (!content) return {};
  if (content->is_string()) return content->get<std::string>();
  std::string out;
  if (content->is_array())
    for (const Json& part : *content)
      if (const Json* text = member(part, "text"); text && text->is_string()) out += text->get<std::string>();
  return out;
}

// Reads events, or the one object of a service that does not stream, into a reply.
class OpenAiReader {
 public:
  OpenAiReader(const Listener& listener, std::string origin) : stream_(listener), origin_(std::move(origin)) {}

  bool take(const HttpResponse& head, std::string_view part) {
    if (head.header("content-type").starts_with("application/json")) {
      whole_ += part;
      return true;
    }
    events_.add(part, [this](std::string_view data) { event(data); });
    if (events_.pending() > kLongestReply) error_ = wrong("an event of more than a MiB");
    return !error_ && !stream_.enough();
  }

  Status finish() {
    if (!whole_.empty()) event(whole_);
    events_.finish([this](std::string_view data) { event(data); });
    if (error_) return tl::unexpected<Error>(*error_);
    if (stream_.enough() || done_ || ended_) return {};
    if (!seen_) return tl::unexpected<Error>(wrong("no reply"));
    return fail(ErrorCode::Network, fmt::format("{} broke off its reply.", origin_), "Try again.");
  }

  void forget() {
    events_ = {};
    whole_.clear();
    error_.reset();
    done_ = ended_ = seen_ = false;
    stream_.forget();
  }

  TextStream& stream() { return stream_; }

 private:
  void event(std::string_view data) {
    if (error_ || done_) return;
    if (data == "[DONE]") {
      done_ = true;
      return;
    }
    const Json json = Json::parse(data, nullptr, false);
    if (!json.is_object()) {
      error_ = wrong("what is no JSON object");
      return;
    }
    seen_ = true;
    if (const Json* failed = member(json, "error")) return take_error(*failed);
    if (const Json* usage = member(json, "usage")) take_usage(*usage);
    const Json* choices = member(json, "choices");
    if (!choices || !choices->is_array() || choices->empty()) return;
    const Json& choice = choices->front();
    const Json* delta = member(choice, "delta");
    if (!delta) delta = member(choice, "message");
    const std::string text = delta ? content_of(member(*delta, "content")) : content_of(member(choice, "text"));
    if (const Json* reason = member(choice, "finish_reason"); reason && reason->is_string()) {
      ended_ = true;
      stream_.reply.cut = *reason == "length";
    }
    if (const Status added = stream_.add(text); !added) error_ = added.error();
  }

  void take_error(const Json& failed) {
    const std::string words = failed.is_string() ? failed.get<std::string>() : content_of(member(failed, "message"));
    error_ = Error{ErrorCode::Network,
                   fmt::format("{} failed while it answered: {}", origin_, base::printable(words.substr(0, 300))),
                   "The fault is the service's: try again later."};
  }

  void take_usage(const Json& usage) {
    Usage& counted = stream_.reply.usage;
    counted.prompt_tokens = count_at(usage, "prompt_tokens");
    counted.reply_tokens = count_at(usage, "completion_tokens");
    if (const Json* details = member(usage, "prompt_tokens_details"))
      counted.cached_tokens = count_at(*details, "cached_tokens");
    counted.counted = counted.prompt_tokens > 0;
  }

  Error wrong(std::string_view what) const {
    return {ErrorCode::BadInput, fmt::format("{} answers with {}, which is not OpenAI's protocol.", origin_, what),
            "Check the address: most end in /v1."};
  }

  TextStream stream_;
  ServerSentEvents events_;
  std::string origin_;
  std::string whole_;  // the body of a service that does not stream
  std::optional<Error> error_;
  bool done_ = false, ended_ = false, seen_ = false;
};

class OpenAi final : public ModelBackend {
 public:
  explicit OpenAi(OpenAiOptions options)
      : options_(std::move(options)),
        service_(options_.limits, options_.retry, options_.random ? options_.random : system_random()) {
    while (options_.base.path.ends_with('/')) options_.base.path.pop_back();
  }

  std::string name() const override {
    const std::lock_guard lock(mutex_);
    if (!options_.model.empty()) return options_.model;
    return found_.empty() ? options_.base.host : found_;
  }
  std::string endpoint() const override { return options_.base.origin(); }
  bool local() const override { return options_.base.loopback(); }
  bool constrains() const override { return options_.grammars != Grammars::None; }

  Result<Reply> generate(const Request& request, const Listener& listener, const Stop& stop) const override {
    SAYQUEL_TRY(const std::string model, model_name(listener, stop));
    for (;;) {
      const unsigned refused = refused_;
      auto reply = try_once(request, model, listener, stop);
      if (reply || reply.error().code != ErrorCode::BadInput || !learn(reply.error().message, refused)) return reply;
    }
  }

 private:
  Result<Reply> try_once(const Request& request, const std::string& model, const Listener& listener,
                         const Stop& stop) const {
    OpenAiReader reader(listener, options_.base.origin());
    const Json body = options_.completion ? completion_body(request) : chat_body(request);
    const std::string text = finished(body, request, model).dump(-1, ' ', false, Json::error_handler_t::replace);
    Service::Handling handling;
    handling.body = [&](const HttpResponse& head, std::string_view part) { return reader.take(head, part); };
    handling.finish = [&](const HttpResponse&) { return reader.finish(); };
    handling.passed_on = [&] { return reader.stream().passed_on(); };
    handling.again = [&] { reader.forget(); };
    handling.secret = options_.key;
    const auto make = [&]() -> Result<HttpRequest> {
      return made("POST", options_.completion ? "/completions" : "/chat/completions", text);
    };
    const auto response = service_.call(make, handling, listener, stop);
    if (!response) return tl::unexpected<Error>(response.error());
    Reply reply = std::move(reader.stream().reply);
    if (!reply.usage.counted) {
      reply.usage.prompt_tokens = static_cast<std::int64_t>(estimate_tokens(text));
      reply.usage.reply_tokens = static_cast<std::int64_t>(estimate_tokens(reply.text));
    }
    return reply;
  }

  // A service with one model need not be told which.
  Result<std::string> model_name(const Listener& listener, const Stop& stop) const {
    if (!options_.model.empty()) return options_.model;
    {
      const std::lock_guard lock(mutex_);
      if (!found_.empty()) return found_;
    }
    Service::Handling handling;
    handling.secret = options_.key;
    SAYQUEL_TRY(
        const HttpResponse response,
        service_.call([&]() -> Result<HttpRequest> { return made("GET", "/models", ""); }, handling, listener, stop));
    const Json body = Json::parse(response.body, nullptr, false);
    const Json* data = member(body, "data");
    const Json* id = data && data->is_array() && !data->empty() ? member(data->front(), "id") : nullptr;
    if (!id || !id->is_string() || id->get<std::string>().empty())
      return fail(ErrorCode::NotFound, fmt::format("{} does not say which models it has.", options_.base.origin()),
                  "Name one: .../v1?model=NAME.");
    const std::lock_guard lock(mutex_);
    found_ = id->get<std::string>();
    return found_;
  }

  HttpRequest made(std::string method, std::string_view path, std::string body) const {
    HttpRequest request;
    request.method = std::move(method);
    request.url = options_.base;
    request.url.path += path;
    request.headers = {{"content-type", "application/json"}, {"accept", "text/event-stream, application/json"}};
    if (!options_.key.empty()) request.headers.emplace_back("authorization", "Bearer " + options_.key);
    request.body = std::move(body);
    return request;
  }

  static Json chat_body(const Request& request) {
    Json messages = Json::array();
    for (const Message& message : request.messages)
      messages.push_back({{"role", role_name(message.speaker)}, {"content", message.text}});
    return {{"messages", std::move(messages)}};
  }

  static Json completion_body(const Request& request) { return {{"prompt", mistral_instruct(request.messages)}}; }

  Json finished(Json body, const Request& request, const std::string& model) const {
    body["model"] = model;
    body["stream"] = true;
    body["max_tokens"] = request.most_tokens;
    body["temperature"] = request.temperature;
    body["seed"] = request.seed;
    body["stream_options"] = {{"include_usage", true}};
    if (!request.stop_at.empty()) body["stop"] = request.stop_at;
    if (!request.grammar.empty() && options_.grammars == Grammars::LlamaServer) body["grammar"] = request.grammar;
    if (!request.grammar.empty() && options_.grammars == Grammars::Vllm)
      body["structured_outputs"] = {{"grammar", request.grammar}};
    const unsigned refused = refused_;
    for (std::size_t i = 0; i < std::size(kOptional); ++i)
      if (refused >> i & 1u) body.erase(kOptional[i]);
    if (refused >> kMaxTokens & 1u) body["max_completion_tokens"] = request.most_tokens;
    return body;
  }

  // Which field the refusal is about, if it is one that can be left out and was not yet.
  bool learn(const std::string& message, unsigned refused) const {
    for (std::size_t i = 0; i < std::size(kOptional); ++i) {
      if (refused >> i & 1u || message.find(kOptional[i]) == std::string::npos) continue;
      refused_ |= 1u << i;
      return true;
    }
    return false;
  }

  OpenAiOptions options_;
  Service service_;
  mutable std::mutex mutex_;
  mutable std::string found_;  // the model that the service offers first
  mutable std::atomic<unsigned> refused_{0};
};

}  // namespace

std::unique_ptr<ModelBackend> make_openai(OpenAiOptions options) {
  return std::make_unique<OpenAi>(std::move(options));
}

}  // namespace sayquel::model
