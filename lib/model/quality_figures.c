/* SPDX-License-Identifier: MIT */
/*
 * Checks of published figures: over 100 %, a plan that fails, what was declared.
 */
#include "lib/model/quality_view.h"

#include "lib/base/mem.h"
#include "lib/model/exact.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

static struct finding *
about_figure(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
             const struct quality_figure *figure)
{
    struct finding *finding = findings_add(findings, rule, figure->unit);

    finding->team = figure->team;
    finding_period(findings, finding, &figure->period, view->year_start_month);
    return finding;
}

/* The indicator, and the category or group whose row it is. */
static struct str
row_name(const struct quality_view *view, const struct quality_figure *figure, struct findings *findings)
{
    const struct facts *facts = view->facts;
    struct str code;

    if (figure->category == CODE_NONE && figure->group == CODE_NONE)
        return arena_copy(&findings->texts, figure->indicator);
    code = figure->category != CODE_NONE ? codebook_name(&facts->categories.codes, figure->category)
                                         : codebook_name(&facts->people.groups, figure->group);
    return arena_printf(&findings->texts, "%.*s %s=%.*s", STR_ARG(figure->indicator),
                        figure->category != CODE_NONE ? "category" : "group", STR_ARG(code));
}

/* The unit's own statements of the populations that the figure is a share of. */
static void
list_populations(const struct quality_view *view, const struct quality_figure *figure, struct finding *finding)
{
    const struct facts *facts = view->facts;
    int place = ruleset_find(view->ruleset, figure->indicator);
    const struct measure *whole = place >= 0 ? &view->ruleset->indicators[place].denominator : NULL;
    struct str group = STR("all");
    struct population_query series;
    struct population_step *steps;
    size_t count;

    if (!whole || whole->kind != MEASURE_POPULATION)
        return;
    if (whole->group.ptr)
        group = whole->group;
    else if (figure->group != CODE_NONE)
        group = codebook_name(&facts->people.groups, figure->group);
    for (size_t i = 0; populations_steps(&facts->populations, &facts->units, i, &series, &steps, &count); i++) {
        if (series.unit == figure->unit && series.basis == whole->basis && str_eq(series.group, group))
            for (size_t k = count; k-- > 0;)
                if (steps[k].from < figure->period.end) {
                    finding_event(finding, steps[k].seq);
                    break;
                }
        free(steps);
    }
}

void
quality_over_100(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    for (size_t i = 0; i < view->figure_count; i++) {
        const struct quality_figure *figure = &view->figures[i];
        struct finding *finding;
        if (!(figure->figure.flags & FLAG_OVER_100))
            continue;
        finding = about_figure(view, rule, findings, figure);
        finding->subject = row_name(view, figure, findings);
        finding_number(findings, finding, "numerator", figure->figure.numerator);
        finding_number(findings, finding, "denominator", figure->figure.denominator);
        list_populations(view, figure, finding);
    }
}

/* ---- the plan ---- */

/* "month=1110..;quarter=11": how many letters of the part there are, and how many say that it is met. */
struct part_count {
    int64_t met, expected;
};

static struct part_count
count_part(const char *detail, const char *name)
{
    const char *at = strstr(detail, name);
    struct part_count count = { 0, 0 };

    for (at = at ? at + strlen(name) : ""; *at && *at != ';'; at++) {
        count.met += *at == '1';
        count.expected += *at == '1' || *at == '0';
    }
    return count;
}

/* The months that promise nothing, by spaces. */
static struct str
empty_months(const struct quality_view *view, const struct quality_figure *figure, struct findings *findings)
{
    const char *at = strstr(figure->figure.detail, "month=");
    struct period months[12];
    char text[12 * PERIOD_CODE_SIZE] = "";
    size_t n = period_split(&figure->period, PERIOD_MONTH, view->year_start_month, months, 12);

    at = at ? at + strlen("month=") : "";
    for (size_t i = 0; i < n && i < 12 && at[i] && at[i] != ';'; i++) {
        size_t used = strlen(text);
        if (at[i] != '0')
            continue;
        if (used > 0)
            text[used++] = ' ';
        period_code(&months[i], view->year_start_month, text + used);
    }
    return *text ? arena_copy(&findings->texts, str_of(text)) : (struct str){ 0 };
}

/* What is planned for the year, in the unit and below. */
static void
list_items(const struct quality_view *view, const struct quality_figure *figure, struct finding *finding)
{
    const struct facts *facts = view->facts;

    for (size_t i = 0; i < facts->plans.count; i++) {
        const struct plan_statement *item = facts->plans.items[i].current;
        const struct zone *zone = item ? facts->units.units[item->unit].zone : NULL;
        day_t first = item ? when_first_day(&item->put.window, zone) : DAY_MIN;
        day_t last = item ? when_last_day(&item->put.window, zone) : DAY_MIN;
        if (item && period_has(&figure->period, first, last) &&
            unit_under(&facts->units, item->unit, figure->unit, unit_epoch(&facts->units, last)))
            finding_event(finding, item->base.seq);
    }
}

static void
number_part(struct findings *findings, struct finding *finding, const char *detail, const char *part, const char *met,
            const char *expected)
{
    struct part_count count = count_part(detail, part);

    finding_number(findings, finding, met, count.met);
    finding_number(findings, finding, expected, count.expected);
}

void
quality_plan_check(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    for (size_t i = 0; i < view->figure_count; i++) {
        const struct quality_figure *figure = &view->figures[i];
        const char *detail = figure->figure.detail;
        struct finding *finding;
        if (!figure->is_plan || !figure->figure.has_target || figure->figure.state != FIGURE_OK || figure->figure.met)
            continue;
        finding = about_figure(view, rule, findings, figure);
        finding->subject = empty_months(view, figure, findings);
        number_part(findings, finding, detail, "month=", "months", "months_expected");
        number_part(findings, finding, detail, "quarter=", "quarters", "quarters_expected");
        number_part(findings, finding, detail, "year=", "contests", "contests_expected");
        list_items(view, figure, finding);
    }
}

/* ---- what was declared ---- */

static bool
is_of_unit(const struct quality_figure *figure)
{
    return figure->team == CODE_NONE && figure->category == CODE_NONE && figure->group == CODE_NONE;
}

static int
by_row(const void *left, const void *right)
{
    const struct quality_figure *a = *(const struct quality_figure *const *)left;
    const struct quality_figure *b = *(const struct quality_figure *const *)right;

    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->period.first != b->period.first)
        return a->period.first < b->period.first ? -1 : 1;
    if (a->period.end != b->period.end)
        return a->period.end < b->period.end ? -1 : 1;
    return str_cmp(a->indicator, b->indicator);
}

static const struct quality_figure **
rows_of_units(const struct quality_view *view, size_t *count)
{
    const struct quality_figure **rows = mem_array(view->figure_count + 1, sizeof *rows);

    *count = 0;
    for (size_t i = 0; i < view->figure_count; i++)
        if (is_of_unit(&view->figures[i]))
            rows[(*count)++] = &view->figures[i];
    if (*count > 1)
        qsort(rows, *count, sizeof *rows, by_row);
    return rows;
}

/* Does the indicator have figures of units over that kind of period? */
static bool
is_comparable(const struct quality_view *view, struct str what, const struct period *period)
{
    int place = ruleset_find(view->ruleset, what);

    return place >= 0 && period->kind <= PERIOD_YEAR && (view->ruleset->indicators[place].by & BY_UNIT) &&
           (view->ruleset->indicators[place].over >> period->kind & 1);
}

static void
number_text(struct findings *findings, struct finding *finding, const char *name, struct str text)
{
    finding->numbers[finding->number_count++] = (struct finding_number){ name, arena_copy(&findings->texts, text) };
}

/* declared - recorded, when it can be said as a decimal. */
static void
number_difference(struct findings *findings, struct finding *finding, struct fraction declared, struct fraction recorded)
{
    struct exact apart = exact_sub(exact_of(declared), exact_of(recorded));
    char text[DECIMAL_SIZE];

    if (apart.den <= 0 || apart.den > INT64_MAX || apart.num > INT64_MAX || apart.num < -INT64_MAX)
        return;
    fraction_text((struct fraction){ (int64_t)apart.num, (int64_t)apart.den }, text);
    if (!strchr(text, '/'))
        number_text(findings, finding, "difference", str_of(text));
}

static void
compare(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings,
        const struct record *record, const struct period *period, const struct quality_figure *row)
{
    const struct declared_put *put = &record->as.declared_put;
    bool is_recorded = row && row->figure.state == FIGURE_OK;
    char recorded_text[DECIMAL_SIZE], text[DECIMAL_SIZE];
    struct fraction recorded = { 0, 1 };
    struct finding *finding;

    if (is_recorded) {
        decimal_print(row->figure.numerator, row->figure.denominator, row->factor, row->decimals, recorded_text);
        if (!fraction_parse(str_of(recorded_text), &recorded))
            return;
    }
    if (fraction_cmp(put->value, recorded) == 0)
        return;
    finding = findings_add(findings, rule, record->view.unit);
    finding->subject = put->what;
    finding_period(findings, finding, period, view->year_start_month);
    fraction_text(put->value, text);
    number_text(findings, finding, "declared", str_of(text));
    if (is_recorded) {
        number_text(findings, finding, "recorded", str_of(recorded_text));
        number_difference(findings, finding, put->value, recorded);
    }
    finding_event(finding, record->base.seq);
}

static const struct quality_figure *
find_row(const struct quality_figure **rows, size_t count, uint32_t unit, const struct period *period, struct str what)
{
    struct quality_figure wanted = { .indicator = what, .unit = unit, .period = *period };
    const struct quality_figure *key = &wanted;
    const struct quality_figure **found = count > 0 ? bsearch(&key, rows, count, sizeof *rows, by_row) : NULL;

    return found ? *found : NULL;
}

void
quality_declared(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    const struct record_shelves *shelves = &view->facts->records.shelves[EVENT_DECLARED_PUT];
    size_t count;
    const struct quality_figure **rows = rows_of_units(view, &count);

    for (size_t i = 0; i < shelves->count; i++) {
        for (size_t k = 0; k < shelves->shelves[i].list.count; k++) {
            const struct record *record = shelves->shelves[i].list.records[k];
            const struct declared_put *put = &record->as.declared_put;
            struct period period;
            if (period_parse(put->period, view->year_start_month, &period) && is_comparable(view, put->what, &period))
                compare(view, rule, findings, record, &period,
                        find_row(rows, count, record->view.unit, &period, put->what));
        }
    }
    free(rows);
}
