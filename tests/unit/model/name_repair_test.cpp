#include "draft/model/name_repair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/model/small_catalog.h"

namespace sayquel::model {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Case {
  const char *written, *repaired;  // null: stays as it is
};

TEST(RepairNames, PutsRightWhatIsClear) {
  const catalog::Catalog catalog = small_catalog();
  const Case cases[] = {
      {"SELECT title FROM events", "SELECT title FROM event AS events"},
      {"SELECT events.title FROM events", "SELECT events.title FROM event AS events"},
      {"SELECT firstName FROM person", "SELECT first_name FROM person"},
      {"SELECT p.firstname FROM person AS p", "SELECT p.first_name FROM person AS p"},
      {"SELECT pirce FROM ticket", "SELECT price FROM ticket"},
      // The column is the other table's.
      {"SELECT t.city FROM ticket AS t JOIN person AS p ON p.person_id = t.person_id",
       "SELECT p.city FROM ticket AS t JOIN person AS p ON p.person_id = t.person_id"},
      {"SELECT COUNT(*) FROM tickets WHERE prices > 5", "SELECT COUNT(*) FROM ticket AS tickets WHERE price > 5"},
      // What the query makes itself is left alone.
      {"WITH cte AS (SELECT seat AS chairs FROM event) SELECT chairs FROM cte",
       "WITH cte AS (SELECT seats AS chairs FROM event) SELECT chairs FROM cte"},
  };
  for (const Case& one : cases) {
    const NameRepair repair = repair_names(one.written, catalog);
    EXPECT_EQ(repair.sql, one.repaired) << one.written;
    EXPECT_FALSE(repair.notes.empty()) << one.written;
  }
}

TEST(RepairNames, LeavesWhatIsNotClear) {
  const catalog::Catalog catalog = small_catalog();
  for (const char* sql : {
           "SELECT title FROM event",            // nothing is wrong
           "SELECT revenue FROM ticket",         // nothing is like it
           "SELECT title FROM concerts",         //
           "SELECT title, revenue FROM events",  // half of it
           "SELECT id FROM ticket",              // three could be meant
           "SELECT FROM WHERE",                  // no query
           "",                                   //
           "SELECT x FROM (SELECT title AS y FROM event) AS d",
       }) {
    const NameRepair repair = repair_names(sql, catalog);
    EXPECT_EQ(repair.sql, sql);
    EXPECT_THAT(repair.notes, IsEmpty()) << sql;
  }
}

TEST(RepairNames, SaysWhatItDid) {
  const NameRepair repair = repair_names("SELECT title FROM events", small_catalog());
  ASSERT_THAT(repair.notes, SizeIs(1));
  EXPECT_EQ(repair.notes[0], "`events`, which does not exist, is read as `event`.");
}

TEST(ExistingNames, ListsTheColumnsOfTheQuerysTables) {
  const catalog::Catalog catalog = small_catalog();
  EXPECT_EQ(existing_names("SELECT revenue FROM ticket", catalog),
            "Columns of ticket: ticket_id, event_id, person_id, price\n");
  EXPECT_EQ(existing_names("SELECT a FROM concerts", catalog), "Tables: person, event, ticket\n");
  EXPECT_EQ(existing_names("SELECT FROM", catalog), "");
}

}  // namespace
}  // namespace sayquel::model
