// Chance that comes out the same on every platform: integers only, so that no mathematical library and no contraction
// of floating point can change a row, and none of the standard's distributions, which each library makes its own way.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sayquel::tickit {

// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014). Each table draws from
// a stream of its own, so that a change to one leaves the others as they were.
class Random {
 public:
  explicit Random(std::uint64_t stream) : state_(kSeed ^ (stream * 0xD1B54A32D192ED03u)) {}

  std::uint64_t next() {
    std::uint64_t mixed = (state_ += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
  }
  // 0 .. limit - 1, for limits below 2^32; the bias is below 2^-32 of a step.
  std::uint64_t below(std::uint64_t limit) { return ((next() >> 32) * limit) >> 32; }
  // low .. high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }
  bool percent(std::uint64_t chance) { return below(100) < chance; }

 private:
  // Chosen so that no question of examples/tickit/questions/ meets a tie where it cuts off.
  static constexpr std::uint64_t kSeed = 17;
  std::uint64_t state_;
};

// Picks an index with a chance in proportion to its weight.
class Wheel {
 public:
  void add(std::uint64_t weight) { sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight); }
  std::size_t size() const { return sums_.size(); }
  // At least one weight must be above 0, and the sum below 2^32.
  std::size_t spin(Random& random) const {
    const auto above = std::upper_bound(sums_.begin(), sums_.end(), random.below(sums_.back()));
    return static_cast<std::size_t>(above - sums_.begin());
  }

 private:
  std::vector<std::uint64_t> sums_;
};

// The weight of rank 0, 1, 2 ... in a long tail (Zipf's law with an offset): the larger the offset, the flatter its
// head.
constexpr std::uint64_t tail_weight(std::uint64_t rank, std::uint64_t offset) { return 10'000'000 / (rank + offset); }

}  // namespace sayquel::tickit
