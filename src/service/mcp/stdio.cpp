// The stdio transport: lines in, lines out.
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <thread>

#include "service/mcp/mcp.h"

namespace sayquel::service {
namespace {

constexpr std::size_t kLongestLine = (1 << 20) + 1;  // one more than a session takes, so that it says so
constexpr int kLookUp = 100;                         // milliseconds between two looks at the stop

bool write_all(int output, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto written = write(output, text.data() + at, text.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return true;
}

// Gives each line to the session, until the input ends. What of a line is too long is dropped.
void read_lines(McpSession& session, int input, const Stop& stop, const std::atomic<bool>& broken) {
  std::string line;
  while (!stop.requested() && !broken) {
    pollfd waiting{input, POLLIN, 0};
    if (poll(&waiting, 1, kLookUp) <= 0) continue;
    char bytes[65536];
    const auto got = read(input, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    for (const char c : std::string_view(bytes, static_cast<std::size_t>(got))) {
      if (c == '\n') {
        session.receive(line);
        line.clear();
      } else if (line.size() < kLongestLine) {
        line += c;
      }
    }
  }
}

}  // namespace

Status serve_mcp(Engine& engine, int input, int output, const std::string& version, const Stop& stop) {
  std::atomic<bool> broken = false;
  McpSession session(engine, version, [&](const std::string& line) {
    if (!broken && !write_all(output, line + "\n")) broken = true;
  });
  std::atomic<bool> done = false;
  std::thread worker([&] {
    session.work();
    done = true;
  });
  read_lines(session, input, stop, broken);
  session.finish();
  while (!done && !stop.requested() && !broken) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  session.close();
  worker.join();
  if (broken) return fail(ErrorCode::Network, "Whoever reads the answers has gone.");
  return {};
}

}  // namespace sayquel::service
