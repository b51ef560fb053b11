# SPDX-License-Identifier: MIT
#
# The libraries that Turnout is built on, each an imported target.  Which folder
# may link which: scripts/lint/layers.sh.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

foreach(pair UV=libuv LUA=lua5.4 SQLITE=sqlite3 SIMDJSON=simdjson JANSSON=jansson
        XXHASH=libxxhash SODIUM=libsodium UTF8PROC=libutf8proc INIH=inih SECCOMP=libseccomp XLSXWRITER=xlsxwriter
        ZIP=libzip EXPAT=expat)
  string(REGEX MATCH "([A-Z0-9]+)=(.+)" unused ${pair})
  pkg_check_modules(${CMAKE_MATCH_1} REQUIRED IMPORTED_TARGET GLOBAL ${CMAKE_MATCH_2})
endforeach()
if(BUILD_TESTING)
  pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET GLOBAL cmocka)
endif()

# Debian's libroaring-dev has no pkg-config file.
find_library(ROARING_LIBRARY roaring REQUIRED)
find_path(ROARING_INCLUDE roaring/roaring.h REQUIRED)
add_library(roaring UNKNOWN IMPORTED GLOBAL)
set_target_properties(roaring PROPERTIES
  IMPORTED_LOCATION ${ROARING_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${ROARING_INCLUDE})
