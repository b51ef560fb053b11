/* SPDX-License-Identifier: MIT */
#include "cli/score_text.h"

#include "cli/lang.h"
#include "cli/score_sums.h"
#include "cli/score_words.h"
#include "cli/vocabulary.h"

#include <stdlib.h>

/* ---- the list of a card and period ---- */

enum list_column { RANK, OWNER, TOTAL, GRADE, CHANGE, REMARK, LIST_COLUMNS };

static const enum align list_align[LIST_COLUMNS] = {
    [RANK] = ALIGN_RIGHT, [OWNER] = ALIGN_LEFT, [TOTAL] = ALIGN_RIGHT, [GRADE] = ALIGN_LEFT, [CHANGE] = ALIGN_LEFT, [REMARK] = ALIGN_LEFT,
};

/* A score of the list, and the one that says where it stands: a revised one follows the official one. */
struct listed {
    const struct score_report *score, *lead;
};

/* By class; ranked ones first, by rank; the others stay in tree order behind them. */
static int
rank_cmp(const void *left, const void *right)
{
    const struct listed *one = left, *other = right;
    const struct score_report *a = one->lead, *b = other->lead;
    int order = str_cmp(a->row.peers, b->row.peers);

    if (order != 0)
        return order;
    if (a->row.has_rank != b->row.has_rank)
        return a->row.has_rank ? -1 : 1;
    if (a->row.has_rank && a->row.rank != b->row.rank)
        return a->row.rank < b->row.rank ? -1 : 1;
    if (a != b)
        return a > b ? 1 : -1;
    return (one->score > other->score) - (one->score < other->score);
}

static struct str
list_remarks(const struct listed *listed, struct arena *arena)
{
    struct str remarks = score_remarks(listed->score, arena), difference = { 0 };

    if (listed->lead != listed->score)
        difference = score_difference(listed->lead, listed->score, arena);
    return difference.len > 0 ? arena_printf(arena, _("%.*s; difference %.*s"), STR_ARG(remarks), STR_ARG(difference)) : remarks;
}

/* Those of one class. */
static void
put_peers(struct buf *out, const struct listed *sorted, size_t count, const struct page *page, struct arena *arena)
{
    const char *const texts[LIST_COLUMNS] = {
        [RANK] = _("rank"), [OWNER] = _("name"), [TOTAL] = _("total"), [GRADE] = _("grade"), [CHANGE] = _("since last year"), [REMARK] = _("remarks"),
    };
    struct table table;

    table_init(&table, arena, list_align, LIST_COLUMNS);
    for (int i = 0; i < LIST_COLUMNS; i++)
        table.heading[i] = (struct cell){ str_of(texts[i]), TONE_QUIET };
    for (size_t i = 0; i < count; i++) {
        struct cell *cells = table_row(&table);

        cells[RANK].text = score_rank(sorted[i].score, arena);
        cells[OWNER].text = score_owner(sorted[i].score, arena);
        cells[TOTAL] = score_total(sorted[i].score);
        cells[GRADE].text = score_grade(sorted[i].score);
        cells[CHANGE].text = score_change(sorted[i].score, arena);
        cells[REMARK].text = list_remarks(&sorted[i], arena);
    }
    table_print(&table, out, page);
    table_free(&table);
}

static void
put_list(struct buf *out, const struct score_report *scores, size_t count, const struct page *page, struct arena *arena)
{
    struct listed *sorted = arena_array(arena, count, sizeof *sorted);
    struct str title = score_card_title(scores), period = words_of_period(scores->row.period, arena);

    for (size_t i = 0; i < count; i++) {
        const struct score_report *official = score_official_of(scores, i);
        sorted[i] = (struct listed){ &scores[i], official ? official : &scores[i] };
    }
    qsort(sorted, count, sizeof *sorted, rank_cmp);
    for (size_t i = 0, n; i < count; i += n) {
        struct str class = score_class(sorted[i].lead, arena);

        for (n = 1; i + n < count && str_eq(sorted[i + n].lead->row.peers, sorted[i].lead->row.peers);)
            n++;
        page_heading(out, arena_printf(arena, "%.*s  %.*s  %.*s", STR_ARG(title), STR_ARG(period), STR_ARG(class)), 2, page);
        put_peers(out, sorted + i, n, page, arena);
        page_gap(out, page);
    }
}

/* ---- one score ---- */

enum column { TITLE, FULL, SELF, POINTS, DIFFERENCE, VALUE, MARK, COLUMNS };

static const enum align columns[COLUMNS] = {
    [TITLE] = ALIGN_LEFT,        [FULL] = ALIGN_RIGHT,  [SELF] = ALIGN_RIGHT, [POINTS] = ALIGN_RIGHT,
    [DIFFERENCE] = ALIGN_RIGHT, [VALUE] = ALIGN_RIGHT, [MARK] = ALIGN_LEFT,
};

static void
fill_heading(struct table *table)
{
    const char *const texts[COLUMNS] = {
        [TITLE] = _("component"), [FULL] = _("full"),   [SELF] = _("self-assessed"), [POINTS] = _("computed"),
        [DIFFERENCE] = _("difference"), [VALUE] = _("figure"), [MARK] = _("remarks"),
    };

    for (int i = 0; i < COLUMNS; i++)
        table->heading[i] = (struct cell){ str_of(texts[i]), TONE_QUIET };
}

static bool
is_role(const struct score_report_line *line, enum term_role role)
{
    return str_eq(line->line.role, term_role_names[role]);
}

static struct str
points_text(int64_t hundredths, const char *plus, struct arena *arena)
{
    char text[DECIMAL_SIZE];

    decimal_print(hundredths, 100, 1, SCORE_DECIMALS, text);
    return arena_printf(arena, "%s%s", hundredths > 0 ? plus : "", text);
}

/* How the computed points differ from what was claimed: that is to be looked at. */
static struct cell
difference(const struct score_report_line *line, struct arena *arena)
{
    int64_t self, points;

    if (!points_parse(line->line.self, &self) || !points_parse(line->line.points, &points) || self == points)
        return (struct cell){ 0 };
    return (struct cell){ points_text(points - self, "+", arena), TONE_BAD };
}

static void
add_term(struct table *table, const struct score_report_line *line, const char *sign)
{
    struct cell *cells = table_row(table);
    struct str points = line->line.points;
    bool is_nothing = str_eq(points, STR("0.00"));

    cells[TITLE].text = line_title(line);
    cells[FULL].text = line->line.full;
    cells[SELF].text = line->line.self;
    cells[POINTS] = points.ptr ? (struct cell){ arena_printf(table->arena, "%s%.*s", is_nothing ? "" : sign, STR_ARG(points)), TONE_PLAIN }
                               : (struct cell){ STR("–"), TONE_QUIET };
    cells[DIFFERENCE] = difference(line, table->arena);
    if (line->line.value.ptr || str_eq(line->line.state, STR("suppressed")))
        cells[VALUE].text = line_value(line, table->arena);
    cells[MARK] = (struct cell){ line_mark(line), TONE_QUIET };
}

static size_t
add_terms(struct table *table, const struct score_report *score, enum term_role role, const char *sign)
{
    size_t count = 0;

    for (size_t i = 0; i < score->line_count; i++) {
        if (!is_role(&score->lines[i], role))
            continue;
        add_term(table, &score->lines[i], sign);
        count++;
    }
    return count;
}

static void
add_sum(struct table *table, const char *title, struct str full, struct str points, enum tone tone)
{
    struct cell *cells = table_row(table);

    cells[TITLE] = (struct cell){ str_of(title), tone };
    cells[FULL] = (struct cell){ full, tone };
    cells[POINTS] = (struct cell){ points, tone };
}

/* Each step from the lines to the total is a row, so that it can be added up by hand. */
static void
add_all(struct table *table, const struct score_report *score)
{
    const struct score_row *row = &score->row;
    bool is_scaled = row->total.ptr && !str_eq(row->sum, row->base);
    struct str none = { 0 };

    add_terms(table, score, TERM_ITEM, "");
    if (row->total.ptr)
        add_sum(table, _("sum"), row->available, row->sum, TONE_PLAIN);
    if (is_scaled)
        add_sum(table, _("brought to the full points"), row->full, row->base, TONE_PLAIN);
    if (add_terms(table, score, TERM_BONUS, "+") > 0 && row->total.ptr)
        add_sum(table, _("bonus, capped"), none, arena_printf(table->arena, "+%.*s", STR_ARG(row->bonus)), TONE_PLAIN);
    add_terms(table, score, TERM_PENALTY, "−");
    if (row->total.ptr)
        add_sum(table, _("total"), row->most, row->total, TONE_STRONG);
}

static void
add_gates(struct table *table, const struct score_report *score)
{
    for (size_t i = 0; i < score->line_count; i++) {
        const struct score_report_line *line = &score->lines[i];
        bool is_shut = str_eq(line->line.mark, STR("shut"));
        struct str title = line_title(line), value = line_value(line, table->arena);

        if (is_role(line, TERM_GATE))
            table_foot(table, arena_printf(table->arena, _("%s must-have: %.*s %.*s%s, is %.*s"), is_shut ? "✗" : "✓", STR_ARG(title),
                                           STR_ARG(line->line.target), line->words.factor == 100 ? " %" : "", STR_ARG(value)),
                       is_shut ? TONE_BAD : TONE_PLAIN);
    }
}

static void
add_fields(struct table *table, const struct score_report *score)
{
    struct field_sum sums[WORK_FIELDS];
    struct buf text = { 0 };

    score_field_sums(score, sums);
    for (int i = 0; i < WORK_FIELDS; i++) {
        struct str name = word_of_field(i);

        if (sums[i].has_items)
            buf_printf(&text, "%s%.*s %.*s/%.*s", text.len > 0 ? " · " : "", STR_ARG(name),
                       STR_ARG(points_text(sums[i].points, "", table->arena)), STR_ARG(points_text(sums[i].full, "", table->arena)));
    }
    if (text.len > 0)
        table_foot(table, arena_printf(table->arena, _("by work field: %.*s"), STR_ARG(buf_str(&text))), TONE_PLAIN);
    buf_free(&text);
}

static void
put_heading(struct buf *out, const struct score_report *score, const struct page *page, struct arena *arena)
{
    struct str title = score_card_title(score), owner = score_owner(score, arena);
    struct str period = words_of_period(score->row.period, arena);

    if (str_eq(score->row.kind, STR("official")))
        title = arena_printf(arena, _("%.*s  official, closed at log position %llu"), STR_ARG(title), (unsigned long long)score->as_of);
    else if (str_eq(score->row.kind, STR("revised")))
        title = arena_printf(arena, _("%.*s, revised"), STR_ARG(title));
    page_heading(out, arena_printf(arena, "%.*s  %.*s  %.*s", STR_ARG(owner), STR_ARG(period), STR_ARG(title)), 2, page);
}

/* How a revised score differs from the official one. */
static void
add_difference(struct table *table, const struct score_report *score, const struct score_report *official)
{
    struct str difference = official ? score_difference(official, score, table->arena) : (struct str){ 0 };

    if (difference.len > 0)
        table_foot(table, arena_printf(table->arena, _("difference to the official total: %.*s"), STR_ARG(difference)), TONE_PLAIN);
}

static void
add_result(struct table *table, const struct score_report *score)
{
    struct str grade = score_grade(score), rank = score_rank(score, table->arena), change = score_change(score, table->arena);
    struct str remarks = score_remarks(score, table->arena);

    if (grade.len > 0)
        table_foot(table, arena_printf(table->arena, _("grade: %.*s"), STR_ARG(grade)), TONE_STRONG);
    table_foot(table, arena_printf(table->arena, _("rank: %.*s"), STR_ARG(rank)), TONE_PLAIN);
    if (change.len > 0)
        table_foot(table, arena_printf(table->arena, _("since last year: %.*s"), STR_ARG(change)), TONE_PLAIN);
    if (remarks.len > 0)
        table_foot(table, remarks, TONE_QUIET);
}

static void
put_score(struct buf *out, const struct score_report *score, const struct score_report *official, const struct page *page,
          struct arena *arena)
{
    struct table table;

    put_heading(out, score, page, arena);
    table_init(&table, arena, columns, COLUMNS);
    fill_heading(&table);
    add_all(&table, score);
    add_gates(&table, score);
    add_fields(&table, score);
    add_difference(&table, score, official);
    add_result(&table, score);
    table_print(&table, out, page);
    table_free(&table);
    page_gap(out, page);
}

/* ---- all ---- */

static void
put_board(struct buf *out, const struct score_report *scores, size_t count, const struct score_view *view, struct arena *arena)
{
    if (count > 1)
        put_list(out, scores, count, &view->page, arena);
    for (size_t i = 0; i < count && (view->in_full || count == 1); i++)
        put_score(out, &scores[i], score_official_of(scores, i), &view->page, arena);
}

void
score_text(struct buf *out, const struct score_report *scores, size_t count, const struct score_view *view, struct arena *arena)
{
    if (count == 0) {
        page_line(out, str_of(_("There are no such scores.")), 0, TONE_PLAIN, &view->page);
        return;
    }
    for (size_t i = 0, n; i < count; i += n) {
        n = score_board(scores + i, count - i);
        put_board(out, scores + i, n, view, arena);
    }
    page_line(out, score_moment(scores, count, arena), 0, TONE_QUIET, &view->page);
}
