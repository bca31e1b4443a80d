#include <fmt/format.h>

#include "draft/model/aws/event_stream.h"
#include "draft/model/backends/aws_service.h"
#include "draft/model/backends/chat_template.h"
#include "draft/model/backends/json_fields.h"
#include "draft/model/backends/text_stream.h"
#include "draft/model/tokens.h"

namespace sayquel::model {
namespace {

// What a container writes: whole, or a JSON object a line.
class SageMakerReader {
 public:
  SageMakerReader(const Listener& listener, std::string origin) : stream_(listener), origin_(std::move(origin)) {}

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
    if (!error_ && !whole_.empty()) read_whole();
    if (!error_ && !line_.empty()) read_line();
    if (error_) return tl::unexpected<Error>(*error_);
    if (stream_.enough() || ended_) return {};
    if (!events_.complete() || stream_.reply.text.empty())
      return fail(ErrorCode::Network, fmt::format("{} broke off its reply.", origin_), "Try again.");
    return {};
  }

  void forget() {
    events_ = {};
    whole_.clear();
    line_.clear();
    error_.reset();
    ended_ = false;
    stream_.forget();
  }

  TextStream& stream() { return stream_; }

 private:
  Status event(const EventMessage& message) {
    const std::string type = message.header(":message-type");
    if (type == "exception" || type == "error") {
      const std::string name = message.header(":exception-type");
      return tl::unexpected<Error>(
          aws_exception(name.empty() ? message.header(":error-code") : name, message.payload, origin_));
    }
    for (char c : message.payload) {
      if (c != '\n') {
        line_ += c;
        continue;
      }
      read_line();
      if (error_) return tl::unexpected<Error>(*error_);
    }
    return {};
  }

  void read_line() {
    std::string_view text = line_;
    if (text.starts_with("data:")) text.remove_prefix(5);
    const std::size_t start = text.find_first_not_of(" \r");
    const std::string line(start == std::string_view::npos ? "" : text.substr(start));
    line_.clear();
    if (line.empty() || line == "[DONE]") return;
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return wrong();
    if (const Json* failed = member(json, "error"))
      error_ = aws_exception("ModelError",
                             Json{{"message", failed->is_string() ? *failed : Json(failed->dump())}}.dump(), origin_);
    const Json* token = member(json, "token");
    const Json* special = token ? member(*token, "special") : nullptr;
    if (token && !(special && special->is_boolean() && special->get<bool>())) add(text_at(*token, "text"));
    if (const Json* details = member(json, "details")) take_details(*details);
    if (member(json, "generated_text")) ended_ = true;
  }

  // [{"generated_text"}], {"generated_text"}, or {"error"} with a status of 200.
  void read_whole() {
    const Json json = Json::parse(whole_, nullptr, false);
    const Json& one = json.is_array() && !json.empty() ? json.front() : json;
    const Json* text = member(one, "generated_text");
    if (!text || !text->is_string()) return wrong();
    add(text->get<std::string>());
    if (const Json* details = member(one, "details")) take_details(*details);
    ended_ = true;
  }

  void take_details(const Json& details) {
    stream_.reply.cut = text_at(details, "finish_reason") == "length";
    ended_ = ended_ || member(details, "finish_reason");
  }

  void add(const std::string& text) {
    if (const Status added = stream_.add(text); !added) error_ = added.error();
  }

  void wrong() {
    error_ = Error{ErrorCode::BadInput, fmt::format("{} does not answer as a text-generation container does.", origin_),
                   "The endpoint must serve a text-generation model by TGI or LMI."};
  }

  TextStream stream_;
  EventStream events_;
  std::string origin_, whole_, line_;
  std::optional<Error> error_;
  bool ended_ = false;
};

class SageMaker final : public ModelBackend {
 public:
  explicit SageMaker(AwsOptions options) : service_(std::move(options), "sagemaker") {}

  std::string name() const override { return service_.options().name; }
  std::string endpoint() const override { return service_.options().base.origin(); }
  bool local() const override { return service_.options().base.loopback(); }

  Result<Reply> generate(const Request& request, const Listener& listener, const Stop& stop) const override {
    const AwsOptions& options = service_.options();
    SageMakerReader reader(listener, endpoint());
    const std::string prompt = mistral_instruct(request.messages);
    Json parameters{{"max_new_tokens", request.most_tokens},
                    {"return_full_text", false},
                    {"do_sample", request.temperature > 0},
                    {"seed", request.seed}};
    // TGI refuses a temperature of 0: not to sample says the same.
    if (request.temperature > 0) parameters["temperature"] = request.temperature;
    if (!request.stop_at.empty()) parameters["stop"] = request.stop_at;
    Json body{{"inputs", prompt}, {"parameters", std::move(parameters)}};
    if (options.stream) body["stream"] = true;
    Service::Handling handling;
    handling.body = [&](const HttpResponse& head, std::string_view part) { return reader.take(head, part); };
    handling.finish = [&](const HttpResponse&) { return reader.finish(); };
    handling.passed_on = [&] { return reader.stream().passed_on(); };
    handling.again = [&] { reader.forget(); };
    const std::string path = fmt::format("/endpoints/{}/{}", percent_encode(options.name),
                                         options.stream ? "invocations-response-stream" : "invocations");
    SAYQUEL_TRY(const HttpResponse response,
                service_.post(path, body.dump(-1, ' ', false, Json::error_handler_t::replace), std::move(handling),
                              listener, stop));
    Reply reply = std::move(reader.stream().reply);
    reply.usage.prompt_tokens = static_cast<std::int64_t>(estimate_tokens(prompt));
    reply.usage.reply_tokens = static_cast<std::int64_t>(estimate_tokens(reply.text));
    return reply;
  }

 private:
  AwsService service_;
};

}  // namespace

std::unique_ptr<ModelBackend> make_sagemaker(AwsOptions options) {
  return std::make_unique<SageMaker>(std::move(options));
}

}  // namespace sayquel::model
