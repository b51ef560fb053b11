# SPDX-License-Identifier: MIT
#
# cmake -DFOLDER=web/page -DSCRIPTS=a.js;b.js -DCHARTS= -DLICENCES= -DOUTPUT=page_assets.c -P embed.cmake
# Writes the parts of the page as the arrays that web/page_assets.h declares.
set(texts "")

# Bytes rather than text: CMake would give ; and [ a meaning of their own.
function(embed name hex)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(................................)" "\\1\n    " hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," hex "${hex}")
  set(texts "${texts}const char ${name}[] = {\n    ${hex}'\\0'\n};\nconst size_t ${name}_size = ${size};\n\n" PARENT_SCOPE)
endfunction()

file(READ ${FOLDER}/page.css hex HEX)
embed(page_style "${hex}")
file(READ ${FOLDER}/body.html hex HEX)
embed(page_body "${hex}")
file(READ ${CHARTS} hex HEX)
embed(page_charts "${hex}")
file(READ ${LICENCES} hex HEX)
embed(page_licences "${hex}")

# One script of all, so that what they declare is nobody else's.
string(HEX "(() => {\n\"use strict\";\n" script)
foreach(file IN LISTS SCRIPTS)
  file(READ ${file} hex HEX)
  string(APPEND script "${hex}")
endforeach()
string(HEX "})();\n" end)
embed(page_script "${script}${end}")

file(WRITE ${OUTPUT}.new "/* Written by web/embed.cmake. */
#include \"web/page_assets.h\"

${texts}")
file(RENAME ${OUTPUT}.new ${OUTPUT})
