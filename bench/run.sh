#!/bin/sh
# SPDX-License-Identifier: MIT
# ./run bench [--quick] [--by-day] [--rounds N] [--keep], or ./run bench --large
#
# How many attendances a second the daemon acknowledges, with all shipped rules
# loaded and every acknowledged event on disk (synchronous=FULL), beside a bare
# SQLite loop that inserts the same rows.  Both run in turn, on the disk that
# holds the build; the figures are medians.  Then how long another client waits for
# its acknowledgements while the rules of tests/hostile run.  Exit 1 when a bar is missed.
# The attendances come in the worst order, each at another session of the year;
# --by-day: as they would happen.  --quick: a tenth of them, once.
# --large: over ten million events plans, explanations, reports (bench/large.sh).
set -eu
cd "$(dirname "$0")/.."
[ "${1-}" != --large ] || exec bench/large.sh "$@"

bar=0.35
hostile_bar=50 # ms
attendances=1000000
rounds=3
keep=
order=shuffled
while [ $# -gt 0 ]; do
    case $1 in
    --quick) attendances=100000 rounds=1 ;;
    --by-day) order=by-day ;;
    --rounds) rounds=$2 && shift ;;
    --keep) keep=1 ;;
    *)
        sed -n '3,13s/^# \{0,1\}//p' "$0" >&2
        exit 64
        ;;
    esac
    shift
done

build=${TURNOUT_BENCH_BUILD:-$PWD/build/release} # another build to compare with
work=$(mktemp -d "$PWD/build/bench.XXXXXX")
daemon=
table=event # the log of attendances and all else: schema/0001_*.sql

clean_up() {
    [ -z "$daemon" ] || kill -KILL "$daemon" 2> /dev/null || true
    if [ -n "$keep" ]; then
        echo "kept: $work" >&2
    else
        rm -rf "$work"
    fi
}
trap clean_up EXIT
trap 'exit 130' HUP INT PIPE TERM

now() { date +%s.%N; }

# field NAME FILE: of one line of flat JSON
field() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$2"; }

# median COLUMN FILE
median() { cut -d' ' -f"$1" "$2" | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

status() { "$build/turnout" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" status --format json; }

wait_for_socket() {
    until "$build/turnout" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" post < /dev/null > /dev/null 2>&1; do
        kill -0 "$daemon" 2> /dev/null || {
            cat "$work/daemon.log" >&2
            exit 1
        }
    done
}

wait_published() {
    until status > "$work/status" && [ "$(field log "$work/status")" = "$(field published "$work/status")" ]; do
        kill -0 "$daemon" || exit 1
    done
}

# seconds of CPU that the children of the daemon have used: the rule worker
worker_cpu() {
    for stat in /proc/[0-9]*/stat; do
        sed 's/.*) //' "$stat" 2> /dev/null | awk -v parent="$daemon" -v ticks="$(getconf CLK_TCK)" '$2 == parent { print ($12 + $13) / ticks }'
    done | awk '{ sum += $1 } END { printf "%.2f\n", sum }'
}

# One round of the daemon: appends "rate user system peak_mib worker published" to rounds.daemon
round_daemon() {
    rm -f "$work"/t.db*
    "$build/turnoutd" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" --as-of 2025-01-01 > "$work/daemon.log" 2>&1 &
    daemon=$!
    wait_for_socket
    "$build/bench/bench-load" "$work/t.sock" "$work/world.ndjson" "$daemon" > "$work/world"
    wait_published
    worker_before=$(worker_cpu)
    "$build/bench/bench-load" "$work/t.sock" "$work/attendances.ndjson" "$daemon" > "$work/load"
    acknowledged=$(now)
    wait_published
    published=$(now)
    worker_after=$(worker_cpu)
    awk -v n="$(field events "$work/load")" -v s="$(field seconds "$work/load")" -v u="$(field user "$work/load")" \
        -v k="$(field system "$work/load")" -v p="$(field peak_kib "$work/load")" -v w="$worker_after" -v v="$worker_before" \
        -v a="$acknowledged" -v b="$published" \
        'BEGIN { printf "%.0f %.2f %.2f %.0f %.2f %.2f\n", n / s, u, k, p / 1024, w - v, b - a }' >> "$work/rounds.daemon"
    kill -TERM "$daemon"
    wait "$daemon"
    daemon=
}

# One round of the bare loop, on the rows of the daemon's last one: appends "rate user system"
round_bare() {
    rm -f "$work"/bare.db*
    "$build/bench/bench-bare_loop" "$work/t.db" "$table" "$attendances" "$work/bare.db" > "$work/bare"
    awk -v n="$(field events "$work/bare")" -v s="$(field seconds "$work/bare")" -v u="$(field user "$work/bare")" \
        -v k="$(field system "$work/bare")" 'BEGIN { printf "%.0f %.2f %.2f\n", n / s, u, k }' >> "$work/rounds.bare"
}

# What another client waits for its acknowledgements while all rules of tests/hostile are being stopped
hostile_latency() {
    rm -f "$work"/t.db*
    "$build/turnoutd" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" --as-of 2025-01-01 \
        --plugins "$PWD/tests/hostile" > "$work/daemon.log" 2>&1 &
    daemon=$!
    wait_for_socket
    hostile_before=$(worker_cpu)
    "$build/bench/bench-latency" "$work/t.sock" 3000 > "$work/latency"
    hostile_after=$(worker_cpu)
    kill -TERM "$daemon"
    wait "$daemon"
    daemon=
}

echo "writing $attendances attendances of 200,000 people at 20,000 sessions of 100 units" >&2
"$build/bench/bench-make_events" "$work" "$attendances" "$order"
for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    round_daemon
    round_bare
done

rate=$(median 1 "$work/rounds.daemon")
user=$(median 2 "$work/rounds.daemon")
system=$(median 3 "$work/rounds.daemon")
peak=$(median 4 "$work/rounds.daemon")
worker=$(median 5 "$work/rounds.daemon")
published=$(median 6 "$work/rounds.daemon")
bare_rate=$(median 1 "$work/rounds.bare")
bare_user=$(median 2 "$work/rounds.bare")
bare_system=$(median 3 "$work/rounds.bare")
ratio=$(awk -v a="$rate" -v b="$bare_rate" 'BEGIN { printf "%.3f", a / b }')
verdict=$(awk -v r="$ratio" -v b="$bar" 'BEGIN { print (r >= b) ? "met" : "missed" }')

row() { printf '%-22s %12s %10s %10s %12s %10s\n' "$@"; }
# per USER SYSTEM: microseconds of CPU an event
per() { awk -v u="$1" -v k="$2" -v n="$attendances" 'BEGIN { printf "%.2f", (u + k) * 1e6 / n }'; }

echo
row "" "events/s" "user s" "system s" "us CPU/event" "peak MiB"
row "turnoutd" "$rate" "$user" "$system" "$(per "$user" "$system")" "$peak"
row "  its rule worker" "" "$worker" "" "$(per "$worker" 0)" ""
row "bare SQLite loop" "$bare_rate" "$bare_user" "$bare_system" "$(per "$bare_user" "$bare_system")" ""
echo
echo "$attendances attendances, one event a line, $order; medians of $rounds; figures published $published s after the last acknowledgement"
echo "ratio $ratio, bar $bar: $verdict"

echo
echo "what one event changes (all of a publication: commit, figures, transaction):"
"$build/bench/bench-bench_publish" "$PWD/plugins"

hostile_latency
hostile_p99=$(field p99 "$work/latency")
hostile_verdict=$(awk -v p="$hostile_p99" -v b="$hostile_bar" 'BEGIN { print (p <= b) ? "met" : "missed" }')
echo
echo "acknowledgement of one event at a time beside $(find tests/hostile -name '*.lua' | wc -l) hostile rules ($(awk -v a="$hostile_after" -v b="$hostile_before" 'BEGIN { printf "%.1f", a - b }') s of CPU in $(field seconds "$work/latency") s):"
echo "p50 $(field p50 "$work/latency") ms, p99 $hostile_p99 ms, most $(field most "$work/latency") ms; bar p99 $hostile_bar ms: $hostile_verdict"

mkdir -p bench/results
cat > bench/results/latest.json << END
{"attendances": $attendances, "order": "$order", "rounds": $rounds, "cores": $(nproc),
 "turnoutd": {"events_per_second": $rate, "user": $user, "system": $system, "peak_mib": $peak, "worker": $worker, "published_after": $published},
 "bare": {"events_per_second": $bare_rate, "user": $bare_user, "system": $bare_system},
 "ratio": $ratio, "bar": $bar,
 "hostile": {"p50_ms": $(field p50 "$work/latency"), "p99_ms": $hostile_p99, "most_ms": $(field most "$work/latency"), "bar_ms": $hostile_bar}}
END
[ "$verdict" = met ] && [ "$hostile_verdict" = met ]
