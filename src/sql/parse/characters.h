// Classes of characters, byte by byte: every byte beyond ASCII belongs to a name, as the databases have it.
#pragma once

#include <string>

namespace sayquel::sql {

inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
inline bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
inline bool continues_name(char c) { return begins_name(c) || is_digit(c); }
inline char upper_character(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
inline char lower_character(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// "x" or, where it cannot be shown, its code: 0x07.
inline std::string printable_character(char c) {
  if (c > ' ' && c < 0x7f) return std::string("\"") + c + '"';
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto code = static_cast<unsigned char>(c);
  return std::string("0x") + kDigits[code >> 4] + kDigits[code & 15];
}

}  // namespace sayquel::sql
