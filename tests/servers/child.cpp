#include "servers/child.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <glob.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace sayquel::servers {

using namespace std::chrono_literals;

std::string folder_with(const std::vector<std::string>& patterns) {
  for (const auto& pattern : patterns) {
    glob_t found = {};
    std::string last;
    if (::glob(pattern.c_str(), 0, nullptr, &found) == 0 && found.gl_pathc > 0)
      last = found.gl_pathv[found.gl_pathc - 1];
    ::globfree(&found);
    if (!last.empty()) return std::filesystem::path(last).parent_path().string();
  }
  return "";
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

ScratchFolder::ScratchFolder(const std::string& user) {
  std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-server-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
  if (::geteuid() != 0) return;
  const passwd* owner = ::getpwnam(user.c_str());
  if (!owner || ::chown(path_.c_str(), owner->pw_uid, owner->pw_gid) != 0)
    throw std::runtime_error("the folder cannot be given to " + user);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Child::Child(std::vector<std::string> command, const std::string& user, const std::string& log, int signal_at_our_end) {
  std::vector<std::string> whole = {"setpriv", "--pdeathsig", ::sigabbrev_np(signal_at_our_end)};
  if (::geteuid() == 0) whole.insert(whole.end(), {"--reuid=" + user, "--regid=" + user, "--clear-groups"});
  whole.insert(whole.end(), command.begin(), command.end());
  std::vector<char*> words;
  for (auto& word : whole) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  const int problem = ::posix_spawnp(&pid_, "setpriv", &files, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (problem != 0) throw std::runtime_error("setpriv does not start");
}

Child::~Child() {
  if (running()) end(SIGKILL);
}

bool Child::running() {
  if (pid_ < 0) return false;
  if (::waitpid(pid_, &status_, WNOHANG) != pid_) return true;
  pid_ = -1;
  return false;
}

void Child::end(int signal) {
  if (!running()) return;
  ::kill(pid_, signal);
  for (const auto limit = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < limit;) {
    if (!running()) return;
    std::this_thread::sleep_for(10ms);
  }
  ::kill(pid_, SIGKILL);
  wait();
}

int Child::wait() {
  if (pid_ >= 0) ::waitpid(pid_, &status_, 0);
  pid_ = -1;
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
}

std::string file_text(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace sayquel::servers
