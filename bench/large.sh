#!/bin/sh
# SPDX-License-Identifier: MIT
# ./run bench --large [--attendances N] [--people N] [--sessions N] [--only-growth]
#
# A log that grows to ten million events, and what is asked of a daemon with it:
# CPU per event in the worst order, in turn with a log of one million, memory, bytes
# of the file an attendance, a restart; a plan of a changed rule, its application and
# the way back, explanations of a community's and a street's year, a report.  One
# daemon, the events of bench/make_events.c day by day, every figure the middle one of
# five (of three for rules).  Exit 1 when a bar is missed.  The bars of growth are set at
# fifty million: --attendances 50000000 --people 1000000 --sessions 100000
set -eu
cd "$(dirname "$0")/.."

attendances=10000000
people=200000
sessions=20000
only_growth=
while [ $# -gt 0 ]; do
    case $1 in
    --large) ;;
    --attendances) attendances=$2 && shift ;;
    --people) people=$2 && shift ;;
    --sessions) sessions=$2 && shift ;;
    --only-growth) only_growth=1 ;;
    *)
        sed -n '3,12s/^# \{0,1\}//p' "$0" >&2
        exit 64
        ;;
    esac
    shift
done

build=${TURNOUT_BENCH_BUILD:-$PWD/build/release} # another build to compare with
home=$(mktemp -d "$PWD/build/bench.XXXXXX")
work=$home large='' small=''
rules=$work/rules
missed=
load_before=$(cut -d' ' -f1-3 /proc/loadavg)

# shellcheck source=bench/numbers.sh
. bench/numbers.sh
# shellcheck source=bench/machine.sh
. bench/machine.sh
# shellcheck source=bench/daemon.sh
. bench/daemon.sh
# shellcheck source=bench/growth.sh
. bench/growth.sh

clean_up() {
    for daemon in "$daemon" "$large" "$small"; do
        daemon_kill
    done
    rm -rf "$home"
}
trap clean_up EXIT
trap 'exit 130' HUP INT PIPE TERM

say() { echo "$*" >&2; }

# After a start the rules are asked about every session before anything is explained
wait_for_rules() {
    until turnout explain participation_rate --unit c07 --period 2024 > /dev/null 2> "$work/why"; do
        grep -q 'have not answered yet' "$work/why" || {
            cat "$work/why" >&2
            exit 1
        }
        kill -0 "$daemon" || exit 1
        sleep 0.05
    done
}

# ms NAME TIMES COMMAND ...: the middle one, nothing when it failed; what it printed last is in out
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

json=

# row NAME FIGURE BAR ("" for none): a least is better everywhere here
row() {
    verdict=
    [ -n "$2" ] || verdict=missed
    [ -z "$3" ] || verdict=$(at_most "$2" "$3")
    [ "$verdict" != missed ] || missed=1
    printf '%-46s %9s %9s  %s\n' "$1" "$2" "$3" "$verdict"
    json="$json${json:+,
}  {\"what\": \"$1\", \"is\": ${2:-null}, \"bar\": ${3:-null}}"
}

finish() {
    mkdir -p bench/results
    cat > "bench/results/$(machine_name)-large-$((attendances / 1000000))M.json" << END
{"attendances": $((posted * piece)), "people": $people, "sessions": $sessions, $(machine "$work"),
 "rows": [
$json]}
END
    [ -z "$missed" ]
}

cp -r plugins "$rules"
grow --no-shipped --plugins "$rules"

printf '%-46s %9s %9s\n' "at $posted million attendances" "" bar
row "CPU an event, at 1 million, us" "$cpu_at_1" ""
row "CPU an event, now, us" "$cpu_at_end" ""
row "the one by the other" "$(ratio "$cpu_at_end" "$cpu_at_1")" 1.3
row "resident memory, MiB" "$resident" 1536
row "resident memory at its most, MiB" "$peak" ""
row "bytes of the file an attendance" "$bytes_each" 120
row "restart, ms" "$restart_ms" "$([ "$posted" -gt 12 ] || echo 5000)"
if [ -n "$only_growth" ]; then
    finish
    exit
fi
wait_published
wait_for_rules
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
finish
