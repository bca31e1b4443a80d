// The body of a streamed answer, cut into its events.
//
//   data: {"choices": ...}          a field and its value; one space after the colon does not count
//   data: ...                       several of a kind in one event are joined by line feeds
//   : keep-alive                    a comment
//                                   an empty line ends the event
// (WHATWG HTML, "Server-sent events", 9.2.6.) Lines end in LF, CR or CRLF; a piece may end anywhere.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace sayquel::model {

class ServerSentEvents {
 public:
  using Sink = std::function<void(std::string_view data)>;  // an event's data; events without any are left out

  void add(std::string_view piece, const Sink& sink);
  // The body ended: an event that no empty line closed is delivered too, as several servers leave out the last.
  void finish(const Sink& sink);
  std::size_t pending() const { return line_.size() + data_.size(); }  // bytes held

 private:
  void end_line(const Sink& sink);
  void end_event(const Sink& sink);

  std::string line_, data_;
  bool has_data_ = false;
  bool after_return_ = false;  // the last character was CR: an LF that follows belongs to it
};

}  // namespace sayquel::model
