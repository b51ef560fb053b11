# SPDX-License-Identifier: MIT
#
# cmake -DSCDOC=scdoc -DSOURCE=x.1.scd -DOUTPUT=x.1 -P scdoc.cmake
# scdoc reads standard input and writes standard output; a failed run leaves no page.
# The date in a page's header is that of its release, not that of the build.
set(ENV{SOURCE_DATE_EPOCH} 1767225600)
execute_process(COMMAND ${SCDOC} INPUT_FILE ${SOURCE} OUTPUT_FILE ${OUTPUT}.new RESULT_VARIABLE status)
if(status)
  message(FATAL_ERROR "${SOURCE}: scdoc failed")
endif()
file(RENAME ${OUTPUT}.new ${OUTPUT})
