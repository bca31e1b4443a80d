#include "service/access.h"

#include <algorithm>

#include "base/text.h"

namespace sayquel::service {
namespace {

// "example.org:8080" without the port, in lower case; brackets of IPv6 stay.
std::string host_name(std::string_view host) {
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return base::lower_ascii(host.substr(0, colon));
}

bool known_host(std::string_view host, const AccessOptions& options) {
  const std::string name = host_name(host);
  for (const char* own : {"localhost", "127.0.0.1", "[::1]"})
    if (name == own) return true;
  return std::any_of(options.hosts.begin(), options.hosts.end(),
                     [&](const std::string& each) { return base::equal_ignoring_case(each, name); });
}

// An origin is this server's own where it names the host that the request does, port included.
bool same_origin(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (origin.starts_with(scheme)) return base::equal_ignoring_case(origin.substr(scheme.size()), host);
  return false;
}

bool is_json(std::string_view type) {
  return base::equal_ignoring_case(base::trim(type.substr(0, type.find(';'))), "application/json");
}

}  // namespace

std::optional<Response> check_access(const Request& request, const AccessOptions& options) {
  const std::string_view host = request.header("host");
  if (request.count("host") != 1 || !known_host(host, options))
    return error_response(421, {ErrorCode::Refused, "The request is for a host that this server does not stand for.",
                                "Use the address that the server printed, or name the host with --host."});
  if (request.count("origin") > 1 || (request.count("origin") == 1 && !same_origin(request.header("origin"), host)))
    return error_response(403, {ErrorCode::Refused, "The request comes from a page of another site.",
                                "Only the page that this server gives out may call it from a browser."});
  if (request.method == "GET") return std::nullopt;
  if (request.method != "POST") {
    Response response = error_response(405, {ErrorCode::BadInput, "Only GET and POST are understood.", ""});
    response.headers.emplace_back("Allow", "GET, POST");
    return response;
  }
  if (request.count("content-type") != 1 || !is_json(request.header("content-type")))
    return error_response(415, {ErrorCode::BadInput, "The body has to be JSON.",
                                "Send it with the header Content-Type: application/json."});
  return std::nullopt;
}

std::string bearer_token(const Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view header = request.header("authorization");
  if (request.count("authorization") != 1 || !base::equal_ignoring_case(header.substr(0, kScheme.size()), kScheme))
    return {};
  return std::string(base::trim(header.substr(kScheme.size())));
}

void add_safety_headers(Response& response) {
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  const bool caches = std::any_of(response.headers.begin(), response.headers.end(),
                                  [](const auto& header) { return header.first == "Cache-Control"; });
  if (!caches) response.headers.emplace_back("Cache-Control", "no-store");
}

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

}  // namespace sayquel::service
