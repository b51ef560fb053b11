# SPDX-License-Identifier: MIT
#
# cmake -DFOLDER=schema -DOUTPUT=migrations.c -P embed-migrations.cmake
# Writes FOLDER's NNNN_name.sql as the array that schema/migrations.h declares.
file(GLOB files ${FOLDER}/[0-9][0-9][0-9][0-9]_*.sql)
list(SORT files)

set(rows "")
set(count 0)
foreach(file IN LISTS files)
  math(EXPR count "${count} + 1")
  get_filename_component(name ${file} NAME_WLE)
  string(REGEX REPLACE "^0*([0-9]+)_.*" "\\1" number ${name})
  if(NOT number EQUAL count)
    message(FATAL_ERROR "schema/${name}.sql has the number ${number}, the next one is ${count}")
  endif()

  # Bytes rather than text: CMake would give ; and [ in SQL a meaning of their own.
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n    " hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," hex "${hex}")
  string(APPEND texts "static const char sql_${number}[] = {\n    ${hex}'\\0'\n};\n\n")
  string(APPEND rows "    { ${number}, \"${name}\", sql_${number} },\n")
endforeach()

file(WRITE ${OUTPUT}.new "/* Written by cmake/embed-migrations.cmake. */
#include \"schema/migrations.h\"

${texts}const struct migration migrations[] = {
${rows}    { 0, NULL, NULL },
};

const size_t migration_count = ${count};
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
