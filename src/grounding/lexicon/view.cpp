#include "grounding/lexicon/view.h"

#include <cassert>
#include <cstring>

#include "grounding/lexicon/lexicon_data.h"

namespace sayquel::lexicon {
namespace {

template <typename T>
T read(const unsigned char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

}  // namespace

View::View() : header_(read<format::Header>(sayquel_lexicon_begin)) {
  assert(header_.magic == format::kMagic);
  words_ = sayquel_lexicon_begin + sizeof(format::Header);
  relations_ = words_ + (header_.word_count + std::size_t{1}) * sizeof(format::WordEntry);
  antonyms_ = relations_ + header_.relation_count * sizeof(std::uint32_t);
  exceptions_ = antonyms_ + header_.antonym_count * sizeof(std::uint32_t);
  text_ = exceptions_ + header_.exception_count * sizeof(format::ExceptionEntry);
}

format::WordEntry View::entry(std::uint32_t word) const {
  return read<format::WordEntry>(words_ + word * sizeof(format::WordEntry));
}

std::string_view View::text_at(std::uint32_t offset, std::uint8_t length) const {
  return {reinterpret_cast<const char*>(text_ + offset), length};
}

std::string_view View::text(std::uint32_t word) const {
  const format::WordEntry found = entry(word);
  return text_at(found.text, found.length);
}

std::optional<std::uint32_t> View::find(std::string_view word) const {
  std::uint32_t low = 0, high = header_.word_count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (text(middle) < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == header_.word_count || text(low) != word) return std::nullopt;
  return low;
}

double View::share(std::uint32_t word, PartOfSpeech part) const {
  return entry(word).shares[static_cast<int>(part)] / 255.0;
}

std::uint32_t View::relation(std::uint32_t number) const {
  return read<std::uint32_t>(relations_ + number * sizeof(std::uint32_t));
}

std::uint32_t View::antonym(std::uint32_t number) const {
  return read<std::uint32_t>(antonyms_ + number * sizeof(std::uint32_t));
}

format::ExceptionEntry View::exception(std::uint32_t number) const {
  return read<format::ExceptionEntry>(exceptions_ + number * sizeof(format::ExceptionEntry));
}

std::uint32_t View::first_exception(std::string_view form) const {
  std::uint32_t low = 0, high = header_.exception_count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const format::ExceptionEntry found = exception(middle);
    if (text_at(found.text, found.length) < form) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::string key_of(std::string_view word) {
  std::string key;
  for (const char c : word) {
    if (c == '_' || c == '-' || c == ' ') {
      if (!key.empty() && key.back() != ' ') key += ' ';
    } else if (c >= 'A' && c <= 'Z') {
      key += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      key += c;
    }
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

}  // namespace sayquel::lexicon
