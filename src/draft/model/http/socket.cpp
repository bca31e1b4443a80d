#include "draft/model/http/socket.h"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace sayquel::model {
namespace {

using std::chrono::milliseconds;

// How often a wait looks at the stop's token, which nothing can wake it by.
constexpr milliseconds kGlance{20};

std::string reason(int error) { return std::strerror(error); }

// getaddrinfo can neither be cancelled nor given a deadline: it runs in a thread that outlives the one who asked.
struct Lookup {
  std::mutex mutex;
  std::condition_variable done;
  bool finished = false;
  int status = 0;
  std::vector<SocketAddress> found;
};

void look_up(const std::string& host, std::uint16_t port, const std::shared_ptr<Lookup>& lookup) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int status = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  const std::lock_guard lock(lookup->mutex);
  lookup->status = status;
  for (const addrinfo* one = list; status == 0 && one; one = one->ai_next) {
    SocketAddress address;
    std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
    address.length = one->ai_addrlen;
    lookup->found.push_back(address);
  }
  if (list) freeaddrinfo(list);
  lookup->finished = true;
  lookup->done.notify_all();
}

}  // namespace

Result<std::vector<SocketAddress>> resolve(const Url& url, const Stop& stop) {
  auto lookup = std::make_shared<Lookup>();
  std::thread(look_up, url.host, url.port, lookup).detach();
  std::unique_lock lock(lookup->mutex);
  while (!lookup->done.wait_for(lock, kGlance, [&] { return lookup->finished; }))
    SAYQUEL_CHECK(stop.check(fmt::format("looking up the address of {}", url.origin())));
  if (lookup->status != 0 || lookup->found.empty())
    return fail(ErrorCode::Network,
                fmt::format("The host of {} is not known: {}.", url.origin(),
                            gai_strerror(lookup->status ? lookup->status : EAI_NONAME)),
                "Check the address's spelling and the network.");
  return lookup->found;
}

Socket::Socket(int descriptor, std::string peer) : descriptor_(descriptor), peer_(std::move(peer)) {}

Socket::~Socket() {
  if (descriptor_ >= 0) close(descriptor_);
}

// Waits until the socket can be read or written, the time is over or the stop says so.
Status Socket::wait(short events, milliseconds limit, const Stop& stop, std::string_view what) const {
  const auto end = Clock::now() + limit;
  for (;;) {
    SAYQUEL_CHECK(stop.check(fmt::format("{} {}", what, peer_)));
    pollfd waiting{descriptor_, events, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(kGlance.count()));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR)
      return fail(ErrorCode::Network, fmt::format("The connection to {} failed: {}.", peer_, reason(errno)));
    if (Clock::now() >= end)
      return fail(ErrorCode::Network,
                  fmt::format("{} was silent for {:.1f} s.", peer_, static_cast<double>(limit.count()) / 1000),
                  "It may be overloaded, or still loading its model: try again, or allow more time.");
  }
}

Result<std::unique_ptr<Socket>> Socket::connect(const SocketAddress& address, const std::string& peer,
                                                milliseconds limit, const Stop& stop) {
  const int descriptor = socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (descriptor < 0) return fail(ErrorCode::Network, fmt::format("No socket could be made: {}.", reason(errno)));
  auto made = std::make_unique<Socket>(descriptor, peer);
  const int one = 1;  // requests are written whole: waiting to fill a packet only costs time
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  int error = 0;
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address.storage), address.length) != 0) {
    if (errno != EINPROGRESS) error = errno;
    if (error == 0) {
      SAYQUEL_CHECK(made->wait(POLLOUT, limit, stop, "connecting to"));
      socklen_t size = sizeof error;
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    }
  }
  if (error != 0)
    return fail(ErrorCode::Network, fmt::format("There is no connection to {}: {}.", peer, reason(error)),
                "Is the service running, and the address right?");
  return made;
}

Status Socket::write(std::string_view bytes, milliseconds idle, const Stop& stop) {
  while (!bytes.empty()) {
    const ssize_t written = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      SAYQUEL_CHECK(wait(POLLOUT, idle, stop, "sending to"));
    } else if (errno != EINTR) {
      return fail(ErrorCode::Network, fmt::format("{} broke off the connection: {}.", peer_, reason(errno)));
    }
  }
  return {};
}

Result<std::size_t> Socket::read(char* buffer, std::size_t size, milliseconds idle, const Stop& stop) {
  for (;;) {
    const ssize_t got = recv(descriptor_, buffer, size, 0);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      SAYQUEL_CHECK(wait(POLLIN, idle, stop, "waiting for"));
    } else if (errno != EINTR) {
      return fail(ErrorCode::Network, fmt::format("{} broke off the connection: {}.", peer_, reason(errno)));
    }
  }
}

bool Socket::quiet() const {
  pollfd waiting{descriptor_, POLLIN, 0};
  return poll(&waiting, 1, 0) == 0;
}

}  // namespace sayquel::model
