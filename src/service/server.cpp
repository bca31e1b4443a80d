// The server over Boost.Beast: one coroutine a connection, on a strand of its own.
//
// Only requests are read by Beast; answers are written as bytes, which is less to compile and to understand. While a
// request is under way, a second coroutine waits for the client to leave. A stream of events ends with its connection.
#include "service/server.h"

#include <utility>
// <utility> first: Boost 1.74's coroutines lack it.
#include <fmt/format.h>
#include <sys/socket.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "base/text.h"

namespace sayquel::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Strand = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<tcp, Strand>;
using Stream = beast::basic_stream<tcp, Strand>;
using Awaitable = asio::awaitable<void, Strand>;
constexpr asio::use_awaitable_t<Strand> kAwait{};

// Boost's own string_view, which 1.74 still has.
template <typename Text>
std::string_view view(const Text& text) {
  return {text.data(), text.size()};
}

std::string head(const Response& response, bool keep_alive, bool sized) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
  out += fmt::format("Content-Type: {}\r\n", response.type);
  if (sized) out += fmt::format("Content-Length: {}\r\n", response.body.size());
  for (const auto& [name, value] : response.headers) out += fmt::format("{}: {}\r\n", name, value);
  if (!keep_alive) out += "Connection: close\r\n";
  return out + "\r\n";
}

// One client's reply: what other threads put in, the connection's coroutine takes out and writes.
class Outbox final : public Reply, public std::enable_shared_from_this<Outbox> {
 public:
  Outbox(Strand strand, std::size_t limit, bool keep_alive)
      : strand_(strand), wake_(strand), limit_(limit), keep_alive_(keep_alive) {}

  void send(Response response) override {
    std::string text = head(response, keep_alive_, true) + response.body;
    put(std::move(text), true, false);
  }

  void begin_events() override {
    Response response{200, "text/event-stream", {}, {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}}};
    put(head(response, false, false), false, true);
  }

  bool event(std::string_view name, std::string_view data) override { return put(event_text(name, data), false, true); }

  void end_events() override { put({}, true, true); }

  // The rest is called on the strand.

  struct Next {
    std::string bytes;
    bool last = false;
  };

  // What there is to write; a sign of life where there is nothing for as long as `beat`.
  asio::awaitable<Next, Strand> next(std::chrono::milliseconds beat) {
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        if (!queue_.empty() || ended_ || gone_) co_return take();
      }
      wake_.expires_after(beat);
      error_code woken;
      co_await wake_.async_wait(asio::redirect_error(kAwait, woken));
      if (!woken && streaming()) co_return Next{":\n\n", false};
    }
  }

  bool streaming() {
    const std::lock_guard lock(mutex_);
    return streaming_;
  }

  bool gone() {
    const std::lock_guard lock(mutex_);
    return gone_;
  }

  // The client has left, or is to be dropped.
  void leave() {
    {
      const std::lock_guard lock(mutex_);
      gone_ = true;
      queue_.clear();
      queued_ = 0;
    }
    left().cancel();
    wake_.cancel();
  }

 private:
  bool put(std::string bytes, bool last, bool streaming) {
    {
      const std::lock_guard lock(mutex_);
      if (gone_ || ended_) return false;
      streaming_ = streaming;
      ended_ = last;
      queued_ += bytes.size();
      if (!bytes.empty()) queue_.push_back(std::move(bytes));
      if (streaming && queued_ > limit_) gone_ = true;
    }
    if (gone()) left().cancel();
    asio::post(strand_, [self = shared_from_this()] { self->wake_.cancel(); });
    return !gone();
  }

  // With the lock held.
  Next take() {
    Next next;
    for (std::string& bytes : queue_) next.bytes += bytes;
    queue_.clear();
    queued_ = 0;
    next.last = ended_ || gone_;
    return next;
  }

  Strand strand_;
  asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Strand> wake_;
  std::size_t limit_;
  bool keep_alive_;
  std::mutex mutex_;
  std::deque<std::string> queue_;
  std::size_t queued_ = 0;
  bool ended_ = false;      // nothing more will be put in
  bool gone_ = false;       // nobody will read it
  bool streaming_ = false;  // events
};

struct Shared {
  ServerOptions options;
  Handler handler;
  std::mutex mutex;
  std::set<class Connection*> connections;  // all that are open
  bool draining = false;
  asio::io_context context;  // goes first: what waits in it uses the others
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, Socket socket)
      : shared_(shared), strand_(socket.get_executor()), stream_(std::move(socket)) {
    const std::lock_guard lock(shared_.mutex);
    shared_.connections.insert(this);
  }
  ~Connection() {
    const std::lock_guard lock(shared_.mutex);
    shared_.connections.erase(this);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  static void start(const std::shared_ptr<Connection>& self) {
    asio::co_spawn(
        self->strand_, [self]() -> Awaitable { return self->serve(); }, asio::detached);
  }

  // Any thread: closes the connection now, or with `gently` only where nothing is under way.
  void close(bool gently) {
    asio::post(strand_, [self = weak_from_this(), gently] {
      if (const auto connection = self.lock()) connection->close_now(gently);
    });
  }

 private:
  using Parser = http::request_parser<http::string_body>;

  Awaitable serve() {
    bool first = true;
    while (co_await wait_for_bytes(first)) {
      first = false;
      Parser parser;
      parser.header_limit(static_cast<std::uint32_t>(shared_.options.header_bytes));
      parser.body_limit(shared_.options.body_bytes);
      const error_code wrong = co_await read(parser);
      if (wrong) {
        co_await refuse(wrong);
        break;
      }
      const bool keep_alive = parser.get().keep_alive() && !draining();
      if (!co_await answer(parser, keep_alive)) break;
    }
    error_code ignored;  // it is closed either way
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    co_await linger();
  }

  // True where there is something to read. A client may keep its connection open between requests.
  asio::awaitable<bool, Strand> wait_for_bytes(bool first) {
    if (buffer_.size() > 0) co_return true;
    if (draining()) co_return false;
    idle_ = true;
    stream_.expires_after(first ? shared_.options.header_time : shared_.options.idle_time);
    error_code wrong;
    const std::size_t read =
        co_await stream_.async_read_some(buffer_.prepare(4096), asio::redirect_error(kAwait, wrong));
    buffer_.commit(read);
    idle_ = false;
    co_return !wrong;
  }

  asio::awaitable<error_code, Strand> read(Parser& parser) {
    error_code wrong;
    stream_.expires_after(shared_.options.header_time);
    co_await http::async_read_header(stream_, buffer_, parser, asio::redirect_error(kAwait, wrong));
    if (wrong) co_return wrong;
    if (parser.get()[http::field::expect] == "100-continue" && parser.content_length().value_or(0) > 0)
      wrong = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
    if (wrong) co_return wrong;
    stream_.expires_after(shared_.options.body_time);
    co_await http::async_read(stream_, buffer_, parser, asio::redirect_error(kAwait, wrong));
    co_return wrong;
  }

  // Hands the request on and writes what comes. False: the connection ends.
  asio::awaitable<bool, Strand> answer(Parser& parser, bool keep_alive) {
    Request request;
    request.method = view(parser.get().method_string());
    for (const auto& field : parser.get())
      request.headers.emplace_back(base::lower_ascii(view(field.name_string())), view(field.value()));
    request.body = std::move(parser.get().body());
    outbox_ = std::make_shared<Outbox>(strand_, shared_.options.queued_bytes, keep_alive);
    stream_.expires_never();
    if (const Status status = read_target(view(parser.get().target()), request); !status)
      outbox_->send(error_response(status.error()));
    else
      shared_.handler(request, outbox_);
    asio::co_spawn(
        strand_, [self = shared_from_this()]() -> Awaitable { return self->watch(self->outbox_); }, asio::detached);
    const bool stays = co_await deliver(*outbox_);
    outbox_->leave();
    error_code ignored;
    stream_.socket().cancel(ignored);  // the watch
    outbox_.reset();
    co_return stays&& keep_alive && !draining();
  }

  asio::awaitable<bool, Strand> deliver(Outbox& outbox) {
    for (;;) {
      const Outbox::Next next = co_await outbox.next(shared_.options.beat);
      if (outbox.gone()) co_return false;
      if (co_await write(next.bytes)) co_return false;
      if (next.last) co_return !outbox.streaming();
    }
  }

  asio::awaitable<error_code, Strand> write(const std::string& bytes) {
    error_code wrong;
    for (std::size_t at = 0; at < bytes.size() && !wrong;) {
      stream_.expires_after(shared_.options.write_time);
      at += co_await stream_.async_write_some(asio::buffer(bytes.data() + at, bytes.size() - at),
                                              asio::redirect_error(kAwait, wrong));
    }
    stream_.expires_never();
    co_return wrong;
  }

  // Waits for the client to leave. What it sends meanwhile is its next request: then there is no telling any more.
  Awaitable watch(std::shared_ptr<Outbox> outbox) {
    error_code wrong;
    co_await stream_.socket().async_wait(tcp::socket::wait_read, asio::redirect_error(kAwait, wrong));
    if (wrong) co_return;
    char byte = 0;
    const auto got = recv(stream_.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) outbox->leave();
  }

  // Says what was wrong with the request where the client may still listen.
  Awaitable refuse(error_code wrong) {
    const ServerOptions& options = shared_.options;
    Response response;
    if (wrong == http::error::header_limit || wrong == http::error::buffer_overflow)
      response = error_response(431, {ErrorCode::TooLarge, "The request's headers are too long.",
                                      fmt::format("At most {} bytes.", options.header_bytes)});
    else if (wrong == http::error::body_limit)
      response = error_response(
          413, {ErrorCode::TooLarge, "The request is too long.", fmt::format("At most {} bytes.", options.body_bytes)});
    else if (wrong == beast::error::timeout)
      response = error_response(408, {ErrorCode::Deadline, "The request did not come in time.", ""});
    else if (wrong.category() == make_error_code(http::error::bad_method).category() &&
             wrong != http::error::end_of_stream && wrong != http::error::partial_message)
      response = error_response(400, {ErrorCode::BadInput, "This is no HTTP request.", ""});
    else
      co_return;
    // After a time-out the stream has closed its socket: then this write fails, as it may.
    co_await write(head(response, false, true) + response.body);
  }

  // Reads on for a moment after the last write: closing with unread bytes would reset the connection, and the client
  // might never see the answer.
  Awaitable linger() {
    stream_.expires_after(std::chrono::seconds(1));
    char bytes[4096];
    error_code wrong;
    for (std::size_t total = 0; !wrong && total < (4u << 20);)
      total += co_await stream_.async_read_some(asio::buffer(bytes), asio::redirect_error(kAwait, wrong));
  }

  void close_now(bool gently) {
    if (gently && !idle_) return;
    if (outbox_) outbox_->leave();
    stream_.close();
  }

  bool draining() {
    const std::lock_guard lock(shared_.mutex);
    return shared_.draining;
  }

  Shared& shared_;
  Strand strand_;
  Stream stream_;
  beast::flat_buffer buffer_{96 << 10};
  std::shared_ptr<Outbox> outbox_;
  bool idle_ = false;
};

class BeastServer final : public Server {
 public:
  BeastServer(const ServerOptions& options, Handler handler) : acceptor_(shared_.context) {
    shared_.options = options;
    shared_.handler = std::move(handler);
  }

  Status bind() {
    error_code wrong;
    const auto address = asio::ip::make_address(shared_.options.address, wrong);
    if (wrong)
      return fail(ErrorCode::BadInput, fmt::format("`{}` is no address.", base::printable(shared_.options.address)),
                  "Write it in numbers: 127.0.0.1 or ::1.");
    const tcp::endpoint endpoint(address, shared_.options.port);
    acceptor_.open(endpoint.protocol(), wrong);
    if (!wrong) acceptor_.set_option(tcp::acceptor::reuse_address(true), wrong);
    if (!wrong) acceptor_.bind(endpoint, wrong);
    if (!wrong) acceptor_.listen(asio::socket_base::max_listen_connections, wrong);
    if (!wrong) return {};
    const bool taken = wrong == asio::error::address_in_use;
    return fail(taken ? ErrorCode::Busy : ErrorCode::PermissionDenied,
                fmt::format("Port {} of {} cannot be listened on: {}.", shared_.options.port, shared_.options.address,
                            wrong.message()),
                taken ? "Another program has it: choose another with --port." : "Choose another with --port.");
  }

  std::uint16_t port() const override {
    error_code ignored;  // then the port is 0
    return acceptor_.local_endpoint(ignored).port();
  }

  void run(const Stop& stop) override {
    asio::co_spawn(
        shared_.context, [this]() { return accept(); }, asio::detached);
    asio::co_spawn(
        shared_.context, [this, stop]() { return wait_for(stop); }, asio::detached);
    std::vector<std::thread> threads;
    for (int more = 1; more < shared_.options.threads; ++more) threads.emplace_back([this] { shared_.context.run(); });
    shared_.context.run();
    for (std::thread& thread : threads) thread.join();
  }

 private:
  asio::awaitable<void> accept() {
    while (acceptor_.is_open()) {
      error_code wrong;
      Socket socket = co_await acceptor_.async_accept(asio::make_strand(shared_.context),
                                                      asio::redirect_error(asio::use_awaitable, wrong));
      if (!wrong && open_connections() < shared_.options.connections) {
        Connection::start(std::make_shared<Connection>(shared_, std::move(socket)));
      } else if (!wrong || wrong == asio::error::no_descriptors) {
        // Over the limit: the socket closes here. Out of descriptors: a moment, so that some are given back.
        if (wrong) co_await pause(std::chrono::milliseconds(50));
      }
    }
  }

  asio::awaitable<void> pause(std::chrono::milliseconds time) {
    asio::steady_timer timer(shared_.context, time);
    error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

  // A signal can only raise a flag, so it is looked at now and then.
  asio::awaitable<void> wait_for(Stop stop) {
    while (!stop.requested()) co_await pause(std::chrono::milliseconds(50));
    error_code ignored;
    acceptor_.close(ignored);
    close_all(true);
    const auto end = Clock::now() + shared_.options.drain;
    while (open_connections() > 0 && Clock::now() < end) co_await pause(std::chrono::milliseconds(20));
    close_all(false);
    const auto last = Clock::now() + std::chrono::seconds(2);
    while (open_connections() > 0 && Clock::now() < last) co_await pause(std::chrono::milliseconds(20));
    shared_.context.stop();
  }

  std::size_t open_connections() {
    const std::lock_guard lock(shared_.mutex);
    return shared_.connections.size();
  }

  void close_all(bool gently) {
    const std::lock_guard lock(shared_.mutex);
    shared_.draining = true;
    for (Connection* connection : shared_.connections) connection->close(gently);
  }

  Shared shared_;
  tcp::acceptor acceptor_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, Handler handler) {
  auto server = std::make_unique<BeastServer>(options, std::move(handler));
  SAYQUEL_CHECK(server->bind());
  return server;
}

}  // namespace sayquel::service
