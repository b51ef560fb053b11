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

# cpu_of_piece PART: microseconds of the daemon's CPU an event, until all figures are published, for a piece in the worst
# order; pieces that are measured have numbers behind those that only fill the log
cpu_of_piece() {
    make_piece "$piece" shuffled "$1" 1000000
    cpu_before=$(daemon_cpu)
    post_piece
    awk -v a="$(daemon_cpu)" -v b="$cpu_before" -v n="$piece" 'BEGIN { printf "%.2f", (a - b) * 1e6 / n }'
}

# cpu_of_pieces FIRST: the median of three, from that number on; a machine's speed differs by more than what is looked for
cpu_of_pieces() {
    for part in 0 1 2; do
        cpu_of_piece $(($1 + part))
        echo
    done | sort -n | sed -n 2p
}

# Stops the daemon and starts it again: sets $restart_ms, until it answers
restart() {
    daemon_stop
    restart_began=$(date +%s%N)
    daemon_start "$@"
    restart_ms=$((($(date +%s%N) - restart_began) / 1000000))
}

# grow [OPTION...]: of the daemon; sets $cpu_at_1 and $cpu_at_end, $resident, $peak, $bytes_each, $restart_ms
grow() {
    pieces=$((attendances / piece))
    [ "$pieces" -ge 6 ] || pieces=6
    filling=$((pieces - 5))
    make_piece "$piece" by-day 1 "$filling"
    daemon_start_empty "$@"
    "$build/bench/bench-load" "$work/t.sock" "$work/world.ndjson" "$daemon" > "$work/world"
    wait_published
    restart "$@" # what stands in the file now is the world
    world_size=$(stat -c %s "$work/t.db")
    post_piece
    cpu_at_1=$(cpu_of_pieces 900001)
    say "at 1 million events: $cpu_at_1 us of CPU an event"
    for number in $(seq 2 "$filling"); do
        make_piece "$piece" by-day "$number" "$filling"
        post_piece
        say "$((number + 3)) million: $(memory VmRSS) MiB, $(field events "$work/load") in $(field seconds "$work/load") s"
    done
    cpu_at_end=$(cpu_of_pieces 900004)
    posted=$((pieces + 1))
    resident=$(memory VmRSS)
    peak=$(memory VmHWM)
    restart "$@"
    bytes_each=$(awk -v size="$(stat -c %s "$work/t.db")" -v world="$world_size" -v n="$((posted * piece))" 'BEGIN { printf "%.1f", (size - world) / n }')
    rm "$work/attendances.ndjson"
}
