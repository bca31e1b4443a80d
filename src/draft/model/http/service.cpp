#include "draft/model/http/service.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <random>

#include "base/text.h"

namespace sayquel::model {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kWordsShown = 300;  // bytes of a service's own message

std::string text_at(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// {"error": {"message": ...}}, {"error": "..."}, {"message": ...} (also AWS's "Message"), {"detail": ...}
std::string own_words(const HttpResponse& response, const std::string& secret) {
  const Json body = Json::parse(response.body, nullptr, false);
  std::string words;
  if (body.is_object()) {
    if (body.contains("error")) words = text_at(body["error"], "message");
    for (const char* name : {"error", "message", "Message", "detail", "errorMessage"})
      if (words.empty()) words = text_at(body, name);
  } else if (body.is_discarded() && !response.header("content-type").starts_with("text/html")) {
    words = response.body;
  }
  for (std::size_t at; !secret.empty() && (at = words.find(secret)) != std::string::npos;)
    words.replace(at, secret.size(), "...");
  words = base::printable(words);
  if (words.size() > kWordsShown) {
    std::size_t end = kWordsShown;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
    words = words.substr(0, end) + "...";
  }
  return words;
}

bool about_length(std::string words) {
  words = base::lower_ascii(words);
  return words.find("context length") != std::string::npos || words.find("context size") != std::string::npos ||
         words.find("too many tokens") != std::string::npos || words.find("too long") != std::string::npos;
}

bool may_try_again(const Error& error) { return error.code == ErrorCode::Network || error.code == ErrorCode::Busy; }

}  // namespace

Error refusal(const HttpResponse& response, const std::string& origin, const std::string& secret) {
  const std::string words = own_words(response, secret);
  const std::string said = words.empty() ? "." : ": " + words;
  const auto error = [&](ErrorCode code, std::string_view what, std::string hint) {
    return Error{code, fmt::format("{} {} (HTTP {}){}", origin, what, response.status, said), std::move(hint)};
  };
  switch (response.status) {
    case 401:
    case 403:
      return error(ErrorCode::PermissionDenied, "does not accept the credentials",
                   "Check the key: [model] key in the settings, or the service's environment variable.");
    case 404:
      return error(ErrorCode::NotFound, "does not know this model or address",
                   "Check the model's name and the path of the address (most end in /v1).");
    case 413:
      return error(ErrorCode::TooLarge, "finds the prompt too long", "Lower [model] tokens in the settings.");
    case 408:
    case 429:
    case 503:
    case 529:
      return error(ErrorCode::Busy, "is too busy to answer", "Try again later.");
    default:
      break;
  }
  if (response.status >= 500)
    return error(ErrorCode::Network, "failed", "The fault is the service's: try again later.");
  if (about_length(words))
    return error(ErrorCode::TooLarge, "finds the prompt too long", "Lower [model] tokens in the settings.");
  if (response.status / 100 == 3)
    return error(ErrorCode::BadInput, "sends us elsewhere, which is not followed",
                 "Write the address that it moved to.");
  return error(ErrorCode::BadInput, "does not take the request", "Is the address that of a model service?");
}

Result<HttpResponse> Service::call(const Make& make, const Handling& handling, const Listener& listener,
                                   const Stop& stop) const {
  for (int attempt = 0;; ++attempt) {
    SAYQUEL_TRY(const HttpRequest request, make());
    const std::string origin = request.url.origin();
    auto response = client_.send(request, handling.body, stop);
    Status done;
    if (!response)
      done = tl::unexpected<Error>(response.error());
    else if (response->status / 100 != 2)
      done = tl::unexpected<Error>(refusal(*response, origin, handling.secret));
    else if (handling.finish)
      done = handling.finish(*response);
    if (listener.sent && !request.body.empty())
      listener.sent({origin, request.body, request.body.size(), response ? response->body_bytes : 0, done.has_value()});
    if (done) return response;
    const bool refused = response && response->status / 100 != 2;
    const bool again = refused ? worth_retrying(response->status) : may_try_again(done.error());
    if (!again || attempt + 1 >= policy_.attempts || (handling.passed_on && handling.passed_on()))
      return tl::unexpected<Error>(done.error());
    const auto wait = pause_before_retry(policy_, attempt, response ? &*response : nullptr, random_);
    if (const Status waited = pause(wait, stop, origin); !waited) {
      Error error = waited.error();
      error.message += " " + done.error().message;
      return tl::unexpected<Error>(std::move(error));
    }
    if (handling.again) handling.again();
  }
}

Random system_random() {
  return [] {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
}

}  // namespace sayquel::model
