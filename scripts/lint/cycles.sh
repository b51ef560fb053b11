#!/bin/sh
# SPDX-License-Identifier: MIT
# No two modules need each other (x.c and x.h are one module).
# tsort names the loop and fails.
set -eu
cd "$(dirname "$0")/../.."

scripts/sources.sh '*.[ch]' '*.cpp' | while read -r f; do
    sed -n 's/^#include "\(.*\)\.h"/\1/p' "$f" | grep -vx "${f%.*}" | sed "s|^|${f%.*} |"
done | tsort > /dev/null
