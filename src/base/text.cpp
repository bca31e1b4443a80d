#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace sayquel::base {
namespace {

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

// Appends `c` of a folded text: a letter or digit as it is, an apostrophe dropped, all else one space.
class Folder {
 public:
  void letter(std::string_view bytes) {
    if (gap_ && !out_.empty()) out_ += ' ';
    gap_ = false;
    out_ += bytes;
  }
  void gap() { gap_ = true; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool gap_ = false;
};

bool apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC; }

std::string fold_ascii(std::string_view text) {
  Folder folder;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      folder.letter({&c, 1});
    else if (c != '\'')
      folder.gap();
  }
  return folder.take();
}

std::string fold_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString raw;
  for (std::int32_t i = 0, length = static_cast<std::int32_t>(text.size()); i < length;) {
    UChar32 c;
    U8_NEXT(text.data(), i, length, c);
    if (c >= 0) raw.append(c);
  }
  raw.foldCase();
  icu::UnicodeString plain = decompose->normalize(raw, status);
  Folder folder;
  for (std::int32_t i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
    const UChar32 c = plain.char32At(i);
    const auto kind = U_MASK(u_charType(c));
    if (kind & U_GC_M_MASK) continue;
    if (kind & (U_GC_L_MASK | U_GC_N_MASK)) {
      std::string bytes;
      icu::UnicodeString(u_foldCase(c, U_FOLD_CASE_DEFAULT)).toUTF8String(bytes);
      folder.letter(bytes);
    } else if (!apostrophe(c)) {
      folder.gap();
    }
  }
  return folder.take();
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::int32_t i = 0, length = static_cast<std::int32_t>(text.size()); i < length;) {
    UChar32 c;
    U8_NEXT(text.data(), i, length, c);
    out += static_cast<char32_t>(c < 0 ? 0xFFFD : c);
  }
  return out;
}

}  // namespace

std::string fold(std::string_view text) { return ascii(text) ? fold_ascii(text) : fold_unicode(text); }

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() && lower_ascii(left) == lower_ascii(right);
}

int edit_distance(std::string_view left_text, std::string_view right_text, int limit) {
  const std::u32string left = code_points(left_text), right = code_points(right_text);
  const int rows = static_cast<int>(left.size()), columns = static_cast<int>(right.size());
  if (std::abs(rows - columns) > limit) return limit + 1;
  std::vector<int> before(columns + 1), last(columns + 1), now(columns + 1);
  for (int j = 0; j <= columns; ++j) last[j] = j;
  for (int i = 1; i <= rows; ++i) {
    now[0] = i;
    int least = i;
    for (int j = 1; j <= columns; ++j) {
      const int change = last[j - 1] + (left[i - 1] != right[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, change});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
      least = std::min(least, now[j]);
    }
    if (least > limit) return limit + 1;
    before.swap(last);
    last.swap(now);
  }
  return std::min(last[columns], limit + 1);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::int32_t i = 0, length = static_cast<std::int32_t>(text.size()); i < length;) {
    const std::int32_t start = i;
    UChar32 c;
    U8_NEXT(text.data(), i, length, c);
    if (c < 0 || (u_iscntrl(c) && c != '\t' && c != '\n'))
      out += "\xEF\xBF\xBD";
    else
      out.append(text.substr(start, i - start));
  }
  return out;
}

bool valid_utf8(std::string_view text) {
  for (std::int32_t i = 0, length = static_cast<std::int32_t>(text.size()); i < length;) {
    UChar32 c;
    U8_NEXT(text.data(), i, length, c);
    if (c < 0) return false;
  }
  return true;
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::int32_t i = 0, length = static_cast<std::int32_t>(text.size()); i < length;) {
    UChar32 c;
    U8_NEXT(text.data(), i, length, c);
    if (c < 0) {
      ++width;
      continue;
    }
    if (U_MASK(u_charType(c)) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK)) continue;
    const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    width += east_asian == U_EA_FULLWIDTH || east_asian == U_EA_WIDE ? 2 : 1;
  }
  return width;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find(separator, start)) != std::string_view::npos; start = end + 1)
    parts.emplace_back(text.substr(start, end - start));
  parts.emplace_back(text.substr(start));
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i) out += separator;
    out += parts[i];
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace sayquel::base
