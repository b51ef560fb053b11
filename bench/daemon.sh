# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154
# The daemon that is measured: a process of its own in the folder $work, of the build $build.  Read with `.`.
# $daemon is its process id, empty while there is none.

daemon=

turnout() { "$build/turnout" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" "$@"; }

status() { turnout status --format json; }

# Who waits must not take the processor that the daemon needs, so it rests between two questions: 0.05 s, and 0.01 s where
# the end of the waiting is a figure itself (a start; figures published after a load).  A question takes some 0.02 s.
wait_for_daemon() {
    until turnout post < /dev/null > /dev/null 2>&1; do
        kill -0 "$daemon" 2> /dev/null || {
            cat "$work/daemon.log" >&2
            exit 1
        }
        sleep 0.01
    done
}

# daemon_start [OPTION...]: over the database that is there
daemon_start() {
    "$build/turnoutd" --db "$work/t.db" --socket "$work/t.sock" --control "$work/c.sock" --as-of 2025-01-01 "$@" > "$work/daemon.log" 2>&1 &
    daemon=$!
    wait_for_daemon
}

daemon_start_empty() {
    rm -f "$work"/t.db*
    daemon_start "$@"
}

daemon_stop() {
    kill -TERM "$daemon"
    wait "$daemon"
    daemon=
}

daemon_kill() { [ -z "$daemon" ] || kill -KILL "$daemon" 2> /dev/null || true; }

# ask_until_published REST
ask_until_published() {
    until status > "$work/status" && [ "$(field log "$work/status")" = "$(field published "$work/status")" ]; do
        kill -0 "$daemon" || exit 1
        sleep "$1"
    done
}

wait_published() { ask_until_published 0.05; }

# seconds of CPU that the children of the daemon have used: the rule worker
worker_cpu() {
    for stat in /proc/[0-9]*/stat; do
        sed 's/.*) //' "$stat" 2> /dev/null | awk -v parent="$daemon" -v ticks="$(getconf CLK_TCK)" '$2 == parent { print ($12 + $13) / ticks }'
    done | awk '{ sum += $1 } END { printf "%.2f\n", sum }'
}
