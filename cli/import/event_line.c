/* SPDX-License-Identifier: MIT */
#include "cli/import/event_line.h"

#include "cli/import/identity.h"
#include "cli/import/plain.h"
#include "cli/lang.h"
#include "lib/wire/line.h"

#include <inttypes.h>
#include <stdlib.h>

struct making {
    const struct event_maker *maker;
    const struct mapping *mapping;
    const struct sheet_row *row;
    struct arena *arena;
    struct issue *issue;
    struct said said[LINE_FIELDS_MAX]; /* fields, then perhaps the time */
    size_t count;
    struct str time, data; /* time: in JSON, with its quotes; ptr NULL: none */
};

/* -- what the row says -- */

static bool
add_field(struct making *making, struct str name, struct str json)
{
    if (making->count == LINE_FIELDS_MAX)
        return issue_set(making->issue, ISSUE_ROW, "bad_field", _("more than %d fields"), LINE_FIELDS_MAX);
    making->said[making->count++] = (struct said){ name, json };
    return true;
}

static bool
read_value(struct making *making, const struct binding *binding, struct buf *json, bool *is_there)
{
    return value_put(json, binding, making->row, &making->maker->habits, making->arena, is_there, making->issue);
}

/* All counts of a field are one object. */
static bool
add_counts(struct making *making, const struct binding *first)
{
    struct buf json = { 0 };
    bool is_there, done = true;

    for (const struct binding *b = first; done && b < making->mapping->bindings + making->mapping->count; b++) {
        size_t before = json.len;

        if (b->target.place != TARGET_COUNT || !str_eq(b->target.name, first->target.name))
            continue;
        buf_put_byte(&json, before > 0 ? ',' : '{');
        buf_put_json(&json, b->target.key);
        buf_put_byte(&json, ':');
        done = read_value(making, b, &json, &is_there);
        json.len = is_there ? json.len : before;
    }
    buf_put_byte(&json, '}');
    done = done && (json.len == 1 || add_field(making, first->target.name, arena_copy(making->arena, buf_str(&json))));
    buf_free(&json);
    return done;
}

static bool
add_binding(struct making *making, const struct binding *binding)
{
    struct buf json = { 0 };
    bool is_there = false, done = read_value(making, binding, &json, &is_there);

    if (done && is_there && binding->target.place == TARGET_TIME)
        making->time = arena_copy(making->arena, buf_str(&json));
    else if (done && is_there)
        done = add_field(making, binding->target.name, arena_copy(making->arena, buf_str(&json)));
    buf_free(&json);
    return done;
}

/* Of counts the first binding of a field stands for all. */
static bool
is_later_count(const struct mapping *mapping, const struct binding *binding)
{
    return binding->target.place == TARGET_COUNT && mapping_find(mapping, binding->target.name) != binding;
}

static struct str
said_of(const struct making *making, struct str name)
{
    for (size_t i = 0; i < making->count; i++)
        if (str_eq(making->said[i].name, name))
            return making->said[i].json;
    return (struct str){ 0 };
}

/* A statement that is not dated has the date of its thing. */
static bool
date_it(struct making *making)
{
    static const struct str dates[] = { STR_INIT("start"), STR_INIT("from"), STR_INIT("window") };

    if (making->time.ptr || said_of(making, STR("at")).ptr)
        return true;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct str json = said_of(making, dates[i]);
        const struct field *field = target_field(making->maker->options->type, dates[i]);

        if (json.ptr && field->kind == FIELD_WHEN)
            return add_field(making, STR("at"), json);
    }
    return issue_set(making->issue, ISSUE_ROW, "missing_field", "%s", _("the row has no date: fill it in, or say --set at=DATE"));
}

static int
by_name(const void *a, const void *b)
{
    return str_cmp(((const struct said *)a)->name, ((const struct said *)b)->name);
}

static bool
read_fields(struct making *making)
{
    for (size_t i = 0; i < making->mapping->count; i++) {
        const struct binding *binding = &making->mapping->bindings[i];

        if (is_later_count(making->mapping, binding))
            continue;
        if (binding->target.place == TARGET_COUNT ? !add_counts(making, binding) : !add_binding(making, binding))
            return false;
    }
    if (!date_it(making))
        return false;
    qsort(making->said, making->count, sizeof *making->said, by_name);
    return true;
}

static void
join_fields(struct making *making)
{
    struct buf data = { 0 };

    for (size_t i = 0; i < making->count; i++) {
        buf_put_byte(&data, i > 0 ? ',' : '{');
        buf_put_json(&data, making->said[i].name);
        buf_put_byte(&data, ':');
        buf_put_str(&data, making->said[i].json);
    }
    buf_put_byte(&data, '}');
    making->data = arena_copy(making->arena, buf_str(&data));
    buf_free(&data);
    if (making->time.ptr && making->count < LINE_FIELDS_MAX)
        making->said[making->count++] = (struct said){ STR("time"), making->time };
}

/* -- which event it is -- */

static bool
read_keys(struct making *making, struct str *keys)
{
    const struct mapping *mapping = making->mapping;

    for (size_t i = 0; i < mapping->key_count; i++) {
        size_t column = mapping->keys[i];

        keys[i] = column < making->row->count ? plain_key(making->arena, making->row->cells[column].text) : (struct str){ 0 };
        if (keys[i].len == 0)
            return issue_set(making->issue, column, "missing_field", "%s", _("the cell that --key names is empty"));
    }
    return true;
}

static uint64_t
content_of(const struct making *making)
{
    struct str time = making->time;

    if (time.ptr)
        time = (struct str){ time.ptr + 1, time.len - 2 };
    return revisions_content(event_type_name(making->maker->options->type), time, making->data);
}

/* Hash of all that the row says, persons included. */
static uint64_t
whole_of(const struct making *making)
{
    return hash_mix(hash64(making->data.ptr, making->data.len), hash64(making->time.ptr, making->time.len));
}

/* The same thing in two rows: once more, or a contradiction. */
static enum row_fate
meet_again(const struct making *making, const struct id_entry *earlier)
{
    if (earlier->content == whole_of(making))
        return ROW_REPEATED;
    issue_set(making->issue, ISSUE_ROW, "conflict",
              making->maker->habits.secret
                  ? _("row %llu says something else of the same: keep the one that is right, or map what tells two people of one name apart to person, too")
                  : _("row %llu says something else of the same: keep the one that is right"),
              (unsigned long long)earlier->number);
    return ROW_REFUSED;
}

static enum row_fate
identify(struct making *making, struct rows_seen *seen, struct hash128 *id)
{
    bool has_key = making->mapping->key_count > 0;
    struct str *keys = arena_array(making->arena, making->mapping->key_count + 1, sizeof *keys);
    const struct identity_question question = { making->maker->options->type, making->maker->secret, has_key ? keys : NULL,
                                                making->mapping->key_count, making->said, making->count };
    struct id_entry *entry;

    if (!read_keys(making, keys))
        return ROW_REFUSED;
    *id = identity_of(&question, 0);
    entry = id_map_at(&seen->ids, *id);
    if (has_key || identity_fields(question.type).len > 0) {
        if (entry->number > 0)
            return meet_again(making, entry);
        entry->number = making->row->number;
        entry->content = whole_of(making);
    } else if (entry->number++ > 0) {
        *id = identity_of(&question, entry->number - 1);
    }
    return ROW_MADE;
}

/* -- the line -- */

static void
put_line(const struct making *making, struct hash128 id, uint64_t rev, struct buf *line)
{
    char id_text[IDENTITY_TEXT];

    identity_text(id, id_text);
    buf_printf(line, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":", id_text);
    buf_put_json(line, str_of(making->maker->source));
    if (rev > 1)
        buf_printf(line, ",\"rev\":%" PRIu64, rev);
    buf_printf(line, ",\"type\":\"%s\",", event_type_name(making->maker->options->type).ptr);
    if (making->time.ptr)
        buf_printf(line, "\"time\":%.*s,", STR_ARG(making->time));
    buf_printf(line, "\"data\":%.*s}", STR_ARG(making->data));
}

static bool
check_line(const struct making *making, struct str line)
{
    struct event event;
    struct refusal refusal = { 0 };
    const struct binding *binding;

    if (line_read(making->maker->reader, line, making->maker->now, making->arena, &event, &refusal))
        return true;
    binding = mapping_find_path(making->mapping, str_of(refusal.path));
    making->issue->field = binding ? binding->target.name : (struct str){ 0 };
    return issue_set(making->issue, issue_column(binding), refusal_code_name(refusal.code), "%s%s", refusal.message,
                     refusal.code == REFUSED_PERSONAL_DATA ? _("; --pseudonyms makes tokens of them") : "");
}

static uint64_t
rev_of(const struct making *making, struct hash128 id)
{
    const struct revisions *revisions = making->maker->revisions;

    return revisions->ids.count > 0 ? revisions_next(revisions, id, content_of(making)) : 1;
}

static bool
is_blank(const struct making *making)
{
    const struct mapping *mapping = making->mapping;

    for (size_t i = 0; i < mapping->count; i++)
        for (size_t j = 0; j < mapping->bindings[i].column_count; j++) {
            size_t column = mapping->bindings[i].columns[j];

            if (column < making->row->count && plain_trim(making->row->cells[column].text).len > 0)
                return false;
        }
    return true;
}

/* 合计 and the like in the first cell that is filled. */
static bool
is_sum(const struct making *making)
{
    static const struct str words[] = { STR_INIT("合计"), STR_INIT("总计"), STR_INIT("小计"), STR_INIT("共计"), STR_INIT("total"),
                                        STR_INIT("subtotal"), STR_INIT("sum") };
    struct str first = { 0 };

    for (size_t i = 0; i < making->row->count && first.len == 0; i++)
        first = plain_trim(making->row->cells[i].text);
    if (first.len > 32)
        return false;
    first = plain_key(making->arena, first);
    while (first.len > 0 && first.ptr[first.len - 1] == ':')
        first.len--;
    return str_find(first, words, sizeof words / sizeof *words) >= 0;
}

static enum row_fate
make_line(struct making *making, struct rows_seen *seen, struct str *line)
{
    struct buf text = { 0 };
    struct hash128 id;
    enum row_fate fate;

    join_fields(making);
    put_line(making, (struct hash128){ 1, 1 }, 1, &text); /* checked first, so that what is refused leaves no trace */
    fate = check_line(making, buf_str(&text)) ? identify(making, seen, &id) : ROW_REFUSED;
    if (fate == ROW_MADE) {
        uint64_t rev = rev_of(making, id);

        text.len = 0;
        put_line(making, id, rev, &text);
        buf_put_byte(&text, '\n');
        *line = arena_copy(making->arena, buf_str(&text));
        fate = rev > 1 ? ROW_CORRECTED : ROW_MADE;
    }
    buf_free(&text);
    return fate;
}

enum row_fate
event_line_make(const struct event_maker *maker, const struct mapping *mapping, const struct sheet_row *row, struct rows_seen *seen,
                struct arena *arena, struct str *line, struct issue *issue)
{
    struct making making = { .maker = maker, .mapping = mapping, .row = row, .arena = arena, .issue = issue };

    if (is_blank(&making))
        return ROW_BLANK;
    if (is_sum(&making))
        return ROW_SUM;
    return read_fields(&making) ? make_line(&making, seen, line) : ROW_REFUSED;
}
