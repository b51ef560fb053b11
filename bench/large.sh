#!/bin/sh
# SPDX-License-Identifier: MIT
# ./run bench --large [--attendances N]
#
# What is asked of a daemon with ten million events: a plan of a changed rule,
# its application and the way back, explanations of a community's and a street's
# year, a report.  One daemon, the events of bench/make_events.c day by day, every
# figure the middle one of five (of three for rules).  Exit 1 when a bar is missed.
set -eu
cd "$(dirname "$0")/.."

attendances=9780000 # with the world some ten million events
while [ $# -gt 0 ]; do
    case $1 in
    --large) ;;
    --attendances) attendances=$2 && shift ;;
    *)
        sed -n '3,8s/^# \{0,1\}//p' "$0" >&2
        exit 64
        ;;
    esac
    shift
done

build=${TURNOUT_BENCH_BUILD:-$PWD/build/release} # another build to compare with
work=$(mktemp -d "$PWD/build/bench.XXXXXX")
rules=$work/rules
daemon=
missed=

clean_up() {
    [ -z "$daemon" ] || kill -KILL "$daemon" 2> /dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' HUP INT PIPE TERM

turnout() { "$build/turnout" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" "$@"; }
say() { echo "$*" >&2; }

wait_for_daemon() {
    until turnout post < /dev/null > /dev/null 2>&1; do
        kill -0 "$daemon" 2> /dev/null || {
            cat "$work/daemon.log" >&2
            exit 1
        }
    done
}

# ms NAME TIMES COMMAND ...: the middle one; what it printed last is in out
ms() {
    name=$1 times=$2
    shift 2
    : > "$work/times"
    for run in $(seq "$times"); do
        say "$name: $run of $times"
        before=$(date +%s%N)
        turnout "$@" > "$work/out" || exit 1
        after=$(date +%s%N)
        echo $(((after - before) / 1000000)) >> "$work/times"
    done
    sort -n "$work/times" | sed -n "$(((times + 1) / 2))p"
}

# row NAME MS BAR ("" for none)
row() {
    verdict=
    [ -z "$3" ] || verdict=$([ "$2" -le "$3" ] && echo met || echo missed)
    [ "$verdict" != missed ] || missed=1
    printf '%-46s %9s %9s  %s\n' "$1" "$2" "$3" "$verdict"
}

say "writing $attendances attendances"
"$build/bench/bench-make_events" "$work" "$attendances" by-day
cp -r plugins "$rules"
"$build/turnoutd" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" --as-of 2025-01-01 \
    --no-shipped --plugins "$rules" > "$work/daemon.log" 2>&1 &
daemon=$!
wait_for_daemon
say "posting them"
turnout post --wait "$work/world.ndjson" "$work/attendances.ndjson"

printf '%-46s %9s %9s\n' "" ms bar
row "report of a unit and year" "$(ms report 5 report --unit c07 --period 2024)" 50
for unit in c07 street; do
    for indicator in participation_rate education_coverage cadence_month unit_score; do
        row "explain $indicator of $unit" "$(ms "explain $indicator of $unit" 5 explain "$indicator" --unit "$unit" --period 2024)" 300
    done
done
row "explain participation_rate of street, json" "$(ms "the same as json" 5 explain participation_rate --unit street --period 2024 --format json)" 300

# A session of culture.show counts as education, too.
sed -i 's/return t.under(a.category, "edu") end/return t.under(a.category, "edu") or t.under(a.category, "culture.show") end/' \
    "$rules/education_coverage/init.lua"
row "plugin plan of a changed rule" "$(ms plan 3 plugin plan)" 5000
turnout plugin plan --format json | grep -q '"changed":[1-9]' || {
    say "the plan says that nothing changes"
    exit 1
}
row "plugin apply of it" "$(ms apply 1 plugin apply)" ""
row "plugin rollback" "$(ms rollback 1 plugin rollback)" ""
[ -z "$missed" ]
