#!/bin/sh
# SPDX-License-Identifier: MIT
# Takes the texts of the sources over: po/turnout.pot is written afresh, and each
# catalogue gets the new ones (empty) and loses those that are gone.
set -eu
cd "$(dirname "$0")/.."

scripts/extract-texts.sh po/turnout.pot
for catalogue in po/*.po; do
    msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --sort-by-file "$catalogue" po/turnout.pot
    msgattrib --no-obsolete --no-wrap --output-file="$catalogue" "$catalogue"
done
