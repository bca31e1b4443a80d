// An HTTP/1.1 client for a handful of calls to one service: verified TLS, streamed answers, and a wait that ends.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "draft/model/http/url.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::model {

using Headers = std::vector<std::pair<std::string, std::string>>;  // names in lower case

struct HttpRequest {
  std::string method = "POST";
  Url url;
  Headers headers;  // Host, Content-Length and User-Agent are added
  std::string body;
};

struct HttpResponse {
  int status = 0;
  Headers headers;
  std::string body;  // empty where a sink took it
  std::size_t body_bytes = 0;

  std::string header(std::string_view name) const;  // empty: there is none
};

struct HttpLimits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds idle{120'000};  // without a byte: a model may think for long before its first
  std::size_t body_bytes = 16u << 20;
  std::size_t header_bytes = 64u << 10;
  std::string ca_file;  // PEM of the authorities to trust; empty: the system's
};

// Takes the body of a successful answer (2xx) as it comes; false: enough, the rest is not read.
using BodySink = std::function<bool(const HttpResponse& head, std::string_view part)>;

// Keeps one connection open between calls. Any thread may call; calls at the same time open connections of their own.
class HttpClient {
 public:
  explicit HttpClient(HttpLimits limits = {});
  ~HttpClient();

  // Any status is a response; an error is Network (no such host, refused, certificate not trusted, broke off, silent
  // for too long), BadInput (not HTTP), TooLarge, Deadline or Cancelled, each naming the service. Follows no redirect:
  // a key must not travel on to another host.
  Result<HttpResponse> send(const HttpRequest& request, const BodySink& sink, const Stop& stop) const;

 private:
  class Connections;
  HttpLimits limits_;
  std::unique_ptr<Connections> connections_;
};

}  // namespace sayquel::model
