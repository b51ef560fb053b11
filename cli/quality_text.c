/* SPDX-License-Identifier: MIT */
#include "cli/quality_text.h"

#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/quality_words.h"
#include "cli/vocabulary.h"

enum column { UNIT, THING, PERIOD, NUMBERS, COLUMNS };
enum plan_column { PLAN_UNIT, PLAN_VALUE, PLAN_FRACTION, PLAN_VERDICT, PLAN_COLUMNS };

static const enum align columns[COLUMNS] = { ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT };
static const enum align plan_columns[PLAN_COLUMNS] = { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_LEFT };

static void
put_line(struct buf *out, struct str text, enum tone tone, const struct page *page)
{
    tone_begin(out, page, tone);
    columns_wrap(out, text, 0, page->width);
    tone_end(out, page, tone);
}

static void
add_finding(struct table *table, const struct finding_report *finding)
{
    struct cell *cells = table_row(table);
    struct str events = words_of_events(finding, table->arena);

    cells[UNIT].text = finding_unit(finding, table->arena);
    cells[THING].text = finding_thing(finding, table->arena);
    cells[PERIOD].text = finding->row.period;
    cells[NUMBERS].text = words_of_numbers(finding, table->arena);
    if (events.len > 0)
        table_note(table, events, TONE_QUIET);
}

/* Findings of one check; how many there are. */
static size_t
put_check(struct buf *out, const struct finding_report *findings, size_t count, const struct page *page, struct arena *arena)
{
    struct table table;
    size_t n = 0;

    put_line(out, title_of_check(findings->row.check), TONE_PLAIN, page);
    table_init(&table, arena, columns, COLUMNS);
    while (n < count && str_eq(findings[n].row.check, findings->row.check) &&
           str_eq(findings[n].row.severity, findings->row.severity))
        add_finding(&table, &findings[n++]);
    table_print(&table, out, page);
    table_free(&table);
    return n;
}

static void
put_findings(struct buf *out, const struct findings_report *found, const struct page *page, struct arena *arena)
{
    struct str severity = { 0 };

    for (size_t i = 0; i < found->count;) {
        const struct finding_report *finding = &found->findings[i];
        if (!str_eq(finding->row.severity, severity)) {
            severity = finding->row.severity;
            put_line(out, word_of_severity(severity), TONE_STRONG, page);
        }
        i += put_check(out, finding, found->count - i, page, arena);
        buf_put_byte(out, '\n');
    }
}

static void
add_plan(struct table *table, const struct report_row *row)
{
    struct cell *cells = table_row(table);
    struct str detail = row->figure.detail;
    struct strip strip;

    cells[PLAN_UNIT].text = name_and_code(figure_unit_name(row), row->figure.unit, table->arena);
    cells[PLAN_VALUE] = figure_value(row, table->arena);
    cells[PLAN_FRACTION].text = figure_fraction(row, table->arena);
    cells[PLAN_VERDICT] = figure_verdict(row, table->arena);
    while (str_eq(row->figure.state, STR("ok")) && strip_next(&detail, &strip))
        table_note(table, figure_strip(row, &strip, table->arena), TONE_PLAIN);
}

static void
put_plans(struct buf *out, const struct quality_report *report, const struct page *page, struct arena *arena)
{
    struct table table;

    if (report->plan_count == 0)
        return;
    put_line(out,
             arena_printf(arena, "%.*s  %.*s", STR_ARG(figure_title(report->plans)),
                          STR_ARG(words_of_period(report->plans->figure.period, arena))),
             TONE_STRONG, page);
    table_init(&table, arena, plan_columns, PLAN_COLUMNS);
    for (size_t i = 0; i < report->plan_count; i++)
        add_plan(&table, &report->plans[i]);
    table_print(&table, out, page);
    table_free(&table);
    buf_put_byte(out, '\n');
}

static void
put_position(struct buf *out, const struct findings_report *found, const struct page *page, struct arena *arena)
{
    if (!found->day.ptr) {
        put_line(out, str_of(_("The data were not looked at yet.")), TONE_QUIET, page);
        return;
    }
    put_line(out, arena_printf(arena, _("As of %.*s, log position %llu."), STR_ARG(found->day), (unsigned long long)found->as_of),
             TONE_QUIET, page);
    if (found->as_of < found->published)
        put_line(out,
                 arena_printf(arena, _("The figures already stand for log position %llu."), (unsigned long long)found->published),
                 TONE_QUIET, page);
}

void
quality_text(struct buf *out, const struct quality_report *report, const struct page *page, struct arena *arena)
{
    if (report->found.count == 0 && report->found.day.ptr)
        buf_printf(out, "%s\n\n", _("Nothing was found."));
    put_findings(out, &report->found, page, arena);
    put_plans(out, report, page, arena);
    put_position(out, &report->found, page, arena);
}
