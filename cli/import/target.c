/* SPDX-License-Identifier: MIT */
#include "cli/import/target.h"

#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/nearest.h"
#include "lib/wire/event_fields.h"

enum { NAMES_MAX = 48 };

const struct field *
target_field(enum event_type type, struct str name)
{
    const struct event_schema *schema = event_schema(type);

    for (size_t i = 0; i < schema->field_count; i++)
        if (str_eq(schema->fields[i].name.text, name))
            return &schema->fields[i];
    return NULL;
}

static bool
keeps_notes(enum event_type type)
{
    return type == EVENT_EVIDENCE_PUT || type == EVENT_PARTNER_PUT || type == EVENT_TALENT_PUT;
}

static bool
refuse(enum event_type type, struct str name, struct err *err)
{
    const struct event_schema *schema = event_schema(type);
    struct str names[NAMES_MAX];
    struct buf list = { 0 };
    size_t count = 0;
    int near;

    for (; count < schema->field_count && count < NAMES_MAX; count++) {
        names[count] = schema->fields[count].name.text;
        buf_printf(&list, "%s%.*s", count > 0 ? ", " : "", STR_ARG(names[count]));
    }
    near = nearest_word(name, names, count);
    if (near >= 0)
        err_set(err, ERR_USAGE, _("%s has no field %.*s: did you mean %.*s?"), event_type_name(type).ptr, STR_ARG(name),
                STR_ARG(names[near]));
    else
        err_set(err, ERR_USAGE, _("%s has no field %.*s; it has %.*s"), event_type_name(type).ptr, STR_ARG(name),
                STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

bool
target_find(enum event_type type, struct str name, struct target *target, struct err *err)
{
    const char *dot = memchr(name.ptr, '.', name.len);
    struct str before = { name.ptr, dot ? (size_t)(dot - name.ptr) : name.len };
    const struct field *field = target_field(type, before);

    *target = (struct target){ TARGET_FIELD, field, before, { 0 } };
    if (str_eq(name, STR("time"))) {
        *target = (struct target){ .place = TARGET_TIME, .name = name };
        return true;
    }
    if (!field && keeps_notes(type) && !dot) {
        *target = (struct target){ .place = TARGET_NOTE, .name = name };
        return true;
    }
    if (!field || (dot && field->kind != FIELD_COUNTS))
        return refuse(type, name, err);
    if (field->kind != FIELD_COUNTS)
        return true;
    target->place = TARGET_COUNT;
    target->key = dot ? (struct str){ dot + 1, name.len - before.len - 1 } : (struct str){ 0 };
    return target->key.len > 0 || err_set(err, ERR_USAGE, _("%.*s has a number for each of several: say which, as in %.*s.%s"), STR_ARG(name),
                                          STR_ARG(name), field->rule == TEXT_LEVEL ? "5" : "women");
}

bool
target_eq(const struct target *a, const struct target *b)
{
    return a->place == b->place && str_eq(a->name, b->name) && str_eq(a->key, b->key);
}

bool
target_is_date(const struct target *target)
{
    return target->place == TARGET_TIME ||
           (target->field && (target->field->kind == FIELD_WHEN || target->field->kind == FIELD_DAY));
}

bool
target_is_person(const struct target *target)
{
    return target->field && (target->field->kind == FIELD_PERSON || target->field->kind == FIELD_PERSONS);
}

bool
target_is_list(const struct target *target)
{
    return target->field && (target->field->kind == FIELD_PERSONS || target->field->kind == FIELD_TEXTS);
}
