/* SPDX-License-Identifier: MIT */
#include "lib/model/distinct.h"

#include "lib/model/categories.h"
#include "lib/model/foreign.h"
#include "lib/model/record_fields.h"

void
distinct_init(struct distinct *distinct, const struct measure *measure)
{
    *distinct = (struct distinct){
        .field = measure->distinct,
        .among = measure->list_of == LIST_AMONG ? &measure->list : NULL,
    };
}

void
distinct_free(struct distinct *distinct)
{
    codebook_free(&distinct->seen);
}

static void
see(struct distinct *distinct, struct str value)
{
    if (value.ptr)
        codebook_add(&distinct->seen, value);
}

static void
see_list(struct distinct *distinct, const struct str_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        see(distinct, list->items[i]);
}

struct named_text {
    const char *name;
    struct str value;
};

static void
see_named(struct distinct *distinct, const struct named_text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(distinct->field, str_of(texts[i].name)))
            see(distinct, texts[i].value);
}

void
distinct_see_session(struct distinct *distinct, const struct activity_put *put)
{
    const struct named_text texts[] = {
        { "activity", put->activity }, { "unit", put->unit },         { "category", put->category },
        { "title", put->title },       { "item", put->item },         { "place", put->place },
        { "festival", put->festival }, { "series", put->series },     { "lead", put->lead },
        { "kind", activity_kind_names[put->kind] }, { "role", host_role_names[put->role] },
        { "scale", activity_scale_names[put->scale] },
    };
    const struct {
        const char *name;
        const struct str_list *list;
    } lists[] = {
        { "cohosts", &put->cohosts },   { "teams", &put->teams }, { "secondaries", &put->secondaries },
        { "partners", &put->partners }, { "tags", &put->tags },
    };

    see_named(distinct, texts, sizeof texts / sizeof *texts);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_eq(distinct->field, str_of(lists[i].name)))
            see_list(distinct, lists[i].list);
}

void
distinct_see_item(struct distinct *distinct, const struct plan_put *put)
{
    const struct named_text texts[] = {
        { "category", put->category },
        { "team", put->team },
        { "kind", put->has_kind ? activity_kind_names[put->kind] : (struct str){ 0 } },
    };

    see_named(distinct, texts, sizeof texts / sizeof *texts);
}

void
distinct_see_team(struct distinct *distinct, const struct team_statement *team)
{
    const struct named_text texts[] = { { "category", team->category }, { "kind", team_kind_names[team->kind] } };

    see_named(distinct, texts, sizeof texts / sizeof *texts);
}

static void
see_foreign(struct distinct *distinct, const struct foreign_event *event)
{
    const struct foreign_value *value = foreign_value_find(event, distinct->field);

    if (value && value->kind == FOREIGN_TEXT)
        see(distinct, value->text);
    else if (value && value->kind == FOREIGN_LIST)
        see_list(distinct, &value->list);
}

void
distinct_see_record(struct distinct *distinct, const struct record *record)
{
    const struct record_field *field =
        record->type == EVENT_FOREIGN ? NULL : record_field_find(record->type, distinct->field);
    const void *value;

    if (record->type == EVENT_FOREIGN)
        see_foreign(distinct, &record->as.foreign);
    if (!field || !record_field_is_given(&record->as, field))
        return;
    value = record_field_value(&record->as, field);
    if (field->kind == DATA_TEXT)
        see(distinct, *(const struct str *)value);
    else if (field->kind == DATA_TEXTS)
        see_list(distinct, value);
    else if (field->kind == DATA_CHOICE)
        see(distinct, field->words[*(const uint32_t *)value]);
}

bool
distinct_has(const struct distinct *distinct, struct str entry)
{
    bool is_path = str_eq(distinct->field, STR("category"));

    for (uint32_t i = 0; is_path && i < distinct->seen.count; i++)
        if (category_path_under(codebook_name(&distinct->seen, i), entry))
            return true;
    return !is_path && codebook_find(&distinct->seen, entry) != CODE_NONE;
}

int64_t
distinct_count(const struct distinct *distinct)
{
    int64_t count = 0;

    if (!distinct->among)
        return (int64_t)distinct->seen.count;
    for (size_t i = 0; i < distinct->among->count; i++)
        count += distinct_has(distinct, distinct->among->items[i]);
    return count;
}
