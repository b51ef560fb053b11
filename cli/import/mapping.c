/* SPDX-License-Identifier: MIT */
#include "cli/import/mapping.h"

#include "cli/import/headings.h"
#include "cli/import/merged_cells.h"
#include "cli/import/plain.h"
#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"

#include <stdlib.h>

void
mapping_free(struct mapping *mapping)
{
    arena_free(&mapping->arena);
    free(mapping->bindings);
    *mapping = (struct mapping){ 0 };
}

const struct binding *
mapping_find(const struct mapping *mapping, struct str name)
{
    for (size_t i = 0; i < mapping->count; i++)
        if (str_eq(mapping->bindings[i].target.name, name))
            return &mapping->bindings[i];
    return NULL;
}

const struct binding *
mapping_find_path(const struct mapping *mapping, struct str path)
{
    static const struct str data = STR_INIT("data.");

    if (str_starts(path, data))
        path = (struct str){ path.ptr + data.len, path.len - data.len };
    for (size_t i = 0; i < path.len; i++)
        if (strchr(".[", path.ptr[i]))
            path.len = i;
    return mapping_find(mapping, path);
}

void
mapping_put_headings(const struct mapping *mapping, struct buf *list)
{
    for (size_t i = 0; i < mapping->heading_count; i++)
        if (mapping->headings[i].len > 0)
            buf_printf(list, "%s%.*s", list->len > 0 ? ", " : "", STR_ARG(mapping->headings[i]));
}

struct str
mapping_column(const struct mapping *mapping, size_t column, struct arena *arena)
{
    char name[8];

    column_name(column, name);
    if (column < mapping->heading_count && mapping->headings[column].len > 0)
        return arena_printf(arena, "%s (%.*s)", name, STR_ARG(mapping->headings[column]));
    return arena_copy(arena, str_of(name));
}

/* The one of a target, new if there was none. */
static struct binding *
bind(struct mapping *mapping, const struct target *target)
{
    for (size_t i = 0; i < mapping->count; i++)
        if (target_eq(&mapping->bindings[i].target, target))
            return &mapping->bindings[i];
    mapping->bindings = mem_grow(mapping->bindings, mapping->count, &mapping->capacity, sizeof *mapping->bindings);
    mapping->bindings[mapping->count] = (struct binding){ .target = *target };
    return &mapping->bindings[mapping->count++];
}

/* A date may be in two columns, a list in several, and a name needs what tells people of one name apart. */
static bool
bind_column(struct mapping *mapping, const struct import_options *options, const struct target *target, size_t column, struct err *err)
{
    struct binding *binding = bind(mapping, target);
    bool may_join = target_is_date(target) || target_is_list(target) || (target_is_person(target) && options->has_names);

    for (size_t i = 0; i < binding->column_count; i++)
        if (binding->columns[i] == column)
            return true;
    if (binding->column_count == BINDING_COLUMNS || (binding->column_count > 0 && !may_join))
        return err_set(err, ERR_USAGE, _("two columns for %.*s, %.*s and %.*s: map the one that is meant"), STR_ARG(target->name),
                       STR_ARG(mapping_column(mapping, binding->columns[0], &mapping->arena)),
                       STR_ARG(mapping_column(mapping, column, &mapping->arena)));
    binding->columns[binding->column_count++] = column;
    return true;
}

/* -- columns by name -- */

/* "@C", "@3"; without headings "C" and "3", too. */
static bool
parse_place(struct str name, bool is_bare, size_t *column)
{
    unsigned long long number;

    if (name.len > 1 && *name.ptr == '@')
        name = (struct str){ name.ptr + 1, name.len - 1 };
    else if (!is_bare)
        return false;
    if (str_to_u64(name, &number) && number >= 1 && number <= SHEET_COLUMNS_MAX) {
        *column = (size_t)number - 1;
        return true;
    }
    return column_parse(name, column);
}

/* How many columns have that heading; *column is the first. */
static size_t
count_heading(const struct mapping *mapping, struct str name, struct arena *arena, size_t *column)
{
    struct str key = heading_key(arena, name);
    size_t found = 0;

    for (size_t i = 0; i < mapping->heading_count; i++) {
        if (!str_eq(heading_key(arena, mapping->headings[i]), key))
            continue;
        if (found++ == 0)
            *column = i;
    }
    return found;
}

static bool
no_such_column(struct mapping *mapping, struct str name, struct err *err)
{
    struct buf list = { 0 };
    int near = nearest_word(name, mapping->headings, mapping->heading_count);

    mapping_put_headings(mapping, &list);
    if (near >= 0 && mapping->headings[near].len > 0)
        err_set(err, ERR_USAGE, _("there is no column \"%.*s\": did you mean \"%.*s\"? Row %llu has %.*s"), STR_ARG(name),
                STR_ARG(mapping->headings[near]), (unsigned long long)mapping->heading_row, STR_ARG(buf_str(&list)));
    else
        err_set(err, ERR_USAGE, _("there is no column \"%.*s\"; row %llu has %.*s"), STR_ARG(name),
                (unsigned long long)mapping->heading_row, STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

static bool
find_column(struct mapping *mapping, const struct import_options *options, struct str name, size_t *column, struct err *err)
{
    size_t found;

    if (parse_place(name, options->has_no_heading, column))
        return true;
    if (options->has_no_heading)
        return err_set(err, ERR_USAGE, _("without headings a column is called by its letter or its number, A or 1, not \"%.*s\""),
                       STR_ARG(name));
    found = count_heading(mapping, name, &mapping->arena, column);
    if (found == 0)
        return no_such_column(mapping, name, err);
    return found == 1 || err_set(err, ERR_USAGE, _("%zu columns are called \"%.*s\": say which by its letter, as in @C"), found, STR_ARG(name));
}

/* -- the heading row -- */

/* How well a row does as headings: how many of the asked ones it has; else how many are recognised. */
static size_t
rate_row(const struct sheet_row *row, const struct import_options *options, struct arena *arena)
{
    struct mapping tried = { .headings = arena_array(arena, row->count + 1, sizeof(struct str)), .heading_count = row->count };
    struct target target;
    size_t found = 0, column;
    bool is_name;

    for (size_t i = 0; i < row->count; i++)
        tried.headings[i] = row->cells[i].text;
    for (size_t i = 0; i < options->maps.count; i++)
        found += parse_place(options->maps.items[i].left, false, &column) ||
                 count_heading(&tried, options->maps.items[i].left, arena, &column) > 0;
    for (size_t i = 0; options->maps.count == 0 && i < row->count; i++)
        found += row->cells[i].kind == CELL_TEXT && heading_target(options->type, row->cells[i].text, arena, &target, &is_name);
    return found;
}

static size_t
count_filled(const struct sheet_row *row)
{
    size_t filled = 0;

    for (size_t i = 0; i < row->count; i++)
        filled += row->cells[i].kind != CELL_EMPTY;
    return filled;
}

/* The best rated one; of those that nothing is found in, the fullest. */
static const struct sheet_row *
find_heading(const struct import_options *options, const struct sheet_row *rows, size_t count)
{
    const struct sheet_row *best = NULL;
    struct arena arena = { 0 };
    size_t most = 0;

    for (size_t i = 0; i < count; i++) {
        size_t rate = rate_row(&rows[i], options, &arena) * (SHEET_COLUMNS_MAX + 1) + count_filled(&rows[i]);

        if (options->heading_row == rows[i].number || (options->heading_row == 0 && rate > most)) {
            most = rate;
            best = &rows[i];
        }
    }
    arena_free(&arena);
    return best;
}

static bool
take_headings(struct mapping *mapping, const struct import_options *options, const struct sheet_row *rows, size_t count, struct err *err)
{
    const struct sheet_row *row = find_heading(options, rows, count);

    if (!row && options->heading_row > 0)
        return err_set(err, ERR_USAGE, _("row %llu is no row of headings: it is empty, or not among the first %d rows"),
                       (unsigned long long)options->heading_row, HEADING_ROWS);
    if (!row)
        return err_set(err, ERR_INPUT, "%s", _("there is nothing in it"));
    mapping->heading_row = row->number;
    mapping->heading_count = row->count;
    mapping->headings = arena_array(&mapping->arena, row->count + 1, sizeof *mapping->headings);
    for (size_t i = 0; i < row->count; i++)
        mapping->headings[i] = arena_copy(&mapping->arena, plain_trim(row->cells[i].text));
    return true;
}

/* -- binding -- */

static bool
bind_maps(struct mapping *mapping, const struct import_options *options, struct err *err)
{
    for (size_t i = 0; i < options->maps.count; i++) {
        const struct pair *map = &options->maps.items[i];
        struct target target;
        size_t column;

        if (!target_find(options->type, map->right, &target, err) || !find_column(mapping, options, map->left, &column, err) ||
            !bind_column(mapping, options, &target, column, err))
            return false;
    }
    return true;
}

/* A column of names is left alone where tokens stand in another one. */
static bool
bind_usual(struct mapping *mapping, const struct import_options *options, bool with_names, struct err *err)
{
    struct target target;
    bool is_name;

    for (size_t i = 0; i < mapping->heading_count; i++) {
        if (!heading_target(options->type, mapping->headings[i], &mapping->arena, &target, &is_name) || is_name != with_names)
            continue;
        if (is_name && mapping_find(mapping, target.name))
            continue;
        if (is_name && !options->has_names)
            return err_set(err, ERR_USAGE, _("column %.*s holds names, and no names are kept: --pseudonyms makes tokens of them, or map a column of numbers to person"),
                           STR_ARG(mapping_column(mapping, i, &mapping->arena)));
        if (!bind_column(mapping, options, &target, i, err))
            return false;
    }
    return true;
}

static bool
bind_sets(struct mapping *mapping, const struct import_options *options, struct err *err)
{
    for (size_t i = 0; i < options->sets.count; i++) {
        struct target target;

        if (!target_find(options->type, options->sets.items[i].left, &target, err))
            return false;
        bind(mapping, &target)->set = options->sets.items[i].right;
    }
    return true;
}

static bool
bind_keys(struct mapping *mapping, const struct import_options *options, struct err *err)
{
    mapping->keys = arena_array(&mapping->arena, options->keys.count + 1, sizeof *mapping->keys);
    for (size_t i = 0; i < options->keys.count; i++)
        if (!find_column(mapping, options, str_of(options->keys.words[i]), &mapping->keys[mapping->key_count++], err))
            return false;
    return true;
}

static bool
bind_all(struct mapping *mapping, const struct import_options *options, struct err *err)
{
    if (options->maps.count > 0 || options->has_no_heading)
        return bind_maps(mapping, options, err) && bind_sets(mapping, options, err);
    return bind_usual(mapping, options, false, err) && bind_sets(mapping, options, err) &&
           bind_usual(mapping, options, true, err);
}

bool
mapping_fit(struct mapping *mapping, const struct import_options *options, const struct sheet_row *rows, size_t count, struct err *err)
{
    if (!options->has_no_heading && !take_headings(mapping, options, rows, count, err))
        return false;
    return bind_all(mapping, options, err) && bind_keys(mapping, options, err);
}
