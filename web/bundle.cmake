# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE=web -DFOLDER=build/npm -DNODE= -DNPM= -DCHARTS=out.js -DLICENCES=out.txt -P bundle.cmake
# Bundles charts.js with what package-lock.json names.  All build folders share
# FOLDER: npm is run once for each package-lock.json, not once a build.
set(inputs package.json package-lock.json .npmrc charts.js)
set(known "")
foreach(input IN LISTS inputs)
  file(SHA256 ${SOURCE}/${input} hash)
  string(APPEND known ${hash})
endforeach()
file(SHA256 ${CMAKE_CURRENT_LIST_FILE} hash)
string(SHA256 known "${known}${hash}")
string(SUBSTRING ${known} 0 16 known)

file(MAKE_DIRECTORY ${FOLDER})
file(LOCK ${FOLDER}/lock GUARD PROCESS TIMEOUT 900 RESULT_VARIABLE locked)
if(NOT locked EQUAL 0)
  message(FATAL_ERROR "another build holds ${FOLDER}/lock: ${locked}")
endif()

if(NOT EXISTS ${FOLDER}/charts-${known}.js)
  foreach(input IN LISTS inputs)
    file(COPY ${SOURCE}/${input} DESTINATION ${FOLDER})
  endforeach()
  execute_process(COMMAND ${NPM} ci --no-progress WORKING_DIRECTORY ${FOLDER}
    RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    message(FATAL_ERROR "npm could not fetch the charts of the html pages (is the npm registry reachable?); "
                        "-DTURNOUT_CHARTS=OFF builds without them.  npm said:\n${said}")
  endif()
  execute_process(
    COMMAND ${NODE} node_modules/esbuild/bin/esbuild charts.js --bundle --minify --format=iife --target=es2020 --charset=utf8
            --legal-comments=none --log-level=warning --outfile=charts-${known}.new
    WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed ERROR_VARIABLE said)
  if(failed)
    message(FATAL_ERROR "esbuild could not bundle web/charts.js:\n${said}")
  endif()

  # What is bundled comes with these terms; they stay with it in every page.
  set(terms "")
  foreach(file echarts/LICENSE echarts/NOTICE echarts/licenses/LICENSE-d3 zrender/LICENSE tslib/LICENSE.txt tslib/CopyrightNotice.txt)
    file(READ ${FOLDER}/node_modules/${file} text)
    string(APPEND terms "==== ${file} ====\n\n${text}\n\n")
  endforeach()
  file(WRITE ${FOLDER}/licences-${known}.txt "${terms}")
  file(RENAME ${FOLDER}/charts-${known}.new ${FOLDER}/charts-${known}.js)
endif()

file(COPY_FILE ${FOLDER}/charts-${known}.js ${CHARTS})
file(COPY_FILE ${FOLDER}/licences-${known}.txt ${LICENCES})
