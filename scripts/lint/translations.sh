#!/bin/sh
# SPDX-License-Identifier: MIT
# Every text that the programs show has a translation.  Extracts them afresh, so
# it does not matter whether po/turnout.pot was updated (cmake --build ... -t pot).
set -eu
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

scripts/extract-texts.sh "$work/turnout.pot"

failed=0
for catalogue in po/*.po; do
    msgfmt --check --output-file=/dev/null "$catalogue" || failed=1
    case $catalogue in
    po/en.po) continue ;; # the sources are English; the catalogue only changes a few
    esac
    if ! msgcmp "$catalogue" "$work/turnout.pot" 2> "$work/missing"; then
        sed "s|^|$catalogue: |" "$work/missing"
        failed=1
    fi
done
exit $failed
