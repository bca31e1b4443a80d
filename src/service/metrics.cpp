#include "service/metrics.h"

#include <fmt/format.h>

namespace sayquel::service {

void Metrics::request(const std::string& route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  ++requests_[{route, status}];
  Durations& durations = durations_[route];
  ++durations.count;
  durations.sum += seconds;
  for (std::size_t bound = 0; bound < kBounds.size(); ++bound)
    if (seconds <= kBounds[bound]) ++durations.within[bound];
}

void Metrics::question(const std::string& status) {
  const std::lock_guard lock(mutex_);
  ++questions_[status];
}

void Metrics::client_left() {
  const std::lock_guard lock(mutex_);
  ++left_;
}

void Metrics::refused_for_load() {
  const std::lock_guard lock(mutex_);
  ++refused_;
}

std::string Metrics::text(const Gauges& gauges) const {
  const std::lock_guard lock(mutex_);
  std::string out;
  const auto family = [&](const char* name, const char* type, const char* help) {
    out += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
  };
  family("sayquel_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [key, count] : requests_)
    out += fmt::format("sayquel_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
  family("sayquel_request_seconds", "histogram", "From the request read to its answer given out.");
  for (const auto& [route, durations] : durations_) {
    for (std::size_t bound = 0; bound < kBounds.size(); ++bound)
      out += fmt::format("sayquel_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, kBounds[bound],
                         durations.within[bound]);
    out += fmt::format("sayquel_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route, durations.count);
    out += fmt::format("sayquel_request_seconds_sum{{route=\"{}\"}} {}\n", route, durations.sum);
    out += fmt::format("sayquel_request_seconds_count{{route=\"{}\"}} {}\n", route, durations.count);
  }
  family("sayquel_questions_total", "counter", "Questions and queries, by how they ended.");
  for (const auto& [status, count] : questions_)
    out += fmt::format("sayquel_questions_total{{status=\"{}\"}} {}\n", status, count);
  family("sayquel_clients_left_total", "counter", "Clients that left before their answer came.");
  out += fmt::format("sayquel_clients_left_total {}\n", left_);
  family("sayquel_refused_for_load_total", "counter", "Requests refused because too many waited.");
  out += fmt::format("sayquel_refused_for_load_total {}\n", refused_);
  family("sayquel_waiting", "gauge", "Requests that wait for a worker.");
  out += fmt::format("sayquel_waiting {}\n", gauges.waiting);
  family("sayquel_busy", "gauge", "Workers at work.");
  out += fmt::format("sayquel_busy {}\n", gauges.busy);
  return out;
}

}  // namespace sayquel::service
