// What came over HTTP and what goes back, with nothing of the library that carries it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::service {

struct Request {
  std::string method;  // "GET", "POST", ...
  std::string path;    // decoded, without the query
  std::map<std::string, std::string> query;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in their order
  std::string body;

  // The header's value; empty where it is not there.
  std::string_view header(std::string_view name) const;
  std::size_t count(std::string_view name) const;
};

// "/a%20b?x=1&y=a+b" into path and query; BadInput for an escape that is none, for NUL, and for a path that is not
// UTF-8, does not begin with '/', or has a part "." or "..".
Status read_target(std::string_view target, Request& request);

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers{};
};

// {"error": {"code", "message", "hint"}} with the status that suits the code.
Response error_response(const Error& error);
// The same with another status.
Response error_response(int status, const Error& error);

std::string_view reason_phrase(int status);

// An event of text/event-stream (WHATWG HTML, section 9.2): the name, and the data on as many lines as it has.
std::string event_text(std::string_view name, std::string_view data);

// The way back to one client; any thread may use it. Either send(), once, or begin_events(), events, end_events().
class Reply {
 public:
  virtual ~Reply() = default;
  virtual void send(Response response) = 0;
  virtual void begin_events() = 0;
  // False where the client has left, or reads so slowly that it was dropped.
  virtual bool event(std::string_view name, std::string_view data) = 0;
  virtual void end_events() = 0;
  // Raised when the client has left: what is done for it can stop.
  CancelToken left() const { return left_; }

 private:
  CancelToken left_;
};

}  // namespace sayquel::service
