/* SPDX-License-Identifier: MIT */
#include "lib/store/outcomes.h"

#include "lib/base/arena.h"
#include "lib/base/codebook.h"
#include "lib/base/mem.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>
#include <string.h>

/* A source that sent only refused lines is a name that nobody checked: so many have lines of their own, then they share ''. */
enum { UNCHECKED_MAX = 1000 };

enum kind { APPLIED, DUPLICATE, STALE, PENDING, CONFLICT, REJECTED, KINDS };

static const char *const kind_names[KINDS] = { "applied", "duplicate", "stale", "pending", "conflict", "rejected" };

struct source_counts {
    uint64_t counts[KINDS];
    uint64_t refusals; /* remembered so far */
    bool is_checked;   /* sent something else than refused lines */
    bool is_changed;
};

struct waiting_refusal {
    uint64_t slot, serial;
    int64_t at;
    struct str code, path, message; /* in the arena */
};

struct outcomes {
    struct sql *sql;
    struct sqlite3_stmt *put, *refuse;
    struct codebook sources;
    struct source_counts *counts; /* by number of the source */
    size_t count, capacity;
    uint32_t last;                /* that was asked for, which mostly comes again */
    size_t unchecked;             /* sources */
    struct waiting_refusal *waiting;
    size_t waiting_count, waiting_capacity;
    struct arena texts;
    uint64_t serial;
};

static struct source_counts *
new_source(struct outcomes *outcomes, struct str source)
{
    codebook_add(&outcomes->sources, source);
    outcomes->counts = mem_grow(outcomes->counts, outcomes->count, &outcomes->capacity, sizeof *outcomes->counts);
    outcomes->counts[outcomes->count] = (struct source_counts){ 0 };
    outcomes->unchecked++;
    return &outcomes->counts[outcomes->count++];
}

static void
check_source(struct outcomes *outcomes, struct source_counts *counts)
{
    if (counts->is_checked)
        return;
    counts->is_checked = true;
    outcomes->unchecked--;
}

static struct source_counts *
find_source(struct outcomes *outcomes, struct str source, bool refused)
{
    uint32_t number = outcomes->last;
    struct source_counts *counts;

    if (number >= outcomes->count || !str_eq(codebook_name(&outcomes->sources, number), source))
        number = codebook_find(&outcomes->sources, source);
    if (number == CODE_NONE && refused && source.len && outcomes->unchecked >= UNCHECKED_MAX)
        return find_source(outcomes, STR(""), refused);
    counts = number == CODE_NONE ? new_source(outcomes, source) : &outcomes->counts[number];
    if (!refused)
        check_source(outcomes, counts);
    outcomes->last = (uint32_t)(counts - outcomes->counts);
    return counts;
}

static bool
load_source(struct outcomes *outcomes, struct sqlite3_stmt *stmt, struct err *err)
{
    struct source_counts *counts;

    if (sql_column_int(stmt, 0) != (int64_t)outcomes->count)
        return err_set(err, ERR_STORE, "%s: table outcome is damaged at %lld; restore a backup", outcomes->sql->path,
                       (long long)sql_column_int(stmt, 0));
    counts = new_source(outcomes, sql_column_str(stmt, 1));
    for (int kind = 0; kind < KINDS; kind++) {
        counts->counts[kind] = (uint64_t)sql_column_int(stmt, kind + 2);
        if (kind != REJECTED && counts->counts[kind])
            check_source(outcomes, counts);
    }
    counts->refusals = (uint64_t)sql_column_int(stmt, KINDS + 2);
    return true;
}

static bool
load_sources(struct outcomes *outcomes, struct err *err)
{
    struct sqlite3_stmt *stmt =
        sql_prepare(outcomes->sql,
                    "SELECT no, source, applied, duplicate, stale, pending, conflict, rejected, refusals "
                    "FROM outcome ORDER BY no",
                    err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = stmt && sql_first(outcomes->sql, &none, &row, err);

    while (done && row)
        done = load_source(outcomes, stmt, err) && sql_next(outcomes->sql, stmt, &row, err);
    sql_finalize(stmt);
    return done;
}

static bool
load_serial(struct outcomes *outcomes, struct err *err)
{
    int64_t serial = 0;
    bool done = sql_ask_int(outcomes->sql, "SELECT max(serial) FROM refusal", &serial, err);

    if (done)
        outcomes->serial = (uint64_t)serial;
    return done;
}

static bool
prepare(struct outcomes *outcomes, struct err *err)
{
    outcomes->put = sql_prepare(outcomes->sql,
                                "INSERT OR REPLACE INTO outcome (no, source, applied, duplicate, stale, pending, "
                                "conflict, rejected, refusals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                err);
    if (outcomes->put)
        outcomes->refuse = sql_prepare(outcomes->sql,
                                       "INSERT OR REPLACE INTO refusal (slot, serial, at, code, path, message) "
                                       "VALUES (?, ?, ?, ?, ?, ?)",
                                       err);
    return outcomes->refuse != NULL;
}

struct outcomes *
outcomes_open(struct store *store, struct err *err)
{
    struct outcomes *outcomes = mem_new(sizeof *outcomes);

    outcomes->sql = store_sql(store);
    if (prepare(outcomes, err) && load_sources(outcomes, err) && load_serial(outcomes, err))
        return outcomes;
    outcomes_close(outcomes);
    return NULL;
}

void
outcomes_close(struct outcomes *outcomes)
{
    if (!outcomes)
        return;
    sql_finalize(outcomes->put);
    sql_finalize(outcomes->refuse);
    codebook_free(&outcomes->sources);
    free(outcomes->counts);
    free(outcomes->waiting);
    arena_free(&outcomes->texts);
    free(outcomes);
}

static enum kind
kind_of(const char *outcome)
{
    for (int kind = 0; kind < KINDS; kind++)
        if (strcmp(kind_names[kind], outcome) == 0)
            return (enum kind)kind;
    abort(); /* the words are the program's own */
}

void
outcomes_count(struct outcomes *outcomes, struct str source, const char *outcome, uint64_t times)
{
    enum kind kind = kind_of(outcome);
    struct source_counts *counts = find_source(outcomes, source, kind == REJECTED);

    counts->counts[kind] += times;
    counts->is_changed = true;
}

static struct str
keep(struct outcomes *outcomes, const char *text)
{
    return arena_copy(&outcomes->texts, str_of(text));
}

void
outcomes_refuse(struct outcomes *outcomes, struct str source, int64_t at, const char *code, const char *path,
                const char *message)
{
    struct source_counts *counts = find_source(outcomes, source, true);
    uint32_t number = (uint32_t)(counts - outcomes->counts);

    outcomes->waiting =
        mem_grow(outcomes->waiting, outcomes->waiting_count, &outcomes->waiting_capacity, sizeof *outcomes->waiting);
    outcomes->waiting[outcomes->waiting_count++] = (struct waiting_refusal){
        .slot = (uint64_t)number * REFUSALS_KEPT + counts->refusals++ % REFUSALS_KEPT,
        .serial = ++outcomes->serial,
        .at = at,
        .code = keep(outcomes, code),
        .path = keep(outcomes, path),
        .message = keep(outcomes, message),
    };
    counts->is_changed = true;
}

static bool
write_counts(struct outcomes *outcomes, uint32_t number, struct err *err)
{
    struct source_counts *counts = &outcomes->counts[number];
    struct sql_values values = sql_bind(outcomes->put);

    sql_int(&values, number);
    sql_text(&values, codebook_name(&outcomes->sources, number));
    for (int kind = 0; kind < KINDS; kind++)
        sql_int(&values, (int64_t)counts->counts[kind]);
    sql_int(&values, (int64_t)counts->refusals);
    counts->is_changed = false;
    return sql_run(outcomes->sql, &values, err);
}

static bool
write_refusal(struct outcomes *outcomes, const struct waiting_refusal *refusal, struct err *err)
{
    struct sql_values values = sql_bind(outcomes->refuse);

    sql_int(&values, (int64_t)refusal->slot);
    sql_int(&values, (int64_t)refusal->serial);
    sql_int(&values, refusal->at);
    sql_text(&values, refusal->code);
    sql_text(&values, refusal->path);
    sql_text(&values, refusal->message);
    return sql_run(outcomes->sql, &values, err);
}

bool
outcomes_write(struct outcomes *outcomes, struct err *err)
{
    for (uint32_t number = 0; number < outcomes->count; number++)
        if (outcomes->counts[number].is_changed && !write_counts(outcomes, number, err))
            return false;
    for (size_t i = 0; i < outcomes->waiting_count; i++)
        if (!write_refusal(outcomes, &outcomes->waiting[i], err))
            return false;
    outcomes->waiting_count = 0;
    arena_reset(&outcomes->texts);
    return true;
}
