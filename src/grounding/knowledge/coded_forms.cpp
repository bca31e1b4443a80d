// Codes in common use for what a word says (ours): a database has 'F' where people say "women".
#include <array>

#include "grounding/knowledge/knowledge.h"
#include "grounding/knowledge/tables.h"

namespace sayquel::knowledge {
namespace {

constexpr std::size_t kMostForms = 8;

struct CodedWord {
  std::string_view words;  // as they are folded, separated by ';'
  std::array<std::string_view, kMostForms> forms;
};

constexpr CodedWord kCodedWords[] = {
    {"female;females;woman;women;girl;girls;lady;ladies", {"F", "Female", "W", "Woman", "Women", "Girl"}},
    {"male;males;man;men;boy;boys;gentleman;gentlemen", {"M", "Male", "Man", "Men", "Boy"}},
    {"yes;true", {"Y", "Yes", "T", "True", "1"}},
    {"no;false", {"N", "No", "F", "False", "0"}},
    {"active;enabled", {"Active", "A", "Y", "Yes", "T", "True", "1"}},
    {"inactive;disabled", {"Inactive", "I", "N", "No", "F", "False", "0"}},
    {"married", {"Married", "M"}},
    {"single;unmarried", {"Single", "S", "Unmarried"}},
    {"divorced", {"Divorced", "D"}},
    {"widowed", {"Widowed", "W"}},
    {"left;left handed;left handers", {"L", "Left"}},
    {"right;right handed;right handers", {"R", "Right"}},
    {"both hands;ambidextrous", {"B", "Both"}},
    {"north;northern", {"N", "North", "Northern"}},
    {"south;southern", {"S", "South", "Southern"}},
    {"east;eastern", {"E", "East", "Eastern"}},
    {"west;western", {"W", "West", "Western"}},
    {"small", {"S", "Small"}},
    {"medium", {"M", "Medium"}},
    {"large", {"L", "Large"}},
    {"january", {"January", "Jan", "1", "01"}},
    {"february", {"February", "Feb", "2", "02"}},
    {"march", {"March", "Mar", "3", "03"}},
    {"april", {"April", "Apr", "4", "04"}},
    {"may", {"May", "5", "05"}},
    {"june", {"June", "Jun", "6", "06"}},
    {"july", {"July", "Jul", "7", "07"}},
    {"august", {"August", "Aug", "8", "08"}},
    {"september", {"September", "Sep", "Sept", "9", "09"}},
    {"october", {"October", "Oct", "10"}},
    {"november", {"November", "Nov", "11"}},
    {"december", {"December", "Dec", "12"}},
    {"monday;mondays", {"Monday", "Mon", "MO"}},
    {"tuesday;tuesdays", {"Tuesday", "Tue", "TU", "Tues"}},
    {"wednesday;wednesdays", {"Wednesday", "Wed", "WE"}},
    {"thursday;thursdays", {"Thursday", "Thu", "TH", "Thur", "Thurs"}},
    {"friday;fridays", {"Friday", "Fri", "FR"}},
    {"saturday;saturdays", {"Saturday", "Sat", "SA"}},
    {"sunday;sundays", {"Sunday", "Sun", "SU"}},
};

std::size_t count_of(const CodedWord& coded) {
  std::size_t count = 0;
  while (count < kMostForms && !coded.forms[count].empty()) ++count;
  return count;
}

}  // namespace

std::span<const std::string_view> coded_forms(std::string_view word) {
  for (const CodedWord& coded : kCodedWords) {
    bool listed = false;
    for_each_listed(coded.words, [&](std::string_view known) { listed = listed || known == word; });
    if (listed) return {coded.forms.data(), count_of(coded)};
  }
  return {};
}

}  // namespace sayquel::knowledge
