/* SPDX-License-Identifier: MIT */
#include "lib/store/reader.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/model/period.h"
#include "lib/store/cell_columns.h"
#include "lib/store/figure_columns.h"
#include "lib/store/query.h"
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

struct sql *
reader_sql(struct reader *reader)
{
    return reader->sql;
}

bool
reader_begin(struct reader *reader, struct err *err)
{
    return sql_exec(reader->sql, "BEGIN", err);
}

void
reader_end(struct reader *reader)
{
    sql_rollback(reader->sql);
}

/* The report */

static const char report_select[] =
    "SELECT c.cell, c.indicator, c.unit, c.team, c.category, c.\"group\", c.period, c.first, c.\"end\", v.state, v.value,"
    " v.method, v.target, v.flags, iif(h.position IS NULL, v.notes, ltrim(v.notes || ' stale_since=' || h.position)), c.kind, c.plugin, v.detail, v.numerator, v.denominator, v.named, v.lower,"
    " v.upper, v.met, v.short, iif(c.closing IS NULL, u.name, c.unit_name), u.name_en, u.level, t.name, i.title_zh,"
    " i.title_en, u.depth, i.decimals, i.factor,"
    " coalesce(k.day, h.day, (SELECT value FROM meta WHERE key = 'day')),"
    " coalesce(k.position, h.position, (SELECT value FROM meta WHERE key = 'published')), h.plugin, h.message"
    " FROM ";
static const char report_now[] = "cell AS c CROSS JOIN cell_value AS v ON " CELL_VALUE_SHOWN;
/* The archive has both halves of a cell in one row. */
static const char report_frozen[] = "official AS c CROSS JOIN official AS v ON v.cell = c.cell";
static const char report_joins[] =
    " LEFT JOIN unit AS u ON u.code = c.unit"
    " LEFT JOIN closing AS k ON k.closing = c.closing"
    " LEFT JOIN indicator AS i ON i.name = c.indicator"
    " LEFT JOIN code AS t ON t.kind = 'team' AND t.code = c.team"
    " LEFT JOIN stale_figure AS h ON h.kind = 'indicator' AND h.name = c.indicator AND c.closing IS NULL"
    " WHERE 1";
/* Units that the tree does not know come last. */
static const char report_order[] =
    " ORDER BY c.indicator, u.place IS NULL, u.place, c.unit, c.team, c.category, c.\"group\", c.first, c.\"end\" DESC, c.kind";

static void
read_cell(struct query_row *row, struct figure_row *figure)
{
    figure->cell = (uint32_t)row_int(row);
    figure->indicator = row_text(row);
    figure->unit = row_text(row);
    figure->team = row_text(row);
    figure->category = row_text(row);
    figure->group = row_text(row);
    figure->period = row_text(row);
    figure->period_first = (int32_t)row_int(row);
    figure->period_end = (int32_t)row_int(row);
    figure->state = row_text(row);
    figure->value = row_text(row);
    figure->method = row_text(row);
    figure->target = row_text(row);
    figure->flags = row_text(row);
    figure->notes = row_text(row);
    figure->kind = row_text(row);
    figure->plugin = row_text(row);
    figure->detail = row_text(row);
}

static void
read_report_row(struct query_row *row, void *item)
{
    struct report_row *report = item;

    read_cell(row, &report->figure);
    figure_columns_counts(row, &report->figure);
    report->unit_name = row_text(row);
    report->unit_name_en = row_text(row);
    report->unit_level = row_text(row);
    report->team_name = row_text(row);
    report->title_zh = row_text(row);
    report->title_en = row_text(row);
    report->unit_depth = (int)row_int(row);
    report->decimals = (int)row_int(row);
    report->factor = (int)row_int(row);
    report->day = row_text(row);
    report->as_of = (uint64_t)row_int(row);
    report->stale_plugin = row_text(row);
    report->stale_reason = row_text(row);
}

static bool
names_units(const struct report_filter *filter)
{
    for (size_t i = 0; i < filter->counts[FILTER_UNIT]; i++)
        if (filter_is_subtree(FILTER_UNIT, filter->values[FILTER_UNIT][i]))
            return false;
    return filter->counts[FILTER_UNIT] > 0;
}

bool
reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena, struct report_row **rows,
              size_t *count, struct err *err)
{
    /* Of a few units there are fewer rows than of an indicator: + keeps its index out. */
    const char *const columns[FILTERS] = { names_units(filter) ? "+c.indicator" : "c.indicator", "c.unit", "c.team", "c.category",
                                           "c.\"group\"", "c.period", "c.kind" };
    const struct query_item item = { sizeof **rows, read_report_row };
    struct buf text = { 0 };
    struct conditions conditions;
    void *found = NULL;
    bool done;

    buf_put_str(&text, str_of(report_select));
    buf_put_str(&text, str_of(filter->official ? report_frozen : report_now));
    buf_put_str(&text, str_of(report_joins));
    if (filter->official)
        buf_printf(&text, " AND k.official = %llu", (unsigned long long)filter->official);
    conditions = conditions_put(&text, filter, columns);
    buf_put(&text, report_order, sizeof report_order); /* with the NUL byte */
    done = query_all(reader->sql, text.ptr, conditions.values, conditions.count, item, arena, &found, count, err);
    if (done)
        *rows = found;
    free(conditions.values);
    buf_free(&text);
    return done;
}

/* Codes */

static void
read_code(struct query_row *row, void *item)
{
    *(struct str *)item = row_text(row);
}

static bool
read_codes(struct reader *reader, const char *text, struct arena *arena, struct str **codes, size_t *count,
           struct err *err)
{
    const struct query_item item = { sizeof **codes, read_code };
    void *found = NULL;

    if (!query_all(reader->sql, text, NULL, 0, item, arena, &found, count, err))
        return false;
    *codes = found;
    return true;
}

/* Well-formed periods are known though nothing happened in them; "-" is always. */
static bool
is_known_by_form(enum filter_kind kind, struct str code)
{
    struct period period;

    if (kind == FILTER_KIND)
        return str_eq(code, STR("draft")) || str_eq(code, STR("official")) || str_eq(code, STR("revised"));
    return filter_is_none(kind, code) || (kind == FILTER_PERIOD && period_parse(code, 1, &period));
}

bool
reader_knows(struct reader *reader, enum filter_kind kind, struct str code, struct arena *arena, bool *known,
             struct str *nearest, struct err *err)
{
    static const char *const queries[FILTERS] = {
        [FILTER_INDICATOR] = "SELECT name FROM indicator",
        [FILTER_UNIT] = "SELECT code FROM unit",
        [FILTER_TEAM] = "SELECT code FROM code WHERE kind = 'team'",
        [FILTER_CATEGORY] = "SELECT code FROM code WHERE kind = 'category'",
        [FILTER_GROUP] = "SELECT code FROM code WHERE kind = 'group'",
        [FILTER_PERIOD] = "SELECT DISTINCT period FROM cell",
        [FILTER_KIND] = "VALUES ('draft'), ('official'), ('revised')",
    };
    bool subtree = filter_is_subtree(kind, code);
    struct str *codes;
    size_t count;
    int near;

    *nearest = (struct str){ 0 };
    *known = is_known_by_form(kind, code);
    code.len -= subtree;
    if (*known)
        return true;
    if (!read_codes(reader, queries[kind], arena, &codes, &count, err))
        return false;
    *known = str_find(code, codes, count) >= 0;
    /* Every unit is in the tree; one that only has figures is looked for when it is not. */
    if (!*known && kind == FILTER_UNIT) {
        if (!read_codes(reader, "SELECT code FROM unit UNION SELECT DISTINCT unit FROM cell", arena, &codes, &count, err))
            return false;
        *known = str_find(code, codes, count) >= 0;
    }
    near = *known ? -1 : nearest_word(code, codes, count);
    if (near >= 0)
        *nearest = subtree ? arena_printf(arena, "%.*s/", STR_ARG(codes[near])) : codes[near];
    return true;
}

/*
 * From indicator to indicator and from year to year along cell_of_table, not
 * through all cells: "2024" stands in front of all its parts, "2024~" behind them.
 */
static const char select_years[] =
    "WITH RECURSIVE name (indicator) AS ("
    "  SELECT min(indicator) FROM cell UNION ALL"
    "  SELECT (SELECT min(c.indicator) FROM cell AS c WHERE c.indicator > n.indicator) FROM name AS n WHERE n.indicator IS NOT NULL),"
    " found (indicator, period) AS ("
    "  SELECT n.indicator, (SELECT min(c.period) FROM cell AS c WHERE c.indicator = n.indicator) FROM name AS n UNION ALL"
    "  SELECT f.indicator, (SELECT min(c.period) FROM cell AS c WHERE c.indicator = f.indicator AND c.period > substr(f.period, 1, 4) || '~')"
    "  FROM found AS f WHERE f.period IS NOT NULL)"
    " SELECT DISTINCT period FROM found WHERE period GLOB '[0-9][0-9][0-9][0-9]' ORDER BY period DESC";

bool
reader_years(struct reader *reader, struct arena *arena, struct str **years, size_t *count, struct err *err)
{
    return read_codes(reader, select_years, arena, years, count, err);
}

/* Status */

/* One transaction, so that the numbers are of one moment. */
bool
reader_status(struct reader *reader, struct arena *arena, struct store_status *status, struct err *err)
{
    bool done = reader_begin(reader, err) && store_status_read(reader->sql, arena, status, err);

    reader_end(reader);
    return done;
}

static void
read_refused(struct query_row *row, void *item)
{
    struct refused_line *line = item;

    line->source = row_text(row);
    line->at = row_int(row);
    line->code = row_text(row);
    line->path = row_text(row);
    line->message = row_text(row);
}

bool
reader_refused(struct reader *reader, struct arena *arena, struct refused_line **lines, size_t *count, struct err *err)
{
    const struct query_item item = { sizeof **lines, read_refused };
    void *found = NULL;

    if (!query_all(reader->sql,
                   "SELECT o.source, r.at, r.code, r.path, r.message FROM refusal AS r"
                   " LEFT JOIN outcome AS o ON o.no = r.slot / 1000 ORDER BY r.serial",
                   NULL, 0, item, arena, &found, count, err))
        return false;
    *lines = found;
    return true;
}

struct positions {
    uint64_t log, published;
};

static void
read_positions(struct query_row *row, void *item)
{
    struct positions *positions = item;

    positions->log = (uint64_t)row_int(row);
    positions->published = (uint64_t)row_int(row);
}

bool
reader_positions(struct reader *reader, uint64_t *log, uint64_t *published, struct err *err)
{
    struct positions positions;

    if (!query_one(reader->sql,
                   "SELECT (SELECT last FROM batch ORDER BY first DESC LIMIT 1),"
                   " (SELECT value FROM meta WHERE key = 'published')",
                   (struct query_item){ sizeof positions, read_positions }, NULL, &positions, err))
        return false;
    *log = positions.log;
    *published = positions.published;
    return true;
}
