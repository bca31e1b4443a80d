// An endpoint that continues text: a foundation model behind whatever protocol it is served with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::model {

enum class Speaker { System, User, Assistant };

struct Message {
  Speaker speaker = Speaker::User;
  std::string text;
};

struct Request {
  std::vector<Message> messages;  // at most one of System, the first; it ends with one of User
  int most_tokens = 512;          // of the reply
  double temperature = 0;
  std::uint64_t seed = 1;            // sent where the protocol has one: the same request gives the same reply
  std::vector<std::string> stop_at;  // the reply ends before any of these
  std::string grammar;               // GBNF that the reply must follow; ignored where constrains() is false
};

struct Usage {
  std::int64_t prompt_tokens = 0, reply_tokens = 0;
  std::int64_t cached_tokens = 0;  // of prompt_tokens: read from the service's prefix cache
  bool counted = false;            // false: the service did not say; estimated, never too low
};

struct Reply {
  std::string text;
  bool cut = false;  // ended by most_tokens, not by the model
  Usage usage;
};

// One request as it left, for the ledger: retries are transmissions of their own.
struct Transmission {
  std::string to;              // scheme, host and port: "https://api.mistral.ai"
  std::string body;            // exactly what was sent, but for headers, which carry no content
  std::size_t bytes = 0;       // of the body, and of nothing else
  std::size_t bytes_back = 0;  // of the answer's body
  bool answered = false;       // with success
};

struct Listener {
  // Text of the reply as it comes; false: that is enough, the reply ends there.
  std::function<bool(std::string_view text)> text = {};
  // Called for each request once it was sent or failed, also where the call as a whole fails.
  std::function<void(const Transmission&)> sent = {};
};

// The contract. One call, one reply; honours the stop within 50 ms, wherever it waits; retries by itself what the
// service says may be retried (http/retry.h), but never once text was passed on to a listener. Any thread may call it,
// several at once. Errors, each with a hint: Network (not reachable, broke off), PermissionDenied (credentials missing
// or wrong), NotFound (no such model), Busy (throttled beyond the last retry), TooLarge (prompt or reply), BadInput
// (the service answered with what is not its protocol), Deadline, Cancelled.
class ModelBackend {
 public:
  virtual ~ModelBackend() = default;
  virtual std::string name() const = 0;      // of the model, without a host or a secret: "mixtral-8x7b-instruct"
  virtual std::string endpoint() const = 0;  // scheme, host and port
  virtual bool local() const = 0;            // on this machine: what is sent does not leave it
  virtual bool constrains() const { return false; }  // follows Request::grammar
  virtual Result<Reply> generate(const Request& request, const Listener& listener, const Stop& stop) const = 0;
};

}  // namespace sayquel::model
