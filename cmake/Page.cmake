# The page (web/), built with npm where it is there and its packages are installed (scripts/install-dependencies does),
# and embedded in the service. Without them the service says so in place of the page.
#
# The page is built once, into build/page, whatever the preset: its sources' hash says whether it is that of now.
set(SAYQUEL_PAGE AUTO CACHE STRING "Build the page into the server: AUTO, ON or OFF")
set(page_source ${PROJECT_SOURCE_DIR}/web)
set(page_folder ${PROJECT_SOURCE_DIR}/build/page)
set(page_table ${PROJECT_BINARY_DIR}/generated/service/page_files.inc)

find_program(SAYQUEL_NPM npm)
set(page_possible OFF)
if(SAYQUEL_NPM AND EXISTS ${page_source}/node_modules/vite/package.json)
  set(page_possible ON)
endif()
if(SAYQUEL_PAGE STREQUAL "ON" AND NOT page_possible)
  message(FATAL_ERROR "The page needs npm and its packages: run scripts/install-dependencies, or just make")
endif()

if(page_possible AND NOT SAYQUEL_PAGE STREQUAL "OFF")
  file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${page_source}/src/* ${page_source}/public/*)
  list(APPEND page_sources ${page_source}/index.html ${page_source}/package-lock.json ${page_source}/vite.config.js)
  add_custom_command(OUTPUT ${page_table}
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/build-page ${page_folder} ${page_table}
    DEPENDS ${page_sources} ${PROJECT_SOURCE_DIR}/scripts/build-page
    COMMENT "Building the page" VERBATIM)
else()
  if(NOT SAYQUEL_PAGE STREQUAL "OFF")
    message(STATUS "The server is built without its page: npm, or web/node_modules, is not there")
  endif()
  file(CONFIGURE OUTPUT ${page_table} CONTENT "" @ONLY)
endif()
