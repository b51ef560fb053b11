#!/bin/sh
# SPDX-License-Identifier: MIT
# The licence stands in one of the first two lines of every source file.
set -eu
cd "$(dirname "$0")/../.."

failed=0
for file in $(scripts/sources.sh '*.[ch]' '*.cpp' '*.lua' '*.sh' '*.sql' '*.py' '*.cmake' '*.awk' '*CMakeLists.txt' '*.service' \
    '*.socket' '*.scd' '*.po' run .ci/run); do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: MIT' && continue
    echo "$file: has no line \"SPDX-License-Identifier: MIT\" at its top"
    failed=1
done
exit $failed
