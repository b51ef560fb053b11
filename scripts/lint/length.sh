#!/bin/sh
# SPDX-License-Identifier: MIT
# A file is about one thing.  Says which are longer than 600 lines; a hint, never a failure.
set -eu
cd "$(dirname "$0")/../.."

for file in $(scripts/sources.sh '*.[ch]' '*.cpp' '*.lua' '*.sh' '*.py' run); do
    lines=$(wc -l < "$file")
    [ "$lines" -le 600 ] || echo "note: $file has $lines lines; is it about one thing?"
done
