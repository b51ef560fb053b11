/* SPDX-License-Identifier: MIT */
#include "lua/manifest_scores.h"

#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/model/answer_book.h"
#include "lua/text.h"

#include <stdlib.h>

bool
manifest_score_read(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    const json_t *reads = json_object_get(object, "reads"), *with = json_object_get(object, "with"), *name;
    int64_t number = RULE_NONE;
    size_t i;

    if (!read_integer(reading, object, "rule", 0, (int64_t)reading->rule_count - 1, &number))
        return false;
    indicator->rule = number < 0 ? RULE_NONE : (int)(reading->first_rule + (uint32_t)number);
    if (indicator->rule < 0 || reading->ruleset->rules[indicator->rule].subject != SUBJECT_FIGURES ||
        reading->ruleset->rules[indicator->rule].foreign.ptr)
        return bad(reading, "rule", "is none that reads figures");
    indicator->read_count = json_array_size(reads) + json_array_size(with);
    if (indicator->read_count == 0 || indicator->read_count > SCORE_READS_MAX)
        return bad(reading, "reads", "and with must name some figures");
    indicator->reads = arena_array(&reading->ruleset->arena, indicator->read_count, sizeof *indicator->reads);
    json_array_foreach(reads, i, name) {
        if (!text_is_name(text_in(name)))
            return bad(reading, "reads", "must be names of indicators");
        indicator->reads[i] = (struct score_read){ arena_copy(&reading->ruleset->arena, text_in(name)), -1, NULL };
    }
    return true;
}

/* ---- tying ---- */

static struct str
no_such_indicator(struct ruleset *ruleset, struct str name)
{
    struct str *names = mem_array(ruleset->indicator_count + 1, sizeof *names);
    int near;

    for (size_t i = 0; i < ruleset->indicator_count; i++)
        names[i] = ruleset->indicators[i].name;
    near = nearest_word(name, names, ruleset->indicator_count);
    free(names);
    if (near < 0)
        return arena_printf(&ruleset->arena, "t.score: reads '%.*s', and there is no such indicator", STR_ARG(name));
    return arena_printf(&ruleset->arena, "t.score: reads '%.*s', and there is no such indicator: did you mean '%.*s'?",
                        STR_ARG(name), STR_ARG(ruleset->indicators[near].name));
}

static bool
tie_read(struct ruleset *ruleset, const struct indicator *score, struct score_read *read, struct str *why)
{
    const struct indicator *other;

    read->place = ruleset_find(ruleset, read->name);
    if (read->place < 0) {
        *why = no_such_indicator(ruleset, read->name);
        return false;
    }
    other = &ruleset->indicators[read->place];
    if ((score->by & ~other->by) == 0 && (score->over & ~other->over) == 0)
        return true;
    *why = arena_printf(&ruleset->arena, "t.score: reads '%.*s', which lacks a breakdown or period of it: see by and over",
                        STR_ARG(read->name));
    return false;
}

bool
manifest_score_tie(struct ruleset *ruleset, struct indicator *score, struct str *why)
{
    for (size_t i = 0; i < score->read_count; i++)
        if (!score->reads[i].own && !tie_read(ruleset, score, &score->reads[i], why))
            return false;
    return true;
}
