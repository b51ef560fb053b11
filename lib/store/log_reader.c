/* SPDX-License-Identifier: MIT */
#include "lib/store/log_reader.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/store/event_text.h"
#include "lib/store/query.h"
#include "lib/store/reader.h"

#include <inttypes.h>
#include <stdlib.h>

enum { LINES_AT_ONCE = 4096 };

static const char *const columns[LOG_FIELDS] = {
    [LOG_STATE] = "state", [LOG_SOURCE] = "source",     [LOG_ID] = "id",
    [LOG_TYPE] = "type",   [LOG_ACTIVITY] = "activity", [LOG_UNIT] = "unit",
};

/* As the view event_log says it (event_text.h). */
static const char rows[] =
    "WITH line AS (SELECT e.seq AS seq, s.name AS source,"
    EVENT_ID_TEXT " AS id,"
    " e.rev AS rev, iif(t.name = 'foreign', e.attributes ->> '$.type', t.name) AS type,"
    EVENT_TIME_TEXT " AS time,"
    " coalesce(w.local_date, x.local_date) AS local_date, coalesce(w.\"precision\", x.\"precision\") AS \"precision\","
    " coalesce(w.unit, x.unit) AS unit,"
    " coalesce(w.state, iif(e.activity IS NULL, 'applied', coalesce(x.state, 'pending'))) AS state,"
    " (SELECT strftime('%Y-%m-%dT%H:%M:%S', b.recorded_at / 1000, 'unixepoch') || printf('.%03dZ', b.recorded_at % 1000)"
    "  FROM batch AS b WHERE b.first <= e.seq ORDER BY b.first DESC LIMIT 1) AS recorded_at,"
    " json_insert(coalesce(e.data, '{}')," /* "$" is there already: nothing is inserted */
    "  iif(e.mark IS NULL, '$', '$.activity'), a.code,"
    "  iif(e.person IS NULL, '$', '$.person'), CAST(e.person AS TEXT),"
    "  iif(t.name IS 'turnout.person.merge', '$.from', '$'), CAST(e.persons ->> 0 AS TEXT),"
    "  iif(t.name IS 'turnout.person.merge', '$.into', '$'), CAST(e.persons ->> 1 AS TEXT),"
    "  iif(e.persons IS NULL OR t.name IS 'turnout.person.merge', '$', '$.persons'),"
    "  (SELECT json_group_array(CAST(p.value AS TEXT)) FROM json_each(coalesce(e.persons, '[]')) AS p),"
    "  iif(e.mark IS NULL, '$', '$.status'), (SELECT name FROM word WHERE kind = 'status' AND no = e.mark / 8),"
    "  iif(e.mark IS NULL, '$', '$.role'), (SELECT name FROM word WHERE kind = 'role' AND no = e.mark % 8),"
    "  iif(e.minutes IS NULL, '$', '$.minutes'), e.minutes) AS data,"
    " json_remove(e.attributes, '$.type') AS attributes, a.code AS activity"
    " FROM event AS e"
    " LEFT JOIN source AS s ON s.no = e.source"
    " LEFT JOIN word AS t ON t.kind = 'type' AND t.no = e.type"
    " LEFT JOIN event_state AS w ON w.seq = e.seq"
    " LEFT JOIN activity AS a ON a.no = e.activity"
    " LEFT JOIN session AS x ON x.activity = a.code"
    " WHERE e.seq BETWEEN ? AND ?)"
    " SELECT seq, source, id, rev, type, time, local_date, \"precision\", unit, state, recorded_at, data, attributes FROM line"
    " WHERE true";

/* Values are bound in this order, behind the two positions. */
static void
put_conditions(struct buf *text, const struct log_filter *filter, struct str *values, size_t *count)
{
    for (int field = 0; field < LOG_FIELDS; field++) {
        for (size_t i = 0; i < filter->counts[field]; i++) {
            if (i == 0)
                buf_printf(text, " AND %s IN (?", columns[field]);
            else
                buf_put_str(text, STR(", ?"));
            values[(*count)++] = filter->values[field][i];
        }
        if (filter->counts[field] > 0)
            buf_put_str(text, STR(")"));
    }
}

static size_t
count_values(const struct log_filter *filter)
{
    size_t count = 0;

    for (int field = 0; field < LOG_FIELDS; field++)
        count += filter->counts[field];
    return count;
}

static void
read_line(struct query_row *row, void *item)
{
    struct log_line *line = item;

    line->seq = (uint64_t)row_int(row);
    line->source = row_text(row);
    line->id = row_text(row);
    line->rev = (uint64_t)row_int(row);
    line->type = row_text(row);
    line->time = row_text(row);
    line->local_date = row_text(row);
    line->precision = row_text(row);
    line->unit = row_text(row);
    line->state = row_text(row);
    line->recorded_at = row_text(row);
    line->data = row_text(row);
    line->attributes = row_text(row);
}

/* The lines that pass among the positions first..last. */
static bool
read_some(struct reader *reader, const struct log_filter *filter, uint64_t first, uint64_t last, struct arena *arena,
          struct log_line **lines, size_t *count, struct err *err)
{
    const struct query_item item = { sizeof **lines, read_line };
    struct str *values = mem_array(count_values(filter) + 2, sizeof *values);
    size_t value_count = 2;
    struct buf text = { 0 };
    void *found = NULL;
    bool done;

    values[0] = arena_printf(arena, "%" PRIu64, first);
    values[1] = arena_printf(arena, "%" PRIu64, last);
    buf_put_str(&text, str_of(rows));
    put_conditions(&text, filter, values, &value_count);
    buf_put(&text, " ORDER BY seq", sizeof " ORDER BY seq"); /* with the NUL byte */
    done = query_all(reader_sql(reader), text.ptr, values, value_count, item, arena, &found, count, err);
    if (done)
        *lines = found;
    buf_free(&text);
    free(values);
    return done;
}

static uint64_t
lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

bool
log_reader_each(struct reader *reader, const struct log_filter *filter, log_line_fn fn, void *ctx, struct err *err)
{
    uint64_t head, published, last, first = filter->from > 0 ? filter->from : 1;
    struct arena arena = { 0 };
    struct log_line *lines = NULL;
    size_t count = 0;
    bool done = reader_positions(reader, &head, &published, err);

    last = !done ? 0 : filter->to > 0 ? lesser(filter->to, head) : head;
    for (; done && first <= last; first += LINES_AT_ONCE) {
        arena_reset(&arena);
        done = read_some(reader, filter, first, lesser(last, first + LINES_AT_ONCE - 1), &arena, &lines, &count, err);
        for (size_t i = 0; done && i < count; i++)
            done = fn(ctx, &lines[i], err);
    }
    arena_free(&arena);
    return done;
}
