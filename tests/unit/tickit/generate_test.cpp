#include <gtest/gtest.h>

#include <sstream>

#include "inspect.h"
#include "tickit/tickit.h"

namespace sayquel::tickit {
namespace {

struct Promise {
  const char* what;
  const char* sql;   // in both dialects
  const char* rows;  // as query() writes them
};

constexpr Promise kPromises[] = {
    {"rows of the original",
     "SELECT (SELECT COUNT(*) FROM users), (SELECT COUNT(*) FROM venue), (SELECT COUNT(*) FROM category), "
     "(SELECT COUNT(*) FROM date), (SELECT COUNT(*) FROM event), (SELECT COUNT(*) FROM listing), "
     "(SELECT COUNT(*) FROM sales)",
     "49990|202|11|365|8798|192497|172456"},
    {"numbers that name a row are unique",
     "SELECT (SELECT COUNT(DISTINCT userid) FROM users), (SELECT COUNT(DISTINCT username) FROM users), "
     "(SELECT COUNT(DISTINCT email) FROM users), (SELECT COUNT(DISTINCT eventid) FROM event), "
     "(SELECT COUNT(DISTINCT listid) FROM listing), (SELECT COUNT(DISTINCT salesid) FROM sales)",
     "49990|49990|49990|8798|192497|172456"},
    {"what is referred to exists",
     "SELECT (SELECT COUNT(*) FROM event JOIN venue ON event.venueid = venue.venueid JOIN category ON event.catid = "
     "category.catid JOIN date ON event.dateid = date.dateid), (SELECT COUNT(*) FROM listing JOIN users ON sellerid = "
     "userid JOIN event ON listing.eventid = event.eventid), (SELECT COUNT(*) FROM sales JOIN users ON buyerid = "
     "userid)",
     "8798|192497|172456"},
    {"a sale repeats its listing",
     "SELECT COUNT(*) FROM sales JOIN listing ON sales.listid = listing.listid AND sales.sellerid = listing.sellerid "
     "AND "
     "sales.eventid = listing.eventid AND pricepaid = qtysold * priceperticket AND numtickets >= qtysold",
     "172456"},
    {"no listing sells more than it offers",
     "SELECT COUNT(*) FROM (SELECT listing.listid FROM listing JOIN sales ON sales.listid = listing.listid "
     "GROUP BY listing.listid, numtickets HAVING SUM(qtysold) > numtickets OR COUNT(*) > 3) AS oversold",
     "0"},
    {"first the listing, then the sale, then the event",
     "SELECT COUNT(*) FROM sales JOIN listing ON sales.listid = listing.listid JOIN event ON sales.eventid = "
     "event.eventid WHERE listtime < saletime AND saletime < starttime",
     "172456"},
    {"dates belong to times",
     "SELECT (SELECT COUNT(*) FROM sales JOIN date ON sales.dateid = date.dateid WHERE CAST(caldate AS VARCHAR) = "
     "substr(CAST(saletime AS VARCHAR), 1, 10)), (SELECT COUNT(*) FROM listing JOIN date ON listing.dateid = "
     "date.dateid WHERE CAST(caldate AS VARCHAR) = substr(CAST(listtime AS VARCHAR), 1, 10)), (SELECT COUNT(*) FROM "
     "event JOIN date ON event.dateid = date.dateid WHERE CAST(caldate AS VARCHAR) = substr(CAST(starttime AS "
     "VARCHAR), "
     "1, 10))",
     "172456|192497|8798"},
    {"commission is 15%", "SELECT COUNT(*) FROM sales WHERE ABS(commission - pricepaid * 0.15) < 0.001", "172456"},
    {"the total is the price of all tickets",
     "SELECT COUNT(*) FROM listing WHERE totalprice = numtickets * priceperticket AND priceperticket > 0", "192497"},
    {"nobody buys from himself", "SELECT COUNT(*) FROM sales WHERE buyerid = sellerid", "0"},
    {"months as three letters, quarters as a digit",
     "SELECT month, qtr, COUNT(*), MIN(LENGTH(month)) FROM date WHERE month IN ('JAN', 'FEB', 'DEC') "
     "GROUP BY month, qtr ORDER BY MIN(dateid)",
     "JAN|1|31|3\nFEB|1|28|3\nDEC|4|31|3"},
    {"seats and likes have NULLs",
     "SELECT (SELECT COUNT(*) > 0 FROM venue WHERE venueseats IS NULL), (SELECT COUNT(*) > 10000 FROM users WHERE "
     "likejazz IS NULL), (SELECT COUNT(*) FROM users WHERE state IS NULL OR city IS NULL)",
     "1|1|0"},
    {"Macbeth is at dozens of venues, Royce Hall among them",
     "SELECT COUNT(DISTINCT venue.venueid) > 24, MAX(CASE WHEN venuename = 'Royce Hall' AND venuecity = 'Los Angeles' "
     "THEN 1 ELSE 0 END) FROM event JOIN venue ON event.venueid = venue.venueid WHERE eventname = 'Macbeth'",
     "1|1"},
    {"some events sell nothing, some have no listing",
     "SELECT (SELECT COUNT(*) > 100 FROM event WHERE eventid NOT IN (SELECT eventid FROM sales)), "
     "(SELECT COUNT(*) > 10 FROM event WHERE eventid NOT IN (SELECT eventid FROM listing))",
     "1|1"},
    {"some users only buy, some only sell, some do both, some neither",
     "SELECT COUNT(*) FROM (SELECT DISTINCT userid IN (SELECT buyerid FROM sales) AS buys, userid IN (SELECT sellerid "
     "FROM sales) AS sells FROM users) AS kinds",
     "4"},
    {"the heaviest buyer buys thirty times what the average one does",
     "SELECT MAX(bought) > 30 * AVG(bought) FROM (SELECT SUM(qtysold) AS bought FROM sales GROUP BY buyerid) AS buyers",
     "1"},
    {"San Diego is in California", "SELECT COUNT(*) > 500 FROM users WHERE city = 'San Diego' AND state = 'CA'", "1"},
};

// A Boolean is 1 in SQLite and true in DuckDB.
std::string without_dialect(std::string rows) {
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"true", "1"}, {"false", "0"}}) {
    for (std::size_t at; (at = rows.find(from)) != std::string::npos;) rows.replace(at, from.size(), to);
  }
  return rows;
}

TEST(TickitGenerate, KeepsItsPromisesInBothFormats) {
  const Scratch scratch;
  for (const char* name : {"tickit.duckdb", "tickit.sqlite"}) {
    const auto summary = generate(scratch / name, {});
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(summary->rows, 424'319u);
    EXPECT_EQ(summary->bytes, std::filesystem::file_size(scratch / name));
    ASSERT_EQ(summary->tables.size(), 7u);
    EXPECT_EQ(summary->tables.front().table, "users");
    EXPECT_EQ(summary->tables.back().rows, 172'456u);
    for (const Promise& promise : kPromises) {
      EXPECT_EQ(without_dialect(query(scratch / name, promise.sql)), promise.rows) << promise.what << " in " << name;
    }
  }
  EXPECT_EQ(scratch.files(), 2u);  // and no temporary file
}

// FNV-1a over every field of every table: changes exactly when a generated row does. A platform that makes another
// number makes another database.
std::uint64_t fingerprint(const std::filesystem::path& database) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char* table : {"users", "venue", "category", "date", "event", "listing", "sales"}) {
    for (const char byte : query(database, std::string("SELECT * FROM ") + table)) {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211u;
    }
  }
  return hash;
}

TEST(TickitGenerate, MakesTheSameRowsEverywhere) {
  const Scratch scratch;
  ASSERT_TRUE(generate(scratch / "one.sqlite", {}));
  EXPECT_EQ(fingerprint(scratch / "one.sqlite"), 13128612615611638171u);
}

TEST(TickitGenerate, DuckDbAndSqliteHoldTheSame) {
  const Scratch scratch;
  ASSERT_TRUE(generate(scratch / "t.duckdb", {}));
  ASSERT_TRUE(generate(scratch / "t.sqlite", {}));
  for (const char* sql :
       {"SELECT * FROM users WHERE userid % 1000 = 1 ORDER BY userid", "SELECT * FROM venue ORDER BY venueid",
        "SELECT * FROM category ORDER BY catid", "SELECT * FROM date ORDER BY dateid",
        "SELECT * FROM event WHERE eventid % 100 = 1 ORDER BY eventid",
        "SELECT * FROM listing WHERE listid % 1000 = 1 ORDER BY listid",
        "SELECT * FROM sales WHERE salesid % 1000 = 1 ORDER BY salesid"}) {
    EXPECT_EQ(without_dialect(query(scratch / "t.duckdb", sql)), query(scratch / "t.sqlite", sql)) << sql;
  }
}

TEST(TickitGenerate, KeepsTheTypesOfTheOriginal) {
  const Scratch scratch;
  ASSERT_TRUE(generate(scratch / "t.duckdb", {}));
  EXPECT_EQ(query(scratch / "t.duckdb",
                  "SELECT table_name, string_agg(data_type, ' ' ORDER BY ordinal_position) FROM "
                  "information_schema.columns GROUP BY table_name ORDER BY table_name"),
            "category|SMALLINT VARCHAR VARCHAR VARCHAR\n"
            "date|SMALLINT DATE VARCHAR SMALLINT VARCHAR VARCHAR SMALLINT BOOLEAN\n"
            "event|INTEGER SMALLINT SMALLINT SMALLINT VARCHAR TIMESTAMP\n"
            "listing|INTEGER INTEGER INTEGER SMALLINT SMALLINT DECIMAL(8,2) DECIMAL(8,2) TIMESTAMP\n"
            "sales|INTEGER INTEGER INTEGER INTEGER INTEGER SMALLINT SMALLINT DECIMAL(8,2) DECIMAL(8,2) TIMESTAMP\n"
            "users|INTEGER VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR BOOLEAN BOOLEAN BOOLEAN BOOLEAN "
            "BOOLEAN BOOLEAN BOOLEAN BOOLEAN BOOLEAN BOOLEAN\n"
            "venue|SMALLINT VARCHAR VARCHAR VARCHAR INTEGER");
}

}  // namespace
}  // namespace sayquel::tickit
