/* SPDX-License-Identifier: MIT */
#include "cli/plan_text.h"

#include "cli/json_read.h"
#include "cli/lang.h"
#include "lib/base/arena.h"

enum { CELL_COLUMNS = 7, SCORE_COLUMNS = 6, PLUGIN_COLUMNS = 4, INDICATOR_COLUMNS = 6, SEALED_COLUMNS = 7, SHOWN = 20 };

struct telling {
    struct buf *out;
    const struct page *page;
    struct arena arena;
};

static long long
number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static struct str
count_text(struct telling *telling, const json_t *object, const char *key)
{
    long long count = number(object, key);

    return count > 0 ? arena_printf(&telling->arena, "%lld", count) : (struct str){ 0 };
}

static void
heading(struct telling *telling, const char *text)
{
    buf_put_byte(telling->out, '\n');
    tone_begin(telling->out, telling->page, TONE_STRONG);
    buf_put_str(telling->out, str_of(text));
    tone_end(telling->out, telling->page, TONE_STRONG);
    buf_put_byte(telling->out, '\n');
}

static void
begin_table(struct telling *telling, struct table *table, const enum align *align, const char *const *names, size_t columns)
{
    table_init(table, &telling->arena, align, columns);
    for (size_t i = 0; i < columns; i++)
        table->heading[i] = (struct cell){ str_of(names[i]), TONE_QUIET };
}

static void
end_table(struct telling *telling, struct table *table)
{
    if (table->row_count > 0) /* columns without a cell have no width for their heading */
        table_print(table, telling->out, telling->page);
    table_free(table);
}

static void
say_more(struct telling *telling, size_t listed, unsigned long long total)
{
    if (total > listed)
        buf_printf(telling->out, _("  and %llu more (--all lists them)\n"), total - (unsigned long long)listed);
}

/* ---- plugins ---- */

static const char *
change_word(struct str change)
{
    if (str_eq(change, STR("new")))
        return _("new");
    if (str_eq(change, STR("gone")))
        return _("gone");
    return str_eq(change, STR("meaning")) ? _("means something else") : _("is called otherwise");
}

static void
put_plugins(struct telling *telling, const json_t *plugins)
{
    static const enum align align[PLUGIN_COLUMNS] = { ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT };
    const char *const names[PLUGIN_COLUMNS] = { _("plugin"), _("change"), _("before"), _("after") };
    const json_t *plugin;
    struct table table;
    size_t i;

    if (json_array_size(plugins) == 0) {
        buf_printf(telling->out, "%s\n", _("The files say what is applied: no plugin changes."));
        return;
    }
    heading(telling, _("Plugins"));
    begin_table(telling, &table, align, names, PLUGIN_COLUMNS);
    json_array_foreach(plugins, i, plugin) {
        struct cell *cells = table_row(&table);
        cells[0].text = json_str(plugin, "name");
        cells[1].text = str_of(change_word(json_str(plugin, "change")));
        cells[2].text = json_str(plugin, "before");
        cells[3].text = json_str(plugin, "after");
    }
    end_table(telling, &table);
}

/* ---- cells ---- */

static struct str
value_of(struct telling *telling, const json_t *cell, const char *side)
{
    const json_t *figure = json_object_get(cell, side);
    struct str value = json_str(figure, "value");

    if (!json_is_object(figure))
        return STR("–");
    if (!value.ptr)
        return json_str(figure, "state");
    return arena_printf(&telling->arena, "%.*s", STR_ARG(value));
}

static struct str
breakdown_of(const json_t *cell)
{
    const char *const keys[] = { "team", "category", "group" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_is_string(json_object_get(cell, keys[i])))
            return json_str(cell, keys[i]);
    return (struct str){ 0 };
}

static void
put_cell(struct telling *telling, struct table *table, const json_t *cell)
{
    struct str crossed = json_str(cell, "crossed");
    struct cell *cells = table_row(table);

    cells[0].text = json_str(cell, "indicator");
    cells[1].text = json_str(cell, "unit");
    cells[2].text = breakdown_of(cell);
    cells[3].text = json_str(cell, "period");
    cells[4].text = value_of(telling, cell, "before");
    cells[5].text = value_of(telling, cell, "after");
    cells[6].text = json_str(cell, "move");
    if (crossed.ptr)
        cells[5].tone = str_eq(crossed, STR("met")) ? TONE_GOOD : TONE_BAD;
}

static void
begin_cells(struct telling *telling, struct table *table)
{
    static const enum align align[CELL_COLUMNS] = { ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT,
                                                    ALIGN_RIGHT };
    const char *const names[CELL_COLUMNS] = { _("indicator"), _("unit"), _("of"), _("period"), _("before"), _("after"), _("move") };

    begin_table(telling, table, align, names, CELL_COLUMNS);
}

static void
put_cells(struct telling *telling, const json_t *cells, size_t most)
{
    const json_t *cell;
    struct table table;
    size_t i;

    begin_cells(telling, &table);
    json_array_foreach(cells, i, cell)
        if (i < most)
            put_cell(telling, &table, cell);
    end_table(telling, &table);
}

static void
put_counts(struct telling *telling, const json_t *indicators)
{
    static const enum align align[INDICATOR_COLUMNS] = { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT };
    const char *const names[INDICATOR_COLUMNS] = { _("indicator"), _("changed"), _("new"), _("gone"), _("now met"), _("now missed") };
    const char *const keys[INDICATOR_COLUMNS] = { "indicator", "changed", "new", "gone", "met", "missed" };
    const json_t *indicator;
    struct table table;
    size_t i;

    begin_table(telling, &table, align, names, INDICATOR_COLUMNS);
    json_array_foreach(indicators, i, indicator) {
        struct cell *cells = table_row(&table);
        cells[0].text = json_str(indicator, "indicator");
        for (size_t k = 1; k < INDICATOR_COLUMNS; k++)
            cells[k].text = count_text(telling, indicator, keys[k]);
    }
    end_table(telling, &table);
}

static void
put_moves(struct telling *telling, const json_t *indicators)
{
    const json_t *indicator, *cell;
    struct table table;
    size_t i, k;

    begin_cells(telling, &table);
    json_array_foreach(indicators, i, indicator)
        json_array_foreach(json_object_get(indicator, "moves"), k, cell)
            put_cell(telling, &table, cell);
    end_table(telling, &table);
}

static void
put_figures(struct telling *telling, const json_t *plan, const json_t *all)
{
    const json_t *counts = json_object_get(plan, "cells"), *targets = json_object_get(plan, "targets");
    const json_t *crossed = json_object_get(targets, "cells");
    long long total = number(targets, "met") + number(targets, "missed");

    heading(telling, _("Figures"));
    buf_printf(telling->out, _("  %lld compared: %lld changed, %lld new, %lld gone\n"), number(counts, "compared"),
               number(counts, "changed"), number(counts, "new"), number(counts, "gone"));
    if (number(counts, "unknown") > 0)
        buf_printf(telling->out, _("  %lld could not be compared: their plugin pauses\n"), number(counts, "unknown"));
    put_counts(telling, json_object_get(plan, "indicators"));
    if (all && json_array_size(all) > 0) {
        heading(telling, _("Every figure that differs"));
        put_cells(telling, all, SIZE_MAX);
        return;
    }
    if (number(counts, "changed") > 0) {
        heading(telling, _("The largest moves"));
        put_moves(telling, json_object_get(plan, "indicators"));
    }
    if (total > 0) {
        heading(telling, _("Targets crossed"));
        put_cells(telling, crossed, SHOWN);
        say_more(telling, json_array_size(crossed) < SHOWN ? json_array_size(crossed) : SHOWN, (unsigned long long)total);
    }
}

/* ---- scores ---- */

/* "83.20 good 2/7" */
static struct str
score_side(struct telling *telling, const json_t *score, const char *side)
{
    const json_t *object = json_object_get(score, side);
    struct str total = json_str(object, "total");

    if (!json_is_object(object))
        return STR("–");
    if (!total.ptr)
        return json_str(object, "state");
    if (!json_is_integer(json_object_get(object, "rank")))
        return arena_printf(&telling->arena, "%.*s %.*s", STR_ARG(total), STR_ARG(json_str(object, "grade")));
    return arena_printf(&telling->arena, "%.*s %.*s %lld/%lld", STR_ARG(total), STR_ARG(json_str(object, "grade")),
                        number(object, "rank"), number(object, "of"));
}

static void
put_score(struct telling *telling, struct table *table, const json_t *score)
{
    struct cell *cells = table_row(table);

    cells[0].text = json_str(score, "card");
    cells[1].text = json_str(score, "unit");
    cells[2].text = json_str(score, "team");
    cells[3].text = json_str(score, "period");
    cells[4].text = score_side(telling, score, "before");
    cells[5].text = score_side(telling, score, "after");
}

static void
put_scores(struct telling *telling, const json_t *scores, const json_t *all)
{
    static const enum align align[SCORE_COLUMNS] = { ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT };
    const char *const names[SCORE_COLUMNS] = { _("card"), _("unit"), _("team"), _("period"), _("before"), _("after") };
    const json_t *listed = all ? all : json_object_get(scores, "flipped"), *score;
    size_t most = all ? SIZE_MAX : SHOWN, i;
    struct table table;

    if (number(scores, "changed") + number(scores, "new") + number(scores, "gone") == 0)
        return;
    heading(telling, _("Scores"));
    buf_printf(telling->out, _("  %lld changed, %lld new, %lld gone; %lld other grades, %lld other ranks\n"), number(scores, "changed"),
               number(scores, "new"), number(scores, "gone"), number(scores, "grades"), number(scores, "ranks"));
    begin_table(telling, &table, align, names, SCORE_COLUMNS);
    json_array_foreach(listed, i, score)
        if (i < most)
            put_score(telling, &table, score);
    end_table(telling, &table);
}

/* ---- closed periods ---- */

static void
put_sealed(struct telling *telling, const json_t *sealed)
{
    static const enum align align[SEALED_COLUMNS] = {
        ALIGN_LEFT, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
    };
    const char *const names[SEALED_COLUMNS] = { _("unit"), _("period"), _("figures"), _("scores"), _("newly revised"), _("revised again"),
                                                _("as closed again") };
    const json_t *each;
    struct table table;
    size_t i;

    if (json_array_size(sealed) == 0)
        return;
    heading(telling, _("Closed periods that would differ: what was closed stays, revised figures stand beside it"));
    begin_table(telling, &table, align, names, SEALED_COLUMNS);
    json_array_foreach(sealed, i, each) {
        struct cell *cells = table_row(&table);
        cells[0].text = json_str(each, "unit");
        cells[1].text = json_str(each, "period");
        cells[2].text = count_text(telling, each, "cells");
        cells[3].text = count_text(telling, each, "scores");
        cells[4].text = count_text(telling, json_object_get(each, "revised"), "new");
        cells[5].text = count_text(telling, json_object_get(each, "revised"), "changed");
        cells[6].text = count_text(telling, json_object_get(each, "revised"), "gone");
    }
    end_table(telling, &table);
}

void
plan_text(struct buf *out, const json_t *plan, const json_t *cells, const json_t *scores, const struct page *page)
{
    struct telling telling = { .out = out, .page = page };

    buf_printf(out, _("Nothing was changed. For log position %lld, %s:\n"), number(plan, "position"),
               json_string_value(json_object_get(plan, "day")));
    put_plugins(&telling, json_object_get(plan, "plugins"));
    if (json_array_size(json_object_get(plan, "plugins")) > 0) {
        put_figures(&telling, plan, cells);
        put_scores(&telling, json_object_get(plan, "scores"), scores);
        put_sealed(&telling, json_object_get(plan, "sealed"));
    }
    buf_printf(out, _("\nThese rules: %s\n"), json_string_value(json_object_get(plan, "rules")));
    arena_free(&telling.arena);
}
