// Who may come in: the checks of a request that need no knowledge of what it asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/http.h"

namespace sayquel::service {

struct AccessOptions {
  // Names under which the server may be spoken to, without port, beside localhost, 127.0.0.1 and [::1]. A page of
  // another site that leads a browser here under a name of its own (DNS rebinding) is refused by it.
  std::vector<std::string> hosts;
  bool token_needed = false;
};

// What is wrong with the request; nothing where it may be read on. Host: there once, and on the list (421). Origin: the
// same host (403). A POST holds JSON (415). Method: GET or POST (405).
std::optional<Response> check_access(const Request& request, const AccessOptions& options);

// The token of "Authorization: Bearer TOKEN"; empty where there is none.
std::string bearer_token(const Request& request);

// The headers that every response has: no scripts but our own, no frames, no referrer, no guessing of types.
void add_safety_headers(Response& response);

bool is_loopback(const std::string& address);

}  // namespace sayquel::service
