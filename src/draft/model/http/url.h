// http and https addresses, read strictly.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "sayquel/result.h"

namespace sayquel::model {

struct Url {
  bool tls = false;
  std::string host;  // a name, an IPv4 address, or an IPv6 address without brackets
  std::uint16_t port = 0;
  std::string path;                          // begins with /; percent-encoded as it was written
  std::map<std::string, std::string> query;  // decoded

  std::string origin() const;  // "https://host:8443"; the port only where it is not the scheme's own
  std::string target() const;  // path and query, encoded, as it stands in a request line
  bool loopback() const;       // localhost, 127.0.0.0/8 or ::1
};

// "http://..." or "https://...". Usage: anything else, an empty host, a port that is none, a user name or password
// (they would end up in logs), control characters. The message does not repeat what stands before an @.
Result<Url> parse_url(std::string_view text);

// RFC 3986: everything but letters, digits and -._~ as %XX; `keep` is left as it is too.
std::string percent_encode(std::string_view text, std::string_view keep = {});
Result<std::string> percent_decode(std::string_view text);

}  // namespace sayquel::model
