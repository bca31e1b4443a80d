#include "draft/model/http/server_sent_events.h"

namespace sayquel::model {

void ServerSentEvents::add(std::string_view piece, const Sink& sink) {
  for (char c : piece) {
    const bool second_half = c == '\n' && after_return_;
    after_return_ = c == '\r';
    if (second_half) continue;
    if (c == '\n' || c == '\r')
      end_line(sink);
    else
      line_ += c;
  }
}

void ServerSentEvents::finish(const Sink& sink) {
  if (!line_.empty()) end_line(sink);
  end_event(sink);
}

void ServerSentEvents::end_line(const Sink& sink) {
  if (line_.empty()) return end_event(sink);
  std::string_view line = line_;
  if (line.starts_with("data:") || line == "data") {
    line.remove_prefix(line == "data" ? 4 : 5);
    if (line.starts_with(' ')) line.remove_prefix(1);
    if (has_data_) data_ += '\n';
    data_ += line;
    has_data_ = true;
  }
  line_.clear();
}

void ServerSentEvents::end_event(const Sink& sink) {
  if (has_data_) sink(data_);
  data_.clear();
  has_data_ = false;
}

}  // namespace sayquel::model
