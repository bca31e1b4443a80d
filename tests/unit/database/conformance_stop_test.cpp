// What every adapter promises of time and memory: a stop within 250 ms, and rows in bounded memory.
#include <chrono>
#include <fstream>
#include <thread>

#include "unit/database/conformance.h"
#include "unit/database/sanitizers.h"

namespace sayquel::database {
namespace {

using namespace std::chrono_literals;

// The promise is 250 ms. Tests share their machine with others, so this only tells "soon" from "when it is done", which
// would be minutes.
constexpr auto kSoon = 10s;

class Stops : public Conformance {};

INSTANTIATE_TEST_SUITE_P(Adapters, Stops, testing::ValuesIn(tested_engines()), engine_name);

// Resident memory of this process in kB.
std::int64_t resident() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stoll(line.substr(6));
  return 0;
}

TEST_P(Stops, AtTheDeadlineOfAQuery) {
  const auto connection = made("CREATE TABLE t (n INTEGER)");
  const auto start = Clock::now();
  const Error stopped = error(*connection, GetParam().endless, Stop::after(50ms));
  EXPECT_EQ(stopped.code, ErrorCode::Deadline) << stopped.message;
  EXPECT_LT(Clock::now() - start, kSoon);
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7})) << "and the connection goes on working";
}

TEST_P(Stops, AQueryThatIsCancelledFromAnotherThread) {
  const auto connection = made("CREATE TABLE t (n INTEGER)");
  const CancelToken token;
  const auto start = Clock::now();
  std::thread canceller([&] {
    std::this_thread::sleep_for(50ms);
    token.cancel();
  });
  const Error stopped = error(*connection, GetParam().endless, Stop(token));
  canceller.join();
  EXPECT_EQ(stopped.code, ErrorCode::Cancelled) << stopped.message;
  EXPECT_LT(Clock::now() - start, kSoon);
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7}));
}

TEST_P(Stops, AFetchThatIsCancelled) {
  const auto connection = made("CREATE TABLE t (n INTEGER)");
  const CancelToken token;
  const auto stream = run(*connection, numbers(1'000'000'000), Stop(token));
  ASSERT_TRUE(stream) << stream.error().message;
  Row row;
  for (int count = 0; count < 5'000; ++count) {
    const auto more = (*stream)->next(row);
    ASSERT_TRUE(more && *more);
  }
  token.cancel();
  const auto start = Clock::now();
  for (;;) {
    const auto more = (*stream)->next(row);
    if (!more) {
      EXPECT_EQ(more.error().code, ErrorCode::Cancelled) << more.error().message;
      break;
    }
    ASSERT_TRUE(*more) << "never a short result";
  }
  EXPECT_LT(Clock::now() - start, kSoon);
}

TEST_P(Stops, AFetchAtItsDeadline) {
  const auto connection = made("CREATE TABLE t (n INTEGER)");
  const auto stream = run(*connection, numbers(1'000'000'000), Stop::after(100ms));
  if (!stream) {  // on a machine so busy that not even a row came by then
    EXPECT_EQ(stream.error().code, ErrorCode::Deadline) << stream.error().message;
    return;
  }
  Row row;
  for (;;) {
    const auto more = (*stream)->next(row);
    if (!more) {
      EXPECT_EQ(more.error().code, ErrorCode::Deadline) << more.error().message;
      break;
    }
    ASSERT_TRUE(*more) << "never a short result";
  }
}

TEST_P(Stops, BeforeAnythingStarts) {
  const auto connection = made("CREATE TABLE t (n INTEGER)");
  const CancelToken token;
  token.cancel();
  const Stop stop(token);
  EXPECT_EQ(error(*connection, "SELECT 1", stop).code, ErrorCode::Cancelled);
  EXPECT_EQ(connection->describe(stop).error().code, ErrorCode::Cancelled);
  EXPECT_EQ(connection->measure("", "t", {"n"}, stop).error().code, ErrorCode::Cancelled);
  EXPECT_EQ(connection->unique("", "t", {"n"}, stop).error().code, ErrorCode::Cancelled);
  EXPECT_EQ(connection->distinct_values({"", "t", "n"}, 100, stop).error().code, ErrorCode::Cancelled);
  EXPECT_EQ(connection->contained({"", "t", "n"}, {"", "t", "n"}, 0, stop).error().code, ErrorCode::Cancelled);
}

TEST_P(Stops, AMeasureAtItsDeadline) {
  const auto connection = made("CREATE VIEW v AS " + numbers(2'000'000'000));
  const auto measured = connection->measure("", "v", {"n"}, Stop::after(50ms));
  ASSERT_FALSE(measured);
  EXPECT_EQ(measured.error().code, ErrorCode::Deadline) << measured.error().message;
}

TEST_P(Stops, AMillionRowsInBoundedMemory) {
  const auto connection = made("CREATE TABLE t AS SELECT n, 'a text for every row, number ' || n AS s FROM (" +
                               numbers(1'000'000) + ") AS numbers");
  ASSERT_EQ(value(*connection, "SELECT count(*) FROM t"), Value(std::int64_t{1'000'000}));
  const auto stream = run(*connection, "SELECT n, s, s AS again FROM t");
  ASSERT_TRUE(stream);
  Row row;
  std::int64_t count = 0, before = 0;
  for (;;) {
    const auto more = (*stream)->next(row);
    ASSERT_TRUE(more) << more.error().message;
    if (!*more) break;
    if (++count == 100'000) before = resident();
  }
  EXPECT_EQ(count, 1'000'000);
  if (kSanitized) GTEST_SKIP() << "a sanitizer's own memory is not the adapter's";
  // The rows are 100 MB and more; what may grow is the engine's cache of the file, which is 20 MB.
  EXPECT_LT(resident() - before, 40'000) << "kB";
}

}  // namespace
}  // namespace sayquel::database
