#include "draft/model/aws/sigv4.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "base/text.h"

namespace sayquel::model {
namespace {

using Digest = std::array<unsigned char, 32>;

std::string hex(const Digest& digest) {
  std::string out;
  for (unsigned char byte : digest) out += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return out;
}

std::string sha256(std::string_view text) {
  Digest digest{};
  EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return hex(digest);
}

Digest hmac(std::string_view key, std::string_view text) {
  Digest digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest.data(), &size);
  return digest;
}

std::string_view bytes(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

// Runs of blanks inside a value count as one.
std::string single_spaced(std::string_view value) {
  std::string out;
  for (char c : base::trim(value))
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  return out;
}

// The query sorted by its encoded names, each with a value: std::map keeps names sorted, but by their decoded form.
std::string canonical_query(const Url& url) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : url.query) parts.push_back(percent_encode(name) + "=" + percent_encode(value));
  std::sort(parts.begin(), parts.end());
  return base::join(parts, "&");
}

}  // namespace

void sign(HttpRequest& request, const AwsCredentials& credentials, const AwsScope& scope, const std::string& time) {
  const std::string origin = request.url.origin();
  request.headers.emplace_back("host", origin.substr(origin.find("://") + 3));
  request.headers.emplace_back("x-amz-date", time);
  if (!credentials.session_token.empty())
    request.headers.emplace_back("x-amz-security-token", credentials.session_token);

  Headers headers = request.headers;
  std::sort(headers.begin(), headers.end());
  std::string listed, names;
  for (const auto& [name, value] : headers) {
    listed += name + ":" + single_spaced(value) + "\n";
    names += (names.empty() ? "" : ";") + name;
  }
  const std::string path = request.url.path.empty() ? "/" : request.url.path;
  const std::string canonical = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, percent_encode(path, "/"),
                                            canonical_query(request.url), listed, names, sha256(request.body));
  const std::string day = time.substr(0, 8);
  const std::string scope_text = fmt::format("{}/{}/{}/aws4_request", day, scope.region, scope.service);
  const std::string to_sign = fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time, scope_text, sha256(canonical));
  const Digest of_day = hmac("AWS4" + credentials.secret_key, day);
  const Digest of_region = hmac(bytes(of_day), scope.region);
  const Digest of_service = hmac(bytes(of_region), scope.service);
  const Digest key = hmac(bytes(of_service), "aws4_request");
  request.headers.emplace_back("authorization",
                               fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                                           credentials.access_key, scope_text, names, hex(hmac(bytes(key), to_sign))));
}

std::string aws_time() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                     utc.tm_min, utc.tm_sec);
}

}  // namespace sayquel::model
