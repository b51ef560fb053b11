# SPDX-License-Identifier: MIT
#
# How everything is compiled.  Each target links turnout_options, which carries
# the warnings, the sanitizers and the hardening.
option(TURNOUT_WERROR "Warnings are errors" OFF)
option(TURNOUT_LTO "Optimise across files when the compiler can" OFF)
option(TURNOUT_BUILD_TREE "Programs in the build folder use the plugins and translations of the source tree" ON)
set(TURNOUT_SANITIZE "" CACHE STRING "Sanitizers as -fsanitize takes them: address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_CXX_STANDARD_REQUIRED ON)

# assert() stays in every build: a broken invariant ends the program, it does not go on counting.
foreach(language C CXX)
  set(CMAKE_${language}_FLAGS_RELWITHDEBINFO "-O2 -g")
  set(CMAKE_${language}_FLAGS_DEBUG "-O1 -g3 -fno-omit-frame-pointer")
endforeach()

add_library(turnout_options INTERFACE)
target_include_directories(turnout_options INTERFACE ${PROJECT_SOURCE_DIR})
# Linux is what this runs on.  Empty, so that a file that defines it too, for a build of its own, says the same.
target_compile_options(turnout_options INTERFACE $<$<COMPILE_LANGUAGE:C>:-D_GNU_SOURCE=>)

set(both -Wall -Wextra -Wshadow -Wpointer-arith -Wvla -Wformat=2 -Wundef)
if(TURNOUT_WERROR)
  list(APPEND both -Werror)
endif()
target_compile_options(turnout_options INTERFACE
  ${both} $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>)

if(TURNOUT_SANITIZE)
  set(sanitize -fsanitize=${TURNOUT_SANITIZE} -fno-sanitize-recover=all)
  target_compile_options(turnout_options INTERFACE ${sanitize})
  target_link_options(turnout_options INTERFACE ${sanitize})
elseif(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_options(turnout_options INTERFACE
    -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
  target_link_options(turnout_options INTERFACE LINKER:-z,relro,-z,now)
  # gcc clears and copies structs of some hundred bytes with one instruction (rep stos), which begins slower than the C library ends.
  include(CheckCCompilerFlag)
  check_c_compiler_flag(-mstringop-strategy=libcall has_stringop_strategy)
  if(has_stringop_strategy)
    target_compile_options(turnout_options INTERFACE $<$<COMPILE_LANGUAGE:C>:-mstringop-strategy=libcall>)
  endif()
endif()

# Nothing here is a shared library, so the static ones are compiled for programs: PIE, not the dearer PIC.
target_compile_options(turnout_options INTERFACE -fPIE)
target_link_options(turnout_options INTERFACE -pie)

if(TURNOUT_LTO)
  include(CheckIPOSupported)
  check_ipo_supported(RESULT has_lto OUTPUT why LANGUAGES C CXX)
  if(has_lto)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
  else()
    message(STATUS "built without link-time optimisation: ${why}")
  endif()
endif()
