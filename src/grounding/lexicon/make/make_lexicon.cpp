// make_lexicon WORDNET_FOLDER SUPPLEMENT... OUTPUT: writes the lexicon's bytes (../format.h). Runs in the build.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <tuple>
#include <unordered_map>

#include "grounding/lexicon/format.h"
#include "grounding/lexicon/make/relations.h"
#include "grounding/lexicon/make/wordnet.h"

namespace sayquel::lexicon::make {
namespace {

using Numbers = std::unordered_map<std::string, std::uint32_t>;

struct Sections {
  std::vector<format::WordEntry> words;
  std::vector<std::uint32_t> relations;
  std::vector<std::uint32_t> antonyms;
  std::vector<format::ExceptionEntry> exceptions;
  std::string text;

  std::uint32_t add_text(const std::string& word) {
    const auto offset = static_cast<std::uint32_t>(text.size());
    text += word;
    return offset;
  }
};

void add_word(const std::string& text, const Word& word, const Numbers& numbers, Sections& sections) {
  format::WordEntry entry{};
  entry.text = sections.add_text(text);
  entry.length = static_cast<std::uint8_t>(text.size());
  entry.first_relation = static_cast<std::uint32_t>(sections.relations.size());
  entry.first_antonym = static_cast<std::uint32_t>(sections.antonyms.size());
  for (int part = 0; part < 4; ++part) {
    entry.shares[part] = static_cast<std::uint8_t>(std::ceil(word.shares[part] * 255 - 1e-9));
  }
  entry.frequency = static_cast<std::uint8_t>(std::min(255L, std::lround(10 * std::log2(1.0 + word.count))));
  sections.words.push_back(entry);
  int count = 0;
  for (const WordRelation& relation : word.relations) {
    if (++count > format::kMostRelations) break;
    const auto weight = static_cast<std::uint32_t>(std::lround(relation.weight * format::kWeightSteps));
    sections.relations.push_back(
        format::pack(numbers.at(relation.word), static_cast<std::uint32_t>(relation.kind), weight));
  }
  for (const std::string& antonym : word.antonyms) sections.antonyms.push_back(numbers.at(antonym));
}

void add_exceptions(std::vector<Exception> exceptions, const Numbers& numbers, Sections& sections) {
  std::stable_sort(exceptions.begin(), exceptions.end(), [](const Exception& a, const Exception& b) {
    return std::tie(a.form, a.part) < std::tie(b.form, b.part);
  });
  for (const Exception& exception : exceptions) {
    const auto base = numbers.find(exception.base);
    if (base == numbers.end()) continue;
    format::ExceptionEntry entry{};
    entry.text = sections.add_text(exception.form);
    entry.length = static_cast<std::uint8_t>(exception.form.size());
    entry.part = static_cast<std::uint8_t>(exception.part);
    entry.base = base->second;
    sections.exceptions.push_back(entry);
  }
}

Sections lay_out(const std::map<std::string, Word>& words, const WordNet& wordnet) {
  Numbers numbers;
  for (const auto& [text, word] : words) numbers.emplace(text, static_cast<std::uint32_t>(numbers.size()));
  Sections sections;
  for (const auto& [text, word] : words) add_word(text, word, numbers, sections);
  format::WordEntry end{};
  end.first_relation = static_cast<std::uint32_t>(sections.relations.size());
  end.first_antonym = static_cast<std::uint32_t>(sections.antonyms.size());
  sections.words.push_back(end);
  add_exceptions(wordnet.exceptions, numbers, sections);
  return sections;
}

template <typename T>
void write_all(std::ofstream& file, const std::vector<T>& values) {
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

Status write(const Sections& sections, const std::string& path) {
  format::Header header{};
  header.magic = format::kMagic;
  header.word_count = static_cast<std::uint32_t>(sections.words.size() - 1);
  header.relation_count = static_cast<std::uint32_t>(sections.relations.size());
  header.antonym_count = static_cast<std::uint32_t>(sections.antonyms.size());
  header.exception_count = static_cast<std::uint32_t>(sections.exceptions.size());
  header.text_size = static_cast<std::uint32_t>(sections.text.size());
  const std::string partial = path + ".partial";
  std::ofstream file(partial, std::ios::binary);
  file.write(reinterpret_cast<const char*>(&header), sizeof header);
  write_all(file, sections.words);
  write_all(file, sections.relations);
  write_all(file, sections.antonyms);
  write_all(file, sections.exceptions);
  file << sections.text;
  file.close();
  if (!file || std::rename(partial.c_str(), path.c_str()) != 0) {
    return fail(ErrorCode::DiskFull, "cannot write " + path, "look for free space");
  }
  std::cout << header.word_count << " words, " << header.relation_count << " relations, " << header.exception_count
            << " exceptions\n";
  return {};
}

Status run(const std::string& folder, const std::vector<std::string>& supplements, const std::string& output) {
  SAYQUEL_TRY(const auto wordnet, read_wordnet(folder));
  std::vector<Supplement> supplement;
  for (const std::string& path : supplements) {
    SAYQUEL_TRY(const auto more, read_supplement(path));
    supplement.insert(supplement.end(), more.begin(), more.end());
  }
  return write(lay_out(relate(wordnet, supplement), wordnet), output);
}

}  // namespace
}  // namespace sayquel::lexicon::make

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: make_lexicon WORDNET_FOLDER SUPPLEMENT... OUTPUT\n";
    return 2;
  }
  const auto status = sayquel::lexicon::make::run(argv[1], {argv + 2, argv + argc - 1}, argv[argc - 1]);
  if (!status) {
    std::cerr << "make_lexicon: " << status.error().message << "\n" << status.error().hint << "\n";
    return 1;
  }
  return 0;
}
