#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the files of the source tree whose names match one of the patterns
# (as `case` takes them), one a line: scripts/sources.sh '*.c' '*.h'
set -eu
cd "$(dirname "$0")/.."

# A tree without git (a tarball) is its files; with git, those that are known or could be.
# safe.directory: the tree may belong to somebody else, as in a container.
all() {
    git -c safe.directory='*' ls-files --cached --others --exclude-standard 2> /dev/null ||
        find . -path ./build -prune -o -type f -print | sed 's|^\./||'
}

all | LC_ALL=C sort -u | while IFS= read -r file; do
    [ -f "$file" ] || continue
    for pattern in "$@"; do
        # shellcheck disable=SC2254 # the pattern is meant as one
        case $file in
        $pattern) printf '%s\n' "$file" && break ;;
        esac
    done
done
