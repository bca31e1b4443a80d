#include "store/secrets.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <chrono>
#include <cstdlib>

namespace sayquel::store {
namespace {

constexpr std::string_view kPrefix = "sayquel_";
constexpr std::size_t kIdLength = 20;

std::string random_text(std::size_t characters) {
  static constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::string bytes(characters, '\0');
  // Without randomness nothing here is safe; libcrypto fails only where the system has none.
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1) std::abort();
  for (char& byte : bytes) byte = kAlphabet[static_cast<unsigned char>(byte) % kAlphabet.size()];
  return bytes;
}

}  // namespace

std::string new_id() { return random_text(kIdLength); }

std::string sha256(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
  std::string hex;
  for (unsigned int at = 0; at < size; ++at) {
    hex += kHex[digest[at] >> 4];
    hex += kHex[digest[at] & 15];
  }
  return hex;
}

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

Timestamp now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

NewToken new_token(const std::string& name, Role role) {
  const std::string secret = random_text(2 * kIdLength);
  NewToken made;
  made.token.id = new_id();
  made.token.name = name;
  made.token.role = role;
  made.token.secret_hash = sha256(secret);
  made.token.made_at = now();
  made.text = std::string(kPrefix) + made.token.id + "_" + secret;
  return made;
}

Result<Token> check_token(Store& store, std::string_view text) {
  const auto denied = fail(ErrorCode::PermissionDenied, "The token is not known here, or was revoked.",
                           "Ask whoever runs this server for one (sayquel token add).");
  if (text.substr(0, kPrefix.size()) != kPrefix) return denied;
  text.remove_prefix(kPrefix.size());
  const std::string id(text.substr(0, kIdLength));
  if (text.size() != kIdLength + 1 + 2 * kIdLength || text[kIdLength] != '_') return denied;
  SAYQUEL_TRY(const std::optional<Token> found, store.token(id));
  // Compared also where there is no such token, so that the time tells nothing.
  const bool same = same_secret(found ? found->secret_hash : sha256(id), sha256(text.substr(kIdLength + 1)));
  if (!found || !same || found->revoked) return denied;
  return *found;
}

}  // namespace sayquel::store
