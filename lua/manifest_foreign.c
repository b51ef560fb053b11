/* SPDX-License-Identifier: MIT */
#include "lua/manifest_foreign.h"

#include "lib/base/hash.h"
#include "lib/model/foreign.h"

#include <string.h>

static bool
read_fields(struct reading *reading, const json_t *list, struct foreign_type *type)
{
    const json_t *object;
    size_t i;

    if (json_array_size(list) == 0 || json_array_size(list) > FOREIGN_FIELDS_MAX)
        return bad(reading, "fields", "are none, or too many");
    type->fields = arena_array(&reading->ruleset->arena, json_array_size(list), sizeof *type->fields);
    json_array_foreach(list, i, object) {
        struct foreign_field *field = &type->fields[i];
        int kind = -1;

        if (!read_name(reading, object, &field->name) ||
            !read_word(reading, object, "kind", foreign_kind_names, FOREIGN_KINDS, &kind) ||
            !read_boolean(reading, object, "required", &field->is_required))
            return false;
        if (kind < 0 || (kind == FOREIGN_PERSON) != str_eq(field->name, STR("person")) || foreign_field_find(type, field->name))
            return bad(reading, "fields", "says nothing that can be");
        field->kind = (enum foreign_kind)kind;
        type->field_count++;
    }
    return true;
}

static bool
add(struct reading *reading, const struct foreign_type *type)
{
    struct foreign_types *types = &reading->ruleset->foreign;
    struct foreign_type *known = (struct foreign_type *)foreign_type_find(types, type->name);
    struct str field;

    if (!known)
        types->types[types->count++] = *type;
    else if (!foreign_type_join(known, type, &reading->ruleset->arena, &field) || known->field_count > FOREIGN_FIELDS_MAX)
        return bad(reading, "events", "do not go together with those of another plugin");
    return true;
}

bool
manifest_foreign_read(struct reading *reading, const json_t *list)
{
    struct foreign_types *types = &reading->ruleset->foreign;
    struct foreign_type *room = arena_array(&reading->ruleset->arena, types->count + json_array_size(list), sizeof *room);
    const json_t *object;
    size_t i;

    if (types->count > 0)
        memcpy(room, types->types, types->count * sizeof *room);
    types->types = room;
    json_array_foreach(list, i, object) {
        struct foreign_type type = { 0 };

        if (!read_text(reading, object, "type", &type.name) || !read_fields(reading, json_object_get(object, "fields"), &type))
            return false;
        if (!foreign_name_is_fit(type.name))
            return bad(reading, "type", "is no name for a type of other people's");
        if (!add(reading, &type))
            return false;
    }
    return true;
}

/* The rule by its plugin's meaning and its name: its number may change with other plugins. */
static struct hash128
meaning_of(const struct ruleset *ruleset, const struct rule *rule)
{
    struct hash128 meaning = ruleset->plugins[rule->plugin].meaning;
    uint64_t parts[] = { meaning.low, meaning.high, hash64(rule->name.ptr, rule->name.len) };

    return hash128(parts, sizeof parts);
}

bool
manifest_fold_read(struct reading *reading, const json_t *object, struct measure *measure)
{
    const struct rule *rule;
    int64_t number = RULE_NONE;
    int of = -1;

    if (!read_of(reading, object, &of, &measure->foreign) ||
        !read_integer(reading, object, "rule", 0, (int64_t)reading->rule_count - 1, &number))
        return false;
    if (of != COUNT_FOREIGN || number < 0)
        return bad(reading, "of", "and rule must say what is folded");
    measure->of = (enum count_of)of;
    measure->type = EVENT_FOREIGN;
    measure->fold = (int)(reading->first_rule + (uint32_t)number);
    rule = &reading->ruleset->rules[measure->fold];
    if (rule->subject != SUBJECT_FIGURES || !str_eq(rule->foreign, measure->foreign))
        return bad(reading, "rule", "folds something else");
    measure->fold_meaning = meaning_of(reading->ruleset, rule);
    return true;
}

static void
mark_stock(struct ruleset *ruleset, const struct measure *measure)
{
    struct foreign_type *type;

    if (!measure->foreign.ptr || (!measure->stock && measure->kind != MEASURE_LATEST))
        return;
    type = (struct foreign_type *)(uintptr_t)foreign_type_find(&ruleset->foreign, measure->foreign);
    if (type)
        type->is_stock = true;
}

void
manifest_foreign_mark_stocks(struct ruleset *ruleset)
{
    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        const struct indicator *indicator = &ruleset->indicators[i];
        mark_stock(ruleset, &indicator->numerator);
        mark_stock(ruleset, &indicator->denominator);
        for (size_t k = 0; k < indicator->read_count; k++)
            if (indicator->reads[k].own)
                mark_stock(ruleset, &indicator->reads[k].own->numerator);
    }
}
