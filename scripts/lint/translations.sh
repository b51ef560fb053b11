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

# Sentences that go to people without being marked; program text of other languages has fewer words in a row.
if scripts/sources.sh 'cli/*.c' 'cli/*/*.c' |
    xargs grep -nE '(err_set|err_wrap|cmdline_refuse|printf|fputs|page_line|page_heading|table_note|table_foot)\(.*"[^"]*[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}[^"]*"' |
    grep -vE '[ (,?:]_\(|N_\(|ngettext\('; then
    echo "these texts are not marked: _(\"...\")"
    failed=1
fi

for catalogue in po/*.po; do
    msgfmt --check --output-file=/dev/null "$catalogue" || failed=1
    case $catalogue in
    po/en.po) continue ;; # the sources are English; the catalogue only changes a few
    esac
    msgmerge --quiet --force-po --no-fuzzy-matching --no-wrap --output-file="$work/merged" "$catalogue" "$work/turnout.pot"
    for lack in untranslated only-fuzzy; do
        msgattrib --no-obsolete --no-wrap --$lack "$work/merged" |
            awk -v says="$catalogue: $lack: " '
                /^msgid "[^"]/ { print says substr($0, 7) }
                /^msgid ""$/ { getline; if (/^"/ && !/^"Project-Id-Version/) print says $0 } # a text of several lines'
    done > "$work/lacking"
    [ -s "$work/lacking" ] || continue
    cat "$work/lacking"
    failed=1
done
exit $failed
