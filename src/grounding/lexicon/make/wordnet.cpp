#include "grounding/lexicon/make/wordnet.h"

#include <array>
#include <fstream>
#include <sstream>
#include <unordered_map>
#include <utility>

namespace sayquel::lexicon::make {
namespace {

struct PartFile {
  PartOfSpeech part;
  const char* suffix;
  char letter;
};
constexpr std::array<PartFile, 4> kParts = {{{PartOfSpeech::Noun, "noun", 'n'},
                                             {PartOfSpeech::Verb, "verb", 'v'},
                                             {PartOfSpeech::Adjective, "adj", 'a'},
                                             {PartOfSpeech::Adverb, "adv", 'r'}}};

std::size_t part_number(char letter) {
  if (letter == 's') letter = 'a';
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    if (kParts[i].letter == letter) return i;
  }
  return 0;
}

// Synsets are named by their offset in the file of their part of speech.
using Offsets = std::array<std::unordered_map<int, int>, 4>;

struct RawPointer {
  std::string symbol;
  int offset = 0;
  std::size_t part = 0;
  int words = 0;  // source * 256 + target
};

Result<std::ifstream> open(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    return fail(ErrorCode::NotFound, "cannot read " + path,
                "install WordNet's files (package wordnet-base), or set SAYQUEL_WORDNET_DIR");
  }
  return file;
}

// Licence lines at the top of each file begin with a space.
bool is_comment(const std::string& line) { return line.empty() || line.front() == ' '; }

Synset read_synset(std::istringstream& line, std::vector<RawPointer>& pointers) {
  Synset synset;
  std::string file_number, word, identifier, kind, part_letter, source_target;
  int word_count = 0;
  line >> file_number >> kind >> std::hex >> word_count >> std::dec;
  synset.part = kParts[part_number(kind[0])].part;
  synset.satellite = kind == "s";
  for (int i = 0; i < word_count; ++i) {
    line >> word >> identifier;
    synset.words.push_back(normalized(word));
  }
  int pointer_count = 0;
  line >> pointer_count;
  for (int i = 0; i < pointer_count; ++i) {
    RawPointer pointer;
    line >> pointer.symbol >> pointer.offset >> part_letter >> std::hex >> pointer.words >> std::dec;
    pointer.part = part_number(part_letter[0]);
    pointers.push_back(std::move(pointer));
  }
  return synset;
}

Status read_synsets(const std::string& folder, WordNet& wordnet, Offsets& offsets) {
  std::vector<std::vector<RawPointer>> raw;
  for (std::size_t part = 0; part < kParts.size(); ++part) {
    SAYQUEL_TRY(auto file, open(folder + "/data." + kParts[part].suffix));
    for (std::string text; std::getline(file, text);) {
      if (is_comment(text)) continue;
      std::istringstream line(text);
      int offset = 0;
      line >> offset;
      offsets[part][offset] = static_cast<int>(wordnet.synsets.size());
      wordnet.synsets.push_back(read_synset(line, raw.emplace_back()));
      if (!line)
        return fail(ErrorCode::Corrupt, folder + ": a line of data that cannot be read: " + text.substr(0, 60));
    }
  }
  for (std::size_t i = 0; i < raw.size(); ++i) {
    for (RawPointer& pointer : raw[i]) {
      const auto target = offsets[pointer.part].find(pointer.offset);
      if (target == offsets[pointer.part].end()) continue;
      wordnet.synsets[i].pointers.push_back(
          {std::move(pointer.symbol), target->second, pointer.words >> 8, pointer.words & 0xff});
    }
  }
  return {};
}

// "lemma%kind:...:: sense-number count": the sense's number is its place in the index.
Result<std::unordered_map<std::string, int>> read_counts(const std::string& folder) {
  SAYQUEL_TRY(auto file, open(folder + "/cntlist.rev"));
  std::unordered_map<std::string, int> counts;
  std::string key, number;
  for (int count = 0; file >> key >> number >> count;) {
    const auto percent = key.find('%');
    if (percent == std::string::npos) continue;
    const char kind = key[percent + 1] == '5' ? '3' : key[percent + 1];
    counts[key.substr(0, percent) + '%' + kind + ':' + number] = count;
  }
  return counts;
}

Status read_index(const std::string& folder, WordNet& wordnet, const Offsets& offsets) {
  SAYQUEL_TRY(const auto counts, read_counts(folder));
  for (std::size_t part = 0; part < kParts.size(); ++part) {
    SAYQUEL_TRY(auto file, open(folder + "/index." + kParts[part].suffix));
    for (std::string text; std::getline(file, text);) {
      if (is_comment(text)) continue;
      std::istringstream line(text);
      std::string lemma, skipped;
      int synset_count = 0, symbol_count = 0;
      line >> lemma >> skipped >> synset_count >> symbol_count;
      for (int i = 0; i < symbol_count + 2; ++i) line >> skipped;
      for (int rank = 1, offset = 0; rank <= synset_count && line >> offset; ++rank) {
        const auto synset = offsets[part].find(offset);
        if (synset == offsets[part].end()) continue;
        const auto count = counts.find(lemma + '%' + static_cast<char>('1' + part) + ':' + std::to_string(rank));
        wordnet.senses[normalized(lemma)].push_back(
            {synset->second, kParts[part].part, rank, count == counts.end() ? 0 : count->second});
      }
    }
  }
  return {};
}

Status read_exceptions(const std::string& folder, WordNet& wordnet) {
  for (const PartFile& part : kParts) {
    SAYQUEL_TRY(auto file, open(folder + "/" + part.suffix + ".exc"));
    for (std::string text; std::getline(file, text);) {
      std::istringstream line(text);
      std::string form, base;
      line >> form;
      while (line >> base) wordnet.exceptions.push_back({normalized(form), normalized(base), part.part});
    }
  }
  return {};
}

}  // namespace

std::string normalized(std::string_view word) {
  std::string result;
  for (const char c : word.substr(0, word.find('('))) {
    if (c == '_' || c == '-' || c == ' ') {
      if (!result.empty() && result.back() != ' ') result += ' ';
    } else if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

Result<WordNet> read_wordnet(const std::string& folder) {
  WordNet wordnet;
  Offsets offsets;
  SAYQUEL_CHECK(read_synsets(folder, wordnet, offsets));
  SAYQUEL_CHECK(read_index(folder, wordnet, offsets));
  SAYQUEL_CHECK(read_exceptions(folder, wordnet));
  return wordnet;
}

}  // namespace sayquel::lexicon::make
