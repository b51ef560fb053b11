/* SPDX-License-Identifier: MIT */
#include "cli/figure_text.h"

#include "cli/figure_exact.h"
#include "cli/figure_past.h"
#include "cli/lang.h"
#include "cli/plugin_faults.h"
#include "cli/vocabulary.h"
#include "cli/words.h"
#include "lib/base/buf.h"
#include "lib/model/day.h"
#include "lib/model/exact.h"

#include <string.h>

struct str
figure_title(const struct report_row *row)
{
    return lang_name(row->title_zh, row->title_en, row->figure.indicator);
}

struct str
figure_unit_name(const struct report_row *row)
{
    return lang_name(row->unit_name, row->unit_name_en, row->figure.unit);
}

static bool
is_ok(const struct report_row *row)
{
    return str_eq(row->figure.state, STR("ok"));
}

static struct str
with_sign(const struct report_row *row, struct str number, struct arena *arena)
{
    return row->factor == 100 ? arena_printf(arena, "%.*s %%", STR_ARG(number)) : number;
}

/* A rate tells its number of people: of a hidden one nothing is said. A plain number may be said to be small. */
static struct str
hidden_value(const struct report_row *row)
{
    return row->factor == 1 && row->figure.denominator == 1 ? row->hidden : STR("*");
}

struct cell
figure_value(const struct report_row *row, struct arena *arena)
{
    if (row->hidden.ptr)
        return (struct cell){ hidden_value(row), TONE_QUIET };
    if (!is_ok(row))
        return (struct cell){ word_of_state(row->figure.state), TONE_QUIET };
    return (struct cell){ with_sign(row, row->figure.value, arena), TONE_STRONG };
}

struct str
figure_fraction(const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;

    if (!figure->has_denominator || (row->factor == 1 && figure->denominator == 1))
        return (struct str){ 0 };
    if (row->hidden.ptr)
        return arena_printf(arena, "%.*s/%lld", STR_ARG(row->hidden), (long long)figure->denominator);
    if (!figure->has_numerator)
        return arena_printf(arena, "–/%lld", (long long)figure->denominator);
    return arena_printf(arena, "%lld/%lld", (long long)figure->numerator, (long long)figure->denominator);
}

struct str
figure_people(const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;

    if (row->hidden.ptr)
        return figure->method.len > 0 ? row->hidden : (struct str){ 0 };
    if (!figure->has_bounds)
        return (struct str){ 0 };
    return arena_printf(arena, "%lld [%lld–%lld]", (long long)figure->named, (long long)figure->lower,
                        (long long)figure->upper);
}

struct str
figure_target_number(const struct report_row *row, struct arena *arena)
{
    struct str text = row->figure.target, value = row->figure.value;
    const char *point = value.len > 0 ? memchr(value.ptr, '.', value.len) : NULL;
    int decimals = point ? (int)(value.ptr + value.len - point) - 1 : row->decimals;
    char rounded[DECIMAL_SIZE];
    struct exact target;

    if (text.len == 0 || !memchr(text.ptr, '/', text.len) || !figure_exact_target(row, &target) || target.num > INT64_MAX || target.den > INT64_MAX)
        return text;
    decimal_print((int64_t)target.num, (int64_t)target.den, 1, decimals, rounded);
    return arena_copy(arena, str_of(rounded));
}

struct str
figure_target(const struct report_row *row, struct arena *arena)
{
    return row->figure.target.len > 0 ? with_sign(row, figure_target_number(row, arena), arena) : row->figure.target;
}

/* Is the figure the count of these boxes? Of several rules taken together it is not. */
static bool
counts_boxes(const struct figure_row *figure, const struct strip *strip)
{
    struct strip_count count = strip_count(strip);

    return count.met == figure->numerator && count.met + count.missed == figure->denominator;
}

/* What is short: people, or sub-periods of the kind that the detail names first. */
static struct str
short_text(const struct report_row *row, struct arena *arena)
{
    struct str detail = row->figure.detail;
    long long n = row->figure.shortfall;
    struct strip strip;

    if (row->figure.method.len > 0)
        return arena_printf(arena, ngettext("✗ %lld person short", "✗ %lld people short", (unsigned long)n), n);
    if (!strip_next(&detail, &strip) || !counts_boxes(&row->figure, &strip))
        return arena_printf(arena, ngettext("✗ %lld short", "✗ %lld short", (unsigned long)n), n);
    switch (strip.every) {
    case PERIOD_MONTH:
        return arena_printf(arena, ngettext("✗ %lld month short", "✗ %lld months short", (unsigned long)n), n);
    case PERIOD_QUARTER:
        return arena_printf(arena, ngettext("✗ %lld quarter short", "✗ %lld quarters short", (unsigned long)n), n);
    case PERIOD_YEAR:
        return str_of(_("✗ not met"));
    default:
        return arena_printf(arena, ngettext("✗ %lld short", "✗ %lld short", (unsigned long)n), n);
    }
}

struct cell
figure_verdict(const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;

    if (figure->target.len == 0)
        return (struct cell){ 0 };
    if (!figure->has_met)
        return (struct cell){ STR("–"), TONE_QUIET };
    if (figure->met)
        return (struct cell){ str_of(_("✓ met")), TONE_GOOD };
    if (!figure->has_short || figure->shortfall == 0)
        return (struct cell){ str_of(_("✗ not met")), TONE_BAD };
    return (struct cell){ short_text(row, arena), TONE_BAD };
}

static void
add_remark(struct buf *remarks, struct str remark)
{
    if (remarks->len > 0)
        buf_put_str(remarks, str_of(_("; ")));
    buf_put_str(remarks, remark);
}

static const char *
method_words(struct str method)
{
    if (str_eq(method, STR("lower")))
        return _("judged by the lower bound");
    if (str_eq(method, STR("upper")))
        return _("judged by the upper bound");
    if (str_eq(method, STR("declared")))
        return _("judged by the declared number");
    return NULL;
}

/* "clock=180;declared=960": whose word the hours are. */
static void
add_proofs(struct buf *remarks, struct str detail, struct arena *arena)
{
    struct str part, name, words;
    unsigned long long minutes;

    while (words_next_part(&detail, &part)) {
        words = words_pair(part, &name, &minutes) ? words_of_proof(name, minutes, arena) : (struct str){ 0 };
        if (words.ptr)
            add_remark(remarks, words);
    }
}

static struct str
note_text(const struct report_row *row, struct str name, unsigned long long count, struct arena *arena)
{
    if (str_eq(name, STR("stale_since")) && row->stale_plugin.ptr)
        return plugin_stale_text(count, row->day, row->stale_plugin, row->stale_reason, arena);
    return words_of_note(name, count, arena);
}

struct str
figure_remarks(const struct report_row *row, struct arena *arena)
{
    struct str flags = row->figure.flags, notes = row->figure.notes, text = { 0 }, word, name;
    unsigned long long count;
    const char *method = method_words(row->figure.method);
    struct buf remarks = { 0 };

    if (method)
        add_remark(&remarks, str_of(method));
    while (words_next(&flags, &word))
        add_remark(&remarks, word_of_flag(word));
    while (words_next(&notes, &word))
        if (words_pair(word, &name, &count))
            add_remark(&remarks, note_text(row, name, count, arena));
    add_proofs(&remarks, row->figure.detail, arena);
    if (row->figure.target.len > 0 && (word = figure_past_of(&row->figure)).ptr)
        add_remark(&remarks, arena_printf(arena, _("to reach: that of %.*s"), STR_ARG(word)));
    if (remarks.len > 0)
        text = arena_copy(arena, buf_str(&remarks));
    buf_free(&remarks);
    return text;
}

struct str
figure_strip(const struct report_row *row, const struct strip *strip, struct arena *arena)
{
    bool is_plan = str_starts(row->figure.plugin, STR("plan_check@"));
    int month = day_civil(row->figure.period_first).month;
    unsigned first = strip_first(strip->every, row->figure.period, month);

    return strip_text(strip, is_plan ? STRIP_PLANNED : STRIP_HELD, first, arena);
}

struct str
figure_difference(const struct report_row *before, const struct report_row *after, struct arena *arena)
{
    struct fraction a, b, difference;
    struct exact exact;
    char text[DECIMAL_SIZE];

    if (!before->figure.value.ptr || !after->figure.value.ptr || !fraction_parse(before->figure.value, &a) ||
        !fraction_parse(after->figure.value, &b))
        return (struct str){ 0 };
    exact = exact_sub(exact_of(b), exact_of(a));
    if (exact.den == 0 || exact.num > INT64_MAX || exact.num < INT64_MIN || exact.den > INT64_MAX)
        return (struct str){ 0 };
    difference = fraction_reduce((struct fraction){ (int64_t)exact.num, (int64_t)exact.den });
    fraction_text(difference, text);
    return arena_printf(arena, "%s%s", difference.num > 0 ? "+" : "", text);
}
