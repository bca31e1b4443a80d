#include "draft/model/http/client.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <mutex>

#include "base/text.h"
#include "draft/model/http/stream.h"

namespace sayquel::model {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

// Beast reads the head, the chunks and the end of the message; what it finds goes into a response.
class Parser final : public http::basic_parser<false> {
 public:
  Parser(HttpResponse& response, const BodySink& sink) : response_(response), sink_(sink) {}
  bool enough() const { return enough_; }

 private:
  using string_view = beast::string_view;
  using error_code = beast::error_code;

  void on_request_impl(http::verb, string_view, string_view, int, error_code&) override {}
  void on_response_impl(int status, string_view, int, error_code&) override { response_.status = status; }
  void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
    response_.headers.emplace_back(base::lower_ascii({name.data(), name.size()}),
                                   std::string(value.data(), value.size()));
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(string_view part, error_code&) override { return take(part); }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view part, error_code&) override { return take(part); }
  void on_finish_impl(error_code&) override {}

  std::size_t take(string_view part) {
    response_.body_bytes += part.size();
    if (sink_ && response_.status / 100 == 2)
      enough_ = enough_ || !sink_(response_, {part.data(), part.size()});
    else
      response_.body.append(part.data(), part.size());
    return part.size();
  }

  HttpResponse& response_;
  const BodySink& sink_;
  bool enough_ = false;
};

std::string head_of(const HttpRequest& request) {
  std::string head = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.url.target());
  const std::string origin = request.url.origin();
  const auto given = [&](std::string_view name) {
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [&](const auto& header) { return header.first == name; });
  };
  if (!given("host")) head += fmt::format("host: {}\r\n", origin.substr(origin.find("://") + 3));
  for (const auto& [name, value] : request.headers) head += fmt::format("{}: {}\r\n", name, value);
  head += fmt::format("user-agent: sayquel\r\ncontent-length: {}\r\n\r\n", request.body.size());
  return head;
}

// A header with a line break in it would be two: a key read from a file may end in one.
Status check_headers(const HttpRequest& request) {
  for (const auto& [name, value] : request.headers)
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      return fail(ErrorCode::BadInput, fmt::format("The value for the header {} holds a line break.", name),
                  "Check the key: it must be a single line.");
  return {};
}

}  // namespace

std::string HttpResponse::header(std::string_view name) const {
  for (const auto& [known, value] : headers)
    if (known == name) return value;
  return {};
}

// The connection that the last call left open.
class HttpClient::Connections {
 public:
  std::unique_ptr<Stream> take(const std::string& origin) {
    const std::lock_guard lock(mutex_);
    if (!idle_ || origin != origin_ || !idle_->quiet()) idle_.reset();
    return std::move(idle_);
  }
  void give(const std::string& origin, std::unique_ptr<Stream> stream) {
    const std::lock_guard lock(mutex_);
    origin_ = origin;
    idle_ = std::move(stream);
  }

 private:
  std::mutex mutex_;
  std::string origin_;
  std::unique_ptr<Stream> idle_;
};

namespace {

// One request and its answer over one connection.
class Exchange {
 public:
  Exchange(const HttpRequest& request, const HttpLimits& limits, const BodySink& sink, const Stop& stop)
      : request_(request), limits_(limits), stop_(stop), parser_(response_, sink), origin_(request.url.origin()) {
    parser_.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    parser_.body_limit(limits.body_bytes);
  }

  Status run(Stream& stream) {
    SAYQUEL_CHECK(stream.write(head_of(request_) + request_.body, limits_.idle, stop_));
    while (!parser_.is_done() && !parser_.enough()) {
      char buffer[16 << 10];
      SAYQUEL_TRY(const std::size_t size, stream.read(buffer, sizeof buffer, limits_.idle, stop_));
      began_ = began_ || size > 0;
      SAYQUEL_CHECK(size == 0 ? end() : parse({buffer, size}));
    }
    return {};
  }

  bool began() const { return began_; }
  bool reusable() { return parser_.is_done() && !parser_.enough() && parser_.keep_alive() && pending_.empty(); }
  HttpResponse take() { return std::move(response_); }

 private:
  Status parse(std::string_view bytes) {
    pending_ += bytes;
    while (!pending_.empty() && !parser_.is_done() && !parser_.enough()) {
      beast::error_code error;
      const std::size_t used = parser_.put(boost::asio::buffer(pending_), error);
      pending_.erase(0, used);
      if (error == http::error::need_more) return {};
      if (error) return wrong(error);
      if (used == 0) return {};
    }
    return {};
  }

  Status end() {
    beast::error_code error;
    if (parser_.got_some()) parser_.put_eof(error);
    if (parser_.got_some() && !error && parser_.is_done()) return {};
    return fail(ErrorCode::Network, fmt::format("{} broke off its answer.", origin_), "Try again.");
  }

  Status wrong(const beast::error_code& error) const {
    if (error == http::error::body_limit || error == http::error::header_limit)
      return fail(ErrorCode::TooLarge,
                  fmt::format("{} answers with more than {} MiB.", origin_, limits_.body_bytes >> 20),
                  "This is no answer of a model: check the address.");
    return fail(ErrorCode::BadInput, fmt::format("{} does not answer in HTTP: {}.", origin_, error.message()),
                "Is the address right, and is it http or https?");
  }

  const HttpRequest& request_;
  const HttpLimits& limits_;
  const Stop& stop_;
  HttpResponse response_;
  Parser parser_;
  std::string origin_;
  std::string pending_;
  bool began_ = false;
};

}  // namespace

HttpClient::HttpClient(HttpLimits limits) : limits_(std::move(limits)), connections_(std::make_unique<Connections>()) {}
HttpClient::~HttpClient() = default;

Result<HttpResponse> HttpClient::send(const HttpRequest& request, const BodySink& sink, const Stop& stop) const {
  SAYQUEL_CHECK(check_headers(request));
  const std::string origin = request.url.origin();
  std::unique_ptr<Stream> stream = connections_->take(origin);
  for (bool kept = stream != nullptr;; kept = false) {
    if (!stream) {
      SAYQUEL_TRY(stream, connect(request.url, limits_.ca_file, limits_.connect, stop));
    }
    Exchange exchange(request, limits_, sink, stop);
    const Status done = exchange.run(*stream);
    if (done) {
      if (exchange.reusable()) connections_->give(origin, std::move(stream));
      return exchange.take();
    }
    // A service may close a connection that was kept just as it is used again: nothing was answered yet.
    if (!kept || exchange.began() || done.error().code != ErrorCode::Network)
      return tl::unexpected<Error>(done.error());
    stream.reset();
  }
}

}  // namespace sayquel::model
