#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/extract-texts.sh FILE: the texts of the programs as a gettext template;
# an empty file when there are none.
# _("...") is translated where it stands, N_("...") marks a text of a table.
set -eu
output=$(realpath -m "$1")
cd "$(dirname "$0")/.."

rm -f "$output"
scripts/sources.sh 'cli/*.c' 'daemon/*.c' |
    xgettext --files-from=- --output="$output" --language=C --from-code=UTF-8 --sort-by-file --no-wrap \
        --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --add-comments=translators: \
        --package-name=turnout --copyright-holder='The Turnout developers' 2> /dev/null ||
    : > "$output"
[ -f "$output" ] || : > "$output"
