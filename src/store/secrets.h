// Random ids, tokens and hashes, by OpenSSL's libcrypto.
#pragma once

#include <string>
#include <string_view>

#include "sayquel/result.h"
#include "store/records.h"
#include "store/store.h"

namespace sayquel::store {

// 20 characters of a-z and 2-7: 100 random bits.
std::string new_id();

// 64 hex digits.
std::string sha256(std::string_view bytes);

// Takes the same time wherever the texts differ; texts of different lengths are different.
bool same_secret(std::string_view left, std::string_view right);

// The current time of the clock.
Timestamp now();

// What a new token's owner is given, once: "sayquel_ID_SECRET". The secret has 200 random bits, so that its plain hash
// can not be searched, and no slow one is needed.
struct NewToken {
  Token token;
  std::string text;
};
NewToken new_token(const std::string& name, Role role);

// The token that the text is, where the store knows it and it is not revoked; PermissionDenied for every other text,
// in the same words.
Result<Token> check_token(Store& store, std::string_view text);

}  // namespace sayquel::store
