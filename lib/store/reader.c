/* SPDX-License-Identifier: MIT */
#include "lib/store/reader.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

struct reader {
    struct store *store;
    struct sql *sql;
};

struct reader *
reader_open(const char *path, struct err *err)
{
    struct store *store = store_open_to_read(path, err);
    struct reader *reader;

    if (!store)
        return NULL;
    reader = mem_new(sizeof *reader);
    *reader = (struct reader){ store, store_sql(store) };
    return reader;
}

void
reader_close(struct reader *reader)
{
    if (!reader)
        return;
    store_close(reader->store);
    free(reader);
}

/* A query under way: prepared, bound, stepped to its first row. */
struct query {
    struct sql *sql;
    struct sqlite3_stmt *stmt;
    bool row;
};

static bool
query_text(struct reader *reader, struct query *query, const char *text, const struct str *bound, size_t count,
           struct err *err)
{
    struct sql_values values;

    *query = (struct query){ .sql = reader->sql, .stmt = sql_prepare(reader->sql, text, err) };
    if (!query->stmt)
        return false;
    values = sql_bind(query->stmt);
    for (size_t i = 0; i < count; i++)
        sql_text(&values, bound[i]);
    return sql_first(reader->sql, &values, &query->row, err);
}

static bool
query_next(struct query *query, struct err *err)
{
    return sql_next(query->sql, query->stmt, &query->row, err);
}

static void
query_end(struct query *query)
{
    if (query->stmt)
        sql_reset(query->stmt);
    sql_finalize(query->stmt);
    query->stmt = NULL;
}

static struct str
column(struct query *query, int place, struct arena *arena)
{
    struct str text = sql_column_str(query->stmt, place);

    return text.ptr ? arena_copy(arena, text) : text;
}

static int64_t
number(struct query *query, int place)
{
    return sql_column_int(query->stmt, place);
}

static bool
has(struct query *query, int place)
{
    return !sql_column_is_null(query->stmt, place);
}

/* The report */

static const char report_select[] =
    "SELECT c.no, c.indicator, c.unit, c.team, c.category, c.\"group\", c.period, c.first, c.\"end\", c.state, c.numerator,"
    " c.denominator, c.value, c.method, c.named, c.lower, c.upper, c.target, c.met, c.short, c.flags, c.notes, c.kind,"
    " c.plugin, c.detail, u.name, u.name_en, u.level, t.name, i.title_zh, i.title_en, u.depth, i.decimals, i.factor,"
    " (SELECT value FROM meta WHERE key = 'day'), (SELECT value FROM meta WHERE key = 'published')"
    " FROM cell AS c LEFT JOIN unit AS u ON u.code = c.unit LEFT JOIN indicator AS i ON i.name = c.indicator"
    " LEFT JOIN code AS t ON t.kind = 'team' AND t.code = c.team";
static const char report_order[] =
    " ORDER BY c.indicator, u.place, c.team, c.category, c.\"group\", c.first, c.\"end\" DESC";

static const char *const filter_columns[FILTERS] = {
    "c.indicator", "c.unit", "c.team", "c.category", "c.\"group\"", "c.period",
};

static bool
names_subtree(enum filter_kind kind, struct str value)
{
    return kind == FILTER_UNIT && value.len > 1 && value.ptr[value.len - 1] == '/';
}

/* One value of a filter as a condition; what is bound for it goes to *bound. */
static void
put_condition(struct buf *text, enum filter_kind kind, struct str value, struct str *bound, size_t *count)
{
    bool may_be_none = kind == FILTER_TEAM || kind == FILTER_CATEGORY || kind == FILTER_GROUP;

    if (may_be_none && str_eq(value, STR("-"))) {
        buf_printf(text, "%s IS NULL", filter_columns[kind]);
        return;
    }
    if (names_subtree(kind, value)) {
        buf_printf(text, "c.unit IN (SELECT b.code FROM unit AS a, unit AS b WHERE a.code = ? AND b.place >= a.place AND b.place < a.\"end\")");
        value.len--;
    } else {
        buf_printf(text, "%s = ?", filter_columns[kind]);
    }
    bound[(*count)++] = value;
}

static void
put_filter(struct buf *text, const struct report_filter *filter, enum filter_kind kind, bool first, struct str *bound,
           size_t *count)
{
    buf_printf(text, "%s(", first ? " WHERE " : " AND ");
    for (size_t i = 0; i < filter->counts[kind]; i++) {
        if (i > 0)
            buf_printf(text, " OR ");
        put_condition(text, kind, filter->values[kind][i], bound, count);
    }
    buf_put_byte(text, ')');
}

/* The whole statement, ended by a NUL byte. */
static struct str *
report_text(const struct report_filter *filter, struct buf *text, size_t *count)
{
    size_t values = 0;
    struct str *bound;
    bool first = true;

    for (int kind = 0; kind < FILTERS; kind++)
        values += filter->counts[kind];
    bound = mem_array(values + 1, sizeof *bound);
    *count = 0;
    buf_put(text, report_select, sizeof report_select - 1);
    for (int kind = 0; kind < FILTERS; kind++) {
        if (filter->counts[kind] == 0)
            continue;
        put_filter(text, filter, (enum filter_kind)kind, first, bound, count);
        first = false;
    }
    buf_put(text, report_order, sizeof report_order);
    return bound;
}

static void
read_figure(struct query *query, struct arena *arena, struct figure_row *figure)
{
    int at = 0;

    figure->cell = (uint32_t)number(query, at++);
    figure->indicator = column(query, at++, arena);
    figure->unit = column(query, at++, arena);
    figure->team = column(query, at++, arena);
    figure->category = column(query, at++, arena);
    figure->group = column(query, at++, arena);
    figure->period = column(query, at++, arena);
    figure->period_first = (int32_t)number(query, at++);
    figure->period_end = (int32_t)number(query, at++);
    figure->state = column(query, at++, arena);
    figure->has_numerator = has(query, at);
    figure->numerator = number(query, at++);
    figure->has_denominator = has(query, at);
    figure->denominator = number(query, at++);
    figure->value = column(query, at++, arena);
    figure->method = column(query, at++, arena);
    figure->has_bounds = has(query, at);
    figure->named = number(query, at++);
    figure->lower = number(query, at++);
    figure->upper = number(query, at++);
    figure->target = column(query, at++, arena);
    figure->has_met = has(query, at);
    figure->met = number(query, at++) != 0;
    figure->has_short = has(query, at);
    figure->shortfall = number(query, at++);
    figure->flags = column(query, at++, arena);
    figure->notes = column(query, at++, arena);
    figure->kind = column(query, at++, arena);
    figure->plugin = column(query, at++, arena);
    figure->detail = column(query, at++, arena);
}

enum { FIGURE_COLUMNS = 25 };

static void
read_row(struct query *query, struct arena *arena, struct report_row *row)
{
    int at = FIGURE_COLUMNS;

    read_figure(query, arena, &row->figure);
    row->unit_name = column(query, at++, arena);
    row->unit_name_en = column(query, at++, arena);
    row->unit_level = column(query, at++, arena);
    row->team_name = column(query, at++, arena);
    row->title_zh = column(query, at++, arena);
    row->title_en = column(query, at++, arena);
    row->unit_depth = (int)number(query, at++);
    row->decimals = (int)number(query, at++);
    row->factor = (int)number(query, at++);
    row->day = column(query, at++, arena);
    row->as_of = (uint64_t)number(query, at++);
}

bool
reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena,
              struct report_row **rows, size_t *count, struct err *err)
{
    struct buf text = { 0 };
    size_t bound_count, n = 0, capacity = 0;
    struct str *bound = report_text(filter, &text, &bound_count);
    struct report_row *found = NULL;
    struct query query;
    bool fine = query_text(reader, &query, text.ptr, bound, bound_count, err);

    while (fine && query.row) {
        found = mem_grow(found, n, &capacity, sizeof *found);
        found[n] = (struct report_row){ 0 };
        read_row(&query, arena, &found[n++]);
        fine = query_next(&query, err);
    }
    query_end(&query);
    if (fine) {
        *rows = arena_array(arena, n, sizeof **rows);
        if (n > 0)
            memcpy(*rows, found, n * sizeof *found);
        *count = n;
    }
    free(found);
    free(bound);
    buf_free(&text);
    return fine;
}

/* Every value of the first column. */
static bool
read_codes(struct reader *reader, const char *text, struct arena *arena, struct str **codes, size_t *count,
           struct err *err)
{
    size_t n = 0, capacity = 0;
    struct str *found = NULL;
    struct query query;
    bool fine = query_text(reader, &query, text, NULL, 0, err);

    while (fine && query.row) {
        found = mem_grow(found, n, &capacity, sizeof *found);
        found[n++] = column(&query, 0, arena);
        fine = query_next(&query, err);
    }
    query_end(&query);
    if (fine) {
        *codes = arena_array(arena, n, sizeof **codes);
        if (n > 0)
            memcpy(*codes, found, n * sizeof *found);
        *count = n;
    }
    free(found);
    return fine;
}

static const char *const known_codes[FILTERS] = {
    [FILTER_INDICATOR] = "SELECT name FROM indicator UNION SELECT indicator FROM cell",
    [FILTER_UNIT] = "SELECT code FROM unit UNION SELECT unit FROM cell",
    [FILTER_TEAM] = "SELECT code FROM code WHERE kind = 'team'",
    [FILTER_CATEGORY] = "SELECT code FROM code WHERE kind = 'category'",
    [FILTER_GROUP] = "SELECT code FROM code WHERE kind = 'group'",
    [FILTER_PERIOD] = "SELECT DISTINCT period FROM cell",
};

bool
reader_knows(struct reader *reader, enum filter_kind kind, struct str code, struct arena *arena, bool *known,
             struct str *nearest, struct err *err)
{
    struct str *codes;
    size_t count;
    int place;

    if (names_subtree(kind, code))
        code.len--;
    *nearest = (struct str){ 0 };
    if (!read_codes(reader, known_codes[kind], arena, &codes, &count, err))
        return false;
    *known = str_find(code, codes, count) >= 0;
    place = *known ? -1 : nearest_word(code, codes, count);
    if (place >= 0)
        *nearest = codes[place];
    return true;
}

bool
reader_years(struct reader *reader, struct arena *arena, struct str **years, size_t *count, struct err *err)
{
    return read_codes(reader,
                      "SELECT period FROM (SELECT DISTINCT period, first FROM cell WHERE period NOT GLOB '*[^0-9]*')"
                      " ORDER BY first DESC",
                      arena, years, count, err);
}

/* The status */

static bool
read_positions(struct reader *reader, struct query *query, struct err *err)
{
    return query_text(reader, query,
                      "SELECT coalesce((SELECT max(last) FROM batch), 0),"
                      " coalesce((SELECT value FROM meta WHERE key = 'published'), 0),"
                      " (SELECT value FROM meta WHERE key = 'day'),"
                      " (SELECT count(*) FROM person), (SELECT count(*) FROM session WHERE state = 'applied'),"
                      " (SELECT count(*) FROM cell), coalesce((SELECT max(recorded_at) FROM batch), 0)",
                      NULL, 0, err);
}

static bool
read_sources(struct reader *reader, struct arena *arena, struct store_status *status, struct err *err)
{
    struct source_outcomes *found = NULL;
    size_t n = 0, capacity = 0;
    struct query query;
    bool fine = query_text(reader, &query,
                           "SELECT source, applied, duplicate, stale, pending, conflict, rejected FROM outcome"
                           " ORDER BY source",
                           NULL, 0, err);

    while (fine && query.row) {
        found = mem_grow(found, n, &capacity, sizeof *found);
        found[n++] = (struct source_outcomes){
            column(&query, 0, arena),         (uint64_t)number(&query, 1), (uint64_t)number(&query, 2),
            (uint64_t)number(&query, 3), (uint64_t)number(&query, 4), (uint64_t)number(&query, 5),
            (uint64_t)number(&query, 6),
        };
        fine = query_next(&query, err);
    }
    query_end(&query);
    status->sources = arena_array(arena, n, sizeof *found);
    if (n > 0)
        memcpy(status->sources, found, n * sizeof *found);
    status->source_count = n;
    free(found);
    return fine;
}

static bool
read_faults(struct reader *reader, struct arena *arena, struct store_status *status, struct err *err)
{
    struct fault_line *found = NULL;
    size_t n = 0, capacity = 0;
    struct query query;
    bool fine = query_text(reader, &query, "SELECT plugin, message, position FROM fault ORDER BY plugin", NULL, 0, err);

    while (fine && query.row) {
        found = mem_grow(found, n, &capacity, sizeof *found);
        found[n++] = (struct fault_line){ column(&query, 0, arena), column(&query, 1, arena),
                                          (uint64_t)number(&query, 2) };
        fine = query_next(&query, err);
    }
    query_end(&query);
    status->faults = arena_array(arena, n, sizeof *found);
    if (n > 0)
        memcpy(status->faults, found, n * sizeof *found);
    status->fault_count = n;
    free(found);
    return fine;
}

bool
reader_status(struct reader *reader, struct arena *arena, struct store_status *status, struct err *err)
{
    struct query query;
    bool fine = read_positions(reader, &query, err);

    if (fine)
        *status = (struct store_status){
            .log = (uint64_t)number(&query, 0),
            .published = (uint64_t)number(&query, 1),
            .day = column(&query, 2, arena),
            .events = (uint64_t)number(&query, 0), /* positions have no gaps */
            .persons = (uint64_t)number(&query, 3),
            .sessions = (uint64_t)number(&query, 4),
            .cells = (uint64_t)number(&query, 5),
            .last_recorded_at = number(&query, 6),
        };
    query_end(&query);
    return fine && read_sources(reader, arena, status, err) && read_faults(reader, arena, status, err);
}

bool
reader_refused(struct reader *reader, struct arena *arena, struct refused_line **lines, size_t *count,
               struct err *err)
{
    struct refused_line *found = NULL;
    size_t n = 0, capacity = 0;
    struct query query;
    bool fine = query_text(reader, &query,
                           "SELECT o.source, r.code, r.path, r.message, r.at FROM refusal AS r"
                           " JOIN outcome AS o ON o.no = r.slot / 1000 ORDER BY r.serial",
                           NULL, 0, err);

    while (fine && query.row) {
        found = mem_grow(found, n, &capacity, sizeof *found);
        found[n++] = (struct refused_line){ column(&query, 0, arena), column(&query, 1, arena),
                                            column(&query, 2, arena), column(&query, 3, arena), number(&query, 4) };
        fine = query_next(&query, err);
    }
    query_end(&query);
    *lines = arena_array(arena, n, sizeof *found);
    if (n > 0)
        memcpy(*lines, found, n * sizeof *found);
    *count = n;
    free(found);
    return fine;
}

bool
reader_positions(struct reader *reader, uint64_t *log, uint64_t *published, struct err *err)
{
    struct query query;
    bool fine = query_text(reader, &query,
                           "SELECT coalesce((SELECT max(last) FROM batch), 0),"
                           " coalesce((SELECT value FROM meta WHERE key = 'published'), 0)",
                           NULL, 0, err);

    if (fine) {
        *log = (uint64_t)number(&query, 0);
        *published = (uint64_t)number(&query, 1);
    }
    query_end(&query);
    return fine;
}
