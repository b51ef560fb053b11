/* SPDX-License-Identifier: MIT */
#include "cli/quality_json.h"

#include "cli/strip.h"

#include <inttypes.h>

/* Behind the first member of an object. */
static void
put_text(struct buf *out, const char *key, struct str text)
{
    buf_printf(out, ",\"%s\":", key);
    if (text.ptr)
        buf_put_json(out, text);
    else
        buf_put_str(out, STR("null"));
}

static void
put_raw(struct buf *out, const char *key, struct str json)
{
    buf_printf(out, ",\"%s\":%.*s", key, STR_ARG(json));
}

static void
put_finding(struct buf *out, const struct finding_report *finding)
{
    const struct finding_row *row = &finding->row;

    buf_printf(out, "{\"severity\":");
    buf_put_json(out, row->severity);
    put_text(out, "check", row->check);
    put_text(out, "unit", row->unit);
    put_text(out, "team", row->team);
    put_text(out, "activity", row->activity);
    put_text(out, "subject", row->subject);
    put_text(out, "period", row->period);
    put_raw(out, "numbers", row->numbers);
    put_raw(out, "events", row->events);
    buf_printf(out, ",\"more\":%" PRIu64, row->more);
    put_text(out, "unit_name", finding->unit_name);
    buf_put_byte(out, '}');
}

/* Of "month=1110": what is met, and of how many. */
static void
put_part(struct buf *out, struct str detail, enum period_kind every, const char *key)
{
    struct strip strip;

    while (strip_next(&detail, &strip)) {
        struct strip_count count;
        if (strip.every != every)
            continue;
        count = strip_count(&strip);
        buf_printf(out, ",\"%s\":{\"met\":%" PRId64 ",\"expected\":%" PRId64 ",\"marks\":", key, count.met,
                   count.met + count.missed);
        buf_put_json(out, strip.marks);
        buf_put_byte(out, '}');
        return;
    }
    buf_printf(out, ",\"%s\":null", key);
}

static void
put_plan(struct buf *out, const struct report_row *row)
{
    const struct figure_row *figure = &row->figure;

    buf_printf(out, "{\"unit\":");
    buf_put_json(out, figure->unit);
    put_text(out, "period", figure->period);
    put_text(out, "state", figure->state);
    put_text(out, "value", figure->value);
    buf_printf(out, ",\"met\":%s", !figure->has_met ? "null" : figure->met ? "true" : "false");
    put_part(out, figure->detail, PERIOD_MONTH, "months");
    put_part(out, figure->detail, PERIOD_QUARTER, "quarters");
    put_part(out, figure->detail, PERIOD_YEAR, "contests");
    put_text(out, "unit_name", row->unit_name);
    buf_put_byte(out, '}');
}

void
quality_json(struct buf *out, const struct quality_report *report, struct arena *arena)
{
    const struct findings_report *found = &report->found;

    (void)arena;
    buf_printf(out, "{\"as_of\":");
    if (found->day.ptr)
        buf_printf(out, "%" PRIu64, found->as_of);
    else
        buf_put_str(out, STR("null"));
    put_text(out, "day", found->day);
    buf_printf(out, ",\"published\":%" PRIu64 ",\"findings\":[", found->published);
    for (size_t i = 0; i < found->count; i++) {
        buf_put_str(out, i > 0 ? STR(",\n") : STR("\n"));
        put_finding(out, &found->findings[i]);
    }
    buf_put_str(out, STR("],\n\"plan_check\":["));
    for (size_t i = 0; i < report->plan_count; i++) {
        buf_put_str(out, i > 0 ? STR(",\n") : STR("\n"));
        put_plan(out, &report->plans[i]);
    }
    buf_put_str(out, STR("]}\n"));
}
