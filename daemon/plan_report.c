/* SPDX-License-Identifier: MIT */
#include "daemon/plan_report.h"

#include "daemon/fault_json.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"

#include <stdlib.h>

void
plan_report_init(struct plan_report *report)
{
    *report = (struct plan_report){ .crossed = json_array(), .flipped = json_array() };
}

/* ---- objects ---- */

static json_t *
text_json(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

static json_t *
number_json(bool has, int64_t number)
{
    return has ? json_integer(number) : json_null();
}

/* "estimated in_progress" as a list. */
static json_t *
flags_json(struct str flags)
{
    json_t *list = json_array();

    for (size_t at = 0, end; at < flags.len; at = end + 1) {
        for (end = at; end < flags.len && flags.ptr[end] != ' '; end++)
            ;
        json_array_append_new(list, json_stringn(flags.ptr + at, end - at));
    }
    return list;
}

/* "undated=1 unknown_home=3" as an object. */
static json_t *
notes_json(struct str notes)
{
    json_t *object = json_object();

    for (size_t at = 0, end; at < notes.len; at = end + 1) {
        const char *equals = memchr(notes.ptr + at, '=', notes.len - at);
        unsigned long long number = 0;
        for (end = at; end < notes.len && notes.ptr[end] != ' '; end++)
            ;
        if (!equals || !str_to_u64((struct str){ equals + 1, (size_t)(notes.ptr + end - equals - 1) }, &number))
            continue;
        json_object_setn_new(object, notes.ptr + at, (size_t)(equals - notes.ptr - (ptrdiff_t)at), json_integer((json_int_t)number));
    }
    return object;
}

static json_t *
figure_json(const struct figure_row *row)
{
    if (!row)
        return json_null();
    return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "state", text_json(row->state), "numerator",
                     number_json(row->has_numerator, row->numerator), "denominator",
                     number_json(row->has_denominator, row->denominator), "value", text_json(row->value), "method",
                     text_json(row->method), "named", number_json(row->has_bounds, row->named), "lower",
                     number_json(row->has_bounds, row->lower), "upper", number_json(row->has_bounds, row->upper), "target",
                     text_json(row->target), "met", row->has_met ? json_boolean(row->met) : json_null(), "short",
                     number_json(row->has_short, row->shortfall), "flags", flags_json(row->flags), "notes",
                     notes_json(row->notes));
}

static json_t *
move_json(const struct preview_cell *cell)
{
    char text[DECIMAL_SIZE];
    struct buf signed_text = { 0 };
    json_t *json;

    if (!cell->has_move)
        return json_null();
    decimal_print(cell->move.num, cell->move.den, 1, cell->decimals, text);
    buf_printf(&signed_text, "%s%s", cell->move.num > 0 ? "+" : "", text);
    json = json_stringn(signed_text.ptr, signed_text.len);
    buf_free(&signed_text);
    return json;
}

/* Null of what is open. */
static json_t *
revision_json(bool sealed, enum revision_change revision)
{
    return sealed ? text_json(revision_change_names[revision]) : json_null();
}

static json_t *
cell_json(const struct preview_cell *cell)
{
    const struct figure_row *any = cell->after ? cell->after : cell->before;

    return json_pack("{s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:b,s:o,s:o,s:o,s:o,s:o,s:o}", "change", cell_change_names[cell->change].ptr,
                     "indicator", text_json(any->indicator), "unit", text_json(any->unit), "team", text_json(any->team),
                     "category", text_json(any->category), "group", text_json(any->group), "period",
                     text_json(any->period), "sealed", cell->sealed, "before", figure_json(cell->before), "after",
                     figure_json(cell->after), "move", move_json(cell), "crossed",
                     cell->crossed ? json_string(cell->is_met ? "met" : "missed") : json_null(), "revised",
                     revision_json(cell->sealed, cell->revision), "official", figure_json(cell->official));
}

static json_t *
score_side_json(const struct score_row *row)
{
    if (!row)
        return json_null();
    return json_pack("{s:o,s:o,s:o,s:o,s:o}", "state", text_json(row->state), "total", text_json(row->total), "grade",
                     text_json(row->grade), "rank", number_json(row->has_rank, row->rank), "of",
                     number_json(row->has_rank, row->of));
}

static json_t *
score_json(const struct preview_score *score)
{
    const struct score_row *any = score->after ? score->after : score->before;

    return json_pack("{s:s,s:o,s:o,s:o,s:o,s:b,s:o,s:o,s:b,s:b,s:o}", "change", cell_change_names[score->change].ptr, "card",
                     text_json(any->card), "unit", text_json(any->unit), "team", text_json(any->team), "period",
                     text_json(any->period), "sealed", score->sealed, "before", score_side_json(score->before), "after",
                     score_side_json(score->after), "grade_flipped", score->grade_flipped, "rank_moved",
                     score->rank_moved, "revised", revision_json(score->sealed, score->revision));
}

/* ---- adding up ---- */

static struct plan_indicator *
indicator_of(struct plan_report *report, struct str name)
{
    uint32_t number = codebook_add(&report->names, name);

    if (number == report->indicator_count) {
        report->indicators = mem_grow(report->indicators, report->indicator_count, &report->indicator_capacity,
                                      sizeof *report->indicators);
        report->indicators[report->indicator_count++] = (struct plan_indicator){ .met = 0 };
    }
    return &report->indicators[number];
}

/* NULL: more than are listed. */
static struct plan_sealed *
sealed_of(struct plan_report *report, struct str unit, struct str period)
{
    struct buf key = { 0 };
    uint32_t number;

    buf_put_field(&key, unit);
    buf_put_str(&key, period);
    number = codebook_add(&report->seals, buf_str(&key));
    buf_free(&key);
    if (number == report->sealed_count && number < PLAN_SEALED) {
        report->sealed = mem_grow(report->sealed, report->sealed_count, &report->sealed_capacity, sizeof *report->sealed);
        report->sealed[report->sealed_count++] = (struct plan_sealed){ text_json(unit), text_json(period), 0, 0, { 0 } };
    }
    return number < report->sealed_count ? &report->sealed[number] : NULL;
}

static struct fraction
size_of(struct fraction move)
{
    move.num = move.num < 0 && move.num > INT64_MIN ? -move.num : move.num;
    return move;
}

static void
note_move(struct plan_indicator *indicator, const struct preview_cell *cell, json_t *object)
{
    struct plan_move move = { size_of(cell->move), object };
    size_t at = indicator->move_count;

    if (!cell->has_move || move.size.num == 0)
        return;
    while (at > 0 && fraction_cmp(indicator->moves[at - 1].size, move.size) < 0)
        at--;
    if (at == PLAN_MOVES)
        return;
    if (indicator->move_count == PLAN_MOVES)
        json_decref(indicator->moves[--indicator->move_count].cell);
    memmove(&indicator->moves[at + 1], &indicator->moves[at], (indicator->move_count - at) * sizeof *indicator->moves);
    indicator->moves[at] = move;
    indicator->move_count++;
    json_incref(object);
}

json_t *
plan_report_cell(struct plan_report *report, const struct preview_cell *cell)
{
    const struct figure_row *any = cell->after ? cell->after : cell->before;
    struct plan_indicator *indicator = indicator_of(report, any->indicator);
    struct plan_sealed *sealed = cell->sealed ? sealed_of(report, any->unit, any->period) : NULL;
    json_t *object = cell_json(cell);

    report->cells[cell->change]++;
    indicator->changes[cell->change]++;
    note_move(indicator, cell, object);
    if (sealed) {
        sealed->cells++;
        sealed->revised[cell->revision]++;
    }
    if (cell->crossed) {
        indicator->met += cell->is_met;
        indicator->missed += cell->was_met;
        report->met += cell->is_met;
        report->missed += cell->was_met;
        if (json_array_size(report->crossed) < PLAN_CROSSED)
            json_array_append(report->crossed, object);
    }
    return object;
}

json_t *
plan_report_score(struct plan_report *report, const struct preview_score *score)
{
    const struct score_row *any = score->after ? score->after : score->before;
    struct plan_sealed *sealed = score->sealed ? sealed_of(report, any->unit, any->period) : NULL;
    json_t *object = score_json(score);

    report->scores[score->change]++;
    report->grades += score->grade_flipped;
    report->ranks += score->rank_moved;
    if (sealed) {
        sealed->scores++;
        sealed->revised[score->revision]++;
    }
    if ((score->grade_flipped || score->rank_moved) && json_array_size(report->flipped) < PLAN_FLIPPED)
        json_array_append(report->flipped, object);
    return object;
}

/* ---- the answer ---- */

static json_t *
plugins_json(const struct preview_rules *rules)
{
    static const char *const changes[] = { "same", "new", "gone", "meaning", "presentation" };
    json_t *list = json_array();

    for (size_t i = 0; i < rules->plugin_count; i++) {
        const struct plugin_change *plugin = &rules->plugins[i];
        json_array_append_new(list, json_pack("{s:o,s:s,s:o,s:o}", "name", text_json(plugin->name), "change",
                                              changes[plugin->change], "before", text_json(plugin->before), "after",
                                              text_json(plugin->after)));
    }
    return list;
}

/* The live rules have it, too. */
static bool
is_known(const struct ruleset *live, const struct plugin_fault *fault)
{
    for (size_t i = 0; i < live->fault_count; i++)
        if (str_eq(live->faults[i].plugin, fault->plugin) && str_eq(live->faults[i].message, fault->message))
            return true;
    return false;
}

static json_t *
faults_json(const struct preview *preview)
{
    json_t *list = json_array();

    for (size_t i = 0; i < preview->rules.staged->fault_count; i++) {
        const struct plugin_fault *fault = &preview->rules.staged->faults[i];
        if (!is_known(preview->rules.live, fault))
            json_array_append_new(list, fault_json(fault->plugin, fault->message));
    }
    for (size_t i = 0; i < preview->fault_count; i++)
        json_array_append_new(list, fault_json(preview->faults[i].plugin, preview->faults[i].message));
    return list;
}

static json_t *
counts_json(const size_t changes[CELL_CHANGES])
{
    return json_pack("{s:I,s:I,s:I}", "new", (json_int_t)changes[CELL_NEW], "gone", (json_int_t)changes[CELL_GONE],
                     "changed", (json_int_t)changes[CELL_CHANGED]);
}

static json_t *
indicators_json(const struct plan_report *report)
{
    json_t *list = json_array();

    for (size_t i = 0; i < report->indicator_count; i++) {
        const struct plan_indicator *indicator = &report->indicators[i];
        json_t *object = counts_json(indicator->changes), *moves = json_array();
        json_object_set_new(object, "indicator", text_json(codebook_name(&report->names, (uint32_t)i)));
        json_object_set_new(object, "met", json_integer((json_int_t)indicator->met));
        json_object_set_new(object, "missed", json_integer((json_int_t)indicator->missed));
        for (size_t k = 0; k < indicator->move_count; k++)
            json_array_append(moves, indicator->moves[k].cell);
        json_object_set_new(object, "moves", moves);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *
sealed_json(const struct plan_report *report)
{
    json_t *list = json_array();

    for (size_t i = 0; i < report->sealed_count; i++) {
        const struct plan_sealed *sealed = &report->sealed[i];
        json_array_append_new(list, json_pack("{s:O,s:O,s:I,s:I,s:{s:I,s:I,s:I}}", "unit", sealed->unit, "period", sealed->period, "cells",
                                              (json_int_t)sealed->cells, "scores", (json_int_t)sealed->scores, "revised", "new",
                                              (json_int_t)sealed->revised[REVISION_NEW], "gone",
                                              (json_int_t)sealed->revised[REVISION_GONE], "changed",
                                              (json_int_t)sealed->revised[REVISION_CHANGED]));
    }
    return list;
}

json_t *
plan_report_json(const struct plan_report *report, const struct preview *preview, const char *rules, const char *day)
{
    json_t *cells = counts_json(report->cells), *scores = counts_json(report->scores);

    json_object_set_new(cells, "compared", json_integer((json_int_t)preview->compared));
    json_object_set_new(cells, "unknown", json_integer((json_int_t)preview->unknown));
    json_object_set_new(scores, "grades", json_integer((json_int_t)report->grades));
    json_object_set_new(scores, "ranks", json_integer((json_int_t)report->ranks));
    json_object_set(scores, "flipped", report->flipped);
    return json_pack("{s:s,s:I,s:s,s:o,s:o,s:o,s:o,s:{s:I,s:I,s:O},s:o,s:o}", "rules", rules, "position",
                     (json_int_t)preview->position, "day", day, "plugins", plugins_json(&preview->rules), "faults",
                     faults_json(preview), "cells", cells, "indicators", indicators_json(report), "targets", "met",
                     (json_int_t)report->met, "missed", (json_int_t)report->missed, "cells", report->crossed, "scores", scores,
                     "sealed", sealed_json(report));
}
