# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034
# A log that grows to $attendances events, a piece at a time, and what an event costs on the way.  Read with `.`.

piece=1000000

# seconds of CPU that the daemon itself has used
daemon_cpu() { sed 's/.*) //' "/proc/$daemon/stat" | awk -v ticks="$(getconf CLK_TCK)" '{ print ($12 + $13) / ticks }'; }

# memory KIND: VmRSS or VmHWM of the daemon, in MiB
memory() { awk -v kind="$1:" '$1 == kind { print int($2 / 1024) }' "/proc/$daemon/status"; }

# make_piece COUNT ORDER PART PARTS
make_piece() { "$build/bench/bench-make_events" "$work" "$1" "$2" "$people" "$sessions" "$3" "$4"; }

post_piece() {
    "$build/bench/bench-load" "$work/t.sock" "$work/attendances.ndjson" "$daemon" > "$work/load"
    wait_published
}

# cpu_of_piece: microseconds of the daemon's CPU an event, until all figures are published
cpu_of_piece() {
    cpu_before=$(daemon_cpu)
    post_piece
    awk -v a="$(daemon_cpu)" -v b="$cpu_before" -v n="$piece" 'BEGIN { printf "%.2f\n", (a - b) * 1e6 / n }'
}

# Stops the daemon and starts it again: sets $restart_ms, until it answers
restart() {
    daemon_stop
    restart_began=$(date +%s%N)
    daemon_start "$@"
    restart_ms=$((($(date +%s%N) - restart_began) / 1000000))
}

# begin_with_a_million [OPTION...]: an empty daemon gets the world and, after a restart, the first piece; sets $world_size
begin_with_a_million() {
    make_piece "$piece" by-day 1 "$filling"
    daemon_start_empty "$@"
    "$build/bench/bench-load" "$work/t.sock" "$work/world.ndjson" "$daemon" > "$work/world"
    wait_published
    restart "$@" # what stands in the file now is the world
    world_size=$(stat -c %s "$work/t.db")
    post_piece
}

use_large() { work=$home daemon=$large; }
use_small() { work=$home/small daemon=$small; }

# compare [OPTION...]: three pieces in the worst order, in turn with a second daemon that has one million in its log, for the
# speed of a machine differs by more, within minutes, than what is looked for; sets $cpu_at_1 and $cpu_at_end, the middle ones
compare() {
    large=$daemon
    mkdir "$home/small"
    ln -s ../attendances.ndjson ../world.ndjson "$home/small"
    large_world=$world_size
    use_small
    begin_with_a_million "$@"
    small=$daemon
    world_size=$large_world
    for part in 1 2 3; do
        use_large
        make_piece "$piece" shuffled "$((900000 + part))" 1000000 # behind the pieces that fill the log
        cpu_of_piece >> "$home/cpu_at_end"
        use_small
        cpu_of_piece >> "$home/cpu_at_1"
        say "an event at 1 million: $(tail -n 1 "$home/cpu_at_1") us of CPU, now: $(tail -n 1 "$home/cpu_at_end")"
    done
    daemon_stop
    small=
    use_large
    cpu_at_1=$(median 1 "$home/cpu_at_1")
    cpu_at_end=$(median 1 "$home/cpu_at_end")
}

# grow [OPTION...]: of the daemon; sets $cpu_at_1 and $cpu_at_end, $resident, $peak, $bytes_each, $restart_ms
grow() {
    pieces=$((attendances / piece))
    [ "$pieces" -ge 6 ] || pieces=6
    filling=$((pieces - 2))
    begin_with_a_million "$@"
    for number in $(seq 2 "$filling"); do
        make_piece "$piece" by-day "$number" "$filling"
        post_piece
        say "$number million: $(memory VmRSS) MiB, $(field events "$work/load") in $(field seconds "$work/load") s"
    done
    compare "$@"
    posted=$((pieces + 1))
    resident=$(memory VmRSS)
    peak=$(memory VmHWM)
    restart "$@"
    bytes_each=$(awk -v size="$(stat -c %s "$work/t.db")" -v world="$world_size" -v n="$((posted * piece))" 'BEGIN { printf "%.1f", (size - world) / n }')
    rm "$work/attendances.ndjson"
}
