// Amazon's files as rows.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/text.h"
#include "tickit/database_file.h"
#include "tickit/source_file.h"

namespace sayquel::tickit {
namespace {

namespace fs = std::filesystem;

// The lines that do not fit: the first of them, and how many there are.
class Misfits {
 public:
  void add(std::string_view file, std::size_t line, std::string_view why) {
    constexpr std::size_t kTold = 20;
    ++count_;
    if (told_.size() < kTold) told_.push_back(fmt::format("{}:{}: {}", file, line, why));
  }
  Status status() const {
    if (count_ == 0) return {};
    std::string message = fmt::format("{} {} not fit, and nothing was loaded:\n{}", count_,
                                      count_ == 1 ? "line does" : "lines do", base::join(told_, "\n"));
    if (count_ > told_.size()) message += fmt::format("\n... and {} more", count_ - told_.size());
    return fail(ErrorCode::BadInput, std::move(message),
                "Mend these lines, or unpack Amazon's files anew: "
                "https://docs.aws.amazon.com/redshift/latest/dg/c_sampledb.html");
  }

 private:
  std::size_t count_ = 0;
  std::vector<std::string> told_;
};

Status all_there(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return fail(ErrorCode::NotFound, fmt::format("The folder {} does not exist", folder.string()),
                "Name the folder that Amazon's tickitdb.zip was unpacked to.");
  }
  std::vector<std::string> missing;
  for (const SourceFile& file : source_files()) {
    if (!fs::is_regular_file(folder / file.name, error)) missing.emplace_back(file.name);
  }
  if (missing.empty()) return {};
  return fail(ErrorCode::NotFound, fmt::format("{} lacks {}", folder.string(), base::join(missing, ", ")),
              "All seven files of Amazon's tickitdb.zip are needed, under their own names.");
}

Result<std::string> read_whole(const fs::path& path) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.is_open() || stream.bad()) {
    return fail(errno == EACCES ? ErrorCode::PermissionDenied : ErrorCode::BadInput,
                fmt::format("{} cannot be read: {}", path.string(), std::strerror(errno)));
  }
  return text;
}

std::size_t count_lines(std::string_view text) {
  const auto ends = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  return ends + (!text.empty() && text.back() != '\n');
}

// Reads every line even after a misfit, so that all are told at once; appends the row of each that fits.
Status load_file(const SourceFile& source, std::string_view text, DatabaseFile& database, Misfits& misfits,
                 const Stop& stop) {
  SAYQUEL_CHECK(database.begin_table(source.table));
  std::vector<Cell> row;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (++number % 4096 == 0) SAYQUEL_CHECK(stop.check("reading the files"));
    if (auto fits = read_line(source, line, row); !fits) {
      misfits.add(source.name, number, fits.error());
    } else {
      SAYQUEL_CHECK(database.append(row));
    }
  }
  if (number == 0) misfits.add(source.name, 1, "the file is empty");
  return database.end_table();
}

}  // namespace

Result<Summary> load(const fs::path& folder, const fs::path& output, const Options& options) {
  SAYQUEL_CHECK(format_of(output));
  SAYQUEL_CHECK(all_there(folder));
  std::vector<std::string> texts;
  std::size_t total = 0;
  for (const SourceFile& source : source_files()) {
    SAYQUEL_CHECK(options.stop.check("reading the files"));
    SAYQUEL_TRY(std::string text, read_whole(folder / source.name));
    total += count_lines(text);
    texts.push_back(std::move(text));
  }
  SAYQUEL_TRY(DatabaseFile database, DatabaseFile::begin(output, options, total));
  Misfits misfits;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    SAYQUEL_CHECK(load_file(source_files()[i], texts[i], database, misfits, options.stop));
  }
  SAYQUEL_CHECK(misfits.status());
  return database.finish();
}

}  // namespace sayquel::tickit
