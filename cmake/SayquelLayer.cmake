# One target a folder of src/: sayquel_layer(sql SOURCES a.cpp b.cpp DEPENDS base LIBRARIES fmt::fmt).
# DEPENDS names the layers below, so that an arrow that points up does not link; `make lint` checks the includes.

find_program(SAYQUEL_CCACHE ccache)
if(SAYQUEL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SAYQUEL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${SAYQUEL_CCACHE})
endif()

add_library(sayquel_warnings INTERFACE)
target_compile_options(sayquel_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
if(SAYQUEL_WERROR)
  target_compile_options(sayquel_warnings INTERFACE -Werror)
endif()

function(sayquel_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(sayquel_${name} STATIC ${LAYER_SOURCES})
  add_library(sayquel::${name} ALIAS sayquel_${name})
  target_include_directories(sayquel_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  foreach(below ${LAYER_DEPENDS})
    target_link_libraries(sayquel_${name} PUBLIC sayquel::${below})
  endforeach()
  target_link_libraries(sayquel_${name} PRIVATE sayquel_warnings ${LAYER_LIBRARIES})
endfunction()

# A gtest executable that mirrors a folder of src/: sayquel_test(sql SOURCES ... DEPENDS sql LIBRARIES ...).
function(sayquel_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_executable(test_${name} ${TEST_SOURCES})
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  foreach(below ${TEST_DEPENDS})
    target_link_libraries(test_${name} PRIVATE sayquel::${below})
  endforeach()
  target_compile_definitions(test_${name} PRIVATE SAYQUEL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(test_${name} PRIVATE sayquel_warnings GTest::gmock GTest::gtest_main ${TEST_LIBRARIES})
  gtest_discover_tests(test_${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300)
endfunction()
