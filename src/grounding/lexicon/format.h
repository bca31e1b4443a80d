// The lexicon's bytes, as make/ writes them and lexicon.cpp reads them. Little-endian; each section begins on 4 bytes:
//
//   Header
//   WordEntry[word_count + 1]    sorted by text; the last one only ends the ranges of the one before it
//   u32[relation_count]          packed relations: word (20 bits), weight in 1/511 (9 bits), kind (3 bits); those of
//                                a word by falling weight, and no more than kMostRelations of them
//   u32[antonym_count]           word numbers
//   ExceptionEntry[exception_count]  irregular forms, sorted by text and part of speech
//   char[text_size]              every text once, without terminators
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace sayquel::lexicon::format {

inline constexpr std::array<char, 8> kMagic = {'S', 'Q', 'L', 'E', 'X', '0', '0', '1'};
inline constexpr int kMostRelations = 64;  // of a word; the lightest are dropped
inline constexpr std::uint32_t kWeightSteps = 511;

struct Header {
  std::array<char, 8> magic;
  std::uint32_t word_count;
  std::uint32_t relation_count;
  std::uint32_t antonym_count;
  std::uint32_t exception_count;
  std::uint32_t text_size;
};

struct WordEntry {
  std::uint32_t text;            // offset into the text section
  std::uint32_t first_relation;  // to the next word's
  std::uint32_t first_antonym;   // to the next word's
  std::uint8_t length;
  std::uint8_t shares[4];  // by PartOfSpeech, in 1/255
  std::uint8_t frequency;  // 10 times the logarithm (base 2) of 1 + the times that it was met
  std::uint8_t padding[2];
};

struct ExceptionEntry {
  std::uint32_t text;
  std::uint32_t base;  // word number
  std::uint8_t length;
  std::uint8_t part;
  std::uint8_t padding[2];
};

static_assert(sizeof(Header) == 28 && sizeof(WordEntry) == 20 && sizeof(ExceptionEntry) == 12);
static_assert(std::is_trivially_copyable_v<WordEntry> && std::is_trivially_copyable_v<ExceptionEntry>);

constexpr std::uint32_t pack(std::uint32_t word, std::uint32_t kind, std::uint32_t weight) {
  return word << 12 | weight << 3 | kind;
}
constexpr std::uint32_t word_of(std::uint32_t packed) { return packed >> 12; }
constexpr std::uint32_t weight_of(std::uint32_t packed) { return packed >> 3 & kWeightSteps; }
constexpr std::uint32_t kind_of(std::uint32_t packed) { return packed & 7; }

}  // namespace sayquel::lexicon::format
