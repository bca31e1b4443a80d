// DuckDB's C API, forwarded to libduckdb.so, which the first call loads (DuckDB.cmake says why).
#include <dlfcn.h>
#include <duckdb.h>

#include <cstdio>
#include <cstdlib>
#include <initializer_list>

namespace {

// By its name where the system or an installed program's run path has it, else where it was built with.
void* open_library() {
  for (const char* name : {"libduckdb.so", SAYQUEL_DUCKDB_LIBRARY})
    if (void* library = dlopen(name, RTLD_LAZY | RTLD_LOCAL)) return library;
  return nullptr;
}

// A C function has no way to say that its library is missing: the installation is broken, and no call can succeed.
[[noreturn]] void die(const char* name) {
  const char* reason = dlerror();
  std::fprintf(stderr,
               "sayquel: DuckDB cannot be used (%s): %s\nhint: Install Sayquel again, or set LD_LIBRARY_PATH to the "
               "folder of libduckdb.so.\n",
               name, reason ? reason : "no such function");
  std::_Exit(1);
}

void* find_function(const char* name) {
  static void* const library = open_library();
  void* function = library ? dlsym(library, name) : nullptr;
  if (!function) die(name);
  return function;
}

}  // namespace

#define FORWARD(name)                                                                 \
  static const auto loaded = reinterpret_cast<decltype(&name)>(find_function(#name)); \
  return loaded

extern "C" {
#include "forwarders.inc"
}
