/* SPDX-License-Identifier: MIT */
#include "lib/model/foreign.h"

#include <string.h>

const struct str foreign_kind_names[FOREIGN_KINDS] = {
    STR_INIT("text"), STR_INIT("integer"), STR_INIT("number"), STR_INIT("boolean"), STR_INIT("list"), STR_INIT("person"),
};

static bool
is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool
foreign_name_is_fit(struct str name)
{
    size_t dots = 0;

    if (name.len == 0 || name.len > FOREIGN_NAME_MAX || str_starts(name, STR("turnout.")))
        return false;
    for (size_t i = 0; i < name.len; i++) {
        bool is_edge = i == 0 || i + 1 == name.len || name.ptr[i - 1] == '.';

        if (!is_name_byte(name.ptr[i]) || (name.ptr[i] == '.' && is_edge))
            return false;
        dots += name.ptr[i] == '.';
    }
    return dots >= 2;
}

bool
foreign_field_is_code(struct str name)
{
    static const struct str codes[] = {
        STR_INIT("unit"), STR_INIT("team"), STR_INIT("activity"), STR_INIT("venue"), STR_INIT("item"),
    };

    return str_find(name, codes, sizeof codes / sizeof *codes) >= 0;
}

bool
foreign_field_is_taken(struct str name)
{
    static const struct str taken[] = {
        STR_INIT("at"), STR_INIT("by"), STR_INIT("evidence"), STR_INIT("date"), STR_INIT("level"), STR_INIT("time"),
        STR_INIT("persons"),
    };

    return str_find(name, taken, sizeof taken / sizeof *taken) >= 0;
}

const struct foreign_type *
foreign_type_find(const struct foreign_types *types, struct str name)
{
    for (size_t i = 0; types && i < types->count; i++)
        if (str_eq(types->types[i].name, name))
            return &types->types[i];
    return NULL;
}

const struct foreign_field *
foreign_field_find(const struct foreign_type *type, struct str name)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (str_eq(type->fields[i].name, name))
            return &type->fields[i];
    return NULL;
}

const struct foreign_value *
foreign_value_find(const struct foreign_event *event, struct str name)
{
    for (size_t i = 0; i < event->count; i++)
        if (str_eq(event->values[i].name, name))
            return &event->values[i];
    return NULL;
}

bool
foreign_value_fits(const struct foreign_value *value, enum foreign_kind kind)
{
    if (kind == FOREIGN_INTEGER)
        return value->kind == FOREIGN_NUMBER && value->number.den == 1;
    return value->kind == kind;
}

bool
foreign_event_fits(const struct foreign_event *event, const struct foreign_type *type, bool has_person)
{
    for (size_t i = 0; i < type->field_count; i++) {
        const struct foreign_field *field = &type->fields[i];
        const struct foreign_value *value = foreign_value_find(event, field->name);

        if (field->kind == FOREIGN_PERSON ? field->is_required && !has_person : field->is_required && !value)
            return false;
        if (value && !foreign_value_fits(value, field->kind))
            return false;
    }
    return true;
}

bool
foreign_type_join(struct foreign_type *type, const struct foreign_type *other, struct arena *arena, struct str *field)
{
    struct foreign_field *fields = arena_array(arena, type->field_count + other->field_count, sizeof *fields);
    size_t count = type->field_count;

    if (count > 0)
        memcpy(fields, type->fields, count * sizeof *fields);
    for (size_t i = 0; i < other->field_count; i++) {
        const struct foreign_field *mine = foreign_field_find(type, other->fields[i].name);

        if (!mine) {
            fields[count++] = other->fields[i];
            continue;
        }
        if (mine->kind != other->fields[i].kind) {
            *field = mine->name;
            return false;
        }
        fields[mine - type->fields].is_required |= other->fields[i].is_required;
    }
    type->fields = fields;
    type->field_count = count;
    return true;
}

struct foreign_types
foreign_types_copy(const struct foreign_types *types, struct arena *arena)
{
    struct foreign_types copy = { arena_array(arena, types->count, sizeof *copy.types), types->count };

    for (size_t i = 0; i < types->count; i++) {
        struct foreign_type *type = &copy.types[i];

        type->name = arena_copy(arena, types->types[i].name);
        type->field_count = types->types[i].field_count;
        type->fields = arena_array(arena, type->field_count, sizeof *type->fields);
        for (size_t k = 0; k < type->field_count; k++) {
            type->fields[k] = types->types[i].fields[k];
            type->fields[k].name = arena_copy(arena, types->types[i].fields[k].name);
        }
    }
    return copy;
}
