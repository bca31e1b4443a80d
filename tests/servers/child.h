// A program that a test starts: ended by its number, with the test at the latest.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace sayquel::servers {

// The folder of the first of these files that is there; empty where none is. Patterns as in a shell; of several
// matches, the last by name.
std::string folder_with(const std::vector<std::string>& patterns);

// A port of 127.0.0.1 that was free a moment ago.
int free_port();

// A folder of its own, removed with all in it, that belongs to `user` where we are root.
class ScratchFolder {
 public:
  explicit ScratchFolder(const std::string& user);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Child {
 public:
  // Starts it: as `user` where we are root, its output into `log`. The kernel sends it `signal_at_our_end` when this
  // process ends, however it does.
  Child(std::vector<std::string> command, const std::string& user, const std::string& log, int signal_at_our_end);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  // Sends a signal and waits for the end, a minute at most; then kills it.
  void end(int signal);
  // Waits for its end by itself, and gives its exit status.
  int wait();

 private:
  pid_t pid_ = -1;
  int status_ = 0;
};

std::string file_text(const std::string& path);

}  // namespace sayquel::servers
