/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview_cells.h"

#include "lib/base/mem.h"
#include "lib/engine/frozen_page.h"
#include "lib/engine/publish.h"
#include "lib/engine/row_text.h"

#include <stdlib.h>

/* ---- do two figures say the same? ---- */

static bool
same_print(const struct indicator *a, const struct indicator *b)
{
    return a->decimals == b->decimals && a->factor == b->factor;
}

static bool
same_counts(const struct figure *a, const struct figure *b)
{
    return a->has_numerator == b->has_numerator && (!a->has_numerator || a->numerator == b->numerator) &&
           a->has_denominator == b->has_denominator && (!a->has_denominator || a->denominator == b->denominator) &&
           a->has_bounds == b->has_bounds &&
           (!a->has_bounds ||
            (a->method == b->method && a->named == b->named && a->lower == b->lower && a->upper == b->upper));
}

static bool
same_verdict(const struct figure *a, const struct figure *b)
{
    if (a->state != b->state || a->has_target != b->has_target)
        return false;
    if (!a->has_target)
        return true;
    return fraction_cmp(a->target, b->target) == 0 &&
           (a->state != FIGURE_OK || (a->met == b->met && a->shortfall == b->shortfall));
}

static bool
same_figure(const struct figure *a, const struct figure *b)
{
    return same_verdict(a, b) && same_counts(a, b) && a->flags == b->flags && a->undated == b->undated &&
           a->unknown_home == b->unknown_home && a->extra == b->extra && a->rescheduled == b->rescheduled &&
           strcmp(a->detail, b->detail) == 0;
}

/* ---- moves ---- */

__extension__ typedef __int128 signed_wide_t;

static struct fraction
printed_value(const struct figure *figure, int factor, bool *fits)
{
    struct fraction value = fraction_reduce((struct fraction){ figure->numerator, figure->denominator });
    uwide_t common = common_divisor((uwide_t)factor, (uwide_t)value.den);
    int64_t times = factor / (int64_t)common;

    value.den /= (int64_t)common;
    *fits = !__builtin_mul_overflow(value.num, times, &value.num);
    return value;
}

/* After less before; false when it does not fit, or when one of them has no value. */
static bool
find_move(const struct figure *before, int factor_before, const struct figure *after, int factor_after, struct fraction *move)
{
    signed_wide_t num, den, common;
    struct fraction a, b;
    bool fits_a, fits_b;

    if (before->state != FIGURE_OK || after->state != FIGURE_OK || before->denominator <= 0 || after->denominator <= 0)
        return false;
    a = printed_value(before, factor_before, &fits_a);
    b = printed_value(after, factor_after, &fits_b);
    num = (signed_wide_t)b.num * a.den - (signed_wide_t)a.num * b.den;
    den = (signed_wide_t)a.den * b.den;
    common = (signed_wide_t)common_divisor((uwide_t)(num < 0 ? -num : num), (uwide_t)den);
    num /= common;
    den /= common;
    if (!fits_a || !fits_b || num > INT64_MAX || num < INT64_MIN || den > INT64_MAX)
        return false;
    *move = (struct fraction){ (int64_t)num, (int64_t)den };
    return true;
}

/* ---- telling ---- */

static struct scope
scope_of(const struct preview_page *page, const struct preview_row *row)
{
    struct scope scope = page->scope;

    scope.unit = row->unit;
    scope.category = row->category;
    scope.group = row->group;
    return scope;
}

static bool
is_judged(const struct figure *figure)
{
    return figure->state == FIGURE_OK && figure->has_target;
}

static void
judge(struct preview_cell *cell, const struct figure *before, const struct figure *after)
{
    cell->was_met = before && is_judged(before) && before->met;
    cell->is_met = after && is_judged(after) && after->met;
    cell->crossed = before && after && is_judged(before) && is_judged(after) && before->met != after->met;
}

/* Reads what was frozen, once a page. */
static bool
open_official(struct preview_page *page, const struct scope *scope)
{
    struct str team = scope->team == CODE_NONE ? (struct str){ 0 } : codebook_name(&scope->facts->teams.codes, scope->team);

    if (!page->official_is_open &&
        !official_page_open(&page->official, &page->base->publisher->freezer, scope->unit, team, &scope->period, page->err))
        return false;
    page->official_is_open = true;
    return true;
}

/* Of a closed period: what becomes of the revised row. */
static bool
judge_sealed(struct preview_page *page, const struct scope *scope, struct preview_cell *cell)
{
    const struct figure_row *any = cell->after ? cell->after : cell->before;

    if (!freezer_find(&page->base->publisher->freezer, scope->unit, &scope->period))
        return true;
    if (!open_official(page, scope))
        return false;
    cell->sealed = true;
    cell->official = official_page_row(&page->official, any);
    cell->revision = revision_change(cell->before && !official_page_agrees(&page->official, cell->before),
                                     cell->after && !official_page_agrees(&page->official, cell->after));
    return true;
}

/* before or after may be NULL, not both. */
static bool
tell(struct preview_page *page, const struct preview_row *before, const struct preview_row *after)
{
    struct scope scope = scope_of(page, after ? after : before);
    const struct ruleset *live = page->before.ruleset, *staged = page->after.ruleset;
    struct preview_cell cell = { .change = !before ? CELL_NEW : !after ? CELL_GONE : CELL_CHANGED };
    struct figure_row was, is;

    if (before) {
        was = row_text_make(&scope, live, before->indicator, &before->figure, &page->arena);
        cell.before = &was;
        cell.decimals = live->indicators[before->indicator].decimals;
    }
    if (after) {
        is = row_text_make(&scope, staged, after->indicator, &after->figure, &page->arena);
        cell.after = &is;
        cell.decimals = staged->indicators[after->indicator].decimals;
    }
    if (!judge_sealed(page, &scope, &cell)) {
        page->stopped = true;
        return false;
    }
    judge(&cell, before ? &before->figure : NULL, after ? &after->figure : NULL);
    cell.has_move = before && after &&
                    find_move(&before->figure, live->indicators[before->indicator].factor, &after->figure,
                              staged->indicators[after->indicator].factor, &cell.move);
    if (!cell.sealed || cell.revision != REVISION_NONE)
        page->stopped = !page->request->on_cell(page->request->ctx, &cell);
    arena_reset(&page->arena);
    return !page->stopped;
}

/* ---- comparing ---- */

static struct preview_row
row_of(const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    return (struct preview_row){ indicator, scope->unit, scope->category, scope->group, false, *figure };
}

static bool
keep_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct preview_page *page = ctx;

    page->rows = mem_grow(page->rows, page->count, &page->capacity, sizeof *page->rows);
    page->rows[page->count++] = row_of(scope, indicator, figure);
    return true;
}

/* Rows come in the same order on both sides, so it is usually the next one. */
static struct preview_row *
find_row(struct preview_page *page, const struct scope *scope, uint32_t indicator)
{
    for (size_t i = 0; i < page->count; i++) {
        size_t place = page->cursor + i < page->count ? page->cursor + i : page->cursor + i - page->count;
        struct preview_row *row = &page->rows[place];
        if (row->unit != scope->unit || row->category != scope->category || row->group != scope->group ||
            page->preview->rules.after_of[row->indicator] != (int)indicator)
            continue;
        page->cursor = place + 1;
        return row;
    }
    return NULL;
}

static bool
says_the_same(const struct preview_page *page, const struct preview_row *before, const struct preview_row *after)
{
    const struct indicator *live = &page->before.ruleset->indicators[before->indicator];
    const struct indicator *staged = &page->after.ruleset->indicators[after->indicator];

    return same_figure(&before->figure, &after->figure) &&
           (after->figure.state != FIGURE_OK || same_print(live, staged));
}

static bool
compare_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct preview_page *page = ctx;
    struct preview_row after = row_of(scope, indicator, figure), *before;

    if (figure->waits)
        return err_set(page->err, ERR_INTERNAL, "a staged score was compared before its answer was there");
    scoreboard_see(page->scores, page->run, scope, indicator, figure);
    if (page->preview->rules.scored_only[indicator])
        return true;
    page->preview->compared++;
    before = find_row(page, scope, indicator);
    if (!before)
        return tell(page, NULL, &after);
    before->matched = true;
    if (before->figure.waits || page->silent[before->indicator]) {
        page->preview->unknown++;
        return true;
    }
    return says_the_same(page, before, &after) || tell(page, before, &after);
}

static bool
tell_gone(struct preview_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct preview_row *row = &page->rows[i];
        int after = page->preview->rules.after_of[row->indicator];
        if (row->matched)
            continue;
        page->preview->compared++;
        if (row->figure.waits || page->silent[row->indicator])
            page->preview->unknown++;
        else if ((after < 0 || !page->preview->rules.left_out_after[after]) && !tell(page, row, NULL))
            return false;
    }
    return true;
}

void
preview_page_begin(struct preview_page *page, enum owner_kind kind, uint32_t owner, const struct period *period)
{
    page->count = page->cursor = 0;
    page->kind = kind;
    page->owner = owner;
    page->scope = (struct scope){
        .facts = page->base->facts,
        .period = *period,
        .as_of = page->before.as_of,
        .year_start_month = page->before.year_start_month,
        .team = kind == OWNER_TEAM ? owner : CODE_NONE,
    };
}

bool
preview_page_live(struct preview_page *page, struct year_book *book)
{
    return sheet_compute(page->base->facts, &page->before, book, &page->scope.period, keep_row, page);
}

bool
preview_page_compare(struct preview_page *page, struct year_book *book)
{
    static const struct frozen_page none_frozen = { 0 };
    bool fine;

    scoreboard_page(page->scores, page->kind, page->owner, &none_frozen);
    fine = (!book || sheet_compute(page->base->facts, &page->after, book, &page->scope.period, compare_row, page)) && tell_gone(page);
    if (page->official_is_open)
        official_page_close(&page->official);
    page->official_is_open = false;
    if (fine)
        scoreboard_page_end(page->scores, page->run, &page->scope.period, false);
    return fine;
}
