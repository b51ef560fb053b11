/* SPDX-License-Identifier: MIT */
#include "cli/sheets/score_sheets.h"

#include "cli/lang.h"
#include "cli/score_sums.h"
#include "cli/score_words.h"
#include "cli/sheets/workbook.h"

enum list_column {
    OWNER, UNIT, TEAM, CARD, PERIOD, TOTAL, MOST, GRADE, RANK, OF, CLASS, CHANGE, REMARKS, KIND, PLUGIN, DAY, POSITION, LIST_COLUMNS
};
enum { CHARTED_MOST = 40 /* owners in one chart */ };

static void
put_score(struct sheet *sheet, const struct score_report *score, struct arena *arena)
{
    const struct score_row *row = &score->row;

    sheet_put(sheet, score_owner(score, arena));
    sheet_put(sheet, row->unit);
    sheet_put(sheet, row->team);
    sheet_put(sheet, score_card_title(score));
    sheet_put(sheet, row->period);
    sheet_put_decimal(sheet, row->total, false);
    sheet_put_decimal(sheet, row->most, false);
    sheet_put(sheet, score_grade(score));
    sheet_put_integer(sheet, row->has_rank, row->rank);
    sheet_put_integer(sheet, row->has_rank, row->of);
    sheet_put(sheet, score_class(score, arena));
    sheet_put(sheet, score_change(score, arena));
    sheet_put(sheet, score_remarks(score, arena));
    sheet_put(sheet, row->kind);
    sheet_put(sheet, row->plugin);
    sheet_put_date(sheet, score->day);
    sheet_put_integer(sheet, true, (int64_t)score->as_of);
    sheet_next(sheet);
}

static void
put_charts(struct sheet *page, const struct sheet *list, const struct score_report *scores, size_t count, struct arena *arena)
{
    for (size_t i = 0, n; i < count; i += n) {
        struct str title = score_card_title(&scores[i]);
        struct sheet_range values;

        n = score_board(scores + i, count - i);
        values = (struct sheet_range){ i + 1, i + (n < CHARTED_MOST ? n : CHARTED_MOST), TOTAL };
        sheet_put_chart(page, &(struct chart_spec){
            .kind = CHART_BARS, .title = arena_printf(arena, "%.*s  %.*s", STR_ARG(title), STR_ARG(scores[i].row.period)), .table = list,
            .names = { values.first, values.last, OWNER }, .values = &values, .series = 1 });
    }
}

static struct sheet *
list_sheet(struct workbook *workbook, const struct score_report *scores, size_t count, struct arena *arena)
{
    const char *const headings[LIST_COLUMNS] = {
        [OWNER] = _("name"), [UNIT] = _("unit code"), [TEAM] = _("team code"), [CARD] = _("scorecard"), [PERIOD] = _("period"),
        [TOTAL] = _("total"), [MOST] = _("full"), [GRADE] = _("grade"), [RANK] = _("rank"), [OF] = _("out of"), [CLASS] = _("ranked among"),
        [CHANGE] = _("since last year"), [REMARKS] = _("remarks"), [KIND] = _("kind"), [PLUGIN] = _("rule"), [DAY] = _("as-of day"),
        [POSITION] = _("log position"),
    };
    struct sheet *sheet = workbook_table(workbook, _("Scores"), headings, LIST_COLUMNS);

    for (size_t i = 0; i < count; i++)
        put_score(sheet, &scores[i], arena);
    return sheet;
}

/* ---- components ---- */

enum line_column { LINE_OWNER, LINE_CARD, LINE_PERIOD, ROLE, TITLE, FULL, SELF, POINTS, DIFFERENCE, VALUE, TARGET, MARK, LINE_CODE, LINE_COLUMNS };

static const char *
word_of_role(struct str role)
{
    static const char *const words[] = {
        [TERM_ITEM] = N_("component"), [TERM_BONUS] = N_("bonus"), [TERM_PENALTY] = N_("penalty"), [TERM_GATE] = N_("must-have"),
        [TERM_TIE_BREAK] = N_("tie-break"),
    };
    int place = str_find(role, term_role_names, sizeof words / sizeof *words);

    return place >= 0 ? _(words[place]) : "";
}

/* How the computed points differ from what was claimed. */
static void
put_difference(struct sheet *sheet, const struct score_line_row *line, struct arena *arena)
{
    char text[DECIMAL_SIZE];
    int64_t self, points;

    if (!points_parse(line->self, &self) || !points_parse(line->points, &points)) {
        sheet_put(sheet, (struct str){ 0 });
        return;
    }
    decimal_print(points - self, 100, 1, SCORE_DECIMALS, text);
    sheet_put_decimal(sheet, arena_copy(arena, str_of(text)), false);
}

static void
put_line(struct sheet *sheet, const struct score_report *score, const struct score_report_line *line, struct arena *arena)
{
    const struct score_line_row *row = &line->line;

    sheet_put(sheet, score_owner(score, arena));
    sheet_put(sheet, score_card_title(score));
    sheet_put(sheet, score->row.period);
    sheet_put(sheet, str_of(word_of_role(row->role)));
    sheet_put(sheet, line_title(line));
    sheet_put_decimal(sheet, row->full, false);
    sheet_put_decimal(sheet, row->self, false);
    sheet_put_decimal(sheet, row->points, false);
    put_difference(sheet, row, arena);
    if (row->value.ptr)
        sheet_put_decimal(sheet, row->value, line->words.factor == 100);
    else
        sheet_put_stand_in(sheet, line_value(line, arena));
    sheet_put_decimal(sheet, row->target, line->words.factor == 100);
    sheet_put(sheet, line_mark(line));
    sheet_put(sheet, row->name);
    sheet_next(sheet);
}

static void
component_sheet(struct workbook *workbook, const struct score_report *scores, size_t count, struct arena *arena)
{
    const char *const headings[LINE_COLUMNS] = {
        [LINE_OWNER] = _("name"), [LINE_CARD] = _("scorecard"), [LINE_PERIOD] = _("period"), [ROLE] = _("role"), [TITLE] = _("component"),
        [FULL] = _("full"), [SELF] = _("self-assessed"), [POINTS] = _("computed"), [DIFFERENCE] = _("difference"), [VALUE] = _("figure"),
        [TARGET] = _("target"), [MARK] = _("remarks"), [LINE_CODE] = _("component code"),
    };
    struct sheet *sheet = workbook_table(workbook, _("Components"), headings, LINE_COLUMNS);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < scores[i].line_count; k++)
            put_line(sheet, &scores[i], &scores[i].lines[k], arena);
}

static void
put_all(struct workbook *workbook, struct sheet *page, const struct score_report *scores, size_t count, struct arena *arena)
{
    struct sheet *list;

    sheet_put_words(page, score_moment(scores, count, arena));
    sheet_next(page);
    sheet_next(page);
    list = list_sheet(workbook, scores, count, arena);
    component_sheet(workbook, scores, count, arena);
    put_charts(page, list, scores, count, arena);
}

bool
score_sheets(struct buf *out, const struct score_report *scores, size_t count, struct arena *arena, struct err *err)
{
    struct str title = str_of(count > 0 ? _("Scores") : _("There are no such scores."));
    struct workbook *workbook = workbook_new_file(title, count > 0 ? scores->day : (struct str){ 0 }, err);
    struct sheet *page;

    if (!workbook)
        return false;
    page = workbook_page(workbook, _("Overview"));
    sheet_put_title(page, title);
    sheet_next(page);
    if (count > 0)
        put_all(workbook, page, scores, count, arena);
    return workbook_finish(workbook, out, err);
}
