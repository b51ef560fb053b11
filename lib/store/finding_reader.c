/* SPDX-License-Identifier: MIT */
#include "lib/store/finding_reader.h"

#include "lib/store/query.h"
#include "lib/store/reader.h"
#include "lib/store/sql.h"

#include <stdlib.h>

static const char row_select[] =
    "SELECT f.finding, f.\"check\", f.severity, f.grave, f.place, f.unit, f.team, f.activity, f.subject, f.period, f.numbers,"
    " f.events, f.more, f.first, u.name, u.name_en, t.name"
    " FROM finding_now AS f"
    " LEFT JOIN unit AS u ON u.code = f.unit"
    " LEFT JOIN code AS t ON t.kind = 'team' AND t.code = f.team"
    " WHERE 1";

static const char event_select[] =
    "SELECT f.finding, j.value ->> 'source', j.value ->> 'id'"
    " FROM finding AS f JOIN json_each(f.events) AS j"
    " LEFT JOIN unit AS u ON u.code = f.unit"
    " WHERE 1";

/* The same for both, so that the events come in the order of their findings; as the view `quality`. */
#define ORDER \
    " ORDER BY f.grave, f.place, u.place IS NULL, u.place, f.unit, f.first DESC, f.period, f.team, f.activity, f.subject, f.numbers," \
    " f.events, f.finding"

static const char *const columns[FILTERS] = {
    [FILTER_INDICATOR] = "f.\"check\"", [FILTER_UNIT] = "f.unit", [FILTER_TEAM] = "f.team", [FILTER_PERIOD] = "f.period",
};

/* {"name":1,"other":2.5}: names and values without anything to escape. */
static void
read_numbers(struct finding_report *report, struct arena *arena)
{
    const char *at = report->row.numbers.ptr, *end = at + report->row.numbers.len;
    size_t room = 1;

    for (const char *c = at; c < end; c++)
        room += *c == ',';
    report->numbers = arena_array(arena, room, sizeof *report->numbers);
    while (at < end && (at = memchr(at, '"', (size_t)(end - at))) != NULL) {
        const char *name = at + 1, *colon = memchr(name, ':', (size_t)(end - name)), *value = colon + 1;
        if (!colon)
            return;
        for (at = value; at < end && *at != ',' && *at != '}';)
            at++;
        report->numbers[report->number_count++] = (struct finding_count){
            .name = { name, (size_t)(colon - name) - 1 }, .value = { value, (size_t)(at - value) }
        };
    }
}

static void
read_row(struct query_row *row, void *item)
{
    struct finding_report *report = item;
    struct finding_row *finding = &report->row;

    finding->finding = (uint32_t)row_int(row);
    finding->check = row_text(row);
    finding->severity = row_text(row);
    finding->grave = (int)row_int(row);
    finding->place = (int)row_int(row);
    finding->unit = row_text(row);
    finding->team = row_text(row);
    finding->activity = row_text(row);
    finding->subject = row_text(row);
    finding->period = row_text(row);
    finding->numbers = row_text(row);
    finding->events = row_text(row);
    finding->more = (uint64_t)row_int(row);
    finding->has_first = row_has(row);
    finding->first = (int32_t)row_int(row);
    report->unit_name = row_text(row);
    report->unit_name_en = row_text(row);
    report->team_name = row_text(row);
    read_numbers(report, row->arena);
}

struct event_line {
    uint32_t finding;
    struct finding_event event;
};

static void
read_event(struct query_row *row, void *item)
{
    struct event_line *line = item;

    line->finding = (uint32_t)row_int(row);
    line->event.source = row_text(row);
    line->event.id = row_text(row);
}

static bool
select_filtered(struct reader *reader, const char *select, const char *order, const struct report_filter *filter,
                struct query_item item, struct arena *arena, void **items, size_t *count, struct err *err)
{
    struct buf text = { 0 };
    struct conditions conditions;
    bool done;

    buf_put_str(&text, str_of(select));
    conditions = conditions_put(&text, filter, columns);
    buf_put_str(&text, str_of(order));
    buf_put_byte(&text, '\0');
    done = query_all(reader_sql(reader), text.ptr, conditions.values, conditions.count, item, arena, items, count, err);
    free(conditions.values);
    buf_free(&text);
    return done;
}

static void
give_events(struct findings_report *report, const struct event_line *lines, size_t count, struct arena *arena)
{
    size_t at = 0;

    for (size_t i = 0; i < report->count; i++) {
        struct finding_report *finding = &report->findings[i];
        size_t end = at;
        while (end < count && lines[end].finding == finding->row.finding)
            end++;
        finding->events = arena_array(arena, end - at, sizeof *finding->events);
        for (; at < end; at++)
            finding->events[finding->event_count++] = lines[at].event;
    }
}

static void
read_position(struct query_row *row, void *item)
{
    struct findings_report *report = item;

    report->as_of = (uint64_t)row_int(row);
    report->day = row_text(row);
    report->published = (uint64_t)row_int(row);
}

bool
finding_reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena, struct findings_report *report,
         struct err *err)
{
    static const char positions[] = "SELECT (SELECT value FROM meta WHERE key = 'quality'),"
                                    " (SELECT value FROM meta WHERE key = 'quality_day'),"
                                    " (SELECT value FROM meta WHERE key = 'published')";
    const struct query_item position = { sizeof *report, read_position };
    const struct query_item row = { sizeof(struct finding_report), read_row };
    const struct query_item line = { sizeof(struct event_line), read_event };
    void *rows = NULL, *lines = NULL;
    size_t line_count;

    if (!query_one(reader_sql(reader), positions, position, arena, report, err) ||
        !select_filtered(reader, row_select, ORDER, filter, row, arena, &rows, &report->count, err) ||
        !select_filtered(reader, event_select, ORDER ", j.key", filter, line, arena, &lines, &line_count, err))
        return false;
    report->findings = rows;
    give_events(report, lines, line_count, arena);
    return true;
}
