// TLS over a socket: OpenSSL reads and writes memory, and the socket does all the waiting.
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "draft/model/http/socket.h"

namespace sayquel::model {
namespace {

using std::chrono::milliseconds;

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};

std::string last_reason() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char* text = code ? ERR_reason_error_string(code) : nullptr;
  return text ? text : "no reason given";
}

class TlsStream final : public Stream {
 public:
  TlsStream(std::unique_ptr<Socket> socket, std::string peer) : socket_(std::move(socket)), peer_(std::move(peer)) {}

  Status open(const Url& url, const std::string& ca_file, milliseconds limit, const Stop& stop) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    if (!context_) return broken("TLS cannot be used");
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    const bool trusted = ca_file.empty() ? SSL_CTX_set_default_verify_paths(context_.get()) == 1
                                         : SSL_CTX_load_verify_locations(context_.get(), ca_file.c_str(), nullptr) == 1;
    if (!trusted)
      return fail(ErrorCode::NotFound,
                  fmt::format("The file of trusted authorities {} cannot be read: {}.", ca_file, last_reason()),
                  "It has to hold certificates as PEM.");
    session_.reset(SSL_new(context_.get()));
    if (!session_) return broken("TLS cannot be used");
    SAYQUEL_CHECK(expect_host(url.host));
    SSL_set_bio(session_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(session_.get());
    return shake_hands(limit, stop);
  }

  Status write(std::string_view bytes, milliseconds idle, const Stop& stop) override {
    while (!bytes.empty()) {
      std::size_t written = 0;
      const int done = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &written);
      SAYQUEL_CHECK(flush(idle, stop));
      if (done == 1) {
        bytes.remove_prefix(written);
        continue;
      }
      SAYQUEL_TRY(const bool more, feed(SSL_get_error(session_.get(), done), idle, stop));
      if (!more) return fail(ErrorCode::Network, fmt::format("{} closed the connection.", peer_));
    }
    return {};
  }

  Result<std::size_t> read(char* buffer, std::size_t size, milliseconds idle, const Stop& stop) override {
    for (;;) {
      std::size_t got = 0;
      const int done = SSL_read_ex(session_.get(), buffer, size, &got);
      if (done == 1) return got;
      SAYQUEL_CHECK(flush(idle, stop));
      SAYQUEL_TRY(const bool more, feed(SSL_get_error(session_.get(), done), idle, stop));
      if (!more) return std::size_t{0};
    }
  }

  bool quiet() const override { return socket_->quiet() && SSL_pending(session_.get()) == 0; }

 private:
  // The name that the certificate has to carry; an address is compared as one.
  Status expect_host(const std::string& host) {
    SSL_set_hostflags(session_.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM* expected = SSL_get0_param(session_.get());
    if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1) return {};
    ERR_clear_error();
    if (SSL_set1_host(session_.get(), host.c_str()) != 1 || SSL_set_tlsext_host_name(session_.get(), host.c_str()) != 1)
      return broken("TLS cannot be used");
    return {};
  }

  Status shake_hands(milliseconds limit, const Stop& stop) {
    for (;;) {
      const int done = SSL_do_handshake(session_.get());
      if (const Status sent = flush(limit, stop); !sent) return sent;
      if (done == 1) return {};
      const int error = SSL_get_error(session_.get(), done);
      if (error != SSL_ERROR_WANT_READ) return untrusted();
      SAYQUEL_TRY(const bool more, feed(error, limit, stop));
      if (!more) return untrusted();
    }
  }

  tl::unexpected<Error> untrusted() const {
    const long verified = SSL_get_verify_result(session_.get());
    if (verified != X509_V_OK)
      return fail(
          ErrorCode::Network,
          fmt::format("The certificate of {} is not trusted: {}.", peer_, X509_verify_cert_error_string(verified)),
          "Nothing was sent. For an authority of your own, name its certificate ([model] ca_file).");
    return broken("no TLS connection");
  }

  tl::unexpected<Error> broken(std::string_view what) const {
    return fail(ErrorCode::Network, fmt::format("{}: {} ({}).", peer_, what, last_reason()),
                "Does the service speak TLS at this address? Write http:// where it does not.");
  }

  // What OpenSSL has to say, onto the wire.
  Status flush(milliseconds idle, const Stop& stop) {
    char buffer[16 << 10];
    BIO* out = SSL_get_wbio(session_.get());
    for (int size; (size = BIO_read(out, buffer, sizeof buffer)) > 0;)
      SAYQUEL_CHECK(socket_->write({buffer, static_cast<std::size_t>(size)}, idle, stop));
    return {};
  }

  // What the wire has to say, to OpenSSL. False: closed in good order.
  Result<bool> feed(int error, milliseconds idle, const Stop& stop) {
    if (error == SSL_ERROR_ZERO_RETURN) return false;
    if (error != SSL_ERROR_WANT_READ) return broken("the TLS connection broke");
    char buffer[16 << 10];
    SAYQUEL_TRY(const std::size_t size, socket_->read(buffer, sizeof buffer, idle, stop));
    // An end without TLS's own goodbye may be somebody cutting the answer short.
    if (size == 0) return fail(ErrorCode::Network, fmt::format("{} broke off the connection.", peer_));
    BIO_write(SSL_get_rbio(session_.get()), buffer, static_cast<int>(size));
    return true;
  }

  std::unique_ptr<Socket> socket_;
  std::string peer_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> session_;
};

Result<std::unique_ptr<Socket>> connect_any(const Url& url, milliseconds limit, const Stop& stop) {
  SAYQUEL_TRY(const std::vector<SocketAddress> addresses, resolve(url, stop));
  Error last;
  for (const SocketAddress& address : addresses) {
    auto socket = Socket::connect(address, url.origin(), limit, stop);
    if (socket) return socket;
    last = socket.error();
    if (last.code != ErrorCode::Network) break;
  }
  return tl::unexpected<Error>(std::move(last));
}

}  // namespace

Result<std::unique_ptr<Stream>> connect(const Url& url, const std::string& ca_file, milliseconds limit,
                                        const Stop& stop) {
  SAYQUEL_TRY(std::unique_ptr<Socket> socket, connect_any(url, limit, stop));
  if (!url.tls) return std::unique_ptr<Stream>(std::move(socket));
  auto secured = std::make_unique<TlsStream>(std::move(socket), url.origin());
  SAYQUEL_CHECK(secured->open(url, ca_file, limit, stop));
  return std::unique_ptr<Stream>(std::move(secured));
}

}  // namespace sayquel::model
