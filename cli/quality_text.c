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

/* In text they are plain without; a table of Markdown has a heading in any case. */
static void
fill_heading(struct table *table)
{
    const char *const texts[COLUMNS] = { [UNIT] = _("unit"), [THING] = _("about"), [PERIOD] = _("period"), [NUMBERS] = _("what was found") };

    for (int i = 0; i < COLUMNS; i++)
        table->heading[i].text = str_of(texts[i]);
}

static void
fill_plan_heading(struct table *table)
{
    const char *const texts[PLAN_COLUMNS] = { [PLAN_UNIT] = _("unit"), [PLAN_VALUE] = _("value"), [PLAN_FRACTION] = _("fraction"), [PLAN_VERDICT] = _("result") };

    for (int i = 0; i < PLAN_COLUMNS; i++)
        table->heading[i].text = str_of(texts[i]);
}

/* Findings of one check; how many there are. */
static size_t
put_check(struct buf *out, const struct finding_report *findings, size_t count, const struct page *page, struct arena *arena)
{
    struct table table;
    size_t n = 0;

    if (page->is_markdown)
        page_heading(out, title_of_check(findings->row.check), 3, page);
    else
        page_line(out, title_of_check(findings->row.check), 0, TONE_PLAIN, page);
    table_init(&table, arena, columns, COLUMNS);
    if (page->is_markdown)
        fill_heading(&table);
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
            page_heading(out, word_of_severity(severity), 2, page);
        }
        i += put_check(out, finding, found->count - i, page, arena);
        page_gap(out, page);
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
    page_heading(out,
                 arena_printf(arena, "%.*s  %.*s", STR_ARG(figure_title(report->plans)),
                              STR_ARG(words_of_period(report->plans->figure.period, arena))),
                 2, page);
    table_init(&table, arena, plan_columns, PLAN_COLUMNS);
    if (page->is_markdown)
        fill_plan_heading(&table);
    for (size_t i = 0; i < report->plan_count; i++)
        add_plan(&table, &report->plans[i]);
    table_print(&table, out, page);
    table_free(&table);
    page_gap(out, page);
}

static void
put_position(struct buf *out, const struct findings_report *found, const struct page *page, struct arena *arena)
{
    if (!found->day.ptr) {
        page_line(out, str_of(_("The data were not looked at yet.")), 0, TONE_QUIET, page);
        return;
    }
    page_line(out, words_of_moment(found->day, found->as_of, arena), 0, TONE_QUIET, page);
    if (found->as_of < found->published)
        page_line(out,
                  arena_printf(arena, _("The figures already stand for log position %llu."), (unsigned long long)found->published),
                  0, TONE_QUIET, page);
}

void
quality_text(struct buf *out, const struct quality_report *report, const struct page *page, struct arena *arena)
{
    if (report->found.count == 0 && report->found.day.ptr) {
        page_line(out, str_of(_("Nothing was found.")), 0, TONE_PLAIN, page);
        page_gap(out, page);
    }
    put_findings(out, &report->found, page, arena);
    put_plans(out, report, page, arena);
    put_position(out, &report->found, page, arena);
}
