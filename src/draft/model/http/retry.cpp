#include "draft/model/http/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <thread>

namespace sayquel::model {
namespace {

using std::chrono::milliseconds;

constexpr double kLongestAsked = 24 * 3600;  // seconds; what is more is no number to work with

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0) || value > kLongestAsked * 1000)
    return std::nullopt;
  return value;
}

std::optional<milliseconds> asked_for(const HttpResponse& response) {
  if (const auto exact = number(response.header("retry-after-ms"))) return milliseconds(std::llround(*exact));
  if (const auto seconds = number(response.header("retry-after"))) return milliseconds(std::llround(*seconds * 1000));
  return std::nullopt;
}

}  // namespace

bool worth_retrying(int status) {
  return status == 408 || status == 409 || status == 429 || (status >= 500 && status != 501 && status != 505);
}

milliseconds pause_before_retry(const RetryPolicy& policy, int attempt, const HttpResponse* response,
                                const Random& random) {
  if (const auto asked = response ? asked_for(*response) : std::nullopt)
    return *asked + milliseconds(std::llround(static_cast<double>(asked->count()) * 0.25 * random()));
  const double grown = static_cast<double>(policy.first.count()) * std::pow(2.0, std::min(attempt, 30));
  const double most = std::min(grown, static_cast<double>(policy.longest.count()));
  return milliseconds(std::llround(most * random()));
}

Status pause(milliseconds time, const Stop& stop, std::string_view what) {
  const auto end = Clock::now() + time;
  if (const auto deadline = stop.deadline(); deadline && *deadline < end)
    return fail(ErrorCode::Deadline,
                fmt::format("There is no time left for another try at {}, due in {:.1f} s.", what,
                            static_cast<double>(time.count()) / 1000),
                "Allow more time (--time-limit), or try again later.");
  while (Clock::now() < end) {
    SAYQUEL_CHECK(stop.check(what));
    std::this_thread::sleep_for(std::min<Clock::duration>(milliseconds(10), end - Clock::now()));
  }
  return stop.check(what);
}

}  // namespace sayquel::model
