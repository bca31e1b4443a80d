#include "catalog/names.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace sayquel::catalog {
namespace {

TEST(Names, AreTakenApart) {
  const std::pair<const char*, const char*> cases[] = {{"homeTeam_ID", "home team id"},
                                                       {"HTTPCode2", "http code 2"},
                                                       {"sellerid", "sellerid"},
                                                       {"AlbumId", "album id"},
                                                       {"Account IDs", "account ids"},
                                                       {"__x", "x"},
                                                       {"", ""},
                                                       {"STUDENT", "student"},
                                                       {"Größe", "größe"}};
  for (const auto& [name, words] : cases) EXPECT_EQ(base::join(name_words(name), " "), words) << name;
}

TEST(Names, PluralsGiveTheirSingular) {
  const std::pair<const char*, const char*> cases[] = {{"cities", "city"},     {"people", "person"}, {"boxes", "box"},
                                                       {"address", "address"}, {"status", "status"}, {"users", "user"},
                                                       {"classes", "class"},   {"bus", "bus"},       {"sales", "sale"}};
  for (const auto& [many, one] : cases) EXPECT_EQ(singular(many), one);
}

TEST(Names, KeyEndings) {
  const std::pair<const char*, const char*> cases[] = {
      {"sellerid", "seller"}, {"paid", ""}, {"catid", "cat"}, {"id", ""}, {"countrycode", "country"}, {"casino", ""}};
  for (const auto& [name, stem] : cases) EXPECT_EQ(without_key_ending(name), stem) << name;
}

TEST(Names, RolesOfPeople) {
  for (const char* role : {"seller", "buyer", "author", "manager", "employee", "reviewer", "student", "rep"})
    EXPECT_TRUE(person_role(role)) << role;
  for (const char* thing : {"order", "sensor", "number", "event", "fee", "color", "venue", "cat"})
    EXPECT_FALSE(person_role(thing)) << thing;
}

TEST(Names, Secrets) {
  for (const char* name :
       {"password", "userPassword", "PWD", "ssn", "SocialSecurityNumber", "credit_card", "cardnumber", "card_number",
        "cvv", "pin", "password_hash", "salt", "api_key", "access_token"})
    EXPECT_TRUE(sensitive_name(name)) << name;
  for (const char* name : {"secretary", "spinning", "passenger", "shipping", "assistant", "card_id", "cat_name",
                           "company", "credit_card_type", "result"})
    EXPECT_FALSE(sensitive_name(name)) << name;
}

}  // namespace
}  // namespace sayquel::catalog
