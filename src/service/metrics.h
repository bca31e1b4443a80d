// Counts for Prometheus (text format 0.0.4).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace sayquel::service {

class Metrics {
 public:
  // Any thread.
  void request(const std::string& route, int status, double seconds);
  void question(const std::string& status);
  void client_left();
  void refused_for_load();

  struct Gauges {
    std::size_t waiting = 0, busy = 0;
  };
  std::string text(const Gauges& gauges) const;

 private:
  static constexpr std::array<double, 10> kBounds{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30};  // seconds
  struct Durations {
    std::array<std::uint64_t, kBounds.size()> within{};
    std::uint64_t count = 0;
    double sum = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Durations> durations_;
  std::map<std::string, std::uint64_t> questions_;
  std::uint64_t left_ = 0, refused_ = 0;
};

}  // namespace sayquel::service
