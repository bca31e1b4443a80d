// Where the embedded lexicon begins and ends: format.h says what is there.
#pragma once

extern "C" {
extern const unsigned char sayquel_lexicon_begin[];
extern const unsigned char sayquel_lexicon_end[];
}
