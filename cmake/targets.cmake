# SPDX-License-Identifier: MIT
#
# turnout_library(NAME SOURCES... USES... PRIVATE_USES...): the static library of
# one folder.  USES are layers below whose headers its own headers include.
function(turnout_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;PRIVATE_USES")
  if(NOT arg_SOURCES)
    add_library(${name} INTERFACE) # headers alone, or nothing yet
    target_link_libraries(${name} INTERFACE ${arg_USES})
    return()
  endif()
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC turnout_options ${arg_USES} PRIVATE ${arg_PRIVATE_USES})
endfunction()

# turnout_program(NAME SOURCES... USES... DESTINATION dir): a program at the top
# of the build folder, so that the three find each other there.
function(turnout_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DESTINATION" "SOURCES;USES")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE turnout_options ${arg_USES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${TURNOUT_OUTPUT_DIR})
  install(TARGETS ${name} DESTINATION ${arg_DESTINATION})
endfunction()
