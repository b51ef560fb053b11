# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Numbers of the bench: read, put in order, judged.  Read with `.`.

now() { date +%s.%N; }

# field NAME FILE: of one line of flat JSON
field() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$2"; }

# median COLUMN FILE
median() { cut -d' ' -f"$1" "$2" | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# ratio A B
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }

# at_least FIGURE BAR, at_most FIGURE BAR: met or missed; a figure that is not there is missed
at_least() { awk -v f="$1" -v b="$2" 'BEGIN { print (f != "" && f + 0 >= b + 0) ? "met" : "missed" }'; }
at_most() { awk -v f="$1" -v b="$2" 'BEGIN { print (f != "" && f + 0 <= b + 0) ? "met" : "missed" }'; }
