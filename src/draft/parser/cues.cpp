#include "draft/parser/cues.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {
namespace {

using grounding::Token;
using grounding::TokenKind;

struct Pattern {
  const char* words;  // folded, one space between
  ChunkKind kind;
  const char* word = "";
  bool down = false;
  bool or_equal = false;
  double score = 0.86;  // a token
};

// One line a cue. Longer ones win by their sum.
constexpr Pattern kPatterns[] = {
    {"how many", ChunkKind::CountOf, "many"},
    {"how many different", ChunkKind::CountOf, "different"},
    {"how many distinct", ChunkKind::CountOf, "different"},
    {"how many unique", ChunkKind::CountOf, "different"},
    {"number of", ChunkKind::CountOf, "many", false, false, 0.93},
    {"numbers of", ChunkKind::CountOf, "many"},
    {"total number of", ChunkKind::CountOf, "total"},
    {"total count of", ChunkKind::CountOf, "total"},
    {"total numbers of", ChunkKind::CountOf, "total"},
    {"number of different", ChunkKind::CountOf, "different"},
    {"number of distinct", ChunkKind::CountOf, "different"},
    {"number of unique", ChunkKind::CountOf, "different"},
    {"count of", ChunkKind::CountOf, "many"},
    {"count the number of", ChunkKind::CountOf, "many"},
    {"count number of", ChunkKind::CountOf, "many"},
    {"count how many", ChunkKind::CountOf, "many"},
    {"count the number of times", ChunkKind::CountOf, "times", false, false, 0.95},
    {"count", ChunkKind::CountOf, "many", false, false, 0.8},
    {"counts", ChunkKind::CountOf, "many", false, false, 0.6},
    {"how often", ChunkKind::CountOf, "times"},
    {"how frequently", ChunkKind::CountOf, "times"},
    {"number of times", ChunkKind::CountOf, "times", false, false, 0.95},
    {"how many times", ChunkKind::CountOf, "times", false, false, 0.95},
    {"amount of", ChunkKind::CountOf, "amount", false, false, 0.5},
    {"how much", ChunkKind::Aggregate, "much"},
    {"how long", ChunkKind::Duration, "long"},
    {"day of the week", ChunkKind::Unit, "weekday", false, false, 0.97},
    {"day of week", ChunkKind::Unit, "weekday", false, false, 0.97},
    {"days of the week", ChunkKind::Unit, "weekday", false, false, 0.97},
    {"day of the month", ChunkKind::Unit, "monthday", false, false, 0.97},
    {"take place", ChunkKind::Other, "", false, false, 0.9},
    {"took place", ChunkKind::Other, "", false, false, 0.9},
    {"takes place", ChunkKind::Other, "", false, false, 0.9},
    {"taking place", ChunkKind::Other, "", false, false, 0.9},
    {"taken place", ChunkKind::Other, "", false, false, 0.9},
    {"versus", ChunkKind::And, "versus"},
    {"vs", ChunkKind::And, "versus"},
    {"against", ChunkKind::And, "versus", false, false, 0.5},
    {"compared with", ChunkKind::And, "versus"},
    {"compared to", ChunkKind::And, "versus"},
    {"compare with", ChunkKind::And, "versus"},
    {"compare to", ChunkKind::And, "versus"},
    {"a single", ChunkKind::Other, "", false, false, 0.8},
    {"average", ChunkKind::Aggregate, "average"},
    {"averages", ChunkKind::Aggregate, "average"},
    {"avg", ChunkKind::Aggregate, "average"},
    {"mean", ChunkKind::Aggregate, "average"},
    {"on average", ChunkKind::Aggregate, "average"},
    {"average of", ChunkKind::Aggregate, "average"},
    {"average number of", ChunkKind::Aggregate, "average count"},
    {"total", ChunkKind::Aggregate, "sum"},
    {"total amount of", ChunkKind::Aggregate, "sum", false, false, 0.84},
    {"in total", ChunkKind::Aggregate, "sum", false, false, 0.97},
    {"overall", ChunkKind::Aggregate, "sum", false, false, 0.5},
    {"combined", ChunkKind::Aggregate, "sum", false, false, 0.7},
    {"sum", ChunkKind::Aggregate, "sum"},
    {"sum of", ChunkKind::Aggregate, "sum"},
    {"sums of", ChunkKind::Aggregate, "sum"},
    {"maximum", ChunkKind::Aggregate, "maximum"},
    {"max", ChunkKind::Aggregate, "maximum"},
    {"minimum", ChunkKind::Aggregate, "minimum"},
    {"min", ChunkKind::Aggregate, "minimum"},
    {"different", ChunkKind::Distinct, "different"},
    {"distinct", ChunkKind::Distinct, "different"},
    {"unique", ChunkKind::Distinct, "different"},
    {"different kinds of", ChunkKind::Distinct, "different", false, false, 0.7},
    {"percentage of", ChunkKind::Share, "share"},
    {"percent of", ChunkKind::Share, "share"},
    {"share of", ChunkKind::Share, "share"},
    {"proportion of", ChunkKind::Share, "share"},
    {"fraction of", ChunkKind::Share, "share"},
    {"what percentage of", ChunkKind::Share, "share"},
    {"percentage", ChunkKind::Share, "share"},
    {"share", ChunkKind::Share, "share", false, false, 0.6},
    {"more than", ChunkKind::Compare, "many"},
    {"greater than", ChunkKind::Compare, "great"},
    {"larger than", ChunkKind::Compare, "large"},
    {"bigger than", ChunkKind::Compare, "big"},
    {"higher than", ChunkKind::Compare, "high"},
    {"above", ChunkKind::Compare, "high"},
    {"over", ChunkKind::Compare, "many", false, false, 0.7},
    {"exceed", ChunkKind::Compare, "many"},
    {"exceeds", ChunkKind::Compare, "many"},
    {"exceeding", ChunkKind::Compare, "many"},
    {"exceeded", ChunkKind::Compare, "many"},
    {"in excess of", ChunkKind::Compare, "many"},
    {">", ChunkKind::Compare, "many"},
    {">=", ChunkKind::Compare, "many", false, true},
    {"at least", ChunkKind::Compare, "many", false, true},
    {"a minimum of", ChunkKind::Compare, "many", false, true},
    {"minimum of", ChunkKind::Compare, "many", false, true},
    {"no less than", ChunkKind::Compare, "many", false, true},
    {"not less than", ChunkKind::Compare, "many", false, true},
    {"no fewer than", ChunkKind::Compare, "many", false, true},
    {"not fewer than", ChunkKind::Compare, "many", false, true},
    {"greater than or equal to", ChunkKind::Compare, "many", false, true},
    {"more than or equal to", ChunkKind::Compare, "many", false, true},
    {"greater or equal to", ChunkKind::Compare, "many", false, true},
    {"equal to or greater than", ChunkKind::Compare, "many", false, true},
    {"equal to or more than", ChunkKind::Compare, "many", false, true},
    {"less than", ChunkKind::Compare, "many", true},
    {"lesser than", ChunkKind::Compare, "many", true},
    {"fewer than", ChunkKind::Compare, "many", true},
    {"smaller than", ChunkKind::Compare, "small", true},
    {"lower than", ChunkKind::Compare, "low", true},
    {"below", ChunkKind::Compare, "low", true},
    {"under", ChunkKind::Compare, "many", true, false, 0.7},
    {"<", ChunkKind::Compare, "many", true},
    {"<=", ChunkKind::Compare, "many", true, true},
    {"at most", ChunkKind::Compare, "many", true, true},
    {"a maximum of", ChunkKind::Compare, "many", true, true},
    {"no more than", ChunkKind::Compare, "many", true, true},
    {"not more than", ChunkKind::Compare, "many", true, true},
    {"up to", ChunkKind::Compare, "many", true, true, 0.7},
    {"less than or equal to", ChunkKind::Compare, "many", true, true},
    {"no larger than", ChunkKind::Compare, "large", true, true},
    {"no higher than", ChunkKind::Compare, "high", true, true},
    {"exactly", ChunkKind::Compare, "exactly"},
    {"equal to", ChunkKind::Compare, "exactly"},
    {"equals", ChunkKind::Compare, "exactly"},
    {"equals to", ChunkKind::Compare, "exactly"},
    {"equal", ChunkKind::Compare, "exactly"},
    {"=", ChunkKind::Compare, "exactly"},
    {"==", ChunkKind::Compare, "exactly"},
    {"only", ChunkKind::Compare, "only", false, false, 0.5},
    {"not equal to", ChunkKind::Compare, "unequal"},
    {"!=", ChunkKind::Compare, "unequal"},
    {"<>", ChunkKind::Compare, "unequal"},
    {"between", ChunkKind::Compare, "between"},
    {"ranging from", ChunkKind::Compare, "between"},
    {"in the range of", ChunkKind::Compare, "between"},
    {"or more", ChunkKind::Compare, "after many", false, true},
    {"or above", ChunkKind::Compare, "after many", false, true},
    {"or higher", ChunkKind::Compare, "after many", false, true},
    {"or greater", ChunkKind::Compare, "after many", false, true},
    {"or over", ChunkKind::Compare, "after many", false, true},
    {"or older", ChunkKind::Compare, "after many", false, true},
    {"or less", ChunkKind::Compare, "after many", true, true},
    {"or fewer", ChunkKind::Compare, "after many", true, true},
    {"or below", ChunkKind::Compare, "after many", true, true},
    {"or lower", ChunkKind::Compare, "after many", true, true},
    {"or under", ChunkKind::Compare, "after many", true, true},
    {"than average", ChunkKind::Average, "average"},
    {"than the average", ChunkKind::Average, "average"},
    {"than the overall average", ChunkKind::Average, "average"},
    {"the average", ChunkKind::Aggregate, "average", false, false, 0.86},
    {"above average", ChunkKind::Average, "above"},
    {"above the average", ChunkKind::Average, "above"},
    {"above the overall average", ChunkKind::Average, "above"},
    {"below average", ChunkKind::Average, "below", true},
    {"below the average", ChunkKind::Average, "below", true},
    {"over the average", ChunkKind::Average, "above"},
    {"under the average", ChunkKind::Average, "below", true},
    {"the most", ChunkKind::Superlative, "many"},
    {"most", ChunkKind::Superlative, "many"},
    {"the most number of", ChunkKind::Superlative, "many"},
    {"most number of", ChunkKind::Superlative, "many"},
    {"the highest number of", ChunkKind::Superlative, "many"},
    {"highest number of", ChunkKind::Superlative, "many"},
    {"the largest number of", ChunkKind::Superlative, "many"},
    {"largest number of", ChunkKind::Superlative, "many"},
    {"the greatest number of", ChunkKind::Superlative, "many"},
    {"greatest number of", ChunkKind::Superlative, "many"},
    {"maximum number of", ChunkKind::Superlative, "many"},
    {"most amount of", ChunkKind::Superlative, "many"},
    {"the least", ChunkKind::Superlative, "many", true},
    {"least", ChunkKind::Superlative, "many", true},
    {"least number of", ChunkKind::Superlative, "many", true},
    {"the least number of", ChunkKind::Superlative, "many", true},
    {"fewest", ChunkKind::Superlative, "many", true},
    {"fewest number of", ChunkKind::Superlative, "many", true},
    {"lowest number of", ChunkKind::Superlative, "many", true},
    {"the lowest number of", ChunkKind::Superlative, "many", true},
    {"smallest number of", ChunkKind::Superlative, "many", true},
    {"the smallest number of", ChunkKind::Superlative, "many", true},
    {"minimum number of", ChunkKind::Superlative, "many", true},
    {"top", ChunkKind::Superlative, "top"},
    {"bottom", ChunkKind::Superlative, "top", true},
    {"leading", ChunkKind::Superlative, "top", false, false, 0.5},
    {"not", ChunkKind::Negation, "not"},
    {"no", ChunkKind::Negation, "no"},
    {"never", ChunkKind::Negation, "never"},
    {"without", ChunkKind::Negation, "without"},
    {"without any", ChunkKind::Negation, "without"},
    {"not any", ChunkKind::Negation, "no"},
    {"do not", ChunkKind::Negation, "not"},
    {"does not", ChunkKind::Negation, "not"},
    {"did not", ChunkKind::Negation, "not"},
    {"are not", ChunkKind::Negation, "not"},
    {"is not", ChunkKind::Negation, "not"},
    {"was not", ChunkKind::Negation, "not"},
    {"were not", ChunkKind::Negation, "not"},
    {"do not have", ChunkKind::Negation, "without"},
    {"does not have", ChunkKind::Negation, "without"},
    {"did not have", ChunkKind::Negation, "without"},
    {"do not have any", ChunkKind::Negation, "without"},
    {"does not have any", ChunkKind::Negation, "without"},
    {"did not have any", ChunkKind::Negation, "without"},
    {"have not", ChunkKind::Negation, "not"},
    {"has not", ChunkKind::Negation, "not"},
    {"had not", ChunkKind::Negation, "not"},
    {"have not been", ChunkKind::Negation, "not"},
    {"have never", ChunkKind::Negation, "never"},
    {"has never", ChunkKind::Negation, "never"},
    {"have never been", ChunkKind::Negation, "never"},
    {"were never", ChunkKind::Negation, "never"},
    {"was never", ChunkKind::Negation, "never"},
    {"have no", ChunkKind::Negation, "without"},
    {"has no", ChunkKind::Negation, "without"},
    {"had no", ChunkKind::Negation, "without"},
    {"with no", ChunkKind::Negation, "without"},
    {"excluding", ChunkKind::Negation, "not"},
    {"other than", ChunkKind::Negation, "not"},
    {"outside", ChunkKind::Negation, "not", false, false, 0.6},
    {"outside of", ChunkKind::Negation, "not", false, false, 0.7},
    {"except", ChunkKind::But, "except"},
    {"except for", ChunkKind::But, "except"},
    {"but not", ChunkKind::But, "not"},
    {"and not", ChunkKind::But, "not"},
    {"but do not", ChunkKind::But, "not"},
    {"but does not", ChunkKind::But, "not"},
    {"but did not", ChunkKind::But, "not"},
    {"but have not", ChunkKind::But, "not"},
    {"but has not", ChunkKind::But, "not"},
    {"but no", ChunkKind::But, "not"},
    {"but never", ChunkKind::But, "not"},
    {"but are not", ChunkKind::But, "not"},
    {"but is not", ChunkKind::But, "not"},
    {"but were not", ChunkKind::But, "not"},
    {"but have never", ChunkKind::But, "not"},
    {"but who do not", ChunkKind::But, "not"},
    {"but", ChunkKind::And, "but"},
    {"both", ChunkKind::Both, "both"},
    {"either", ChunkKind::Either, "either"},
    {"and", ChunkKind::And, "and"},
    {"and also", ChunkKind::And, "and"},
    {"&", ChunkKind::And, "and"},
    {"as well as", ChunkKind::And, "and"},
    {"along with", ChunkKind::And, "and"},
    {"together with", ChunkKind::And, "and"},
    {"or", ChunkKind::Or, "or"},
    {",", ChunkKind::Comma, ","},
    {";", ChunkKind::Comma, ","},
    {"for each", ChunkKind::Each, "each"},
    {"for different", ChunkKind::Each, "each"},
    {"across different", ChunkKind::Each, "each"},
    {"for all the different", ChunkKind::Each, "each"},
    {"for every", ChunkKind::Each, "each"},
    {"of each", ChunkKind::Each, "each of"},
    {"in each", ChunkKind::Each, "each"},
    {"of every", ChunkKind::Each, "each of"},
    {"in every", ChunkKind::Each, "each"},
    {"by each", ChunkKind::Each, "each"},
    {"at each", ChunkKind::Each, "each"},
    {"from each", ChunkKind::Each, "each"},
    {"on each", ChunkKind::Each, "each"},
    {"each", ChunkKind::Each, "each of"},
    {"every", ChunkKind::Each, "each of"},
    {"per", ChunkKind::Each, "each"},
    {"for each of the", ChunkKind::Each, "each"},
    {"grouped by", ChunkKind::GroupBy, "group"},
    {"group by", ChunkKind::GroupBy, "group"},
    {"broken down by", ChunkKind::GroupBy, "group"},
    {"split by", ChunkKind::GroupBy, "group"},
    {"breakdown by", ChunkKind::GroupBy, "group"},
    {"in terms of", ChunkKind::OrderBy, "terms"},
    {"based on", ChunkKind::OrderBy, "based"},
    {"sorted by", ChunkKind::OrderBy, "order"},
    {"sort by", ChunkKind::OrderBy, "order"},
    {"sort", ChunkKind::OrderBy, "order", false, false, 0.5},
    {"sorted in", ChunkKind::OrderBy, "order"},
    {"ordered by", ChunkKind::OrderBy, "order"},
    {"order by", ChunkKind::OrderBy, "order"},
    {"ordered in", ChunkKind::OrderBy, "order"},
    {"order them by", ChunkKind::OrderBy, "order"},
    {"sort them by", ChunkKind::OrderBy, "order"},
    {"order the result by", ChunkKind::OrderBy, "order"},
    {"order the results by", ChunkKind::OrderBy, "order"},
    {"sort the result by", ChunkKind::OrderBy, "order"},
    {"sort the results by", ChunkKind::OrderBy, "order"},
    {"arranged by", ChunkKind::OrderBy, "order"},
    {"ranked by", ChunkKind::OrderBy, "order"},
    {"rank them by", ChunkKind::OrderBy, "order"},
    {"listed by", ChunkKind::OrderBy, "order"},
    {"listed in", ChunkKind::OrderBy, "order"},
    {"sorted", ChunkKind::OrderBy, "order"},
    {"ordered", ChunkKind::OrderBy, "order", false, false, 0.4},
    {"in the order of", ChunkKind::OrderBy, "order"},
    {"in order of", ChunkKind::OrderBy, "order"},
    {"descending order of", ChunkKind::OrderBy, "order", true},
    {"in descending order of", ChunkKind::OrderBy, "order", true},
    {"in the descending order of", ChunkKind::OrderBy, "order", true},
    {"in decreasing order of", ChunkKind::OrderBy, "order", true},
    {"in ascending order of", ChunkKind::OrderBy, "order"},
    {"in the ascending order of", ChunkKind::OrderBy, "order"},
    {"in increasing order of", ChunkKind::OrderBy, "order"},
    {"in alphabetical order of", ChunkKind::OrderBy, "order"},
    {"in alphabetical order by", ChunkKind::OrderBy, "order"},
    {"in lexicographical order of", ChunkKind::OrderBy, "order"},
    {"in ascending alphabetical order of", ChunkKind::OrderBy, "order"},
    {"in descending alphabetical order of", ChunkKind::OrderBy, "order", true},
    {"in reverse alphabetical order of", ChunkKind::OrderBy, "order", true},
    {"in alphabetical order", ChunkKind::Direction, "alphabetical"},
    {"in alphabetic order", ChunkKind::Direction, "alphabetical"},
    {"in the alphabetical order", ChunkKind::Direction, "alphabetical"},
    {"alphabetic order", ChunkKind::Direction, "alphabetical"},
    {"in reverse alphabetic order", ChunkKind::Direction, "alphabetical", true},
    {"in alphabetic order of", ChunkKind::OrderBy, "order"},
    {"in the alphabetical order of", ChunkKind::OrderBy, "order"},
    {"in ascending alphabetical order", ChunkKind::Direction, "alphabetical"},
    {"in descending alphabetical order", ChunkKind::Direction, "alphabetical", true},
    {"in reverse alphabetical order", ChunkKind::Direction, "alphabetical", true},
    {"in lexicographic order", ChunkKind::Direction, "alphabetical"},
    {"in lexicographical order", ChunkKind::Direction, "alphabetical"},
    {"alphabetically", ChunkKind::Direction, "alphabetical"},
    {"alphabetical order", ChunkKind::Direction, "alphabetical"},
    {"chronologically", ChunkKind::Direction, "chronological"},
    {"in chronological order", ChunkKind::Direction, "chronological"},
    {"in ascending order", ChunkKind::Direction, "ascending"},
    {"in an ascending order", ChunkKind::Direction, "ascending"},
    {"in increasing order", ChunkKind::Direction, "ascending"},
    {"ascending order", ChunkKind::Direction, "ascending"},
    {"ascending", ChunkKind::Direction, "ascending"},
    {"ascendingly", ChunkKind::Direction, "ascending"},
    {"from low to high", ChunkKind::Direction, "ascending"},
    {"from lowest to highest", ChunkKind::Direction, "ascending"},
    {"from the lowest to the highest", ChunkKind::Direction, "ascending"},
    {"from smallest to largest", ChunkKind::Direction, "ascending"},
    {"from youngest to oldest", ChunkKind::Direction, "ascending"},
    {"from shortest to longest", ChunkKind::Direction, "ascending"},
    {"from least to most", ChunkKind::Direction, "ascending"},
    {"from a to z", ChunkKind::Direction, "ascending"},
    {"from earliest to latest", ChunkKind::Direction, "ascending"},
    {"in descending order", ChunkKind::Direction, "descending", true},
    {"in a descending order", ChunkKind::Direction, "descending", true},
    {"in decreasing order", ChunkKind::Direction, "descending", true},
    {"descending order", ChunkKind::Direction, "descending", true},
    {"descending", ChunkKind::Direction, "descending", true},
    {"descendingly", ChunkKind::Direction, "descending", true},
    {"from high to low", ChunkKind::Direction, "descending", true},
    {"from highest to lowest", ChunkKind::Direction, "descending", true},
    {"from the highest to the lowest", ChunkKind::Direction, "descending", true},
    {"from largest to smallest", ChunkKind::Direction, "descending", true},
    {"from oldest to youngest", ChunkKind::Direction, "descending", true},
    {"from the oldest to the youngest", ChunkKind::Direction, "descending", true},
    {"from longest to shortest", ChunkKind::Direction, "descending", true},
    {"from most to least", ChunkKind::Direction, "descending", true},
    {"from latest to earliest", ChunkKind::Direction, "descending", true},
    {"from newest to oldest", ChunkKind::Direction, "descending", true},
    {"whose", ChunkKind::Relative, "whose"},
    {"with", ChunkKind::Relative, "with"},
    {"that", ChunkKind::Relative, "that"},
    {"that are", ChunkKind::Relative, "that"},
    {"who", ChunkKind::Who, "who"},
    {"whom", ChunkKind::Relative, "who"},
    {"when", ChunkKind::When, "when"},
    {"what time", ChunkKind::When, "when"},
    {"what date", ChunkKind::When, "when", false, false, 0.7},
    {"where", ChunkKind::Where, "where"},
    {"have", ChunkKind::Having, "have"},
    {"has", ChunkKind::Having, "have"},
    {"had", ChunkKind::Having, "have"},
    {"having", ChunkKind::Having, "have"},
    {"of", ChunkKind::Preposition, "of"},
    {"in", ChunkKind::Preposition, "in"},
    {"for", ChunkKind::Preposition, "for"},
    {"from", ChunkKind::Preposition, "from"},
    {"at", ChunkKind::Preposition, "at"},
    {"on", ChunkKind::Preposition, "on"},
    {"to", ChunkKind::Preposition, "to"},
    {"by", ChunkKind::Preposition, "by"},
    {"than", ChunkKind::Preposition, "than"},
    {"missing", ChunkKind::Contain, "missing"},
    {"unknown", ChunkKind::Contain, "missing"},
    {"not recorded", ChunkKind::Contain, "missing"},
    {"not known", ChunkKind::Contain, "missing"},
    {"not available", ChunkKind::Contain, "missing"},
    {"is null", ChunkKind::Contain, "missing"},
    {"are null", ChunkKind::Contain, "missing"},
    {"neither", ChunkKind::Negation, "never"},
    {"nor", ChunkKind::And, "nor"},
    {"have neither", ChunkKind::Negation, "never"},
    {"contain", ChunkKind::Contain, "contain"},
    {"contains", ChunkKind::Contain, "contain"},
    {"containing", ChunkKind::Contain, "contain"},
    {"contained", ChunkKind::Contain, "contain", false, false, 0.5},
    {"includes the word", ChunkKind::Contain, "contain"},
    {"contains the word", ChunkKind::Contain, "contain"},
    {"contain the word", ChunkKind::Contain, "contain"},
    {"has the word", ChunkKind::Contain, "contain"},
    {"have the word", ChunkKind::Contain, "contain"},
    {"with the word", ChunkKind::Contain, "contain"},
    {"include the substring", ChunkKind::Contain, "contain"},
    {"includes the substring", ChunkKind::Contain, "contain"},
    {"contains the substring", ChunkKind::Contain, "contain"},
    {"has the substring", ChunkKind::Contain, "contain"},
    {"have the substring", ChunkKind::Contain, "contain"},
    {"substring", ChunkKind::Contain, "contain"},
    {"starts with", ChunkKind::Contain, "start"},
    {"start with", ChunkKind::Contain, "start"},
    {"starting with", ChunkKind::Contain, "start"},
    {"begins with", ChunkKind::Contain, "start"},
    {"begin with", ChunkKind::Contain, "start"},
    {"beginning with", ChunkKind::Contain, "start"},
    {"starts with the letter", ChunkKind::Contain, "start"},
    {"start with the letter", ChunkKind::Contain, "start"},
    {"ends with", ChunkKind::Contain, "end"},
    {"end with", ChunkKind::Contain, "end"},
    {"ending with", ChunkKind::Contain, "end"},
    {"ends in", ChunkKind::Contain, "end"},
    {"took the longest", ChunkKind::Duration, "longest"},
    {"take the longest", ChunkKind::Duration, "longest"},
    {"takes the longest", ChunkKind::Duration, "longest"},
    {"took the longest time", ChunkKind::Duration, "longest"},
    {"took longest", ChunkKind::Duration, "longest"},
    {"take longest", ChunkKind::Duration, "longest"},
    {"slowest to", ChunkKind::Duration, "longest", false, false, 0.92},
    {"slowest selling", ChunkKind::Duration, "longest", false, false, 0.92},
    {"slowest-selling", ChunkKind::Duration, "longest", false, false, 0.92},
    {"the longest time", ChunkKind::Duration, "longest", false, false, 0.95},
    {"longest time", ChunkKind::Duration, "longest", false, false, 0.95},
    {"the longest time between", ChunkKind::Duration, "longest", false, false, 0.95},
    {"longest time between", ChunkKind::Duration, "longest", false, false, 0.95},
    {"most time to", ChunkKind::Duration, "longest", false, false, 0.95},
    {"the most time to", ChunkKind::Duration, "longest", false, false, 0.95},
    {"time it took to", ChunkKind::Duration, "took", false, false, 0.95},
    {"time it takes to", ChunkKind::Duration, "took", false, false, 0.95},
    {"time from", ChunkKind::Duration, "took", false, false, 0.9},
    {"time between", ChunkKind::Duration, "took", false, false, 0.93},
    {"than any other", ChunkKind::Other, "", false, false, 0.9},
    {"than anyone else", ChunkKind::Other, "", false, false, 0.9},
    {"add up", ChunkKind::Aggregate, "sum", false, false, 0.9},
    {"adds up", ChunkKind::Aggregate, "sum", false, false, 0.9},
    {"took the shortest", ChunkKind::Duration, "longest", true},
    {"took the shortest time", ChunkKind::Duration, "longest", true},
    {"took the least time", ChunkKind::Duration, "longest", true},
    {"quickest to", ChunkKind::Duration, "longest", true, false, 0.92},
    {"fastest to", ChunkKind::Duration, "longest", true, false, 0.92},
    {"fastest selling", ChunkKind::Duration, "longest", true, false, 0.92},
    {"their", ChunkKind::Pronoun, "their"},
    {"its", ChunkKind::Pronoun, "its"},
    {"his or her", ChunkKind::Pronoun, "its"},
    {"his", ChunkKind::Pronoun, "its"},
    {"her", ChunkKind::Pronoun, "its"},
    {"them", ChunkKind::Pronoun, "them"},
    {"they", ChunkKind::Pronoun, "they"},
};

constexpr const char* kAskWords[] = {"compare", "show", "list", "give", "find", "tell", "display", "return", "get", "report", "name", "provide", "retrieve", "select", "fetch", "print", "compute", "calculate", "identify", "determine", "state", "search", "please", "output", "see", "know"};

struct Index {
  std::map<std::string, std::vector<std::pair<std::vector<std::string>, const Pattern*>>, std::less<>> by_first;
};

// Patterns by their first word, made once.
const Index& index() {
  static const Index made = [] {
    Index out;
    for (const Pattern& pattern : kPatterns) {
      std::vector<std::string> words = base::split(pattern.words, ' ');
      out.by_first[words.front()].emplace_back(words, &pattern);
    }
    return out;
  }();
  return made;
}

bool word_at(const std::vector<Token>& tokens, std::size_t i, std::string_view word) {
  return i < tokens.size() && tokens[i].kind != TokenKind::Quoted && tokens[i].lower == word;
}

Cue make_cue(ChunkKind kind, std::size_t begin, std::size_t end, std::string word, double score_a_token) {
  Cue cue;
  cue.chunk.kind = kind;
  cue.chunk.begin = begin;
  cue.chunk.end = end;
  cue.chunk.word = std::move(word);
  cue.score = score_a_token * static_cast<double>(end - begin);
  return cue;
}

void patterns(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const auto found = index().by_first.find(tokens[at].lower);
  if (found == index().by_first.end()) return;
  for (const auto& [words, pattern] : found->second) {
    bool all = true;
    for (std::size_t i = 1; i < words.size() && all; ++i) all = word_at(tokens, at + i, words[i]);
    if (!all) continue;
    Cue cue = make_cue(pattern->kind, at, at + words.size(), pattern->word, pattern->score);
    cue.chunk.down = pattern->down;
    cue.chunk.or_equal = pattern->or_equal;
    // "who" after the opening begins a relative clause.
    if (pattern->kind == ChunkKind::Who && at > 1) cue.chunk.kind = ChunkKind::Relative;
    if (pattern->kind == ChunkKind::When && at > 2) cue.chunk.kind = ChunkKind::Other, cue.score *= 0.5;
    if (pattern->kind == ChunkKind::Where && at > 1) cue.chunk.kind = ChunkKind::Relative;
    // "compare A with B"
    if (tokens[0].lower == "compare" && at > 1 && (cue.chunk.word == "with" || cue.chunk.word == "to")) cue.chunk.kind = ChunkKind::And, cue.chunk.word = "versus";
    cues.push_back(std::move(cue));
  }
}

// The adjective behind a comparative or superlative form: old for older, oldest; empty: none.
std::string base_adjective(const std::string& word, std::string_view ending) {
  static const std::map<std::string, std::pair<const char*, const char*>, std::less<>> irregular{
      {"best", {"good", "est"}}, {"worst", {"bad", "est"}}, {"better", {"good", "er"}}, {"worse", {"bad", "er"}}, {"furthest", {"far", "est"}}, {"farthest", {"far", "est"}},
      {"latest", {"late", "est"}}, {"later", {"late", "er"}}, {"earliest", {"early", "est"}}, {"earlier", {"early", "er"}}};
  if (const auto found = irregular.find(word); found != irregular.end()) return found->second.second == ending ? found->second.first : "";
  static const std::set<std::string, std::less<>> nouns{"order", "number", "customer", "member", "user", "other", "over", "under", "after", "never", "either", "neither", "per", "together", "whether", "interest", "request", "test", "guest", "forest", "contest", "west", "rest", "invest", "harvest", "power", "river", "player", "driver", "teacher", "officer", "paper", "water", "summer", "winter", "quarter", "letter", "center", "computer", "another", "rather", "however", "every", "manager", "seller", "buyer", "supplier", "singer", "register", "chapter", "server", "tower", "layer", "hotel"};
  if (word.size() < ending.size() + 3 || !word.ends_with(ending) || nouns.contains(word)) return "";
  for (const std::string& lemma : lexicon::lemmas(word, lexicon::PartOfSpeech::Adjective)) {
    if (lemma == word || lemma.size() >= word.size()) continue;
    const lexicon::PartsOfSpeech parts = lexicon::parts_of_speech(lemma);
    // "fast", "late" are adverbs as well; "user" is no more "us" than "number" is "numb".
    if (parts.adjective + parts.adverb > 0.1 && (parts.adjective + parts.adverb > 0.3 || ending == "est") && !(ending == "er" && lexicon::parts_of_speech(word).noun > 0.6)) return lemma;
  }
  return "";
}

void adjectives(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const std::string& word = tokens[at].lower;
  if (tokens[at].kind != TokenKind::Word) return;
  if (const std::string adjective = base_adjective(word, "est"); !adjective.empty()) {
    Cue cue = make_cue(ChunkKind::Superlative, at, at + 1, adjective, 0.88);
    cue.chunk.down = points_down(adjective);
    cues.push_back(std::move(cue));
  }
  if (const std::string adjective = base_adjective(word, "er"); !adjective.empty() && word_at(tokens, at + 1, "than")) {
    Cue cue = make_cue(ChunkKind::Compare, at, at + 2, adjective, 0.9);
    cue.chunk.down = points_down(adjective);
    cues.push_back(std::move(cue));
  }
  // "more venues than any other"
  if (word == "more" || word == "fewer")
    for (std::size_t i = at + 2; i + 2 < tokens.size(); ++i)
      if (tokens[i].lower == "than" && (tokens[i + 1].lower == "any" || tokens[i + 1].lower == "anyone") && (tokens[i + 2].lower == "other" || tokens[i + 2].lower == "else")) {
        Cue cue = make_cue(ChunkKind::Superlative, at, at + 1, "many", 0.9);
        cue.chunk.down = word == "fewer";
        cues.push_back(std::move(cue));
      }
  if ((word == "most" || word == "least" || word == "more" || word == "less") && at + 1 < tokens.size() && tokens[at + 1].kind == TokenKind::Word) {
    const std::string& next = tokens[at + 1].lower;
    const lexicon::PartsOfSpeech parts = lexicon::parts_of_speech(next);
    const bool describes = parts.adjective + parts.adverb > 0.5 && !grounding::function_word(next);
    if (describes && (word == "most" || word == "least")) {
      Cue cue = make_cue(ChunkKind::Superlative, at, at + 2, next, 0.87);
      cue.chunk.down = (word == "least") != points_down(next);
      cues.push_back(std::move(cue));
    } else if (describes && word_at(tokens, at + 2, "than")) {
      Cue cue = make_cue(ChunkKind::Compare, at, at + 3, next, 0.9);
      cue.chunk.down = (word == "less") != points_down(next);
      cues.push_back(std::move(cue));
    }
  }
}

// "top 5", "first 10", "last 3"; "second highest".
void numbered(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const auto plain = [&](std::size_t i) { return i < tokens.size() && tokens[i].kind == TokenKind::Number && !tokens[i].ordinal && tokens[i].number >= 1 && tokens[i].number <= 1e6 && !tokens[i].percent && !tokens[i].money; };
  const std::string& word = tokens[at].lower;
  const bool first = tokens[at].ordinal && tokens[at].spelled && tokens[at].number == 1;
  if ((word == "top" || word == "bottom" || word == "best" || first || word == "last") && plain(at + 1)) {
    Cue cue = make_cue(ChunkKind::Superlative, at, at + 2, first || word == "last" ? "first" : "top", 0.9);
    cue.chunk.count = static_cast<std::int64_t>(tokens[at + 1].number);
    cue.chunk.down = word == "bottom" || word == "last";
    cues.push_back(std::move(cue));
  }
  if (tokens[at].ordinal && tokens[at].number >= 2 && tokens[at].number <= 20 && at + 1 < tokens.size()) {
    for (const Cue& next : find_cues(tokens, at + 1)) {
      if (next.chunk.kind != ChunkKind::Superlative) continue;
      Cue cue = next;
      cue.chunk.begin = at;
      cue.chunk.rank = static_cast<std::int64_t>(tokens[at].number);
      cue.score += 0.9;
      cues.push_back(std::move(cue));
    }
  }
}

void openings(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const std::string& word = tokens[at].lower;
  const bool opening = at == 0 || (at <= 3 && (tokens[at - 1].lower == "please" || tokens[at - 1].lower == "you" || tokens[at - 1].lower == "to" || tokens[at - 1].lower == "and" || tokens[at - 1].lower == "me")) || (at > 0 && (tokens[at - 1].lower == "." || tokens[at - 1].lower == "?"));
  if (word == "which" && at > 1 && (tokens[at - 1].lower == "for" || tokens[at - 1].lower == "in" || tokens[at - 1].lower == "of" || tokens[at - 1].lower == "at" || tokens[at - 1].lower == "on" ||
                                    tokens[at - 1].lower == "to" || tokens[at - 1].lower == "by" || tokens[at - 1].lower == "from" || tokens[at - 1].lower == "with") && tokens[at - 2].kind == TokenKind::Word && !grounding::function_word(tokens[at - 2].lower)) {
    cues.push_back(make_cue(ChunkKind::Relative, at, at + 1, "that", 0.86));
    return;
  }
  if (word == "what" || word == "which") {
    cues.push_back(make_cue(ChunkKind::Ask, at, at + 1, word, at == 0 || opening ? 0.86 : 0.8));
    return;
  }
  if (!opening) return;
  for (const char* ask : kAskWords)
    if (word == ask) {
      std::size_t end = at + 1;
      if (word_at(tokens, end, "me") || word_at(tokens, end, "us")) ++end;
      if (word_at(tokens, end, "out")) ++end;
      cues.push_back(make_cue(ChunkKind::Ask, at, end, word, word == "name" ? 0.7 : at == 0 ? 0.97 : 0.86));
    }
}

}  // namespace

std::vector<Cue> find_cues(const std::vector<Token>& tokens, std::size_t at) {
  std::vector<Cue> cues;
  if (tokens[at].kind == TokenKind::Quoted) return cues;
  patterns(tokens, at, cues);
  adjectives(tokens, at, cues);
  numbered(tokens, at, cues);
  openings(tokens, at, cues);
  return cues;
}

bool points_down(const std::string& adjective) {
  static const std::set<std::string, std::less<>> down{"young", "small", "short", "low", "cheap", "early", "light", "slow", "few", "little", "near", "close", "poor", "weak", "bad", "minor", "narrow",
                                                       "shallow", "inexpensive", "affordable", "rare", "thin", "unpopular", "old-fashioned", "infrequent", "uncommon"};
  return down.contains(adjective);
}

const std::vector<std::string>& measures(const std::string& adjective) {
  static const std::vector<std::string> none;
  static const std::map<std::string, std::vector<std::string>, std::less<>> list{
      {"old", {"age", "-birth", "-birthday", "-built", "-founded", "-opened", "-date", "-year"}},
      {"young", {"age", "-birth", "-birthday", "-date", "-year"}},
      {"long", {"length", "duration", "distance", "time", "day", "minute", "second", "millisecond", "hour"}},
      {"short", {"length", "height", "duration", "distance", "time", "minute", "second", "millisecond"}},
      {"big", {"size", "area", "population", "capacity", "total", "amount"}},
      {"large", {"size", "area", "population", "capacity", "seat", "amount", "total", "number"}},
      {"small", {"size", "area", "population", "capacity", "seat", "amount"}},
      {"high", {"height", "elevation", "altitude", "high"}},
      {"tall", {"height"}},
      {"low", {"elevation", "low"}},
      {"expensive", {"price", "cost", "fee", "rate", "charge", "rent", "fare"}},
      {"cheap", {"price", "cost", "fee", "rate", "charge", "rent", "fare"}},
      {"pricey", {"price", "cost"}},
      {"affordable", {"price", "cost"}},
      {"costly", {"cost", "price", "fee"}},
      {"heavy", {"weight"}},
      {"light", {"weight"}},
      {"fast", {"speed", "-time", "-lap"}},
      {"slow", {"-speed", "time"}},
      {"rich", {"wealth", "income", "money", "worth", "asset", "salary", "sale"}},
      {"deep", {"depth"}},
      {"wide", {"width"}},
      {"far", {"distance"}},
      {"close", {"distance"}},
      {"good", {"rating", "score", "rank", "grade", "result", "point"}},
      {"bad", {"rating", "score", "rank", "grade"}},
      {"experienced", {"experience", "year"}},
      {"profitable", {"profit", "revenue"}},
      {"populous", {"population"}},
      {"populated", {"population"}},
      {"dense", {"density"}},
      {"hot", {"temperature"}},
      {"cold", {"-temperature"}},
      {"great", {"amount", "number"}},
  };
  const auto found = list.find(adjective);
  return found == list.end() ? none : found->second;
}

bool counts(const std::string& adjective) {
  static const std::set<std::string, std::less<>> words{"many", "popular", "common", "frequent", "frequently", "commonly", "prevalent", "numerous", "often", "active", "busy", "rare", "unpopular", "used", "top", "uncommon", "infrequent", "prolific", "productive", "widespread"};
  return words.contains(adjective);
}

bool temporal(const std::string& adjective) {
  static const std::set<std::string, std::less<>> words{"recent", "recently", "early", "late", "new", "old", "first", "last", "latest"};
  return words.contains(adjective);
}

}  // namespace sayquel::draft::parser
