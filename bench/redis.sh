# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154
# Redis doing the daemon's job: a script for each event (peers/count.lua), an append-only file, a Unix socket.  Read with `.`.
# $redis is the process id of the server that runs, empty while there is none.

redis=

redis_cli() { redis-cli -s "$work/redis.sock" "$@"; }

# redis_start everysec|always: empty but for the sessions.  The file is not rewritten meanwhile, which would cost it time.
redis_start() {
    rm -rf "$work/redis"
    mkdir "$work/redis"
    redis-server --port 0 --unixsocket "$work/redis.sock" --dir "$work/redis" --save '' --appendonly yes --appendfsync "$1" \
        --auto-aof-rewrite-percentage 0 > "$work/redis.log" 2>&1 &
    redis=$!
    until redis_cli ping > /dev/null 2>&1; do
        kill -0 "$redis" 2> /dev/null || {
            cat "$work/redis.log" >&2
            exit 1
        }
    done
    redis_cli -x script load < bench/peers/count.lua > "$work/script"
    redis_cli --pipe < "$work/sessions.redis" > /dev/null
}

redis_stop() {
    kill -TERM "$redis"
    wait "$redis" || true
    redis=
    rm -rf "$work/redis"
}

redis_kill() { [ -z "$redis" ] || kill -KILL "$redis" 2> /dev/null || true; }

# Before the rounds: the events as commands
redis_prepare() {
    SCRIPT=$(sha1sum bench/peers/count.lua | cut -d' ' -f1)
    export SCRIPT
    peer_input sessions-redis 0 0 > "$work/sessions.redis"
    peer_input redis 0 1000 > "$work/again.redis"
    for events in "$redis_events" "$slow_events"; do
        peer_input redis 0 "$events" > "$work/events.$events.redis"
        peer_input tally 0 "$events" | sed -n 's/^peers //p' > "$work/tally.$events.redis"
    done
}

# round_redis everysec|always CLIENTS EVENTS: appends "rate user system" to rounds.redis_MODE_CLIENTS
round_redis() {
    redis_start "$1"
    "$build/bench/bench-load" --redis --clients "$2" "$work/redis.sock" "$work/events.$3.redis" "$redis" > "$work/load"
    append_rate "redis_$1_$2"
    redis_cli --pipe < "$work/again.redis" > /dev/null # what comes again changes nothing
    redis_cli eval "$(cat bench/peers/totals.lua)" 0 > "$work/totals"
    same_totals "Redis ($1, $2)" "$work/totals" "$work/tally.$3.redis"
    redis_stop
}
