#include "catalog/value_index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "catalog/storage/typo_index.h"
#include "catalog/storage/value_index_file.h"

namespace sayquel::catalog {
namespace {

using Counted = std::map<std::pair<ColumnId, std::string>, std::uint32_t>;

std::string file_bytes(const Counted& values, const std::vector<ColumnId>& padded = {}, std::size_t memory = 1 << 20) {
  ValueCollector collector(memory, {});
  for (const auto& [place, rows] : values) EXPECT_TRUE(collector.add(place.first, place.second, rows, {}));
  auto file = OutputFile::in_memory();
  Header header;
  EXPECT_TRUE((*file)->write(header_bytes(header)));
  header.sections[kCatalog] = {(*file)->size(), 0};
  header.catalog_checksum = checksum({});
  EXPECT_TRUE(collector.write(**file, header, padded, {}, {}));
  header.file_size = (*file)->size();
  header.checksum = header_checksum(header);
  EXPECT_TRUE((*file)->write_at(0, header_bytes(header)));
  auto mapped = (*file)->map();
  return std::string((*mapped)->bytes());
}

Result<std::unique_ptr<ValueIndex>> open_bytes(const std::string& bytes) {
  auto file = OutputFile::in_memory();
  if (!(*file)->write(bytes)) return fail(ErrorCode::Internal, "cannot write");
  SAYQUEL_TRY(auto mapped, (*file)->map());
  SAYQUEL_TRY(auto cache, CacheFile::open(std::move(mapped), 0));
  return value_index(std::move(cache), {3, 3, 3});
}

std::unique_ptr<ValueIndex> index_of(const Counted& values, const std::vector<ColumnId>& padded = {},
                                     std::size_t memory = 1 << 20) {
  auto index = open_bytes(file_bytes(values, padded, memory));
  EXPECT_TRUE(index);
  return std::move(*index);
}

std::vector<std::string> texts(const std::vector<ValueMatch>& matches) {
  std::vector<std::string> out;
  for (const auto& match : matches) out.push_back(match.value);
  return out;
}

constexpr ColumnId kEvent{0, 1}, kCity{1, 2};

Counted shows() {
  return {{{kEvent, "Macbeth"}, 41},
          {{kEvent, "MACBETH"}, 2},
          {{kEvent, "Lady Macbeth of Mtsensk"}, 3},
          {{kEvent, "The Phantom"}, 7},
          {{kEvent, "Phantom of the Opera"}, 9},
          {{kEvent, "Mamma Mia!"}, 12},
          {{kCity, "San Diego"}, 100},
          {{kCity, "San José"}, 50},
          {{kCity, "New York City"}, 200},
          {{kCity, "New York"}, 1},
          {{kCity, "Orléans"}, 5},
          {{kCity, "Macbeth"}, 1},
          {{kEvent, "john.smith@Example.com"}, 1},
          {{kEvent, "東京タワー"}, 4},
          {{kEvent, "---"}, 4}};
}

TEST(ValueIndex, FindsTheSameBytesBeforeOtherSpellings) {
  const auto index = index_of(shows());
  EXPECT_EQ(index->size(), 14u);  // all but the value of punctuation only
  const auto matches = index->find("Macbeth");
  ASSERT_EQ(matches.size(), 3u);
  EXPECT_EQ(matches[0].kind, MatchKind::Exact);
  EXPECT_EQ(matches[0].rows, 41u);
  EXPECT_EQ(matches[0].column, kEvent);
  EXPECT_EQ(matches[1].column, kCity);
  EXPECT_EQ(matches[2].value, "MACBETH");
  EXPECT_EQ(matches[2].kind, MatchKind::Folded);
}

TEST(ValueIndex, FoldsCaseAccentsAndPunctuation) {
  const auto index = index_of(shows());
  EXPECT_EQ(texts(index->find("san jose")), std::vector<std::string>{"San José"});
  EXPECT_EQ(texts(index->find("ORLEANS")), std::vector<std::string>{"Orléans"});
  EXPECT_EQ(texts(index->find("mamma mia")), std::vector<std::string>{"Mamma Mia!"});
  EXPECT_EQ(texts(index->find("John.Smith@example.com")), std::vector<std::string>{"john.smith@Example.com"});
  EXPECT_EQ(texts(index->find("東京タワー")), std::vector<std::string>{"東京タワー"});
  EXPECT_TRUE(index->find("").empty());
  EXPECT_TRUE(index->find("---").empty());
  EXPECT_TRUE(index->find("san").empty());
}

TEST(ValueIndex, FindsWholeWordsInsideLongerValues) {
  const auto index = index_of(shows());
  EXPECT_EQ(texts(index->find_containing("macbeth")), std::vector<std::string>{"Lady Macbeth of Mtsensk"});
  EXPECT_EQ(texts(index->find_containing("new york")), std::vector<std::string>{"New York City"});
  EXPECT_EQ(texts(index->find_containing("Phantom")),
            (std::vector<std::string>{"The Phantom", "Phantom of the Opera"}));
  EXPECT_TRUE(index->find_containing("york new").empty());
  EXPECT_TRUE(index->find_containing("phan").empty());
  const auto matches = index->find_containing("new york");
  EXPECT_EQ(matches[0].kind, MatchKind::Contains);
  EXPECT_DOUBLE_EQ(matches[0].coverage, 8.0 / 13.0);
}

TEST(ValueIndex, ForgivesTypos) {
  const auto index = index_of(shows());
  struct Case {
    std::string typed, meant;
    int edits;
  };
  for (const Case& one : {Case{"macbth", "Macbeth", 1}, Case{"mcabeth", "Macbeth", 1}, Case{"macbehts", "Macbeth", 2},
                          Case{"san deigo", "San Diego", 1}, Case{"sandiego", "San Diego", 1},
                          Case{"new yrok cty", "New York City", 2}, Case{"orleens", "Orléans", 1}}) {
    const auto matches = index->find_similar(one.typed);
    ASSERT_FALSE(matches.empty()) << one.typed;
    EXPECT_EQ(matches[0].value, one.meant) << one.typed;
    EXPECT_EQ(matches[0].edits, one.edits) << one.typed;
    EXPECT_EQ(matches[0].kind, MatchKind::Typo) << one.typed;
  }
  EXPECT_TRUE(index->find_similar("macbeth").empty()) << "equal ones are find()'s";
  EXPECT_TRUE(index->find_similar("mcbth").empty()) << "a short phrase is one edit off at most";
}

TEST(ValueIndex, DropsPaddingOfPaddedColumnsOnly) {
  const Counted values{{{kEvent, "AB   "}, 2}, {{kEvent, "AB"}, 3}, {{kCity, "AB   "}, 1}};
  const auto index = index_of(values, {kEvent});
  const auto matches = index->find("ab");
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].value, "AB");
  EXPECT_EQ(matches[0].rows, 5u);
  EXPECT_EQ(matches[1].value, "AB   ");
}

TEST(ValueIndex, AnEmptyOneFindsNothing) {
  const auto index = index_of({});
  EXPECT_EQ(index->size(), 0u);
  EXPECT_TRUE(index->find("a").empty());
  EXPECT_TRUE(index->find_containing("a").empty());
  EXPECT_TRUE(index->find_similar("a").empty());
}

// ---- against going through all values ----

const std::vector<std::string>& alphabet() {
  static const std::vector<std::string> letters = {"a", "b", "c", "A", "É", " ", "-", "7", "東", "ab c"};
  return letters;
}

rc::Gen<std::string> some_text(int longest) {
  return rc::gen::map(rc::gen::resize(longest, rc::gen::container<std::vector<int>>(
                                                   rc::gen::inRange(0, static_cast<int>(alphabet().size())))),
                      [](const std::vector<int>& picks) {
                        std::string text;
                        for (int pick : picks) text += alphabet()[static_cast<std::size_t>(pick)];
                        return text;
                      });
}

Counted some_values() {
  Counted values;
  const auto list = *rc::gen::container<std::vector<std::string>>(some_text(14));
  for (std::size_t i = 0; i < list.size(); ++i) ++values[{ColumnId{static_cast<int>(i % 3), 0}, list[i]}];
  return values;
}

std::string edited(std::string text) {
  const auto at = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(text.size()) + 1));
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return text.insert(at, "b");
    case 1:
      return at < text.size() ? text.erase(at, 1) : text;
    default:
      if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
      return text;
  }
}

using Found = std::set<std::tuple<ColumnId, std::string, std::uint32_t, int>>;

Found found(const std::vector<ValueMatch>& matches) {
  Found out;
  for (const auto& match : matches) out.insert({match.column, match.value, match.rows, match.edits});
  return out;
}

RC_GTEST_PROP(ValueIndexProperty, AgreesWithGoingThroughAllValues, ()) {
  const Counted values = some_values();
  // Two hundred bytes of memory: everything goes through merged runs.
  const auto index = index_of(values, {}, *rc::gen::element<std::size_t>(200, 1 << 20));
  std::string phrase = *some_text(14);
  if (!values.empty() && *rc::gen::arbitrary<bool>()) {
    // A value with up to two edits, so that there is something to find.
    phrase = std::next(values.begin(), *rc::gen::inRange<int>(0, static_cast<int>(values.size())))->first.second;
    for (int edits = *rc::gen::inRange(0, 3); edits > 0; --edits) phrase = edited(phrase);
  }
  const std::string folded = base::fold(phrase);
  int points = 0;
  for (char c : folded) points += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  const int allowed = points < 8 ? 1 : 2;
  Found equal, containing, similar;
  for (const auto& [place, rows] : values) {
    const std::string key = base::fold(place.second);
    if (key.empty() || folded.empty()) continue;
    if (key == folded)
      equal.insert({place.first, place.second, rows, 0});
    else if ((" " + key + " ").find(" " + folded + " ") != std::string::npos)
      containing.insert({place.first, place.second, rows, 0});
    const int edits = base::edit_distance(folded, key, allowed);
    if (edits >= 1 && edits <= allowed) similar.insert({place.first, place.second, rows, edits});
  }
  RC_ASSERT(found(index->find(phrase, 10'000)) == equal);
  RC_ASSERT(found(index->find_containing(phrase, 10'000)) == containing);
  RC_ASSERT(found(index->find_similar(phrase, 10'000)) == similar);
}

RC_GTEST_PROP(ValueIndexProperty, NearDistanceIsTheEditDistance, ()) {
  const std::string left = *some_text(12);
  std::string right = left;
  for (int edits = *rc::gen::inRange(0, 4); edits > 0; --edits) right = edited(right);
  for (int limit : {1, 2}) RC_ASSERT(near_distance(left, right, limit) == base::edit_distance(left, right, limit));
}

// ---- damage ----

TEST(ValueIndexDamage, AFlippedBitInAWholeFileNeverCrashes) {
  Counted values = shows();
  for (int i = 0; i < 200; ++i) values[{kCity, "Springfield " + std::to_string(i)}] = 1;
  const std::string whole = file_bytes(values);
  std::uint64_t state = 42;
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = whole;
    for (int flips = round % 3; flips >= 0; --flips) {
      state = state * 6364136223846793005ull + 1442695040888963407ull;
      bytes[(state >> 33) % bytes.size()] ^= static_cast<char>(1u << (state >> 29 & 7));
    }
    auto index = open_bytes(bytes);  // as a large file: its values carry no checksum
    if (!index) continue;
    (*index)->find("springfield 17");
    (*index)->find_containing("springfield");
    (*index)->find_similar("sprinfield 17");
    (*index)->find_similar("macbeht");
  }
}

TEST(ValueIndexDamage, ACutFileIsNoCache) {
  const std::string whole = file_bytes(shows());
  for (std::size_t length = 0; length < whole.size(); length += 7)
    EXPECT_FALSE(open_bytes(whole.substr(0, length))) << length;
  EXPECT_FALSE(open_bytes(whole + "x"));
}

}  // namespace
}  // namespace sayquel::catalog
