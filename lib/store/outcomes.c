/* SPDX-License-Identifier: MIT */
#include "lib/store/outcomes.h"

#include "lib/base/codebook.h"
#include "lib/base/mem.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

enum { KINDS = 6, SOURCES_MAX = 1000 /* that sent nothing but refused lines: their names are not checked */ };

static const char *const kinds[KINDS] = { "applied", "duplicate", "stale", "pending", "conflict", "rejected" };

struct source_counts {
    uint64_t counts[KINDS], refusals;
    bool changed;
};

struct waiting_refusal {
    uint32_t source;
    uint64_t slot, serial;
    int64_t at;
    char *code, *path, *message;
};

struct outcomes {
    struct sql *sql;
    struct sqlite3_stmt *put, *refuse;
    struct codebook sources;
    struct source_counts *counts; /* by number of the source */
    size_t count, capacity;
    size_t only_refused;          /* sources that sent nothing else */
    struct waiting_refusal *waiting;
    size_t waiting_count, waiting_capacity;
    uint64_t serial;
    uint32_t last; /* the source of the last count: events of one source come in rows */
};

/* A source's number; beyond the first thousand that only sent refused lines they share ''. */
static uint32_t
source_number(struct outcomes *outcomes, struct str source, bool refused)
{
    uint32_t number = codebook_find(&outcomes->sources, source);

    if (number != CODE_NONE)
        return number;
    if (refused && outcomes->only_refused >= SOURCES_MAX)
        return source_number(outcomes, STR(""), false);
    outcomes->only_refused += refused;
    number = codebook_add(&outcomes->sources, source);
    outcomes->counts = mem_grow(outcomes->counts, outcomes->count, &outcomes->capacity, sizeof *outcomes->counts);
    outcomes->counts[outcomes->count++] = (struct source_counts){ 0 };
    return number;
}

static bool
load_counts(struct outcomes *outcomes, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(outcomes->sql,
                                            "SELECT source, applied, duplicate, stale, pending, conflict, rejected, "
                                            "refusals FROM outcome ORDER BY no",
                                            err);
    struct sql_values values = sql_bind(stmt);
    bool row, fine;

    if (!stmt)
        return false;
    fine = sql_first(outcomes->sql, &values, &row, err);
    while (fine && row) {
        struct source_counts *counts;
        uint32_t number = source_number(outcomes, sql_column_str(stmt, 0), false);
        counts = &outcomes->counts[number];
        for (int i = 0; i < KINDS; i++)
            counts->counts[i] = (uint64_t)sql_column_int(stmt, i + 1);
        counts->refusals = (uint64_t)sql_column_int(stmt, KINDS + 1);
        fine = sql_next(outcomes->sql, stmt, &row, err);
    }
    sql_reset(stmt);
    sql_finalize(stmt);
    return fine;
}

static bool
load_serial(struct outcomes *outcomes, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(outcomes->sql, "SELECT coalesce(max(serial), 0) FROM refusal", err);
    struct sql_values values = sql_bind(stmt);
    bool row, fine;

    if (!stmt)
        return false;
    fine = sql_first(outcomes->sql, &values, &row, err);
    if (fine && row)
        outcomes->serial = (uint64_t)sql_column_int(stmt, 0);
    sql_reset(stmt);
    sql_finalize(stmt);
    return fine;
}

struct outcomes *
outcomes_open(struct store *store, struct err *err)
{
    struct outcomes *outcomes = mem_new(sizeof *outcomes);

    outcomes->sql = store_sql(store);
    outcomes->put = sql_prepare(outcomes->sql, "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", err);
    outcomes->refuse = outcomes->put
                           ? sql_prepare(outcomes->sql, "INSERT OR REPLACE INTO refusal VALUES (?, ?, ?, ?, ?, ?)", err)
                           : NULL;
    if (outcomes->refuse && load_counts(outcomes, err) && load_serial(outcomes, err))
        return outcomes;
    outcomes_close(outcomes);
    return NULL;
}

static void
forget_waiting(struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->waiting_count; i++) {
        free(outcomes->waiting[i].code);
        free(outcomes->waiting[i].path);
        free(outcomes->waiting[i].message);
    }
    outcomes->waiting_count = 0;
}

void
outcomes_close(struct outcomes *outcomes)
{
    if (!outcomes)
        return;
    sql_finalize(outcomes->put);
    sql_finalize(outcomes->refuse);
    forget_waiting(outcomes);
    free(outcomes->waiting);
    free(outcomes->counts);
    codebook_free(&outcomes->sources);
    free(outcomes);
}

static int
kind_of(const char *outcome)
{
    for (int i = 0; i < KINDS; i++)
        if (strcmp(kinds[i], outcome) == 0)
            return i;
    abort();
}

void
outcomes_count(struct outcomes *outcomes, struct str source, const char *outcome, uint64_t times)
{
    int kind = kind_of(outcome);

    if (outcomes->last >= outcomes->count ||
        !str_eq(codebook_name(&outcomes->sources, outcomes->last), source))
        outcomes->last = source_number(outcomes, source, kind == KINDS - 1);
    outcomes->counts[outcomes->last].counts[kind] += times;
    outcomes->counts[outcomes->last].changed = true;
}

void
outcomes_refuse(struct outcomes *outcomes, struct str source, int64_t at, const char *code, const char *path,
                const char *message)
{
    uint32_t number = source_number(outcomes, source, true);
    struct source_counts *counts = &outcomes->counts[number];

    outcomes->waiting =
        mem_grow(outcomes->waiting, outcomes->waiting_count, &outcomes->waiting_capacity, sizeof *outcomes->waiting);
    outcomes->waiting[outcomes->waiting_count++] = (struct waiting_refusal){
        .source = number,
        .slot = (uint64_t)number * REFUSALS_KEPT + counts->refusals % REFUSALS_KEPT,
        .serial = ++outcomes->serial,
        .at = at,
        .code = mem_text(str_of(code)),
        .path = mem_text(str_of(path)),
        .message = mem_text(str_of(message)),
    };
    counts->refusals++;
    counts->changed = true;
}

static bool
write_counts(struct outcomes *outcomes, uint32_t number, struct err *err)
{
    struct source_counts *counts = &outcomes->counts[number];
    struct sql_values values = sql_bind(outcomes->put);

    sql_int(&values, number);
    sql_text(&values, codebook_name(&outcomes->sources, number));
    for (int i = 0; i < KINDS; i++)
        sql_int(&values, (int64_t)counts->counts[i]);
    sql_int(&values, (int64_t)counts->refusals);
    counts->changed = false;
    return sql_run(outcomes->sql, &values, err);
}

static bool
write_refusal(struct outcomes *outcomes, const struct waiting_refusal *refusal, struct err *err)
{
    struct sql_values values = sql_bind(outcomes->refuse);

    sql_int(&values, (int64_t)refusal->slot);
    sql_int(&values, (int64_t)refusal->serial);
    sql_int(&values, refusal->at);
    sql_text(&values, str_of(refusal->code));
    sql_text(&values, str_of(refusal->path));
    sql_text(&values, str_of(refusal->message));
    return sql_run(outcomes->sql, &values, err);
}

bool
outcomes_write(struct outcomes *outcomes, struct err *err)
{
    for (uint32_t i = 0; i < outcomes->count; i++)
        if (outcomes->counts[i].changed && !write_counts(outcomes, i, err))
            return false;
    for (size_t i = 0; i < outcomes->waiting_count; i++)
        if (!write_refusal(outcomes, &outcomes->waiting[i], err))
            return false;
    forget_waiting(outcomes);
    return true;
}
