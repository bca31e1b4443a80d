include(UnityGroups)

# One target a folder of src/: sayquel_layer(sql SOURCES a.cpp b.cpp DEPENDS base LIBRARIES fmt::fmt).
# DEPENDS names the layers below, so that an arrow that points up does not link; `make lint` checks the includes.

find_program(SAYQUEL_CCACHE ccache)
if(SAYQUEL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SAYQUEL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${SAYQUEL_CCACHE})
endif()

# Links in a fraction of the time; GCC knows it from 12 on.
find_program(SAYQUEL_MOLD mold)
if(SAYQUEL_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(sayquel_warnings INTERFACE)
target_compile_options(sayquel_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
# GCC 12 sees an overlap in "x" + std::string that is not there (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(sayquel_warnings INTERFACE -Wno-restrict)
endif()
if(SAYQUEL_WERROR)
  target_compile_options(sayquel_warnings INTERFACE -Werror)
endif()

function(sayquel_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;DEPENDS;LIBRARIES;SEPARATE" ${ARGN})
  add_library(sayquel_${name} STATIC ${LAYER_SOURCES})
  sayquel_group(sayquel_${name} SOURCES ${LAYER_SOURCES} SEPARATE ${LAYER_SEPARATE})
  add_library(sayquel::${name} ALIAS sayquel_${name})
  target_include_directories(sayquel_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  foreach(below ${LAYER_DEPENDS})
    target_link_libraries(sayquel_${name} PUBLIC sayquel::${below})
  endforeach()
  target_link_libraries(sayquel_${name} PRIVATE sayquel_warnings ${LAYER_LIBRARIES})
endfunction()

# Files that include a large library for what runs once a start: they compile in half the time with less optimisation.
function(sayquel_cold)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O1>)
endfunction()

# A gtest executable that mirrors a folder of src/: sayquel_test(sql SOURCES ... DEPENDS sql LIBRARIES ...).
# CONCURRENT: it starts threads, so that the thread sanitizer's run takes it too. SLOW: a test of speed or size that a
# sanitizer's run leaves out. WHOLE: its tests share something that is costly to start (a database server), so that they
# run in one process, as one test; it counts as skipped where one of them says that a server is not installed. TRIES: how many cases each property draws under ctest (about 3 s; a sanitizer takes a
# fiftieth of them), from a seed that never changes. Run by hand, a test draws another seed each time.
add_custom_target(concurrent_tests)
function(sayquel_test name)
  cmake_parse_arguments(TEST "CONCURRENT;SLOW;WHOLE" "TRIES" "SOURCES;DEPENDS;LIBRARIES;SEPARATE" ${ARGN})
  add_executable(test_${name} ${TEST_SOURCES})
  sayquel_group(test_${name} SOURCES ${TEST_SOURCES} SEPARATE ${TEST_SEPARATE})
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  foreach(below ${TEST_DEPENDS})
    target_link_libraries(test_${name} PRIVATE sayquel::${below})
  endforeach()
  target_compile_definitions(test_${name} PRIVATE SAYQUEL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(test_${name} PRIVATE sayquel_warnings GTest::gmock GTest::gtest_main ${TEST_LIBRARIES})
  set(labels "")
  if(TEST_CONCURRENT)
    list(APPEND labels concurrent)
    add_dependencies(concurrent_tests test_${name})
  endif()
  if(TEST_SLOW)
    list(APPEND labels slow)
  endif()
  if(labels)
    set(labels LABELS ${labels})
  endif()
  if(TEST_WHOLE)
    add_test(NAME ${name} COMMAND test_${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 300 SKIP_REGULAR_EXPRESSION "server is not installed" ${labels})
    return()
  endif()
  if(NOT TEST_TRIES)
    set(TEST_TRIES 100)
  elseif(CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
    math(EXPR TEST_TRIES "${TEST_TRIES} / 50")
  endif()
  gtest_discover_tests(test_${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300 ${labels}
    ENVIRONMENT "RC_PARAMS=seed=1 max_success=${TEST_TRIES}")
endfunction()

# A libFuzzer executable: sayquel_fuzz(sql_parse SOURCES sql_parse_fuzz.cpp CORPUS sql DEPENDS sql). Its seeds stand in
# tests/fuzz/corpus/CORPUS; what it finds is kept in the build folder. The test runs it for SAYQUEL_FUZZ_SECONDS.
set(SAYQUEL_FUZZ_SECONDS 60 CACHE STRING "How long each fuzz target runs as a test")
function(sayquel_fuzz name)
  cmake_parse_arguments(FUZZ "" "CORPUS" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_executable(fuzz_${name} ${FUZZ_SOURCES})
  foreach(below ${FUZZ_DEPENDS})
    target_link_libraries(fuzz_${name} PRIVATE sayquel::${below})
  endforeach()
  target_link_libraries(fuzz_${name} PRIVATE sayquel_warnings ${FUZZ_LIBRARIES})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  set(found ${CMAKE_CURRENT_BINARY_DIR}/found/${name})
  file(MAKE_DIRECTORY ${found})
  set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${FUZZ_CORPUS})
  if(NOT EXISTS ${seeds})
    set(seeds "")
  endif()
  add_test(NAME fuzz.${name} COMMAND fuzz_${name} -max_total_time=${SAYQUEL_FUZZ_SECONDS} -timeout=10
    -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 ${found} ${seeds})
  math(EXPR limit "${SAYQUEL_FUZZ_SECONDS} + 120")
  set_tests_properties(fuzz.${name} PROPERTIES TIMEOUT ${limit} LABELS fuzz)
endfunction()
