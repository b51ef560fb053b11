#!/bin/sh
# SPDX-License-Identifier: MIT
# Lua that ships compiles (luac 5.4 parses it, nothing runs), and every plugin has its README.
set -eu
cd "$(dirname "$0")/../.."

failed=0
for file in $(scripts/sources.sh '*.lua'); do
    case $file in
    tests/*broken*) continue ;; # a test needs it wrong
    esac
    luac5.4 -p -- "$file" || failed=1
done
for folder in $(scripts/sources.sh 'plugins/*.lua' | cut -d/ -f1-2 | sort -u); do
    [ ! -d "$folder" ] || [ -f "$folder/README.md" ] || {
        echo "$folder: has no README.md"
        failed=1
    }
done
exit $failed
