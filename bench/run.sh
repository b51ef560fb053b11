#!/bin/sh
# SPDX-License-Identifier: MIT
# ./run bench [--quick] [--by-day] [--rounds N] [--no-peers] [--keep], or ./run bench --large
#
# How many attendances a second the daemon acknowledges, with all shipped rules
# loaded and every acknowledged event on disk (synchronous=FULL), from one client
# and from 64, beside Redis and PostgreSQL that count the same in sets and counters
# (bench/peers), a bare SQLite loop that inserts the same rows, and the JSON library
# that reads the same lines.  All run in turn, on the disk that holds the build; the
# figures are medians of the rounds.  Then how long acknowledgements take at 1,000,
# 20,000 and 100,000 events a second, how old figures get under full load, what a
# publication costs, and how long another client waits for its acknowledgements
# while the rules of tests/hostile run.  Exit 1 when a bar is missed.
# The attendances come in the worst order, each at another session of the year;
# --by-day: as they would happen.  --quick: fewer of them, once.
# --large: over ten million events plans, explanations, reports (bench/large.sh).
set -eu
cd "$(dirname "$0")/.."
[ "${1-}" != --large ] || exec bench/large.sh "$@"

redis_bar=10 # times Redis with everysec
postgres_bar=15
bare_bar=0.5
latency_bar=10 # ms, the 99th percentile at 20,000 events a second
lag_bar=1      # s
hostile_bar=50 # ms
attendances=1000000
redis_events=1000000 # everysec, which has a bar
slow_events=200000   # slower ones get the first of the same events: events a second are compared
postgres_events=30000
pace_seconds=8
publish_units="10 100 1000 3000"
rounds=3
with_peers=1
quick=
keep=
order=shuffled
while [ $# -gt 0 ]; do
    case $1 in
    --quick) attendances=200000 redis_events=200000 slow_events=40000 postgres_events=5000 pace_seconds=1 publish_units='10 100' rounds=1 quick=1 ;;
    --by-day) order=by-day ;;
    --rounds) rounds=$2 && shift ;;
    --no-peers) with_peers= ;;
    --keep) keep=1 ;;
    *)
        sed -n '3,18s/^# \{0,1\}//p' "$0" >&2
        exit 64
        ;;
    esac
    shift
done

build=${TURNOUT_BENCH_BUILD:-$PWD/build/release} # another build to compare with
work=$(mktemp -d "$PWD/build/bench.XXXXXX")
table=event # the log of attendances and all else: schema/0001_*.sql
load_before=$(cut -d' ' -f1-3 /proc/loadavg)

# shellcheck source=bench/numbers.sh
. bench/numbers.sh
# shellcheck source=bench/machine.sh
. bench/machine.sh
# shellcheck source=bench/daemon.sh
. bench/daemon.sh
# shellcheck source=bench/latency.sh
. bench/latency.sh
# shellcheck source=bench/redis.sh
. bench/redis.sh
# shellcheck source=bench/postgres.sh
. bench/postgres.sh

clean_up() {
    sampler_kill
    daemon_kill
    redis_kill
    postgres_kill
    if [ -n "$keep" ]; then
        echo "kept: $work" >&2
    else
        rm -rf "$work"
    fi
}
trap clean_up EXIT
trap 'exit 130' HUP INT PIPE TERM

# peer_input FORM FIRST COUNT
peer_input() { "$build/bench/bench-peer_input" "$1" "$work/world.ndjson" "$work/attendances.ndjson" "$2" "$3"; }

# append_rate NAME [MORE]: what bench-load said last, as "rate user system MORE" to rounds.NAME
append_rate() {
    awk -v n="$(field events "$work/load")" -v s="$(field seconds "$work/load")" -v u="$(field user "$work/load")" \
        -v k="$(field system "$work/load")" -v more="${2-}" 'BEGIN { printf "%.0f %.2f %.2f %s\n", n / s, u, k, more }' >> "$work/rounds.$1"
}

# same_totals WHO COUNTED EXPECTED: the files are the same, or the comparison is worth nothing
same_totals() {
    cmp -s "$2" "$3" || {
        echo "bench: $1 has counted $(cat "$2"), and not $(cat "$3")" >&2
        exit 1
    }
}

# round_daemon CLIENTS: appends "rate user system peak_mib worker published" to rounds.turnoutd_CLIENTS
round_daemon() {
    daemon_start_empty
    "$build/bench/bench-load" "$work/t.sock" "$work/world.ndjson" "$daemon" > "$work/world"
    wait_published
    worker_before=$(worker_cpu)
    "$build/bench/bench-load" --clients "$1" "$work/t.sock" "$work/attendances.ndjson" "$daemon" > "$work/load"
    acknowledged=$(now)
    ask_until_published 0.01
    published=$(now)
    worker_after=$(worker_cpu)
    append_rate "turnoutd_$1" "$(awk -v p="$(field peak_kib "$work/load")" -v w="$worker_after" -v v="$worker_before" \
        -v a="$acknowledged" -v b="$published" 'BEGIN { printf "%.0f %.2f %.2f", p / 1024, w - v, b - a }')"
    turnout post "$work/again.ndjson" > /dev/null # what comes again changes nothing
    wait_published
    daemon_stop
    sqlite3 -readonly "$work/t.db" < bench/peers/figures.sql > "$work/totals"
    same_totals "turnoutd ($1)" "$work/totals" "$work/tally.turnoutd"
}

# One round of the bare loop, on the rows of the daemon's last one: appends "rate user system"
round_bare() {
    rm -f "$work"/bare.db*
    "$build/bench/bench-bare_loop" "$work/t.db" "$table" "$attendances" "$work/bare.db" > "$work/load"
    append_rate bare
}

round_parse() {
    peer_input parse 0 "$attendances" > "$work/load"
    append_rate parse
}

# What another client waits for its acknowledgements while all rules of tests/hostile are being stopped
hostile_latency() {
    daemon_start_empty --plugins "$PWD/tests/hostile"
    hostile_before=$(worker_cpu)
    "$build/bench/bench-latency" "$work/t.sock" 3000 > "$work/latency"
    hostile_after=$(worker_cpu)
    daemon_stop
}

echo "writing $attendances attendances of 200,000 people at 20,000 sessions of 100 units" >&2
"$build/bench/bench-make_events" "$work" "$attendances" "$order"
head -n 1000 "$work/attendances.ndjson" > "$work/again.ndjson"
peer_input tally 0 "$attendances" | sed -n 's/^turnoutd //p' > "$work/tally.turnoutd"
if [ -n "$with_peers" ]; then
    redis_prepare
    postgres_prepare
    postgres_start
fi

for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    round_daemon 1
    round_bare
    round_parse
    round_daemon 64
    [ -n "$with_peers" ] || continue
    round_redis everysec 1 "$redis_events"
    round_redis everysec 64 "$redis_events"
    round_redis always 1 "$slow_events"
    round_redis always 64 "$slow_events"
    round_postgres insert 1
    round_postgres insert 64
    round_postgres copy 1
    round_postgres copy_statement 1
done
postgres_kill

rate=$(median 1 "$work/rounds.turnoutd_1")
rate_64=$(median 1 "$work/rounds.turnoutd_64")
missed=
json=

columns() { printf '%-42s %9s %11s %11s %9s %7s  %s\n' "$@"; }

# row NAME TITLE EVENTS RATE_OF_TURNOUTD BAR ("" for none) [JSON_NAME]: how many times as fast turnoutd is, on the table and in the JSON
row() {
    peer=$(median 1 "$work/rounds.$1")
    cost=$(awk -v u="$(median 2 "$work/rounds.$1")" -v k="$(median 3 "$work/rounds.$1")" -v n="$3" 'BEGIN { if (u + k > 0) printf "%.2f", (u + k) * 1e6 / n }')
    times=$(ratio "$4" "$peer")
    verdict=
    [ -z "$5" ] || verdict=$(at_least "$times" "$5")
    [ "$verdict" != missed ] || missed=1
    columns "$2" "$3" "$peer" "$cost" "$times" "$5" "$verdict"
    json="$json${json:+,
}  \"${6-$1}\": {\"events\": $3, \"events_per_second\": $peer, \"cpu_us_per_event\": ${cost:-null}, \"turnoutd_is_times\": $times, \"bar\": ${5:-null}}"
}

echo
columns "" events events/s "us CPU/ev." "turnoutd" bar ""
row turnoutd_1 "turnoutd" "$attendances" "$rate" ""
row bare "bare SQLite loop" "$attendances" "$rate" "$bare_bar"
row parse "JSON library alone" "$attendances" "$rate" ""
if [ -n "$with_peers" ]; then
    row redis_everysec_1 "Redis, everysec" "$redis_events" "$rate" "$redis_bar"
    row redis_always_1 "Redis, always" "$slow_events" "$rate" ""
    row postgres_insert_1 "PostgreSQL, inserts of 1,000" "$postgres_events" "$rate" "$postgres_bar"
    row postgres_copy_1 "PostgreSQL, COPY of 10,000" "$postgres_events" "$rate" "$postgres_bar"
    row postgres_copy_statement_1 "PostgreSQL, COPY, a trigger a statement" "$postgres_events" "$rate" ""
fi
row turnoutd_64 "turnoutd, 64 clients" "$attendances" "$rate_64" ""
row bare "bare SQLite loop" "$attendances" "$rate_64" "$bare_bar" bare_beside_64
if [ -n "$with_peers" ]; then
    row redis_everysec_64 "Redis, everysec, 64 clients" "$redis_events" "$rate_64" "$redis_bar"
    row redis_always_64 "Redis, always, 64 clients" "$slow_events" "$rate_64" ""
    row postgres_insert_64 "PostgreSQL, inserts of 1,000, 64 clients" "$postgres_events" "$rate_64" "$postgres_bar"
fi
echo
echo "$attendances attendances, one event a line, $order; medians of $rounds; \"turnoutd\": how many times as many events a second it acknowledges"
echo "turnoutd: peak $(median 4 "$work/rounds.turnoutd_1") MiB, rule worker $(median 5 "$work/rounds.turnoutd_1") s of CPU, figures published $(median 6 "$work/rounds.turnoutd_1") s after the last acknowledgement"

measure_latency "$pace_seconds"

echo
echo "what a change costs (all of a publication: commit, figures, transaction), means of ten; asked: sessions that rules were asked about;"
echo "Lua/session: calls of Lua for each of them, one for each rule that selects sessions:"
# shellcheck disable=SC2086 # a list of numbers
"$build/bench/bench-bench_publish" "$PWD/plugins" $publish_units | tee "$work/publish"

hostile_latency
hostile_p99=$(field p99 "$work/latency")
hostile_verdict=$(at_most "$hostile_p99" "$hostile_bar")
echo
echo "acknowledgement of one event at a time beside $(find tests/hostile -name '*.lua' | wc -l) hostile rules ($(awk -v a="$hostile_after" -v b="$hostile_before" 'BEGIN { printf "%.1f", a - b }') s of CPU in $(field seconds "$work/latency") s):"
echo "p50 $(field p50 "$work/latency") ms, p99 $hostile_p99 ms, most $(field most "$work/latency") ms; bar p99 $hostile_bar ms: $hostile_verdict"

[ "$hostile_verdict" = met ] || missed=1

mkdir -p bench/results
cat > bench/results/latest.json << END
{"order": "$order", "rounds": $rounds, $(machine "$work"),
 "ingest": {
$json},
 "turnoutd": {"peak_mib": $(median 4 "$work/rounds.turnoutd_1"), "worker": $(median 5 "$work/rounds.turnoutd_1"), "published_after": $(median 6 "$work/rounds.turnoutd_1")},
 "latency": {
$latency_json},
 "publish": [
$(awk 'NR > 1 { printf "%s  {\"units\": %s, \"plugins\": %s, \"one_more\": \"%s\", \"sessions\": %s, \"figures\": %s, \"asked\": %s, \"lua_per_session\": %s, \"ms\": %s, \"cpu_ms\": %s}", (NR > 2 ? ",\n" : ""), $1, $2, $3, $4, $5, $6, $7, $8, $9 }' "$work/publish")],
 "hostile": {"p50_ms": $(field p50 "$work/latency"), "p99_ms": $hostile_p99, "most_ms": $(field most "$work/latency"), "bar_ms": $hostile_bar}}
END
[ -n "$quick" ] || cp bench/results/latest.json "bench/results/$(machine_name).json"
[ -z "$missed" ]
