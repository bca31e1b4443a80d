// The text of a reply as it grows, whatever the protocol: its limit, and who is told.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "draft/model/backend.h"

namespace sayquel::model {

inline constexpr std::size_t kLongestReply = 1u << 20;  // bytes; a query is a thousandth of it

class TextStream {
 public:
  explicit TextStream(const Listener& listener) : listener_(listener) {}

  Status add(std::string_view text) {
    if (text.empty() || enough_) return {};
    if (reply.text.size() + text.size() > kLongestReply)
      return fail(ErrorCode::TooLarge, "The model's reply is longer than a MiB.", "Check which model answers there.");
    reply.text += text;
    if (!listener_.text) return {};
    passed_on_ = true;
    enough_ = !listener_.text(text);
    return {};
  }

  bool enough() const { return enough_; }
  bool passed_on() const { return passed_on_; }
  void forget() { reply = {}; }

  Reply reply;

 private:
  const Listener& listener_;
  bool enough_ = false, passed_on_ = false;
};

}  // namespace sayquel::model
