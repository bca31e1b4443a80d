#include <algorithm>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "catalog/storage/typo_index.h"
#include "catalog/storage/value_blocks.h"
#include "catalog/storage/value_index_file.h"
#include "catalog/storage/word_index.h"

namespace sayquel::catalog {
namespace {

constexpr std::size_t kLongestKey = 0xFFFF;  // a word's place has two bytes

void put_big_endian(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
}

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

std::uint32_t saturated(std::uint64_t rows) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(rows, 0xFFFFFFFF));
}

// A record is: folded key, 0, table, column, value, rows (each number four bytes, the highest first).
struct Parsed {
  std::string_view key;
  Posting posting;
};
Parsed parse(std::string_view record) {
  Parsed out;
  const std::size_t end = record.find('\0');
  out.key = record.substr(0, end);
  out.posting.column = {static_cast<int>(big_endian(record.substr(end + 1))),
                        static_cast<int>(big_endian(record.substr(end + 5)))};
  out.posting.value = record.substr(end + 9, record.size() - end - 13);
  out.posting.rows = big_endian(record.substr(record.size() - 4));
  return out;
}

// Values of one key: padding dropped, equal ones put together, the most rows first.
void tidy(std::vector<Posting>& postings, const std::vector<ColumnId>& padded) {
  for (Posting& posting : postings)
    if (std::binary_search(padded.begin(), padded.end(), posting.column))
      posting.value.erase(posting.value.find_last_not_of(' ') + 1);
  std::sort(postings.begin(), postings.end(), [](const Posting& left, const Posting& right) {
    return std::tie(left.column, left.value) < std::tie(right.column, right.value);
  });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < postings.size(); ++i) {
    if (postings[i].column == postings[kept].column && postings[i].value == postings[kept].value)
      postings[kept].rows = saturated(std::uint64_t{postings[kept].rows} + postings[i].rows);
    else if (++kept != i)
      postings[kept] = std::move(postings[i]);
  }
  postings.resize(std::min(kept + 1, postings.size()));
}

std::uint64_t begin_section(OutputFile& file, Header& header, Section which) {
  header.sections[which].offset = file.size();
  return file.size();
}

void end_section(const OutputFile& file, Header& header, Section which) {
  header.sections[which].length = file.size() - header.sections[which].offset;
}

struct MappedBlocks {
  std::unique_ptr<MappedFile> file;
  ValueBlocks blocks;
};

// What has been written so far, to go over its keys once more.
Result<MappedBlocks> map_blocks(OutputFile& file, const Header& header) {
  MappedBlocks mapped;
  SAYQUEL_TRY(mapped.file, file.map());
  const auto part = [&](Section which) {
    return mapped.file->bytes().substr(header.sections[which].offset, header.sections[which].length);
  };
  mapped.blocks = ValueBlocks(part(kBlocks), part(kOffsets), header.keys);
  return mapped;
}

}  // namespace

Status ValueCollector::add(ColumnId column, std::string_view value, std::uint64_t rows, const Stop& stop) {
  record_ = base::fold(value);
  if (record_.empty() || record_.size() > kLongestKey) return {};  // punctuation only: no words name it
  record_ += '\0';
  put_big_endian(record_, static_cast<std::uint32_t>(column.table));
  put_big_endian(record_, static_cast<std::uint32_t>(column.column));
  record_ += value;
  put_big_endian(record_, saturated(rows));
  return values_.add(record_, stop);
}

Status ValueCollector::write(OutputFile& file, Header& header, const std::vector<ColumnId>& padded,
                             const Told& progress, const Stop& stop) {
  SAYQUEL_CHECK(write_blocks(file, header, padded, progress, stop));
  SAYQUEL_CHECK(write_suffixes(file, header, stop));
  return write_pieces(file, header, stop);
}

Status ValueCollector::write_blocks(OutputFile& file, Header& header, const std::vector<ColumnId>& padded,
                                    const Told& progress, const Stop& stop) {
  SAYQUEL_CHECK(file.align());
  begin_section(file, header, kBlocks);
  header.values = 0;
  ValueBlockWriter writer;
  std::string key;
  std::vector<Posting> postings;
  const auto finish_key = [&]() -> Status {
    if (postings.empty()) return {};
    tidy(postings, padded);
    writer.add(key, postings);
    header.values += postings.size();
    header.longest_key = std::max(header.longest_key, static_cast<std::uint32_t>(key.size()));
    postings.clear();
    return file.write(writer.take());
  };
  SAYQUEL_CHECK(values_.rewind());
  std::string_view record;
  for (std::uint64_t done = 0;; ++done) {
    SAYQUEL_TRY(const bool more, values_.next(record));
    if (!more) break;
    if ((done & 0xFFFF) == 0) {
      SAYQUEL_CHECK(stop.check("indexing the values"));
      if (progress) progress(done, values_.size());
    }
    Parsed parsed = parse(record);
    if (parsed.key != key) {
      SAYQUEL_CHECK(finish_key());
      key = parsed.key;
    }
    postings.push_back(std::move(parsed.posting));
  }
  SAYQUEL_CHECK(finish_key());
  writer.finish();
  SAYQUEL_CHECK(file.write(writer.take()));
  end_section(file, header, kBlocks);
  header.keys = writer.keys();
  SAYQUEL_CHECK(file.align());
  begin_section(file, header, kOffsets);
  for (std::uint64_t offset : writer.offsets())
    SAYQUEL_CHECK(file.write({reinterpret_cast<const char*>(&offset), sizeof(offset)}));
  end_section(file, header, kOffsets);
  return {};
}

Status ValueCollector::write_suffixes(OutputFile& file, Header& header, const Stop& stop) const {
  RecordSorter sorter(memory_, folder_);
  {
    SAYQUEL_TRY(const MappedBlocks mapped, map_blocks(file, header));
    Status status;
    std::string record;
    mapped.blocks.each([&](std::uint32_t number, std::string_view key) {
      for (std::size_t start = 0; start != std::string_view::npos && status;) {
        record = key.substr(start, kSortedBytes);
        record += '\0';
        put_big_endian(record, number);
        put_big_endian(record, static_cast<std::uint32_t>(start));
        status = sorter.add(record, stop);
        start = key.find(' ', start);
        if (start != std::string_view::npos) ++start;
      }
    });
    SAYQUEL_CHECK(status);
  }
  SAYQUEL_CHECK(sorter.rewind());
  SAYQUEL_CHECK(file.align());
  begin_section(file, header, kSuffixes);
  std::string_view record;
  for (std::uint64_t done = 0;; ++done) {
    if ((done & 0xFFFF) == 0) SAYQUEL_CHECK(stop.check("indexing the values"));
    SAYQUEL_TRY(const bool more, sorter.next(record));
    if (!more) break;
    const WordPlace place{big_endian(record.substr(record.size() - 8)),
                          static_cast<std::uint16_t>(big_endian(record.substr(record.size() - 4)))};
    char bytes[kSuffixSize];
    std::memcpy(bytes, &place.key, 4);
    std::memcpy(bytes + 4, &place.offset, 2);
    SAYQUEL_CHECK(file.write({bytes, kSuffixSize}));
  }
  end_section(file, header, kSuffixes);
  return {};
}

Status ValueCollector::write_pieces(OutputFile& file, Header& header, const Stop& stop) const {
  SAYQUEL_TRY(const MappedBlocks mapped, map_blocks(file, header));
  // Counts each slot's entries, turns the counts into starts, then puts the entries where they belong.
  const std::uint64_t slot_count = std::max<std::uint64_t>(16, std::uint64_t{header.keys});
  std::vector<std::uint32_t> starts(slot_count + 1);
  std::uint64_t total = 0;
  Status status = stop.check("indexing the values");
  const auto still = [&](std::uint32_t number) {
    if ((number & 0x3FFF) == 0) status = stop.check("indexing the values");
    return status.has_value();
  };
  mapped.blocks.each([&](std::uint32_t number, std::string_view key) {
    if (!status || !still(number)) return;
    each_piece(CodePoints(key), [&](std::uint64_t hash) { ++starts[slot_of(hash, slot_count)], ++total; });
  });
  SAYQUEL_CHECK(status);
  if (total > 0xFFFFFFFF) return fail(ErrorCode::TooLarge, "the database holds more text values than can be indexed");
  std::uint32_t before = 0;
  for (std::uint32_t& start : starts) before += std::exchange(start, before);
  SAYQUEL_CHECK(file.align());
  begin_section(file, header, kSlots);
  SAYQUEL_CHECK(file.write({reinterpret_cast<const char*>(starts.data()), starts.size() * sizeof(starts[0])}));
  end_section(file, header, kSlots);
  SAYQUEL_CHECK(file.align());
  begin_section(file, header, kEntries);
  if (total > 0) {
    SAYQUEL_TRY(char* entries, file.append_mapped(total * sizeof(PieceEntry)));
    mapped.blocks.each([&](std::uint32_t number, std::string_view key) {
      if (!status || !still(number)) return;
      const PieceEntry entry{number, letter_parity(key)};
      each_piece(CodePoints(key), [&](std::uint64_t hash) {
        std::memcpy(entries + std::size_t{starts[slot_of(hash, slot_count)]++} * sizeof(entry), &entry, sizeof(entry));
      });
    });
    file.unmap();
    SAYQUEL_CHECK(status);
  }
  end_section(file, header, kEntries);
  return {};
}

}  // namespace sayquel::catalog
