/* SPDX-License-Identifier: MIT */
#include "cli/plugin_needs.h"

#include "cli/case_files.h"
#include "cli/plugin_load.h"
#include "lib/base/mem.h"

#include <stdlib.h>

/* Plugins of the ruleset that are wanted, each to be looked at once. */
struct needs {
    const struct ruleset *ruleset;
    bool *wanted, *looked_at;
    bool changed;
};

static void
want(struct needs *needs, uint32_t plugin)
{
    needs->changed = needs->changed || !needs->wanted[plugin];
    needs->wanted[plugin] = true;
}

static void
want_indicator(struct needs *needs, int place)
{
    if (place >= 0)
        want(needs, needs->ruleset->indicators[place].plugin);
}

static void
look_at_measure(struct needs *needs, const struct measure *measure)
{
    if (measure->kind == MEASURE_FIGURE)
        want_indicator(needs, (int)measure->figure);
}

static void
look_at_indicator(struct needs *needs, const struct indicator *indicator)
{
    look_at_measure(needs, &indicator->numerator);
    look_at_measure(needs, &indicator->denominator);
    for (size_t i = 0; i < indicator->part_count; i++)
        want_indicator(needs, (int)indicator->parts[i]);
    for (size_t i = 0; i < indicator->read_count; i++) {
        want_indicator(needs, indicator->reads[i].place);
        if (indicator->reads[i].own)
            look_at_indicator(needs, indicator->reads[i].own);
    }
}

static void
look_at_card(struct needs *needs, const struct scorecard *card)
{
    for (size_t i = 0; i < card->term_count; i++) {
        want_indicator(needs, card->terms[i].indicator);
        if (card->terms[i].card >= 0)
            want(needs, needs->ruleset->cards[card->terms[i].card].plugin);
    }
}

static void
look_at_plugin(struct needs *needs, uint32_t plugin)
{
    const struct ruleset *ruleset = needs->ruleset;

    needs->looked_at[plugin] = true;
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (ruleset->indicators[i].plugin == plugin)
            look_at_indicator(needs, &ruleset->indicators[i]);
    for (size_t i = 0; i < ruleset->card_count; i++)
        if (ruleset->cards[i].plugin == plugin)
            look_at_card(needs, &ruleset->cards[i]);
}

/* What its cases name. True when one of them lists all findings. */
static bool
look_at_cases(struct needs *needs, const struct plugin_source *source)
{
    struct arena arena = { 0 };
    struct case_list list = case_files_of(source, &arena);
    struct case_file file;
    bool has_findings = false;
    struct err err;

    for (size_t i = 0; i < list.count; i++) {
        const json_t *row;
        size_t k;

        if (!case_file_read(&file, list.paths[i], &err))
            continue;
        json_array_foreach(json_object_get(file.whole, "expect"), k, row) {
            const char *name = json_string_value(json_object_get(row, "indicator"));
            if (name)
                want_indicator(needs, ruleset_find(needs->ruleset, str_of(name)));
        }
        has_findings = has_findings || json_object_get(file.whole, "findings");
        case_file_free(&file);
    }
    arena_free(&arena);
    return has_findings;
}

static void
close_over(struct needs *needs)
{
    do {
        needs->changed = false;
        for (uint32_t i = 0; i < needs->ruleset->plugin_count; i++)
            if (needs->wanted[i] && !needs->looked_at[i])
                look_at_plugin(needs, i);
    } while (needs->changed);
}

void
plugin_needs(const struct plugin_load *load, size_t source, bool *keeps)
{
    size_t count = load->ruleset.plugin_count;
    struct needs needs = { .ruleset = &load->ruleset, .wanted = mem_array(count + 1, sizeof(bool)), .looked_at = mem_array(count + 1, sizeof(bool)) };
    bool all = look_at_cases(&needs, &load->sources[source]);
    int place = plugin_load_place(load, &load->sources[source]);

    if (place >= 0)
        want(&needs, (uint32_t)place);
    close_over(&needs);
    for (size_t i = 0; i < load->source_count; i++) {
        int other = plugin_load_place(load, &load->sources[i]);
        keeps[i] = other >= 0 && (all || needs.wanted[other]);
    }
    free(needs.wanted);
    free(needs.looked_at);
}
