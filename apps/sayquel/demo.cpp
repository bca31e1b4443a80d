// sayquel demo: makes the TICKIT database, and says what to try on it.
#include <fmt/format.h>

#include <chrono>

#include "common.h"
#include "terminal.h"
#include "tickit/tickit.h"

namespace sayquel::app {
namespace {

std::string with_thousands(std::uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (auto at = static_cast<long>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

// The file's name as a shell reads it.
std::string shell_word(const std::string& text) {
  if (text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-") == std::string::npos)
    return text;
  std::string out = "'";
  for (char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string summary_text(const DemoFlags& flags, const tickit::Summary& summary, double seconds) {
  const std::string& output = summary.output;
  const std::string size =
      summary.bytes > 0 ? fmt::format(", {:.0f} MB", static_cast<double>(summary.bytes) / 1e6) : "";
  std::string out =
      fmt::format("{} made in {:.1f} s: {} rows{}.\n", output, seconds, with_thousands(summary.rows), size);
  for (const tickit::TableSize& table : summary.tables)
    out += fmt::format("  {:<9}{:>8}\n", table.table, with_thousands(table.rows));
  const std::string file = shell_word(output);
  if (summary.format == tickit::Format::PostgreSql)
    out +=
        "\nAsk as a role that can only read (GRANT SELECT ON ALL TABLES IN SCHEMA ... TO ROLE), not as the one that "
        "made them.";
  return out + fmt::format(
                   "\nNow ask it:\n"
                   "  {1} ask --database {0} \"who are the top 5 buyers by quantity?\"\n"
                   "  {1} ask --database {0} \"how many venues are there in each state?\"\n"
                   "  {1} chat --database {0}\n",
                   file, shell_word(flags.command));
}

Status make(const DemoFlags& flags) {
  const Interrupt interrupt;
  ProgressLine line;
  tickit::Options options;
  options.overwrite = flags.force;
  options.progress = [&line](const Progress& progress) { line.show(progress); };
  options.stop = interrupt.stop();
  const auto start = Clock::now();
  const auto summary =
      flags.from.empty() ? tickit::generate(flags.output, options) : tickit::load(flags.from, flags.output, options);
  line.clear();
  if (!summary) return tl::unexpected<Error>(summary.error());
  return write_out(summary_text(flags, *summary, std::chrono::duration<double>(Clock::now() - start).count()));
}

}  // namespace

int run_demo(const DemoFlags& flags) {
  const Status made = make(flags);
  return made ? kAnswered : end_with(made.error());
}

}  // namespace sayquel::app
