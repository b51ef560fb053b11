/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_json.h"

#include "lib/engine/explain_measure.h"
#include "lib/engine/row_text.h"
#include "lib/model/rule_target.h"

/* The period whose figure is to be improved on, and whether that is the official one. */
static void
put_past(json_t *object, const struct scope *scope, const struct figure_past *past)
{
    char code[PERIOD_CODE_SIZE];

    period_code(&past->period, scope->year_start_month, code);
    json_object_update_new(object, json_pack("{s:s, s:s, s:s?}", "from", "previous", "period", code, "kind",
                                             !past->is_known    ? NULL
                                             : past->is_official ? "official"
                                                                 : "draft"));
}

/* The plugin's own number, or what the configuration says in its place; for whom, when not for everybody. */
static void
put_rule(json_t *object, const struct scope *scope, const struct indicator *indicator)
{
    const struct facts *facts = scope->facts;
    char asked[DECIMAL_SIZE];
    bool is_configured = false;
    struct target own;

    if (!rule_target_find(indicator, &facts->units, scope->unit, scope_end_day(scope), &own, &is_configured))
        return;
    json_object_set_new(object, "from", json_string(is_configured ? "configuration" : "rule"));
    if (own.mode == TARGET_PRORATED) {
        fraction_text(own.value, asked);
        json_object_update_new(object, json_pack("{s:s, s:o}", "asked", asked, "mode", explain_text(target_mode_names[own.mode])));
    }
    if (own.of == TARGET_OF_UNIT)
        json_object_set_new(object, "unit", explain_text(codebook_name(&facts->units.codes, own.whose)));
    else if (own.of == TARGET_OF_LEVEL)
        json_object_set_new(object, "level", explain_text(unit_level_names[own.whose]));
}

/* Where the target comes from: what was posted, the period before, or the rule with its parameters. */
static json_t *
target_of(const struct scope *scope, const struct gathered_figure *figure)
{
    const struct target *posted = &figure->target;
    const struct indicator *indicator = figure->indicator;
    const struct figure_past *past = &figure->figure.past;
    bool at_least = !indicator->has_target || indicator->target_at_least;
    char asked[DECIMAL_SIZE], due[DECIMAL_SIZE];
    json_t *object;

    if (!figure->figure.has_target && !past->is_asked)
        return json_null();
    if (figure->figure.has_target)
        fraction_text(figure->figure.target, due);
    object = json_pack("{s:s?, s:s}", "value", figure->figure.has_target ? due : NULL, "direction", at_least ? "at_least" : "at_most");
    if (past->is_asked) {
        put_past(object, scope, past);
        return object;
    }
    if (!figure->has_target) {
        put_rule(object, scope, indicator);
        return object;
    }
    fraction_text(posted->value, asked);
    json_object_update_new(object, json_pack("{s:s, s:o, s:I}", "posted", asked, "mode", explain_text(target_mode_names[posted->mode]),
                                             "seq", (json_int_t)posted->seq));
    if (posted->of == TARGET_OF_UNIT)
        json_object_update_new(object, json_pack("{s:s, s:o}", "from", posted->whose == scope->unit ? "unit" : "ancestor", "unit",
                                                 explain_text(codebook_name(&scope->facts->units.codes, posted->whose))));
    else if (posted->of == TARGET_OF_LEVEL)
        json_object_update_new(object, json_pack("{s:s, s:o}", "from", "level", "level", explain_text(unit_level_names[posted->whose])));
    else
        json_object_set_new(object, "from", json_string("everywhere"));
    return object;
}

/* Of a value of a score's own there is no name, and no row. */
static void
put_figure(json_t *object, const struct scope *scope, const struct ruleset *ruleset, const struct gathered_figure *figure)
{
    const struct indicator *indicator = figure->indicator;
    struct ruleset alone = { .plugins = ruleset->plugins, .plugin_count = ruleset->plugin_count,
                             .indicators = (struct indicator *)(uintptr_t)indicator, .indicator_count = 1 };
    struct arena arena = { 0 };
    struct figure_row row = row_text_make(scope, &alone, 0, &figure->figure, &arena);

    explain_put_row(object, &row);
    arena_free(&arena);
    json_object_set_new(object, "factor", json_integer(indicator->factor));
    json_object_set_new(object, "target_from", target_of(scope, figure));
}

static json_t *
rule_of(const struct ruleset *ruleset, const struct indicator *indicator)
{
    const struct plugin *plugin = &ruleset->plugins[indicator->plugin];

    return json_pack("{s:o, s:o, s:o, s:o}", "plugin", explain_text(plugin->name), "version", explain_text(plugin->version), "path",
                     explain_text(plugin->path), "meaning",
                     json_sprintf("%016llx%016llx", (unsigned long long)plugin->meaning.high, (unsigned long long)plugin->meaning.low));
}

json_t *
explain_figure(const struct scope *scope, const struct ruleset *ruleset, const struct gathered_figure *figure,
               const struct explain_telling *telling)
{
    const struct indicator *indicator = figure->indicator;
    json_t *object = json_object(), *measures = json_array(), *made_of = json_array();

    json_object_set_new(object, "indicator", explain_text(indicator->name));
    json_object_set_new(object, "title_zh", explain_text(indicator->title_zh));
    json_object_set_new(object, "title_en", explain_text(indicator->title_en));
    json_object_set_new(object, "indicator_kind", explain_text(indicator_kind_names[indicator->kind]));
    json_object_set_new(object, "rule", rule_of(ruleset, indicator));
    put_figure(object, scope, ruleset, figure);
    for (size_t i = 0; i < figure->measure_count; i++)
        if (figure->measures[i].measure->kind != MEASURE_NONE)
            json_array_append_new(measures, explain_measure(scope, ruleset, figure, &figure->measures[i], telling));
    for (size_t i = 0; i < figure->child_count; i++)
        json_array_append_new(made_of, explain_figure(scope, ruleset, figure->children[i], telling));
    json_object_set_new(object, "measures", measures);
    json_object_set_new(object, "made_of", made_of);
    return object;
}
