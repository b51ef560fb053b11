# SPDX-License-Identifier: MIT
#
# Where an installed Turnout finds its parts, and where one that runs from its
# build folder does.  A program is of the second kind when /proc/self/exe lies
# in TURNOUT_BUILD_DIR; packages are built with TURNOUT_BUILD_TREE=OFF, which
# leaves those three empty, so that no path of the build machine is shipped.
add_library(turnout_paths INTERFACE)
target_compile_definitions(turnout_paths INTERFACE
  TURNOUT_VERSION="${PROJECT_VERSION}"
  TURNOUT_PLUGIN_DIR="${CMAKE_INSTALL_FULL_DATADIR}/turnout/plugins"
  TURNOUT_LIBEXEC_DIR="${CMAKE_INSTALL_FULL_LIBEXECDIR}/turnout"
  TURNOUT_LOCALE_DIR="${CMAKE_INSTALL_FULL_LOCALEDIR}"
  TURNOUT_CONFIG_FILE="/etc/turnout/turnout.conf")

set(TURNOUT_OUTPUT_DIR ${PROJECT_BINARY_DIR})
set(TURNOUT_LOCALE_OUTPUT_DIR ${PROJECT_BINARY_DIR}/locale)
if(TURNOUT_BUILD_TREE)
  target_compile_definitions(turnout_paths INTERFACE
    TURNOUT_BUILD_DIR="${TURNOUT_OUTPUT_DIR}"
    TURNOUT_BUILD_PLUGIN_DIR="${PROJECT_SOURCE_DIR}/plugins"
    TURNOUT_BUILD_LOCALE_DIR="${TURNOUT_LOCALE_OUTPUT_DIR}")
else()
  target_compile_definitions(turnout_paths INTERFACE
    TURNOUT_BUILD_DIR="" TURNOUT_BUILD_PLUGIN_DIR="" TURNOUT_BUILD_LOCALE_DIR="")
endif()
