/* SPDX-License-Identifier: MIT */
#include "tests/support/log_fixture.h"

#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "tests/support/check.h"

#include <stdlib.h>

void
log_fixture_open(struct log_fixture *fixture)
{
    struct err err = { 0 };

    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->log = event_log_open_hashing(fixture->store, fixture->hash, &err);
    must(fixture->log != NULL, &err);
}

void
log_fixture_close(struct log_fixture *fixture)
{
    event_log_close(fixture->log);
    store_close(fixture->store);
}

void
log_fixture_reopen(struct log_fixture *fixture)
{
    log_fixture_close(fixture);
    log_fixture_open(fixture);
}

int
log_fixture_set_up_hashing(void **state, identity_hash_fn hash)
{
    struct log_fixture *fixture = calloc(1, sizeof *fixture);

    scratch_make(&fixture->scratch);
    fixture->hash = hash;
    log_fixture_open(fixture);
    *state = fixture;
    return 0;
}

int
log_fixture_set_up(void **state)
{
    return log_fixture_set_up_hashing(state, identity_hash);
}

int
log_fixture_tear_down(void **state)
{
    struct log_fixture *fixture = *state;

    log_fixture_close(fixture);
    arena_free(&fixture->arena);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

void
same_text(struct str found, struct str expected)
{
    assert_int_equal(found.ptr == NULL, expected.ptr == NULL);
    if (!str_eq(found, expected))
        check_failed("\"%.*s\" is not \"%.*s\"", STR_ARG(found), STR_ARG(expected));
}

struct log_row
log_fixture_row(struct log_fixture *fixture, uint64_t seq)
{
    struct log_row row;
    struct err err = { 0 };

    must(event_log_fetch(fixture->log, seq, &fixture->arena, &row, &err), &err);
    assert_int_equal(row.seq, seq);
    return row;
}

void
log_fixture_execute(struct log_fixture *fixture, const char *text)
{
    struct err err = { 0 };

    must(sql_exec(store_sql(fixture->store), text, &err), &err);
}

int64_t
log_fixture_number(struct log_fixture *fixture, const char *query)
{
    struct err err = { 0 };
    struct sqlite3_stmt *stmt = sql_prepare(store_sql(fixture->store), query, &err);
    struct sql_values none = sql_bind(stmt);
    int64_t value;
    bool row;

    must(stmt && sql_first(store_sql(fixture->store), &none, &row, &err), &err);
    value = sql_column_int(stmt, 0);
    sql_finalize(stmt);
    return value;
}
