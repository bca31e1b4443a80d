// The Model Context Protocol over a pair of streams: JSON-RPC 2.0, a message a line (modelcontextprotocol.io, transport
// "stdio"). Versions 2025-11-25, 2025-06-18 and 2025-03-26, which are alike in what is offered here:
//
//   tools       ask (a question in English), run_sql (a SELECT, through the guard), search_schema
//   resources   sayquel://schema (all tables), sayquel://schema/TABLE (one)
//   progress    notifications/progress for each stage, where a call asks for it with a progressToken
//   cancel      notifications/cancelled stops the call down to the database
//
// One call of a tool runs at a time, since an Engine serves one thread; the reader goes on meanwhile, so that pings are
// answered and a cancellation is heard.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "sayquel/engine.h"

namespace sayquel::service {

// The protocol without its transport. `write` gets each message to send, as one line without its end; it may be called
// from the thread that calls receive() and from the one that calls work(), never at once.
class McpSession {
 public:
  using Write = std::function<void(const std::string& line)>;
  McpSession(Engine& engine, std::string version, Write write);
  ~McpSession();

  // One line as it came. Answers at once, or leaves the call for work().
  void receive(const std::string& line);
  // Runs the calls that receive() left, until close(), or until they are done after finish(). On a thread of its own.
  void work();
  // No more will come: what was asked is still answered.
  void finish();
  // Nobody waits any more: what is under way is cancelled.
  void close();

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Serves until the input ends and all was answered, or `stop` is requested. Network where the reader of the output is
// gone.
Status serve_mcp(Engine& engine, int input, int output, const std::string& version, const Stop& stop);

}  // namespace sayquel::service
