#include "grounding/schema_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "grounding/affinity.h"
#include "grounding/lexicon/lexicon.h"
#include "grounding/tokens.h"

namespace sayquel::grounding {
namespace {

// What database people shorten, by general usage. The value may be several words.
const std::map<std::string, std::string, std::less<>>& abbreviations() {
  static const std::map<std::string, std::string, std::less<>> list{{"qty", "quantity"},
                                                                    {"quant", "quantity"},
                                                                    {"num", "number"},
                                                                    {"no", "number"},
                                                                    {"nbr", "number"},
                                                                    {"nr", "number"},
                                                                    {"cnt", "count"},
                                                                    {"amt", "amount"},
                                                                    {"tot", "total"},
                                                                    {"avg", "average"},
                                                                    {"pct", "percent"},
                                                                    {"perc", "percent"},
                                                                    {"min", "minimum"},
                                                                    {"max", "maximum"},
                                                                    {"desc", "description"},
                                                                    {"descr", "description"},
                                                                    {"addr", "address"},
                                                                    {"cat", "category"},
                                                                    {"catg", "category"},
                                                                    {"dept", "department"},
                                                                    {"dep", "department"},
                                                                    {"emp", "employee"},
                                                                    {"empl", "employee"},
                                                                    {"cust", "customer"},
                                                                    {"prod", "product"},
                                                                    {"org", "organization"},
                                                                    {"mgr", "manager"},
                                                                    {"fname", "first name"},
                                                                    {"lname", "last name"},
                                                                    {"mname", "middle name"},
                                                                    {"dob", "birth date"},
                                                                    {"tel", "telephone"},
                                                                    {"ph", "phone"},
                                                                    {"yr", "year"},
                                                                    {"mon", "month"},
                                                                    {"hr", "hour"},
                                                                    {"acct", "account"},
                                                                    {"acc", "account"},
                                                                    {"inv", "invoice"},
                                                                    {"trans", "transaction"},
                                                                    {"txn", "transaction"},
                                                                    {"stu", "student"},
                                                                    {"stud", "student"},
                                                                    {"prof", "professor"},
                                                                    {"loc", "location"},
                                                                    {"lat", "latitude"},
                                                                    {"lon", "longitude"},
                                                                    {"lng", "longitude"},
                                                                    {"long", "longitude"},
                                                                    {"temp", "temperature"},
                                                                    {"wt", "weight"},
                                                                    {"ht", "height"},
                                                                    {"img", "image"},
                                                                    {"pic", "picture"},
                                                                    {"msg", "message"},
                                                                    {"pos", "position"},
                                                                    {"dest", "destination"},
                                                                    {"dst", "destination"},
                                                                    {"src", "source"},
                                                                    {"lang", "language"},
                                                                    {"univ", "university"},
                                                                    {"uni", "university"},
                                                                    {"gov", "government"},
                                                                    {"govt", "government"},
                                                                    {"pop", "population"},
                                                                    {"pwd", "password"},
                                                                    {"ref", "reference"},
                                                                    {"reg", "registration"},
                                                                    {"seq", "sequence"},
                                                                    {"stat", "status"},
                                                                    {"supp", "supplier"},
                                                                    {"tran", "transaction"},
                                                                    {"veh", "vehicle"},
                                                                    {"ver", "version"},
                                                                    {"vol", "volume"},
                                                                    {"cre", "created"},
                                                                    {"mod", "modified"},
                                                                    {"upd", "updated"},
                                                                    {"perf", "performance"},
                                                                    {"appt", "appointment"},
                                                                    {"asst", "assistant"},
                                                                    {"bal", "balance"},
                                                                    {"char", "character"},
                                                                    {"cmd", "command"},
                                                                    {"comm", "commission"},
                                                                    {"config", "configuration"},
                                                                    {"ctry", "country"},
                                                                    {"curr", "current"},
                                                                    {"doc", "document"},
                                                                    {"dist", "distance"},
                                                                    {"dur", "duration"},
                                                                    {"exp", "experience"},
                                                                    {"ext", "extension"},
                                                                    {"freq", "frequency"},
                                                                    {"grp", "group"},
                                                                    {"hq", "headquarters"},
                                                                    {"info", "information"},
                                                                    {"lib", "library"},
                                                                    {"lic", "license"},
                                                                    {"maint", "maintenance"},
                                                                    {"med", "medical"},
                                                                    {"mfr", "manufacturer"},
                                                                    {"mfg", "manufacturing"},
                                                                    {"nat", "nationality"},
                                                                    {"ord", "order"},
                                                                    {"orig", "original"},
                                                                    {"pers", "person"},
                                                                    {"prev", "previous"},
                                                                    {"proj", "project"},
                                                                    {"qtr", "quarter"},
                                                                    {"rec", "record"},
                                                                    {"res", "reservation"},
                                                                    {"rev", "revenue"},
                                                                    {"sal", "salary"},
                                                                    {"sec", "section"},
                                                                    {"sem", "semester"},
                                                                    {"sex", "sex"},
                                                                    {"spec", "specialty"},
                                                                    {"st", "state"},
                                                                    {"sub", "subject"},
                                                                    {"svc", "service"},
                                                                    {"sys", "system"},
                                                                    {"tech", "technology"},
                                                                    {"uom", "unit"},
                                                                    {"whse", "warehouse"},
                                                                    {"wh", "warehouse"},
                                                                    {"zip", "zip"},
                                                                    {"crs", "course"},
                                                                    {"enr", "enrollment"},
                                                                    {"fac", "faculty"},
                                                                    {"bldg", "building"},
                                                                    {"gp", "gp"},
                                                                    {"gdp", "gdp"},
                                                                    {"gpa", "gpa"},
                                                                    {"apt", "apartment"},
                                                                    {"arr", "arrival"},
                                                                    {"attn", "attendance"},
                                                                    {"auth", "author"},
                                                                    {"dir", "director"},
                                                                    {"ed", "education"},
                                                                    {"educ", "education"},
                                                                    {"est", "established"},
                                                                    {"incl", "include"},
                                                                    {"mkt", "market"},
                                                                    {"natl", "national"},
                                                                    {"pub", "publication"},
                                                                    {"rel", "relationship"},
                                                                    {"req", "required"},
                                                                    {"sched", "schedule"},
                                                                    {"std", "standard"},
                                                                    {"abbr", "abbreviation"},
                                                                    {"capt", "captain"},
                                                                    {"chem", "chemical"},
                                                                    {"econ", "economic"},
                                                                    {"elev", "elevation"},
                                                                    {"emerg", "emergency"},
                                                                    {"hosp", "hospital"},
                                                                    {"intl", "international"},
                                                                    {"milit", "military"},
                                                                    {"pos", "position"},
                                                                    {"pts", "points"},
                                                                    {"temps", "temperature"},
                                                                    {"yn", "flag"},
                                                                    {"prereq", "prerequisite"},
                                                                    {"prereqs", "prerequisite"}};
  return list;
}

// Words that carry little of a name's meaning. Weights were set by hand; the ranker learns what an unread word costs.
double weight_of(const std::string& word) {
  static const std::set<std::string, std::less<>> empty{"of",  "the", "in", "is", "to", "per", "for",
                                                        "and", "a",   "by", "at", "on", "has", "s"};
  static const std::set<std::string, std::less<>> light{
      "id",   "identifier",  "code",   "number", "name", "type",  "reference", "tbl", "table",
      "list", "information", "detail", "record", "data", "value", "text",      "key", "line"};
  if (empty.contains(word)) return 0.15;
  if (light.contains(word)) return 0.6;
  return 1;
}

bool small_schema_word(std::string_view word) {
  static const std::set<std::string, std::less<>> words{
      "id",  "no",   "is",  "of",   "to",   "in",  "on",  "by",  "at",  "per", "num",   "qty",   "amt", "desc", "addr",
      "cat", "dept", "emp", "cust", "prod", "org", "mgr", "lat", "tot", "avg", "pct",   "url",   "zip", "ssn",  "dob",
      "acc", "fax",  "tel", "sku",  "gpa",  "gdp", "gnp", "ram", "cpu", "qtr", "fname", "lname", "stu", "cre"};
  return words.contains(word);
}

bool dictionary_word(std::string_view word) {
  return small_schema_word(word) || (word.size() >= 3 && lexicon::contains(word));
}

// Inflected forms count too ("tickets", "paid", "sold"); what only the rules make does not.
bool known_form(const std::string& word) {
  if (dictionary_word(word)) return true;
  if (word.size() < 4) return false;
  for (const std::string& lemma : lexicon::lemmas(word))
    if (lemma != word && lexicon::contains(lemma)) return true;
  return false;
}

using Words = std::set<std::string, std::less<>>;

// Words to cut an unbroken name by, beside the dictionary: those of all tables' names, which are gathered once, and the
// table's own.
struct KnownWords {
  const Words& shared;
  const Words& own;
  bool contains(const std::string& word) const { return own.contains(word) || shared.contains(word); }
};

// Cuts an unbroken run of letters into words: the cut whose words are fewest and most common. Quadratic in the length.
std::vector<std::string> cut(const std::string& run, const KnownWords& known) {
  if (run.size() < 5 || known.contains(run) || run.size() > 40) return {run};
  // A word of the dictionary stays whole: two pieces cost 2 and more.
  if (known_form(run)) return {run};
  struct Best {
    double cost = 1e9;
    std::size_t from = 0;
  };
  std::vector<Best> best(run.size() + 1);
  best[0].cost = 0;
  for (std::size_t end = 1; end <= run.size(); ++end)
    for (std::size_t begin = end > 18 ? end - 18 : 0; begin < end; ++begin) {
      const std::string word = run.substr(begin, end - begin);
      double cost = 100;
      if (known.contains(word))
        cost = 1;
      else if (small_schema_word(word))
        cost = word.size() == 2 ? (end == run.size() ? 1.6 : 2.6) : 1.4;
      else if (word.size() >= 3 && known_form(word))
        cost = word.size() >= 4 ? 1.2 : 2.4;
      if (best[begin].cost + cost < best[end].cost) best[end] = {best[begin].cost + cost, begin};
    }
  constexpr double kWhole = 6;
  if (best[run.size()].cost >= kWhole) return {run};
  std::vector<std::string> words;
  for (std::size_t end = run.size(); end > 0; end = best[end].from)
    words.push_back(run.substr(best[end].from, end - best[end].from));
  std::reverse(words.begin(), words.end());
  return words;
}

std::vector<std::string> rough_split(std::string_view name) {
  std::vector<std::string> runs;
  std::string run;
  const auto flush = [&] {
    if (!run.empty()) runs.push_back(base::lower_ascii(run));
    run.clear();
  };
  const auto kind = [](char c) {
    return c >= 'a' && c <= 'z'                    ? 1
           : c >= 'A' && c <= 'Z'                  ? 2
           : c >= '0' && c <= '9'                  ? 3
           : static_cast<unsigned char>(c) >= 0x80 ? 1
                                                   : 0;
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const int now = kind(name[i]);
    if (now == 0) {
      flush();
      continue;
    }
    if (!run.empty()) {
      const int last = kind(run.back());
      const bool hump = last == 1 && now == 2;
      const bool end_of_capitals = last == 2 && now == 2 && i + 1 < name.size() && kind(name[i + 1]) == 1;
      // "IDs": a plural of capitals is one word
      const bool plural = end_of_capitals && name[i + 1] == 's' && (i + 2 == name.size() || kind(name[i + 2]) == 0);
      if (hump || (end_of_capitals && !plural) || (last == 3) != (now == 3)) flush();
    }
    run += name[i];
  }
  flush();
  return runs;
}

}  // namespace

std::string opened_abbreviation(const std::string& word) {
  const auto found = abbreviations().find(word);
  return found == abbreviations().end() ? "" : found->second;
}

namespace {

std::vector<NameWord> open_words(const std::vector<std::string>& words) {
  std::vector<NameWord> out;
  for (const std::string& word : words) {
    const auto abbreviation = abbreviations().find(word);
    // "cat" alone may be a cat, "no" alone a number: an abbreviation is opened where it is not the whole name.
    const bool opened = abbreviation != abbreviations().end() && (words.size() > 1 || !lexicon::contains(word));
    for (const std::string& part : base::split(opened ? abbreviation->second : word, ' ')) {
      NameWord name;
      const auto lemmas =
          part.size() > 3 ? lexicon::lemmas(part, lexicon::PartOfSpeech::Noun) : std::vector<std::string>{part};
      name.word = lemmas.empty() ? part : lemmas.front();
      name.stem = stem(name.word);
      name.weight = weight_of(name.word);
      out.push_back(std::move(name));
    }
  }
  return out;
}

bool has_stem(const std::vector<NameWord>& words, const std::string& stem) {
  return std::any_of(words.begin(), words.end(), [&](const NameWord& w) { return w.stem == stem; });
}

}  // namespace

namespace {

std::vector<std::string> split(std::string_view name, const KnownWords& known) {
  std::vector<std::string> runs = rough_split(name);
  // "LName", "f_name": the letter is part of a short word.
  for (std::size_t i = 0; i + 1 < runs.size(); ++i)
    if (runs[i].size() == 1 && abbreviations().contains(runs[i] + runs[i + 1])) {
      runs[i] += runs[i + 1];
      runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  std::vector<std::string> out;
  for (const std::string& run : runs)
    for (std::string& word : cut(run, known)) out.push_back(std::move(word));
  return out;
}

// The words that the tables' names consist of at first sight: every table's help to cut "venuename" and "catid".
Words words_of_tables(const catalog::Catalog& catalog) {
  Words words, seen;
  for (const catalog::Table& table : catalog.tables)
    for (const std::string& word : rough_split(table.name)) {
      if (word.size() < 3 || !seen.insert(word).second) continue;
      words.insert(word);
      for (std::string& lemma : lexicon::lemmas(word)) words.insert(std::move(lemma));
    }
  return words;
}

}  // namespace

std::vector<std::string> split_name(std::string_view name, const std::vector<std::string>& known) {
  const Words none, own(known.begin(), known.end());
  return split(name, {none, own});
}

SchemaWords::SchemaWords(const catalog::Catalog& catalog) : catalog_(catalog) {
  read_tables();
  columns_.resize(catalog.tables.size());
  names_.resize(catalog.tables.size());
  people_.resize(catalog.tables.size());
  bridge_.resize(catalog.tables.size());
  const Words of_tables = words_of_tables(catalog);
  for (std::size_t t = 0; t < catalog.tables.size(); ++t) read_columns(static_cast<int>(t), of_tables);
  for (std::size_t t = 0; t < catalog.tables.size(); ++t) find_names(static_cast<int>(t));
  read_roles();
  find_affinity();
  add_postings();
}

void SchemaWords::find_affinity() {
  for (std::size_t t = 0; t < columns_.size(); ++t)
    for (std::size_t c = 0; c < columns_[t].size(); ++c) {
      const catalog::ColumnId id{static_cast<int>(t), static_cast<int>(c)};
      const catalog::Column& column = catalog_.column(id);
      if (column.type.kind != TypeKind::Boolean && column.profile.content != catalog::Content::Flag) continue;
      const std::vector<NameWord>& words = columns_[t][c].words;
      if (std::any_of(words.begin(), words.end(), [](const NameWord& word) { return affinity_word(word.word); }))
        affinity_.push_back(id);
    }
}

void SchemaWords::read_tables() {
  for (const catalog::Table& table : catalog_.tables) tables_.push_back(open_words(split_name(table.name, {})));
}

// "rID" and "aid" where there is a table of reviewers, of aircraft: a table's initial before id or name stands for it,
// the own table's first.
std::vector<std::string> SchemaWords::open_initials(std::vector<std::string> words, int own) const {
  if (words.size() == 1 && words[0].size() == 3 && words[0].ends_with("id") && !lexicon::contains(words[0]))
    words = {words[0].substr(0, 1), "id"};
  if (words.size() != 2 || words[0].size() != 1 || (words[1] != "id" && words[1] != "name")) return words;
  const auto stands_for = [&](std::size_t t) {
    return !tables_[t].empty() && tables_[t].front().word.size() > 1 && tables_[t].front().word[0] == words[0][0];
  };
  std::size_t table = tables_.size();
  for (std::size_t t = 0; t < tables_.size(); ++t)
    if (stands_for(t) && table == tables_.size()) table = t;
  if (stands_for(static_cast<std::size_t>(own))) table = static_cast<std::size_t>(own);
  if (table == tables_.size()) return words;
  std::vector<std::string> opened;
  for (const NameWord& word : tables_[table]) opened.push_back(word.word);
  opened.push_back(words[1]);
  return opened;
}

void SchemaWords::read_columns(int t, const std::set<std::string, std::less<>>& of_tables) {
  const catalog::Table& table = catalog_.tables[static_cast<std::size_t>(t)];
  // A table's own words and its parents' help to cut "venuename" and "catid".
  Words own;
  for (std::string& word : split_name(table.name, {})) own.insert(std::move(word));
  for (const NameWord& word : tables_[static_cast<std::size_t>(t)]) own.insert(word.word);
  for (const catalog::Column& column : table.columns) {
    ColumnWords words;
    const std::vector<NameWord> all = open_words(open_initials(split(column.name, {of_tables, own}), t));
    for (const NameWord& word : all) {
      if (has_stem(tables_[static_cast<std::size_t>(t)], word.stem))
        words.context.push_back(word);
      else
        words.words.push_back(word);
    }
    if (words.words.empty()) words.words.swap(words.context);
    static const std::set<std::string, std::less<>> key_words{"id", "code", "key", "identifier"};
    words.identifier = !all.empty() && key_words.contains(all.back().word);
    columns_[static_cast<std::size_t>(t)].push_back(std::move(words));
  }
  int keys = 0;
  for (const catalog::ForeignKey& key : catalog_.foreign_keys) keys += key.from_table == t;
  bridge_[static_cast<std::size_t>(t)] = keys >= 2 && table.columns.size() <= static_cast<std::size_t>(keys) + 2;
}

void SchemaWords::read_roles() {
  for (std::size_t k = 0; k < catalog_.foreign_keys.size(); ++k) {
    const catalog::ForeignKey& key = catalog_.foreign_keys[k];
    if (key.from_columns.size() != 1) continue;
    const catalog::ColumnId id{key.from_table, key.from_columns[0]};
    Role role;
    role.key = static_cast<int>(k);
    const ColumnWords& words = column(id);
    std::vector<NameWord> all = words.context;
    all.insert(all.end(), words.words.begin(), words.words.end());
    for (const NameWord& word : all) {
      const bool key_word = word.word == "id" || word.word == "code" || word.word == "number" || word.word == "key" ||
                            word.word == "identifier" || word.weight < 0.5;
      if (!key_word && !has_stem(table(key.to_table), word.stem)) role.words.push_back(word);
    }
    // "film_id" in film_actor says no more than its table does; a role is a noun of its own.
    if (!role.words.empty() && role.words.size() <= 3) roles_.push_back(std::move(role));
  }
}

void SchemaWords::find_names(int t) {
  const catalog::Table& table = catalog_.tables[static_cast<std::size_t>(t)];
  int first = -1, last = -1, plain = -1, full = -1, title = -1, other = -1, login = -1, person_marks = 0;
  std::set<int> foreign;
  for (const catalog::ForeignKey& key : catalog_.foreign_keys)
    if (key.from_table == t) foreign.insert(key.from_columns.begin(), key.from_columns.end());
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const int column = static_cast<int>(c);
    const catalog::Column& it = table.columns[c];
    std::vector<std::string> words;
    for (const NameWord& word : columns_[static_cast<std::size_t>(t)][c].words) words.push_back(word.word);
    const auto has = [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    static const std::set<std::string, std::less<>> marks{"email",    "phone",       "gender",  "sex",
                                                          "birthday", "age",         "surname", "firstname",
                                                          "lastname", "nationality", "username"};
    for (const std::string& word : words) person_marks += marks.contains(word);
    person_marks += has("birth") || (has("last") && has("name"));
    if (it.sensitive || it.type.kind == TypeKind::Blob || it.type.numeric() || it.type.temporal()) continue;
    // A login is no name to call somebody by.
    const std::string lower = base::lower_ascii(it.name);
    if (lower.find("user") != std::string::npos || lower.find("login") != std::string::npos ||
        lower.find("nick") != std::string::npos) {
      if (login < 0) login = column;
      continue;
    }
    const bool name =
        has("name") || has("surname") || has("forename") || has("firstname") || has("lastname") || has("fullname");
    if (name && (has("first") || has("given") || has("forename") || has("firstname")) && first < 0)
      first = column;
    else if (name && (has("last") || has("family") || has("surname") || has("lastname")) && last < 0)
      last = column;
    else if (name && (has("full") || has("fullname")) && full < 0)
      full = column;
    else if (name && words.size() == 1 && plain < 0 && !foreign.contains(column))
      plain = column;
    else if (has("title") && words.size() <= 2 && title < 0)
      title = column;
    else if (name && other < 0 && !foreign.contains(column) && !has("middle") && !has("file"))
      other = column;
  }
  std::vector<int>& names = names_[static_cast<std::size_t>(t)];
  if (full >= 0)
    names = {full};
  else if (plain >= 0)
    names = {plain};
  else if (first >= 0 && last >= 0)
    names = {first, last};
  else if (other >= 0)
    names = {other};
  else if (title >= 0)
    names = {title};
  else if (last >= 0)
    names = {last};
  else if (first >= 0)
    names = {first};
  else if (login >= 0)
    names = {login};
  else
    // A column called as its table ("genre" in genres, "city" in cities) names the row.
    for (std::size_t c = 0; c < table.columns.size() && names.empty(); ++c) {
      const ColumnWords& words = columns_[static_cast<std::size_t>(t)][c];
      const catalog::Column& it = table.columns[c];
      // A calendar's rows are their days.
      if (it.type.kind == TypeKind::Date && it.profile.measured && it.profile.unique && it.profile.nulls == 0)
        names = {static_cast<int>(c)};
      else if (table.columns[c].type.kind == TypeKind::Text && words.context.empty() && words.words.size() == 1 &&
               has_stem(tables_[static_cast<std::size_t>(t)], words.words[0].stem) &&
               !foreign.contains(static_cast<int>(c)))
        names = {static_cast<int>(c)};
    }
  static const std::set<std::string, std::less<>> person_words{
      "person",   "people",  "user",       "customer",   "employee", "student",   "teacher",    "member",
      "client",   "patient", "author",     "player",     "actor",    "driver",    "instructor", "professor",
      "staff",    "visitor", "guest",      "passenger",  "doctor",   "physician", "nurse",      "artist",
      "singer",   "coach",   "candidate",  "manager",    "director", "editor",    "officer",    "pilot",
      "reviewer", "owner",   "tenant",     "subscriber", "buyer",    "seller",    "contact",    "participant",
      "musician", "writer",  "politician", "host",       "captain",  "engineer",  "technician", "supplier"};
  bool by_name = false;
  for (const NameWord& word : tables_[static_cast<std::size_t>(t)])
    by_name = by_name || person_words.contains(word.word);
  people_[static_cast<std::size_t>(t)] = (first >= 0 && last >= 0) ||
                                         (by_name && !bridge_[static_cast<std::size_t>(t)]) ||
                                         (person_marks >= 2 && !names.empty());
}

void SchemaWords::add_postings() {
  const auto add = [&](const NameWord& word, catalog::ColumnId id, int role) {
    const auto post = [&](const std::string& stem_, double strength) {
      std::vector<Posting>& list = postings_[stem_];
      if (list.empty() || list.back().id != id || list.back().role != role || list.back().stem != word.stem)
        list.push_back({id, role, word.stem, strength});
    };
    post(word.stem, 1);
    // "lat", a word of its own, may be short for latitude where it is the whole name.
    if (const std::string opened = opened_abbreviation(word.word); !opened.empty() && opened != word.word)
      for (const std::string& part : base::split(opened, ' ')) post(stem(part), 0.9);
    // "paid" in a name is also met by pay and paying.
    for (const std::string& lemma : lexicon::lemmas(word.word))
      if (const std::string other = stem(lemma); other != word.stem) post(other, 0.95);
  };
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    for (const NameWord& word : tables_[t]) add(word, {static_cast<int>(t), -1}, -1);
    for (std::size_t c = 0; c < columns_[t].size(); ++c) {
      for (const NameWord& word : columns_[t][c].words) add(word, {static_cast<int>(t), static_cast<int>(c)}, -1);
      for (const NameWord& word : columns_[t][c].context) add(word, {static_cast<int>(t), static_cast<int>(c)}, -1);
    }
  }
  for (std::size_t r = 0; r < roles_.size(); ++r)
    for (const NameWord& word : roles_[r].words)
      add(word, {catalog_.foreign_keys[static_cast<std::size_t>(roles_[r].key)].to_table, -1}, static_cast<int>(r));
}

const std::vector<Posting>& SchemaWords::find(const std::string& stem) const {
  static const std::vector<Posting> none;
  const auto found = postings_.find(stem);
  return found == postings_.end() ? none : found->second;
}

std::string SchemaWords::say_column(catalog::ColumnId id) const {
  const ColumnWords& words = column(id);
  std::vector<std::string> parts;
  for (const NameWord& word : words.context) parts.push_back(word.word);
  for (const NameWord& word : words.words) parts.push_back(word.word == "identifier" ? "id" : word.word);
  return base::join(parts, " ");
}

std::string SchemaWords::say_table(int t) const {
  std::vector<std::string> parts;
  for (const NameWord& word : table(t)) parts.push_back(word.word);
  return base::join(parts, " ");
}

}  // namespace sayquel::grounding
