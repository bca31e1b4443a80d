#include "catalog/names.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace sayquel::catalog {
namespace {

using Words = std::unordered_set<std::string_view>;

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
bool letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

bool contains(const Words& words, std::string_view word) { return words.count(word) != 0; }

// Words in -er, -or, -ee that are things.
const Words& things() {
  static const Words words = {"order",      "number",     "folder",    "center",    "computer",      "server",
                              "printer",    "sensor",     "color",     "floor",     "door",          "motor",
                              "error",      "vector",     "sector",    "quarter",   "chapter",       "paper",
                              "water",      "power",      "letter",    "header",    "container",     "register",
                              "router",     "tower",      "river",     "layer",     "offer",         "transfer",
                              "voucher",    "cover",      "filter",    "parameter", "meter",         "counter",
                              "cluster",    "identifier", "career",    "trailer",   "helicopter",    "theater",
                              "poster",     "banner",     "sticker",   "ticker",    "newsletter",    "character",
                              "semester",   "trimester",  "gender",    "calendar",  "chamber",       "member_number",
                              "controller", "processor",  "monitor",   "adapter",   "scanner",       "timer",
                              "trigger",    "buffer",     "pointer",   "fee",       "committee",     "employee_number",
                              "degree",     "tree",       "coffee",    "guarantee", "refer",         "after",
                              "other",      "inner",      "outer",     "upper",     "lower",         "over",
                              "under",      "per",        "never",     "major",     "minor",         "interior",
                              "exterior",   "indicator",  "factor",    "behavior",  "tutor_session", "ledger",
                              "weather",    "flower",     "dinner",    "beer",      "burger",        "december",
                              "november",   "october",    "september", "summer",    "winter",        "elevator",
                              "tractor",    "generator",  "mirror",    "harbor",    "anchor",        "corridor",
                              "footer",     "marker",     "master",    "matter",    "pier",          "layover",
                              "tier",       "barrier",    "carrier",   "courier",   "disorder",      "border",
                              "frontier",   "shelter",    "shutter",   "boiler",    "rider_pass",    "laser",
                              "silver",     "copper",     "leather",   "climate",   "estimate",      "gate",
                              "date"};
  return words;
}

const Words& people() {
  static const Words words = {
      "person",         "user",       "member",     "customer",       "client",         "patient",    "student",
      "teacher",        "author",     "agent",      "manager",        "owner",          "host",       "guest",
      "captain",        "coach",      "president",  "head",           "chef",           "friend",     "spouse",
      "winner",         "loser",      "staff",      "employee",       "player",         "referee",    "rep",
      "representative", "assistant",  "applicant",  "participant",    "contestant",     "candidate",  "artist",
      "director",       "actor",      "physician",  "doctor",         "nurse",          "pilot",      "driver",
      "passenger",      "boss",       "mentor",     "advisor",        "adviser",        "supervisor", "instructor",
      "professor",      "faculty",    "lecturer",   "individual",     "tenant",         "resident",   "citizen",
      "voter",          "politician", "senator",    "mayor",          "judge",          "lawyer",     "attorney",
      "clerk",          "chairman",   "secretary",  "treasurer",      "account_holder", "holder",     "contact",
      "donor",          "recipient",  "sender",     "receiver",       "creator",        "editor",     "reviewer",
      "assignee",       "approver",   "visitor",    "singer",         "musician",       "swimmer",    "wrestler",
      "gymnast",        "journalist", "scientist",  "therapist",      "specialist",     "technician", "engineer",
      "architect",      "accountant", "consultant", "vendor_contact", "inspector",      "officer",    "male",
      "female",         "husband",    "wife",       "bride",          "groom",          "mother",     "father",
      "worker"};
  return words;
}

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() > ending.size() && text.substr(text.size() - ending.size()) == ending;
}

}  // namespace

std::vector<std::string> name_words(std::string_view identifier) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < identifier.size(); ++i) {
    const char c = identifier[i];
    if (!letter(c) && !digit(c)) {
      finish();
      continue;
    }
    if (i > 0 && !word.empty()) {
      const char before = identifier[i - 1];
      const bool hump =
          upper(c) &&
          (!upper(before) || (i + 1 < identifier.size() && letter(identifier[i + 1]) && !upper(identifier[i + 1])));
      // "IDs", "URLs": the plural's s belongs to the capitals before it.
      const bool plural = hump && i + 2 == identifier.size() && identifier[i + 1] == 's';
      if ((hump && !plural) || digit(c) != digit(before)) finish();
    }
    word += lower(c);
  }
  finish();
  return words;
}

std::string singular(std::string_view word) {
  static const std::unordered_map<std::string_view, std::string_view> irregular = {
      {"people", "person"},      {"children", "child"},    {"men", "man"},
      {"women", "woman"},        {"feet", "foot"},         {"mice", "mouse"},
      {"geese", "goose"},        {"indices", "index"},     {"series", "series"},
      {"species", "species"},    {"news", "news"},         {"data", "data"},
      {"sales", "sale"},         {"movies", "movie"},      {"cookies", "cookie"},
      {"courses", "course"},     {"houses", "house"},      {"cases", "case"},
      {"purchases", "purchase"}, {"licenses", "license"},  {"diagnoses", "diagnosis"},
      {"phases", "phase"},       {"databases", "database"}};
  if (auto found = irregular.find(word); found != irregular.end()) return std::string(found->second);
  if (word.size() <= 3) return std::string(word);
  if (ends_with(word, "ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
  for (std::string_view ending : {"sses", "xes", "ches", "shes", "zes", "uses"})
    if (ends_with(word, ending)) return std::string(word.substr(0, word.size() - 2));
  if (ends_with(word, "s") && !ends_with(word, "ss") && !ends_with(word, "us") && !ends_with(word, "is"))
    return std::string(word.substr(0, word.size() - 1));
  return std::string(word);
}

bool identifying_word(std::string_view word) {
  static const Words words = {"id", "ids", "code", "no", "num", "number", "nr", "key", "pk", "sk", "ref", "identifier"};
  return contains(words, word);
}

std::string_view without_key_ending(std::string_view word) {
  static const Words ordinary = {
      "paid",    "valid",   "invalid",  "grid",    "bid",      "void",    "aid",     "solid", "liquid",
      "hybrid",  "fluid",   "rapid",    "covid",   "humid",    "kid",     "mid",     "acid",  "android",
      "monkey",  "turkey",  "jockey",   "hockey",  "postcode", "barcode", "zipcode", "piano", "casino",
      "volcano", "steroid", "asteroid", "bandaid", "prepaid",  "unpaid",  "raid",    "maid",  "said"};
  if (contains(ordinary, word)) return {};
  for (std::string_view ending : {"uuid", "guid", "code", "key", "num", "id", "no"})
    if (ends_with(word, ending) && word.size() >= ending.size() + 2) return word.substr(0, word.size() - ending.size());
  return {};
}

bool person_role(std::string_view word) {
  if (contains(people(), word)) return true;
  if (word.size() < 5 || contains(things(), word)) return false;
  return ends_with(word, "er") || ends_with(word, "or") || ends_with(word, "ee") || ends_with(word, "mate");
}

bool listed_person(std::string_view word) { return contains(people(), word); }

bool same_table_role(std::string_view word) {
  static const Words roles = {"parent", "ancestor", "predecessor", "successor", "previous", "prev",
                              "next",   "superior", "original",    "root",      "replyto",  "inreplyto"};
  return contains(roles, word);
}

Side side_of(std::string_view role) {
  static const Words staff = {"employee",   "staff",       "worker",   "personnel",  "manager",   "supervisor",
                              "boss",       "rep",         "agent",    "officer",    "clerk",     "assistant",
                              "technician", "salesperson", "engineer", "consultant", "inspector", "secretary",
                              "cashier",    "assignee",    "approver"};
  static const Words served = {"customer", "client",    "buyer",   "purchaser", "guest", "visitor", "patient",
                               "member",   "passenger", "shopper", "payer",     "user",  "tenant",  "subscriber"};
  if (contains(staff, role)) return Side::Staff;
  return contains(served, role) ? Side::Served : Side::Either;
}

bool describes_people(std::string_view table, const std::vector<std::string>& columns) {
  const auto words = name_words(table);
  if (!words.empty()) {
    const std::string last = singular(words.back());
    if (contains(people(), last)) return true;
  }
  static const Words telling = {"firstname",   "lastname",   "surname", "forename",     "givenname", "familyname",
                                "fname",       "lname",      "email",   "emailaddress", "birthday",  "birthdate",
                                "dateofbirth", "dob",        "gender",  "sex",          "username",  "fullname",
                                "middlename",  "maidenname", "login",   "age",          "salary"};
  int hints = 0;
  for (const auto& column : columns) {
    std::string joined;
    for (const auto& word : name_words(column)) joined += word;
    hints += contains(telling, joined);
  }
  return hints >= 2;
}

bool abbreviates(std::string_view shorter, std::string_view longer) {
  if (shorter.size() < 2 || shorter.size() >= longer.size() || shorter[0] != longer[0]) return false;
  if (longer.substr(0, shorter.size()) == shorter) return true;
  if (shorter.size() < 3) return false;
  std::size_t at = 0;
  for (char c : longer)
    if (at < shorter.size() && c == shorter[at]) ++at;
  return at == shorter.size();
}

bool sensitive_name(std::string_view column) {
  const auto words = name_words(column);
  static const Words secret = {"password", "passwd", "pwd",  "passphrase", "passcode", "secret",    "secrets",
                               "token",    "tokens", "ssn",  "cvv",        "cvc",      "cvv2",      "pin",
                               "salt",     "pan",    "iban", "otp",        "apikey",   "privatekey"};
  static constexpr std::array within = {"password",    "passwd",       "socialsecurity", "creditcard", "cardnumber",
                                        "cardno",      "ccnumber",     "apikey",         "privatekey", "secretkey",
                                        "accesstoken", "refreshtoken", "ssnumber",       "debitcard"};
  static const Words harmless = {"type", "brand", "company", "kind", "count"};  // credit_card_type
  std::string joined;
  for (const auto& word : words) {
    if (contains(secret, word)) return true;
    joined += word;
  }
  if (!words.empty() && contains(harmless, words.back())) return false;
  return std::any_of(within.begin(), within.end(),
                     [&](const char* part) { return joined.find(part) != std::string::npos; });
}

}  // namespace sayquel::catalog
