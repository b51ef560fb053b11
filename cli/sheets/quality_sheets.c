/* SPDX-License-Identifier: MIT */
#include "cli/sheets/quality_sheets.h"

#include "cli/lang.h"
#include "cli/quality_words.h"
#include "cli/report_order.h"
#include "cli/sheets/figure_sheet.h"
#include "cli/sheets/workbook.h"
#include "cli/vocabulary.h"

enum column { SEVERITY, CHECK, UNIT, THING, PERIOD, NUMBERS, EVENTS, CHECK_CODE, COLUMNS };

static void
put_finding(struct sheet *sheet, const struct finding_report *finding, struct arena *arena)
{
    sheet_put(sheet, word_of_severity(finding->row.severity));
    sheet_put(sheet, title_of_check(finding->row.check));
    sheet_put(sheet, finding_unit(finding, arena));
    sheet_put(sheet, finding_thing(finding, arena));
    sheet_put(sheet, finding->row.period);
    sheet_put(sheet, words_of_numbers(finding, arena));
    sheet_put(sheet, words_of_events(finding, arena));
    sheet_put(sheet, finding->row.check);
    sheet_next(sheet);
}

static void
finding_sheet(struct workbook *workbook, const struct findings_report *found, struct arena *arena)
{
    const char *const headings[COLUMNS] = {
        [SEVERITY] = _("severity"), [CHECK] = _("finding"), [UNIT] = _("unit"), [THING] = _("about"), [PERIOD] = _("period"),
        [NUMBERS] = _("numbers"), [EVENTS] = _("events"), [CHECK_CODE] = _("check"),
    };
    struct sheet *sheet = workbook_table(workbook, _("Findings"), headings, COLUMNS);

    for (size_t i = 0; i < found->count; i++)
        put_finding(sheet, &found->findings[i], arena);
}

static void
put_position(struct sheet *page, const struct findings_report *found, struct arena *arena)
{
    if (!found->day.ptr) {
        sheet_put_words(page, str_of(_("The data were not looked at yet.")));
        sheet_next(page);
        return;
    }
    if (found->count == 0) {
        sheet_put_words(page, str_of(_("Nothing was found.")));
        sheet_next(page);
    }
    sheet_put_words(page, words_of_moment(found->day, found->as_of, arena));
    sheet_next(page);
}

bool
quality_sheets(struct buf *out, const struct quality_report *report, struct arena *arena, struct err *err)
{
    struct str title = str_of(_("Quality of the data"));
    struct workbook *workbook = workbook_new_file(title, report->found.day, err);
    struct sheet *page;

    if (!workbook)
        return false;
    page = workbook_page(workbook, _("Overview"));
    sheet_put_title(page, title);
    sheet_next(page);
    put_position(page, &report->found, arena);
    finding_sheet(workbook, &report->found, arena);
    figure_sheet(workbook, report_order(report->plans, report->plan_count, arena), report->plan_count, BREAKDOWN_NONE,
                 (struct str){ 0 }, arena);
    return workbook_finish(workbook, out, err);
}
