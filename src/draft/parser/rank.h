// How good a candidate looks, and how likely it is to be right.
#pragma once

namespace sayquel::draft::parser {

struct Features {
  double unread = 0;        // share of content words that nobody used
  double unread_words = 0;  // their number
  double assumed = 0;       // price of the assumptions
  double link = 0;          // mean score of the mentions
  double joins = 0;         // cost of the joins
  double behind = 0;        // how far behind the best cut and linking
  double guessed = 0;       // parts of a table guessed
  double rivals = 0;        // other ways to join
  double unknown = 0;       // unread things and names
  double content = 0;       // content words
};

double score(const Features& features);
double confidence(const Features& features);  // 0..1

}  // namespace sayquel::draft::parser
