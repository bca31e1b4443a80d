// The page's files, embedded by the assembler: the table has a line X(number, path, type, file) for each.
#include "service/page.h"

// NOLINTBEGIN
#define X(number, path, type, file)                                                                    \
  asm(".section .rodata\n.global sayquel_page_" #number "\nsayquel_page_" #number ":\n.incbin \"" file \
      "\"\n.global sayquel_page_end_" #number "\nsayquel_page_end_" #number ":\n.byte 0\n.previous\n");
#include "service/page_files.inc"
#undef X

#define X(number, path, type, file)                                                    \
  extern "C" const char sayquel_page_##number[] __attribute__((visibility("hidden"))); \
  extern "C" const char sayquel_page_end_##number[] __attribute__((visibility("hidden")));
#include "service/page_files.inc"
#undef X
// NOLINTEND

namespace sayquel::service {

const std::vector<PageFile>& page_files() {
  static const std::vector<PageFile> kFiles = {
#define X(number, path, type, file) \
  {path, type, {sayquel_page_##number, static_cast<std::size_t>(sayquel_page_end_##number - sayquel_page_##number)}},
#include "service/page_files.inc"
#undef X
  };
  return kFiles;
}

}  // namespace sayquel::service
