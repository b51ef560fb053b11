#!/bin/sh
# SPDX-License-Identifier: MIT
# Scripts parse, and none writes HTML: what comes from the store becomes text nodes.
set -eu
cd "$(dirname "$0")/../.."

failed=0
for file in $(scripts/sources.sh 'web/*.js' 'web/*/*.js' 'tests/web/*.mjs'); do
    node --check "$file" || failed=1
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: MIT' || {
        echo "$file: has no line \"SPDX-License-Identifier: MIT\" at its top"
        failed=1
    }
    case $file in
    web/page/*)
        if grep -nE 'innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function' "$file" /dev/null; then
            echo "$file: writes HTML or code"
            failed=1
        fi
        ;;
    esac
done
exit $failed
