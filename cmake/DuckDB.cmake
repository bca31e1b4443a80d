# The target duckdb_c: DuckDB's C API, whose library is loaded by the first call and not with the program.
#
# Loading libduckdb.so takes 13 ms and 60 MB of address space, which a question about a SQLite file, a dry run or --help
# need not pay. For each function that duckdb.h declares, a forwarder of the same name and type is generated, which the
# compiler checks against the header; callers include <duckdb.h> and notice nothing.

set(SAYQUEL_DUCKDB_DIR ${PROJECT_SOURCE_DIR}/third_party/duckdb CACHE PATH "Folder with duckdb.h and libduckdb.so")
if(NOT EXISTS ${SAYQUEL_DUCKDB_DIR}/libduckdb.so)
  message(FATAL_ERROR "DuckDB is not at ${SAYQUEL_DUCKDB_DIR}: run scripts/install-dependencies, or just make")
endif()

# One forwarder a declaration "DUCKDB_C_API type name(type argument, ...);".
function(sayquel_duckdb_forwarders header output)
  file(READ ${header} text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "\n *#[^\n]*" "" text "${text}")
  string(REPLACE ";" "@" text "${text}")
  string(REGEX MATCHALL "DUCKDB_C_API [^@]*@" declarations "${text}")
  set(forwarders "")
  foreach(declaration IN LISTS declarations)
    string(REGEX REPLACE "[ \n\t]+" " " declaration "${declaration}")
    if(NOT declaration MATCHES "^DUCKDB_C_API (.*[ *])(duckdb_[a-z0-9_]+) ?\\((.*)\\) ?@$")
      message(FATAL_ERROR "duckdb.h has a declaration of a form that is not read yet: ${declaration}")
    endif()
    set(type "${CMAKE_MATCH_1}")
    set(name "${CMAKE_MATCH_2}")
    set(parameters "${CMAKE_MATCH_3}")
    set(arguments "")
    string(REPLACE "," ";" parameter_list "${parameters}")
    foreach(parameter IN LISTS parameter_list)
      if(NOT parameter MATCHES "^ *void *$" AND parameter MATCHES "([A-Za-z0-9_]+) *$")
        list(APPEND arguments ${CMAKE_MATCH_1})
      endif()
    endforeach()
    list(JOIN arguments ", " arguments)
    string(APPEND forwarders "${type}${name}(${parameters}) { FORWARD(${name})(${arguments}); }\n")
  endforeach()
  file(CONFIGURE OUTPUT ${output} CONTENT "${forwarders}" @ONLY NEWLINE_STYLE UNIX)
endfunction()

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SAYQUEL_DUCKDB_DIR}/duckdb.h)
sayquel_duckdb_forwarders(${SAYQUEL_DUCKDB_DIR}/duckdb.h ${PROJECT_BINARY_DIR}/duckdb/forwarders.inc)
add_library(duckdb_c STATIC ${PROJECT_SOURCE_DIR}/cmake/duckdb_loader.cpp)
target_include_directories(duckdb_c SYSTEM PUBLIC ${SAYQUEL_DUCKDB_DIR})
target_include_directories(duckdb_c PRIVATE ${PROJECT_BINARY_DIR}/duckdb)
target_compile_definitions(duckdb_c PRIVATE SAYQUEL_DUCKDB_LIBRARY="${SAYQUEL_DUCKDB_DIR}/libduckdb.so")
target_link_libraries(duckdb_c PRIVATE ${CMAKE_DL_LIBS})
