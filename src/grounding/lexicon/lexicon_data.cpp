// The lexicon's bytes, as make_lexicon wrote them, taken into the program as they are.
#include "grounding/lexicon/lexicon_data.h"

__asm__(
    ".pushsection .rodata\n"
    ".balign 16\n"
    ".global sayquel_lexicon_begin\n"
    ".hidden sayquel_lexicon_begin\n"
    "sayquel_lexicon_begin:\n"
    ".incbin \"" SAYQUEL_LEXICON_FILE
    "\"\n"
    ".global sayquel_lexicon_end\n"
    ".hidden sayquel_lexicon_end\n"
    "sayquel_lexicon_end:\n"
    ".byte 0\n"
    ".popsection\n");
