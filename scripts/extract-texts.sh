#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/extract-texts.sh FILE: the texts of the programs as a gettext template.
# _("...") is translated where it stands, N_("...") marks a text of a table, and
# ngettext("one", "many", n) has two.  What fails below the programs is said by
# err_set and err_wrap, which translate their formats (lib/base/err.h).
set -eu
output=$(realpath -m "$1")
cd "$(dirname "$0")/.."

scripts/sources.sh 'cli/*.c' 'daemon/*.c' |
    xgettext --files-from=- --output="$output" --force-po --language=C --from-code=UTF-8 --sort-by-file --add-location=file --no-wrap \
        --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --add-comments=translators: \
        --package-name=turnout --copyright-holder='The Turnout developers'

scripts/sources.sh 'lib/base/*.c' 'lib/store/*.c' |
    xgettext --files-from=- --output="$output" --join-existing --force-po --language=C --from-code=UTF-8 --sort-by-file --add-location=file --no-wrap \
        --keyword --keyword=err_set:3 --keyword=err_wrap:2

# xgettext's own first lines are a form to fill in, and its date changes with every run.
sed -i -e '1,4d' -e '5s/.*/# SPDX-License-Identifier: MIT\n# The texts of turnout and turnoutd, taken from their sources (cmake --build build\/debug --target pot)./' \
    -e '/^"POT-Creation-Date:/d' -e 's/charset=CHARSET/charset=UTF-8/' "$output"
