# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154
# PostgreSQL doing the daemon's job: a table with a trigger (peers/schema.sql), a Unix socket, every commit on disk.  Read with `.`.
# $postgres is the process id of the server, empty while there is none.  It refuses to be root, so its folder belongs to
# the user postgres then.

postgres=
postgres_bin=/usr/lib/postgresql/15/bin

as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        exec setpriv --reuid postgres --regid postgres --clear-groups "$@"
    else
        exec "$@"
    fi
}

psql() { PGOPTIONS='-c client_min_messages=warning' command psql -X -q -v ON_ERROR_STOP=1 -h "$postgres_folder" -U postgres "$@"; }

postgres_start() {
    postgres_folder=$work/pg
    mkdir "$postgres_folder"
    if [ "$(id -u)" -eq 0 ]; then
        chmod 711 "$work"
        chown postgres "$postgres_folder"
    fi
    (cd "$postgres_folder" && as_postgres "$postgres_bin/initdb" -D data -U postgres --auth=trust --locale=C -E UTF8) > "$work/initdb.log" 2>&1 || {
        cat "$work/initdb.log" >&2
        exit 1
    }
    (cd "$postgres_folder" && as_postgres "$postgres_bin/postgres" -D data -k "$postgres_folder" -c listen_addresses= -c fsync=on -c synchronous_commit=on \
        -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=30min) > "$work/postgres.log" 2>&1 &
    postgres=$!
    until psql -c '' > /dev/null 2>&1; do
        kill -0 "$postgres" 2> /dev/null || {
            cat "$work/postgres.log" >&2
            exit 1
        }
    done
}

# QUIT ends it at once and its processes with it; the folder goes away with $work
postgres_kill() {
    [ -z "$postgres" ] || kill -QUIT "$postgres" 2> /dev/null || true
    [ -z "$postgres" ] || wait "$postgres" 2> /dev/null || true
    postgres=
}

# Before the rounds: the events as SQL.  Those of 64 clients come one piece after the other, for otherwise they deadlock on
# the counters that they share.
postgres_prepare() {
    peer_input sessions-sql 0 0 > "$work/sessions.sql"
    peer_input copy 0 "$postgres_events" > "$work/copy.sql"
    peer_input insert 0 "$postgres_events" > "$work/insert.sql"
    peer_input insert 0 1000 > "$work/again.insert"
    peer_input copy 0 1000 > "$work/again.copy"
    peer_input tally 0 "$postgres_events" | sed -n 's/^peers //p' > "$work/tally.postgres"
    for client in $(seq 64); do
        first=$((postgres_events * (client - 1) / 64))
        peer_input insert "$first" $((postgres_events * client / 64 - first)) |
            sed 's/^INSERT/BEGIN; SELECT pg_advisory_xact_lock(1); &/; s/^ON CONFLICT.*/& COMMIT;/' > "$work/insert.$client.sql"
    done
}

# new_database SCHEMA...: with the sessions
new_database() {
    psql -c 'DROP DATABASE IF EXISTS bench' -c 'CREATE DATABASE bench' -c CHECKPOINT
    for part in "$@"; do
        psql -d bench -f "$part"
    done
    psql -d bench -f "$work/sessions.sql"
    psql -d bench -c 'VACUUM ANALYZE session'
}

# await_locks GRANTED COUNT: until so many have the lock of the pieces (true), or wait for it (false)
await_locks() {
    until [ "$(psql -d bench -A -t -c "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted = $1")" = "$2" ]; do
        kill -0 "$postgres" || exit 1
        sleep 0.05
    done
}

# Sets $before when all have connected: one holds the lock that the others wait for until then, so no start of a client is timed
insert_by_64() {
    rm -f "$work/gate"
    mkfifo "$work/gate"
    psql -d bench < "$work/gate" > /dev/null &
    inserting=$!
    exec 9> "$work/gate"
    echo 'SELECT pg_advisory_lock(1);' >&9
    await_locks true 1
    for client in $(seq 64); do
        psql -d bench -f "$work/insert.$client.sql" > /dev/null &
        inserting="$inserting $!"
    done
    await_locks false 64
    before=$(now)
    echo '\q' >&9
    exec 9>&-
    for client in $inserting; do
        wait "$client"
    done
}

# round_postgres copy|copy_statement|insert CLIENTS: appends "rate 0 0" to rounds.postgres_FORM_CLIENTS
round_postgres() {
    form=${1%_statement}
    set -- "$1" "$2" bench/peers/schema.sql
    [ "$form" = insert ] || set -- "$@" bench/peers/schema_copy.sql
    [ "$1" = "$form" ] || set -- "$@" bench/peers/schema_statement.sql
    name=$1 clients=$2
    shift 2
    new_database "$@"
    if [ "$clients" = 64 ]; then
        insert_by_64
    else
        before=$(now)
        psql -d bench -f "$work/$form.sql"
    fi
    after=$(now)
    awk -v n="$postgres_events" -v a="$before" -v b="$after" 'BEGIN { printf "%.0f 0 0\n", n / (b - a) }' >> "$work/rounds.postgres_${name}_$clients"
    psql -d bench -f "$work/again.$form" # what comes again changes nothing
    psql -d bench -A -t -c 'SELECT line FROM totals' > "$work/totals"
    same_totals "PostgreSQL ($name, $clients)" "$work/totals" "$work/tally.postgres"
}
