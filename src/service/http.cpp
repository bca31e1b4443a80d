#include "service/http.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace sayquel::service {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
      if (low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      at += 2;
    } else {
      out += plus_is_space && text[at] == '+' ? ' ' : text[at];
    }
  }
  if (out.find('\0') != std::string::npos || !base::valid_utf8(out)) return std::nullopt;
  return out;
}

bool climbs(const std::string& path) {
  const auto parts = base::split(path, '/');
  return std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return part == "." || part == ".."; });
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::PermissionDenied:
      return 403;
    case ErrorCode::TooLarge:
      return 413;
    case ErrorCode::Busy:
    case ErrorCode::Network:
      return 503;
    case ErrorCode::Deadline:
      return 504;
    case ErrorCode::Internal:
    case ErrorCode::Corrupt:
    case ErrorCode::DiskFull:
    case ErrorCode::Database:
      return 500;
    default:
      return 400;
  }
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

std::size_t Request::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; }));
}

Status read_target(std::string_view target, Request& request) {
  const auto wrong = fail(ErrorCode::BadInput, "The address of the request cannot be read.",
                          "Write it as a path from / on, with other characters as %XX.");
  const std::size_t question = std::min(target.find('?'), target.size());
  const auto path = decode(target.substr(0, question), false);
  if (!path || !path->starts_with('/') || climbs(*path)) return wrong;
  request.path = *path;
  if (question == target.size()) return {};
  for (const std::string& pair : base::split(target.substr(question + 1), '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = decode(std::string_view(pair).substr(0, equals), true);
    const auto value = decode(std::string_view(pair).substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return wrong;
    if (!name->empty()) request.query[*name] = *value;
  }
  return {};
}

Response error_response(const Error& error) { return error_response(status_of(error.code), error); }

Response error_response(int status, const Error& error) {
  const nlohmann::ordered_json body{
      {"error", {{"code", code_name(error.code)}, {"message", error.message}, {"hint", error.hint}}}};
  return {status, "application/json",
          body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n"};
}

std::string_view reason_phrase(int status) {
  static constexpr std::pair<int, std::string_view> kPhrases[] = {{200, "OK"},
                                                                  {201, "Created"},
                                                                  {204, "No Content"},
                                                                  {304, "Not Modified"},
                                                                  {400, "Bad Request"},
                                                                  {401, "Unauthorized"},
                                                                  {403, "Forbidden"},
                                                                  {404, "Not Found"},
                                                                  {405, "Method Not Allowed"},
                                                                  {408, "Request Timeout"},
                                                                  {413, "Payload Too Large"},
                                                                  {415, "Unsupported Media Type"},
                                                                  {421, "Misdirected Request"},
                                                                  {429, "Too Many Requests"},
                                                                  {431, "Request Header Fields Too Large"},
                                                                  {500, "Internal Server Error"},
                                                                  {503, "Service Unavailable"},
                                                                  {504, "Gateway Timeout"}};
  for (const auto& [code, phrase] : kPhrases)
    if (code == status) return phrase;
  return "Error";
}

std::string event_text(std::string_view name, std::string_view data) {
  std::string out = "event: " + std::string(name) + "\n";
  while (!data.empty() && data.back() == '\n') data.remove_suffix(1);
  for (const std::string& line : base::split(data, '\n')) out += "data: " + line + "\n";
  return out + "\n";
}

}  // namespace sayquel::service
