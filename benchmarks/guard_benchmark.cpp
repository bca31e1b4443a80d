// The guard over queries of up to 100 kB that are made to take long: each kind at a quarter and at the whole of its
// size. What grows faster than the query shows in the two.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "guard/guard.h"
#include "unit/analysis/make_catalog.h"

namespace sayquel {
namespace {

constexpr int kWhole = 4;  // quarters

// `count` pieces with `between` between them; {} is the piece's number.
std::string repeat(int count, std::string_view piece, std::string_view between) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    if (i > 0) out += between;
    out += fmt::format(fmt::runtime(piece), i);
  }
  return out;
}

struct Crafted {
  const char* name;
  std::string (*text)(int quarters);
};

const Crafted kCrafted[] = {
    {"select items", [](int n) { return "SELECT " + repeat(2400 * n, "salesid", ", ") + " FROM sales"; }},
    {"literals in a list",
     [](int n) { return "SELECT COUNT(*) FROM sales WHERE salesid IN (" + repeat(3500 * n, "{}", ", ") + ")"; }},
    {"columns in a list",
     [](int n) { return "SELECT COUNT(*) FROM sales WHERE salesid IN (" + repeat(2500 * n, "qtysold", ", ") + ")"; }},
    {"common tables, flat",
     [](int n) {
       return "WITH " + repeat(600 * n, "c{} AS (SELECT salesid FROM sales)", ", ") + " SELECT COUNT(*) FROM c1";
     }},
    {"common tables, each of the one before",
     [](int n) {
       std::string text = "WITH c0 AS (SELECT salesid FROM sales)";
       for (int i = 1; i < 550 * n; ++i) text += fmt::format(", c{} AS (SELECT salesid FROM c{})", i, i - 1);
       return text + fmt::format(" SELECT COUNT(*) FROM c{}", 550 * n - 1);
     }},
    {"joins",
     [](int n) {
       return "SELECT COUNT(*) FROM sales s " + repeat(15 * n, "JOIN listing l{0} ON l{0}.listid = s.listid", " ");
     }},
    {"joins of the one before",
     [](int n) {
       std::string text = "SELECT SUM(l0.numtickets) FROM listing l0";
       for (int i = 1; i < 15 * n; ++i)
         text += fmt::format(" JOIN listing l{0} ON l{0}.listid = l{1}.listid", i, i - 1);
       return text;
     }},
    {"USING",
     [](int n) {
       return "SELECT COUNT(*) FROM sales " + repeat(15 * n, "JOIN sales t{} USING (salesid, listid)", " ");
     }},
    {"stars of joins",
     [](int n) { return "SELECT * FROM " + repeat(15 * n, "(SELECT * FROM sales) x{}", " CROSS JOIN "); }},
    {"UNION ALL", [](int n) { return repeat(235 * n, "SELECT salesid FROM sales", " UNION ALL "); }},
    {"CASE",
     [](int n) { return "SELECT CASE " + repeat(625 * n, "WHEN salesid = {} THEN qtysold", " ") + " END FROM sales"; }},
    {"GROUP BY",
     [](int n) {
       const std::string keys = repeat(750 * n, "salesid+{}", ", ");
       return "SELECT " + keys + ", COUNT(*) FROM sales GROUP BY " + keys;
     }},
    {"ORDER BY aliases",
     [](int n) {
       return "SELECT " + repeat(625 * n, "salesid+{0} AS a{0}", ", ") + " FROM sales ORDER BY " +
              repeat(625 * n, "a{}", ", ");
     }},
    {"aggregates over a join",
     [](int n) {
       return "SELECT " + repeat(1400 * n, "SUM(s.qtysold)", ", ") +
              " FROM sales s JOIN listing l ON s.listid = l.listid";
     }},
    {"aggregates over many joins",
     [](int n) {
       std::string text = "SELECT ";
       for (int i = 0; i < 400 * n; ++i)
         text += fmt::format("{}SUM(l{}.numtickets + l{}.numtickets)", i ? ", " : "", i % 60, i / 60 % 60);
       text += " FROM listing l0";
       for (int i = 1; i < 60; ++i) text += fmt::format(" JOIN listing l{0} ON l{0}.eventid = l{1}.eventid", i, i - 1);
       return text;
     }},
    {"columns of a derived table",
     [](int n) {
       return "SELECT " + repeat(1000 * n, "s{}", ", ") + " FROM (SELECT " + repeat(1000 * n, "salesid AS s{}", ", ") +
              " FROM sales) AS a";
     }},
    {"windows",
     [](int n) {
       return "SELECT " + repeat(525 * n, "SUM(qtysold) OVER (PARTITION BY eventid)", ", ") + " FROM sales";
     }},
    {"subqueries of the row",
     [](int n) {
       return "SELECT " + repeat(400 * n, "(SELECT COUNT(*) FROM listing l WHERE l.listid = s.listid)", ", ") +
              " FROM sales s";
     }},
    {"conditions",
     [](int n) {
       return "SELECT SUM(a.qtysold) FROM sales a, sales b, listing c WHERE " +
              repeat(240 * n, "a.salesid = b.salesid + {}", " AND ");
     }},
};

void guard_crafted(benchmark::State& state, const Crafted& crafted, int quarters) {
  const catalog::Catalog catalog = testing::make_catalog(
      sql::Dialect::DuckDB,
      "sales(salesid!, listid, sellerid, buyerid, eventid, dateid, qtysold, pricepaid, commission, saletime) "
      "listing(listid!, sellerid, eventid, dateid, numtickets, priceperticket, totalprice, listtime)");
  const guard::Guard guard(catalog);
  const std::string text = crafted.text(quarters);
  bool approved = false;
  for (auto _ : state) approved = guard.approve(text).has_value();
  state.SetLabel(fmt::format("{} kB, {}", text.size() / 1000, approved ? "approved" : "refused"));
}

const int kRegistered = [] {
  for (const Crafted& crafted : kCrafted)
    for (const int quarters : {1, kWhole})
      benchmark::RegisterBenchmark(
          fmt::format("guard/{}/{}", crafted.name, quarters).c_str(),
          [&crafted, quarters](benchmark::State& state) { guard_crafted(state, crafted, quarters); })
          ->Unit(benchmark::kMillisecond)
          ->MinTime(0.05);
  return 0;
}();

}  // namespace
}  // namespace sayquel
