// Runs the cases of text files: test_cli SAYQUEL FOLDER CASES...
//
//   # a comment
//   == name of the case
//   sayquel ask --database "$TICKIT" ""          a script for /bin/sh, of any number of lines
//   -- exit 1                                    of its last command
//   -- stderr has The question is empty.
//   -- stderr lacks terminate called
//   -- stdout is empty
//   -- needs tmpfs                               skipped, by name, where that cannot be had
//
// Each case runs in a fresh folder, with `sayquel` first in PATH, TICKIT naming the demo database, TMPFS a command that
// runs the rest of its line in a file system of 1 MiB mounted at ./small, and a home and cache folder of the run.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Expectation {
  std::string what, rest;  // "stderr", "has The question is empty."
};

struct Case {
  std::string file, name, script;
  int line = 0;
  std::vector<Expectation> expectations;
};

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::vector<Case> read_cases(const fs::path& path) {
  std::vector<Case> cases;
  std::ifstream file(path);
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.starts_with("== ")) {
      cases.push_back({path.stem().string(), text.substr(3), {}, line, {}});
    } else if (cases.empty() || text.starts_with("#")) {
      continue;
    } else if (text.starts_with("-- ")) {
      const std::size_t space = text.find(' ', 3);
      cases.back().expectations.push_back(
          {text.substr(3, space - 3), space == std::string::npos ? "" : text.substr(space + 1)});
    } else if (cases.back().expectations.empty()) {
      cases.back().script += text + "\n";
    } else if (!text.empty()) {
      std::cerr << path << ":" << line << ": a script stands before what is expected of it\n";
      std::exit(2);
    }
  }
  return cases;
}

bool can_mount() {
  static const bool can = std::system("unshare -rm sh -c 'mount -t tmpfs -o size=1m tmpfs /mnt' >/dev/null 2>&1") == 0;
  return can;
}

class CaseTest : public testing::Test {
 public:
  explicit CaseTest(const Case& one) : case_(one) {}

  void TestBody() override {
    std::string pattern = (fs::temp_directory_path() / "sayquel-cli-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    fs::create_directories(folder_ / "work" / "small");
    std::ofstream(folder_ / "script") << case_.script;
    for (const Expectation& expectation : case_.expectations)
      if (expectation.what == "needs" && !can_mount())
        GTEST_SKIP() << case_.name << ": no file system can be mounted here";
    const std::string command = "cd '" + (folder_ / "work").string() + "' && exec sh '" +
                                (folder_ / "script").string() + "' >'" + (folder_ / "stdout").string() + "' 2>'" +
                                (folder_ / "stderr").string() + "' </dev/null";
    const int status = std::system(command.c_str());
    exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    for (const Expectation& expectation : case_.expectations) check(expectation);
    if (HasFailure())
      ADD_FAILURE() << "exit " << exit_ << "\nstdout:\n"
                    << contents(folder_ / "stdout").substr(0, 3000) << "\nstderr:\n"
                    << contents(folder_ / "stderr").substr(0, 3000);
  }

  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

 private:
  void check(const Expectation& expectation) {
    const auto& [what, rest] = expectation;
    if (what == "needs") return;
    if (what == "exit") {
      EXPECT_EQ(exit_, std::stoi(rest));
      return;
    }
    ASSERT_TRUE(what == "stdout" || what == "stderr") << "no such expectation: " << what;
    const std::string text = contents(folder_ / what);
    const std::string verb = rest.substr(0, rest.find(' '));
    const std::string words = rest.size() > verb.size() ? rest.substr(verb.size() + 1) : "";
    if (rest == "is empty")
      EXPECT_EQ(text, "") << what;
    else if (verb == "is")
      EXPECT_EQ(text, words + "\n") << what;
    else if (verb == "has")
      EXPECT_NE(text.find(words), std::string::npos) << what << " has no `" << words << "`";
    else if (verb == "lacks")
      EXPECT_EQ(text.find(words), std::string::npos) << what << " has `" << words << "`";
    else
      FAIL() << "no such expectation: " << what << " " << rest;
  }

  const Case case_;
  fs::path folder_;
  int exit_ = -1;
};

void set_environment(const fs::path& sayquel, const fs::path& folder) {
  const fs::path home = folder / "home";
  fs::create_directories(home);
  setenv("PATH", (sayquel.parent_path().string() + ":" + getenv("PATH")).c_str(), 1);
  setenv("TICKIT", (folder / "tickit.duckdb").c_str(), 1);
  setenv("HOME", home.c_str(), 1);
  setenv("TMPFS", "unshare -rm sh -c 'mount -t tmpfs -o size=1m tmpfs small && exec \"$@\"' sh", 1);
  for (const char* name : {"SAYQUEL_DATABASE", "XDG_CACHE_HOME", "XDG_STATE_HOME", "NO_COLOR"}) unsetenv(name);
}

}  // namespace

int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  if (count < 4) {
    std::cerr << "usage: test_cli SAYQUEL FOLDER CASES...\n";
    return 2;
  }
  set_environment(fs::absolute(arguments[1]), fs::absolute(arguments[2]));
  for (int i = 3; i < count; ++i)
    for (const Case& one : read_cases(arguments[i]))
      testing::RegisterTest(one.file.c_str(), one.name.c_str(), nullptr, nullptr, arguments[i], one.line,
                            [one]() -> CaseTest* { return new CaseTest(one); });
  return RUN_ALL_TESTS();
}
