#include "draft/parser/rank.h"

#include <cmath>

namespace sayquel::draft::parser {

double score(const Features& f) {
  return f.link - 1.2 * f.unread - 0.05 * f.unread_words - 0.6 * f.assumed - f.joins - f.behind;
}

double confidence(const Features& f) {
  const double z = 0.2 + 2.2 * (f.link - 0.6) - 4.5 * f.unread - 0.6 * f.unread_words - 1.6 * f.assumed -
                   2.0 * f.joins - 2.0 * f.behind - 0.5 * f.guessed - 1.1 * f.unknown + 0.6;
  // Platt's scaling, fitted on the training questions' right and wrong drafts (slope 0.43, intercept -0.49).
  return 1 / (1 + std::exp(-(0.43 * 2 * z - 0.49)));
}

}  // namespace sayquel::draft::parser
