#include "database/mysql/killer.h"

#include <mysql.h>
#include <sys/socket.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "database/mysql/parameters.h"
#include "sayquel/stop.h"

namespace sayquel::database::mysql {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{150};  // for a server that was asked to kill a query
constexpr milliseconds kRepeat{40};     // the query may not have begun when the first KILL came

}  // namespace

struct Killer::State {
  ServerUrl url;
  std::string password, command;
  std::mutex mutex;
  std::condition_variable idle;
  bool working = false;
  std::optional<Clock::time_point> since;  // the first interrupt of this use
  std::optional<Clock::time_point> last;   // the last KILL

  void kill() const {
    constexpr unsigned kSeconds = 2;
    mysql_thread_init();
    if (MYSQL* handle = mysql_init(nullptr)) {
      mysql_options(handle, MYSQL_OPT_READ_TIMEOUT, &kSeconds);
      mysql_options(handle, MYSQL_OPT_WRITE_TIMEOUT, &kSeconds);
      if (connect(handle, url, password, kSeconds)) mysql_query(handle, command.c_str());
      mysql_close(handle);
    }
    mysql_thread_end();
  }
};

Killer::Killer(ServerUrl url, std::string password, unsigned long connection, int socket)
    : state_(std::make_shared<State>()), socket_(socket) {
  state_->url = std::move(url);
  state_->password = std::move(password);
  state_->command = "KILL QUERY " + std::to_string(connection);
}

Killer::~Killer() = default;

void Killer::interrupt() {
  const std::lock_guard lock(state_->mutex);
  const auto now = Clock::now();
  if (!state_->since) state_->since = now;
  if (now - *state_->since > kPatience) ::shutdown(socket_, SHUT_RDWR);
  if (state_->working || (state_->last && now - *state_->last < kRepeat)) return;
  state_->last = now;
  state_->working = true;
  try {
    std::thread([state = state_] {
      state->kill();
      {
        const std::lock_guard done(state->mutex);
        state->working = false;
      }
      state->idle.notify_all();
    }).detach();
  } catch (const std::system_error&) {
    state_->working = false;  // no thread to be had: the socket is shut in a moment
  }
}

bool Killer::settled(milliseconds patience) {
  std::unique_lock lock(state_->mutex);
  state_->since.reset();
  state_->last.reset();
  return state_->idle.wait_for(lock, patience, [this] { return !state_->working; });
}

}  // namespace sayquel::database::mysql
