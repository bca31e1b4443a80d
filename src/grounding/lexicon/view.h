// Reading access to the embedded bytes (format.h). Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "grounding/lexicon/format.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::lexicon {

// A view of the embedded data; costs nothing to make.
class View {
 public:
  View();

  std::optional<std::uint32_t> find(std::string_view word) const;
  std::string_view text(std::uint32_t word) const;
  format::WordEntry entry(std::uint32_t word) const;
  double share(std::uint32_t word, PartOfSpeech part) const;

  std::uint32_t relations_end(std::uint32_t word) const { return entry(word + 1).first_relation; }
  std::uint32_t relation(std::uint32_t number) const;
  std::uint32_t antonyms_end(std::uint32_t word) const { return entry(word + 1).first_antonym; }
  std::uint32_t antonym(std::uint32_t number) const;

  // Calls found(base word) for every exception of this form and part of speech.
  template <typename Found>
  void exceptions(std::string_view form, PartOfSpeech part, const Found& found) const {
    for (std::uint32_t i = first_exception(form); i < header_.exception_count; ++i) {
      const format::ExceptionEntry exception = this->exception(i);
      if (text_at(exception.text, exception.length) != form) return;
      if (exception.part == static_cast<std::uint8_t>(part)) found(exception.base);
    }
  }

 private:
  std::string_view text_at(std::uint32_t offset, std::uint8_t length) const;
  format::ExceptionEntry exception(std::uint32_t number) const;
  std::uint32_t first_exception(std::string_view form) const;

  format::Header header_;
  const unsigned char* words_;
  const unsigned char* relations_;
  const unsigned char* antonyms_;
  const unsigned char* exceptions_;
  const unsigned char* text_;
};

// The spelling that words are kept under: lower case, '-' and '_' as a space, other marks dropped.
std::string key_of(std::string_view word);

}  // namespace sayquel::lexicon
