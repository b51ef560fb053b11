/* SPDX-License-Identifier: MIT */
#include "cli/check/check_print.h"

#include "cli/columns.h"
#include "cli/figure_text.h"
#include "cli/lang.h"

#include <jansson.h>
#include <stdlib.h>

int
check_exit_status(enum check_verdict worst)
{
    static const int statuses[CHECK_VERDICTS] = {
        [CHECK_MET] = 0, [CHECK_ON_PACE] = 0, [CHECK_AT_RISK] = 1, [CHECK_MISSED] = 2, [CHECK_UNKNOWN] = 3,
    };

    return statuses[worst];
}

/* ---- text ---- */

static const char *
word_of_whole(enum check_verdict worst)
{
    switch (worst) {
    case CHECK_AT_RISK:
        return _("TURNOUT AT RISK");
    case CHECK_MISSED:
        return _("TURNOUT MISSED");
    case CHECK_UNKNOWN:
        return _("TURNOUT UNKNOWN");
    default:
        return _("TURNOUT OK");
    }
}

static const char *
word_of(enum check_verdict verdict)
{
    switch (verdict) {
    case CHECK_AT_RISK:
        return _("at risk");
    case CHECK_MISSED:
        return _("missed");
    default:
        return _("unknown");
    }
}

/* "TURNOUT MISSED: 2 of 8 ..." and behind the bar what monitoring draws. */
static void
put_first_line(struct buf *out, const struct check_summary *summary)
{
    const size_t *counts = summary->counts;

    buf_printf(out, "%s: ", word_of_whole(summary->worst));
    if (summary->count == 0)
        buf_printf(out, "%s", _("there is no figure with a target"));
    else
        buf_printf(out, _("targets: %zu missed, %zu unknown, %zu at risk, %zu on their way, %zu met"),
                   counts[CHECK_MISSED], counts[CHECK_UNKNOWN], counts[CHECK_AT_RISK], counts[CHECK_ON_PACE], counts[CHECK_MET]);
    if (summary->day.ptr)
        buf_printf(out, _(" (as of %.*s)"), STR_ARG(summary->day));
    buf_printf(out, " | missed=%zu unknown=%zu at_risk=%zu on_pace=%zu met=%zu\n", counts[CHECK_MISSED], counts[CHECK_UNKNOWN],
               counts[CHECK_AT_RISK], counts[CHECK_ON_PACE], counts[CHECK_MET]);
}

static void
put_code(struct buf *out, struct str code)
{
    if (!code.ptr)
        return;
    buf_put_byte(out, ' ');
    columns_put(out, code);
}

/* What is there, of what; then what it lacks. */
static void
put_numbers(struct buf *out, const struct report_row *row, struct arena *arena)
{
    struct cell value = figure_value(row, arena), verdict = figure_verdict(row, arena);
    struct str target = figure_target(row, arena);

    buf_printf(out, _(": %.*s, target %.*s"), STR_ARG(value.text), STR_ARG(target));
    if (row->figure.has_met)
        buf_printf(out, ", %.*s", STR_ARG(verdict.text));
}

static void
put_why(struct buf *out, const struct check_result *result)
{
    if (result->why == CHECK_WHY_PAUSED)
        buf_printf(out, "; %s", _("its rule pauses, so the figure is not of now"));
    if (result->why == CHECK_WHY_IMPOSSIBLE && result->has_best)
        buf_printf(out, _("; at most %lld of %lld is still possible"), (long long)result->best, (long long)result->best_of);
    else if (result->why == CHECK_WHY_IMPOSSIBLE)
        buf_printf(out, "; %s", _("it cannot be met any more"));
    if (result->why == CHECK_WHY_BEHIND && result->has_due)
        buf_printf(out, _("; at an even pace it would be %lld by now"), (long long)result->due);
    if (result->why == CHECK_WHY_BEHIND && result->per_30_days > 0)
        buf_printf(out, _("; %lld every 30 days are needed"), (long long)result->per_30_days);
    if (result->verdict == CHECK_AT_RISK)
        buf_printf(out, ngettext("; %lld day left", "; %lld days left", (unsigned long)result->days_left), (long long)result->days_left);
}

/* "education_coverage c1 2025 (Education coverage, Riverside)": codes for programs, names for people. */
static void
put_line(struct buf *out, const struct checked *checked, struct arena *arena)
{
    const struct figure_row *figure = &checked->row->figure;

    buf_printf(out, "%s:", word_of(checked->result.verdict));
    put_code(out, figure->indicator);
    put_code(out, figure->unit);
    put_code(out, figure->team);
    put_code(out, figure->category);
    put_code(out, figure->group);
    put_code(out, figure->period);
    buf_put_str(out, str_of(_(" (")));
    columns_put(out, figure_title(checked->row));
    buf_put_str(out, str_of(_(", ")));
    columns_put(out, figure_unit_name(checked->row));
    buf_put_str(out, str_of(_(")")));
    put_numbers(out, checked->row, arena);
    put_why(out, &checked->result);
    buf_put_byte(out, '\n');
}

void
check_text(struct buf *out, const struct check_summary *summary, struct arena *arena)
{
    put_first_line(out, summary);
    for (int verdict = CHECK_MISSED; verdict >= CHECK_AT_RISK; verdict--)
        for (size_t i = 0; i < summary->count; i++)
            if (summary->all[i].result.verdict == (enum check_verdict)verdict)
                put_line(out, &summary->all[i], arena);
}

/* ---- JSON ---- */

static json_t *
text(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

static json_t *
number(bool has, int64_t value)
{
    return has ? json_integer((json_int_t)value) : json_null();
}

static json_t *
target_json(const struct checked *checked)
{
    const struct figure_row *figure = &checked->row->figure;
    const struct check_result *result = &checked->result;
    bool hidden = checked->row->hidden.ptr != NULL;

    return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "verdict",
                     text(check_verdict_names[result->verdict]), "why",
                     result->why == CHECK_WHY_NONE ? json_null() : text(check_why_names[result->why]), "indicator",
                     text(figure->indicator), "unit", text(figure->unit), "unit_name", text(checked->row->unit_name), "team",
                     text(figure->team), "category", text(figure->category), "group", text(figure->group), "period",
                     text(figure->period), "kind", text(figure->kind), "state", text(figure->state), "value",
                     hidden ? json_null() : text(figure->value), "target", text(figure->target), "short",
                     number(figure->has_short && !hidden, figure->shortfall), "days_left", number(result->days_left > 0, result->days_left),
                     "due", number(result->has_due && !hidden, result->due), "per_30_days",
                     number(result->per_30_days > 0 && !hidden, result->per_30_days), "best_possible",
                     result->has_best ? json_pack("{s:I,s:I}", "numerator", (json_int_t)result->best, "denominator", (json_int_t)result->best_of)
                                      : json_null());
}

void
check_json(struct buf *out, const struct check_summary *summary)
{
    json_t *targets = json_array(), *counts = json_object(), *root;
    char *printed;

    for (size_t i = 0; i < summary->count; i++)
        json_array_append_new(targets, target_json(&summary->all[i]));
    for (int verdict = 0; verdict < CHECK_VERDICTS; verdict++)
        json_object_set_new(counts, check_verdict_names[verdict].ptr, json_integer((json_int_t)summary->counts[verdict]));
    root = json_pack("{s:o,s:i,s:o,s:I,s:o,s:o}", "verdict", text(check_verdict_names[summary->worst]), "exit",
                     check_exit_status(summary->worst), "day", text(summary->day), "as_of", (json_int_t)summary->position, "counts",
                     counts, "targets", targets);
    printed = json_dumps(root, JSON_COMPACT);
    buf_printf(out, "%s\n", printed);
    free(printed);
    json_decref(root);
}
