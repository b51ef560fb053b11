# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034
# How long acknowledgements take at a given pace, and figures under full load.  Read with `.`.
# $sampler is the process id of the program that watches the database, empty while there is none.

sampler=

# latency_at FIRST RATE COUNT: a row of the table and a member of $latency_json; COUNT attendances from number FIRST on
latency_at() {
    "$build/bench/bench-pace" "$work/t.sock" "$work/attendances.ndjson" "$1" "$2" "$3" > "$work/pace"
    verdict=
    bar=null
    if [ "$2" = 20000 ]; then
        bar=$latency_bar
        verdict=$(at_most "$(field p99 "$work/pace")" "$bar")
        [ "$verdict" = met ] || missed=1
    fi
    printf '%10s %9s %9s %9s %9s %9s  %s\n' "$2" "$(field p50 "$work/pace")" "$(field p99 "$work/pace")" "$(field p999 "$work/pace")" \
        "$(field most "$work/pace")" "${bar#null}" "$verdict"
    latency_json="$latency_json${latency_json:+,
}  \"at_$2\": {\"events\": $3, \"p50_ms\": $(field p50 "$work/pace"), \"p99_ms\": $(field p99 "$work/pace"), \"p999_ms\": $(field p999 "$work/pace"), \"most_ms\": $(field most "$work/pace"), \"p99_bar_ms\": $bar}"
}

sampler_kill() { [ -z "$sampler" ] || kill -KILL "$sampler" 2> /dev/null || true; }

# Of each sample: how long until one was published that holds all that was acknowledged then.  "samples median p99 most" in s
figure_lags() {
    awk '{ time[NR] = $1; acked[NR] = $2; published[NR] = $3 }
        END { for (i = j = 1; i <= NR; i++) {
                while (j <= NR && (j < i || published[j] < acked[i])) j++
                if (j <= NR) printf "%.3f\n", time[j] - time[i] } }' "$work/positions" | sort -n |
        awk '{ lag[NR] = $1 } END { print NR, lag[int((NR + 1) / 2)], lag[int((NR - 1) * 0.99) + 1], lag[NR] }'
}

# How old a figure can be while events come as fast as they are acknowledged: sets $lag_samples, $lag_median, $lag_p99, $lag_most
lag_under_load() {
    daemon_start_empty
    "$build/bench/bench-load" "$work/t.sock" "$work/world.ndjson" "$daemon" > "$work/world"
    wait_published
    "$build/bench/bench-positions" "$work/t.db" > "$work/positions" &
    sampler=$!
    "$build/bench/bench-load" "$work/t.sock" "$work/attendances.ndjson" "$daemon" > "$work/load"
    wait_published
    kill -TERM "$sampler"
    wait "$sampler"
    sampler=
    daemon_stop
    figure_lags > "$work/lags"
    read -r lag_samples lag_median lag_p99 lag_most < "$work/lags"
}

# measure_latency SECONDS: at three paces, each for so long, or as long as there are events
measure_latency() {
    latency_json=
    echo
    echo "acknowledgements, in ms from the moment when each event was due, $1 s at each pace:"
    printf '%10s %9s %9s %9s %9s %9s\n' "events/s" p50 p99 p99.9 most "bar p99"
    daemon_start_empty
    "$build/bench/bench-load" "$work/t.sock" "$work/world.ndjson" "$daemon" > "$work/world"
    wait_published
    latency_at 0 1000 $(($1 * 1000))
    latency_at $(($1 * 1000)) 20000 $(($1 * 20000))
    latency_at $(($1 * 21000)) 100000 $(($1 * 100000))
    daemon_stop
    lag_under_load
    lag_verdict=$(at_most "$lag_most" "$lag_bar")
    [ "$lag_verdict" = met ] || missed=1
    echo
    echo "from acknowledgement to published figure under full load, $lag_samples samples: median $lag_median s, p99 $lag_p99 s, most $lag_most s; bar $lag_bar s: $lag_verdict"
    latency_json="$latency_json,
  \"published\": {\"samples\": $lag_samples, \"median_s\": $lag_median, \"p99_s\": $lag_p99, \"most_s\": $lag_most, \"bar_s\": $lag_bar}"
}
