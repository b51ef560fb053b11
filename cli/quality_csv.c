/* SPDX-License-Identifier: MIT */
#include "cli/quality_csv.h"

#include "cli/csv.h"

static const char header[] = "severity,check,unit,team,activity,subject,period,numbers,events,more,unit_name,day,as_of\n";

static void
put_numbers(struct buf *out, const struct finding_report *finding)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < finding->number_count; i++) {
        const struct finding_count *number = &finding->numbers[i];
        struct str value = number->hidden.ptr ? (struct str){ 0 } : number->value;

        buf_printf(&text, "%s%.*s=%.*s", i > 0 ? " " : "", STR_ARG(number->name), STR_ARG(value));
    }
    csv_text(out, buf_str(&text));
    buf_free(&text);
}

static void
put_events(struct buf *out, const struct finding_report *finding)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < finding->event_count; i++)
        buf_printf(&text, "%s%.*s/%.*s", i > 0 ? " " : "", STR_ARG(finding->events[i].source), STR_ARG(finding->events[i].id));
    csv_text(out, buf_str(&text));
    buf_free(&text);
}

void
quality_csv(struct buf *out, const struct quality_report *report)
{
    const struct findings_report *found = &report->found;

    buf_put_str(out, str_of(header));
    for (size_t i = 0; i < found->count; i++) {
        const struct finding_report *finding = &found->findings[i];
        const struct finding_row *row = &finding->row;

        csv_texts(out, (const struct str *const[]){ &row->severity, &row->check, &row->unit, &row->team, &row->activity, &row->subject,
                                                    &row->period }, 7);
        put_numbers(out, finding);
        put_events(out, finding);
        csv_number(out, true, (int64_t)row->more);
        csv_texts(out, (const struct str *const[]){ &finding->unit_name, &found->day }, 2);
        csv_number(out, true, (int64_t)found->as_of);
        csv_end(out);
    }
}
