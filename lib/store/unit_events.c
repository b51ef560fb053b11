/* SPDX-License-Identifier: MIT */
#include "lib/store/unit_events.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/model/when.h"
#include "lib/store/event_text.h"
#include "lib/store/query.h"
#include "lib/store/reader.h"

#include <stdlib.h>

/* As the view event_log says it (event_text.h). */
static const char columns[] =
    "SELECT e.seq, s.name,"
    EVENT_ID_TEXT ", e.rev, t.name,"
    EVENT_TIME_TEXT ","
    " e.data ->> '$.at', w.local_date, w.\"precision\", w.unit, u.name, u.name_en, coalesce(e.data, '{}'),"
    " t.name = 'turnout.activity.cancelled' AND"
    "  (SELECT x.state FROM session AS x WHERE x.activity = e.data ->> '$.activity') IS 'inactive'"
    " FROM event_state AS w CROSS JOIN event AS e ON e.seq = w.seq"
    " JOIN word AS t ON t.kind = 'type' AND t.no = e.type"
    " LEFT JOIN source AS s ON s.no = e.source"
    " LEFT JOIN unit AS u ON u.code = w.unit"
    " WHERE w.state = 'applied'";

/* The tree has the unit as ?1. */
static const char in_tree[] =
    " IN (SELECT b.code FROM unit AS b JOIN unit AS o ON b.place >= o.place AND b.place < o.\"end\" WHERE o.code = ?1)";

static void
read_event(struct query_row *row, void *item)
{
    struct unit_event *event = item;

    event->seq = (uint64_t)row_int(row);
    event->source = row_text(row);
    event->id = row_text(row);
    event->rev = (uint64_t)row_int(row);
    event->type = row_text(row);
    event->time = row_text(row);
    event->at = row_text(row);
    event->local_date = row_text(row);
    event->precision = row_text(row);
    event->unit = row_text(row);
    event->unit_name = row_text(row);
    event->unit_name_en = row_text(row);
    event->data = row_text(row);
    event->is_off = row_int(row) != 0;
}

static bool
read_all(struct reader *reader, struct buf *text, const struct str *values, size_t value_count, struct arena *arena,
         struct unit_event **events, size_t *count, struct err *err)
{
    const struct query_item item = { sizeof **events, read_event };
    void *found = NULL;
    bool done;

    buf_put_byte(text, 0);
    done = query_all(reader_sql(reader), text->ptr, values, value_count, item, arena, &found, count, err);
    if (done)
        *events = found;
    buf_free(text);
    return done;
}

static void
put_list(struct buf *text, const char *what, size_t count)
{
    buf_printf(text, " AND %s (", what);
    for (size_t i = 0; i < count; i++)
        buf_printf(text, "%s?", i > 0 ? ", " : "");
    buf_put_str(text, STR(")"));
}

/* What is not of the tree: of these a unit of it may be a host, or its team was awarded. */
static const char of_others[] =
    " (w.unit IS NULL AND t.name IN ('turnout.award.put', 'turnout.plan.drop'))"
    " OR (t.name IN ('turnout.activity.held', 'turnout.activity.cancelled') AND e.data ->> '$.cohosts' IS NOT NULL"
    "  AND EXISTS (SELECT 1 FROM json_each(e.data, '$.cohosts') AS c WHERE c.value";

static void
put_ranges(struct buf *text, const struct unit_event_range *ranges, size_t count, struct str *values, size_t *n)
{
    for (size_t i = 0; i < count; i++) {
        buf_printf(text, "%s(t.name = ? AND w.local_date >= ? AND w.local_date < ?)", i > 0 ? " OR " : " AND (");
        values[(*n)++] = ranges[i].type;
        values[(*n)++] = ranges[i].first.ptr ? ranges[i].first : STR("");
        values[(*n)++] = ranges[i].end.ptr ? ranges[i].end : STR("~");
    }
    buf_put_str(text, STR(")"));
}

bool
unit_events_read(struct reader *reader, struct str unit, const struct unit_event_range *ranges, size_t range_count,
                 struct arena *arena, struct unit_event **events, size_t *count, struct err *err)
{
    struct str *values = mem_array(3 * range_count + 1, sizeof *values);
    size_t n = 0;
    struct buf text = { 0 };
    bool done;

    values[n++] = unit;
    buf_printf(&text, "%s AND (w.unit%s OR%s%s)))", columns, in_tree, of_others, in_tree);
    put_ranges(&text, ranges, range_count, values, &n);
    buf_put_str(&text, STR(" ORDER BY w.local_date, e.seq"));
    done = read_all(reader, &text, values, n, arena, events, count, err);
    free(values);
    return done;
}

bool
unit_headcounts_read(struct reader *reader, const struct str *activities, size_t activity_count, struct arena *arena,
                     struct unit_event **events, size_t *count, struct err *err)
{
    struct buf text = { 0 };

    buf_put_str(&text, str_of(columns));
    buf_put_str(&text, STR(" AND w.unit IS NULL AND t.name = 'turnout.headcount'"));
    put_list(&text, "e.activity IN (SELECT no FROM activity WHERE code IN", activity_count);
    buf_put_str(&text, STR(") ORDER BY e.seq"));
    return read_all(reader, &text, activities, activity_count, arena, events, count, err);
}

static void
read_unit(struct query_row *row, void *item)
{
    struct unit_line *line = item;

    line->code = row_text(row);
    line->name = row_text(row);
    line->name_en = row_text(row);
    line->level = row_text(row);
    line->parent_name = row_text(row);
    line->parent_name_en = row_text(row);
    line->has_below = row_int(row) != 0;
}

bool
unit_line_read(struct reader *reader, struct str unit, struct arena *arena, struct unit_line *line, bool *found,
               struct err *err)
{
    static const char text[] = "SELECT u.code, u.name, u.name_en, u.level, p.name, p.name_en, u.\"end\" > u.place + 1"
                               " FROM unit AS u LEFT JOIN unit AS p ON p.code = u.parent WHERE u.code = ?";
    const struct query_item item = { sizeof *line, read_unit };
    size_t count = 0;
    void *lines = NULL;

    if (!query_all(reader_sql(reader), text, &unit, 1, item, arena, &lines, &count, err))
        return false;
    *found = count > 0;
    if (*found)
        *line = *(struct unit_line *)lines;
    return true;
}

/* ---- which holds ---- */

/* False: it was posted without an hour, and begins at midnight. */
static bool
instant_of(const struct unit_event *event, struct when *when)
{
    return when_parse(event->at.ptr ? event->at : event->time, when) && when->precision == WHEN_INSTANT;
}

/* Of two on one day. */
static int
cmp_hours(const struct unit_event *a, const struct unit_event *b)
{
    struct when first, second;
    bool has_first = instant_of(a, &first), has_second = instant_of(b, &second);

    if (!has_first || !has_second)
        return has_first - has_second;
    if (first.instant != second.instant)
        return first.instant > second.instant ? 1 : -1;
    return (first.nanosecond > second.nanosecond) - (first.nanosecond < second.nanosecond);
}

/* A headcount has no date of its own but its session's; here only the order of several counts. */
static struct str
day_of_event(const struct unit_event *event)
{
    struct str text = event->at.ptr ? event->at : event->time;

    return event->local_date.ptr ? event->local_date : (struct str){ text.ptr, text.len < 10 ? text.len : 10 };
}

int
unit_event_cmp(const struct unit_event *a, const struct unit_event *b, bool by_date)
{
    int order = by_date ? str_cmp(day_of_event(a), day_of_event(b)) : 0;

    if (order == 0 && by_date)
        order = cmp_hours(a, b);
    if (order == 0 && a->rev != b->rev)
        order = a->rev > b->rev ? 1 : -1;
    if (order == 0)
        order = str_cmp(a->source, b->source);
    return order != 0 ? order : str_cmp(a->id, b->id);
}
