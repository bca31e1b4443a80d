#include "draft/model/http/url.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace sayquel::model {
namespace {

constexpr const char* kHint = "Write it like https://host/v1 or http://127.0.0.1:8080/v1.";

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Status read_port(std::string_view digits, Url& url) {
  unsigned port = 0;
  for (char c : digits) {
    if (c < '0' || c > '9' || port > 65535) return fail(ErrorCode::Usage, "The port in the address is none.", kHint);
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  if (port == 0 || port > 65535) return fail(ErrorCode::Usage, "The port in the address is none.", kHint);
  url.port = static_cast<std::uint16_t>(port);
  return {};
}

Status read_authority(std::string_view authority, Url& url) {
  if (authority.find('@') != std::string_view::npos)
    return fail(ErrorCode::Usage, "The address holds a user name or a password, which do not belong there.",
                "Put the key into the settings ([model] key = \"${NAME}\") or the environment.");
  url.port = url.tls ? 443 : 80;
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return fail(ErrorCode::Usage, "The address's host is not closed by ].", kHint);
    url.host = authority.substr(1, end - 1);
    authority.remove_prefix(end + 1);
    if (!authority.empty() && !authority.starts_with(':'))
      return fail(ErrorCode::Usage, "The address has something between its host and its path.", kHint);
    if (!authority.empty()) port = authority.substr(1);
    if (!authority.empty() && port.empty()) return read_port("x", url);
  } else {
    const std::size_t colon = authority.find(':');
    url.host = base::lower_ascii(authority.substr(0, colon));
    if (colon != std::string_view::npos) {
      port = authority.substr(colon + 1);
      if (port.empty()) return read_port("x", url);
    }
    if (!std::all_of(url.host.begin(), url.host.end(), unreserved))
      return fail(ErrorCode::Usage, "The address's host is no name.", kHint);
  }
  if (url.host.empty()) return fail(ErrorCode::Usage, "The address names no host.", kHint);
  return port.empty() ? Status() : read_port(port, url);
}

}  // namespace

std::string percent_encode(std::string_view text, std::string_view keep) {
  std::string out;
  for (char c : text) {
    if (unreserved(c) || keep.find(c) != std::string_view::npos)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

Result<std::string> percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at];
      continue;
    }
    const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
    if (low < 0) return fail(ErrorCode::Usage, "The address holds a % that encodes nothing.", kHint);
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

Result<Url> parse_url(std::string_view text) {
  Url url;
  const std::string scheme = base::lower_ascii(text.substr(0, text.find("://")));
  if ((scheme != "http" && scheme != "https") || text.size() <= scheme.size() + 3)
    return fail(ErrorCode::Usage, "The address does not begin with http:// or https://.", kHint);
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; }))
    return fail(ErrorCode::Usage, "The address holds a space or a control character.", kHint);
  url.tls = scheme == "https";
  text.remove_prefix(scheme.size() + 3);
  text = text.substr(0, text.find('#'));
  const std::size_t path = text.find_first_of("/?");
  SAYQUEL_CHECK(read_authority(text.substr(0, path), url));
  const std::string_view rest = path == std::string_view::npos ? std::string_view() : text.substr(path);
  const std::size_t mark = rest.find('?');
  url.path = rest.substr(0, mark);
  if (url.path.empty()) url.path = "/";
  if (mark == std::string_view::npos) return url;
  for (const std::string& part : base::split(rest.substr(mark + 1), '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    SAYQUEL_TRY(std::string name, percent_decode(std::string_view(part).substr(0, equals)));
    SAYQUEL_TRY(
        url.query[name],
        percent_decode(equals == std::string::npos ? std::string_view() : std::string_view(part).substr(equals + 1)));
  }
  return url;
}

std::string Url::origin() const {
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  const bool usual = port == (tls ? 443 : 80);
  return fmt::format("{}://{}{}", tls ? "https" : "http", shown, usual ? "" : fmt::format(":{}", port));
}

std::string Url::target() const {
  std::string out = path.empty() ? "/" : path;
  char mark = '?';
  for (const auto& [name, value] : query) {
    out += mark + percent_encode(name) + "=" + percent_encode(value);
    mark = '&';
  }
  return out;
}

bool Url::loopback() const {
  if (host == "localhost" || host == "::1") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace sayquel::model
