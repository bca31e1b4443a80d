// openapi.json, embedded as it stands.
#include "service/api.h"

asm(".section .rodata\n.global sayquel_openapi\nsayquel_openapi:\n.incbin \"" SAYQUEL_OPENAPI_FILE
    "\"\n.global sayquel_openapi_end\nsayquel_openapi_end:\n.byte 0\n.previous\n");
extern "C" const char sayquel_openapi[] __attribute__((visibility("hidden")));
extern "C" const char sayquel_openapi_end[] __attribute__((visibility("hidden")));

namespace sayquel::service {

std::string_view Api::openapi() {
  return {sayquel_openapi, static_cast<std::size_t>(sayquel_openapi_end - sayquel_openapi)};
}

}  // namespace sayquel::service
