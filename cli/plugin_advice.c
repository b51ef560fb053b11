/* SPDX-License-Identifier: MIT */
#include "cli/plugin_advice.h"

#include "cli/case_files.h"
#include "cli/complaints.h"
#include "cli/lang.h"
#include "cli/plugin_load.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/model/categories.h"
#include "lua/plugin_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { README_MAX = 1024 * 1024, CATEGORIES_MAX = 500 };

/* What the cases of all plugins have; read once for all that are looked at. */
struct case_categories {
    struct arena arena;
    struct str names[CATEGORIES_MAX];
    size_t count;
};

struct look {
    const struct plugin_load *load;
    const struct plugin_source *source;
    const struct plugin *plugin;
    size_t place; /* of the plugin */
    struct complaints *complaints;
    struct arena arena;
    bool *expected; /* indicators, by place: some case says what they are */
    size_t case_count;
    const struct case_categories *categories;
};

#define WARN(look, file, line, ...) complaints_warn((look)->complaints, (look)->source, file, line, __VA_ARGS__)
static const struct str OWN_FILE = { 0 };

static bool
is_own(const struct look *look, size_t indicator)
{
    return look->load->ruleset.indicators[indicator].plugin == look->place;
}

/* Where it is first named in the plugin's file. */
static uint64_t
line_in(const struct look *look, struct str name)
{
    return line_of_word(plugin_text_main(look->source->text), name);
}

/* ---- head and titles ---- */

/* "1.0.0", "2.10.3" */
static bool
is_version(struct str version)
{
    size_t dots = 0;

    for (size_t i = 0; i < version.len; i++) {
        bool is_dot = version.ptr[i] == '.';

        if (!is_dot && !isdigit((unsigned char)version.ptr[i]))
            return false;
        if (is_dot && (i == 0 || i + 1 == version.len || version.ptr[i - 1] == '.'))
            return false;
        dots += is_dot;
    }
    return dots == 2;
}

static void
look_at_head(struct look *look)
{
    struct str file = plugin_source_name(look->source->path), name = look->plugin->name;

    if (!str_eq(file, name))
        WARN(look, OWN_FILE, line_in(look, name), _("the plugin is called \"%.*s\" and its file or folder \"%.*s\""), STR_ARG(name), STR_ARG(file));
    if (!is_version(look->plugin->version))
        WARN(look, OWN_FILE, line_in(look, STR("version")), _("version \"%.*s\" is not three numbers, as \"1.0.0\""), STR_ARG(look->plugin->version));
}

static void
look_at_title(struct look *look, struct str what, struct str zh, struct str en)
{
    if (str_eq(zh, en))
        WARN(look, OWN_FILE, line_in(look, what), _("the title of %.*s is the same in zh and en: \"%.*s\""), STR_ARG(what), STR_ARG(zh));
}

static void
look_for_same_titles(struct look *look, size_t first)
{
    const struct indicator *all = look->load->ruleset.indicators;

    for (size_t i = 0; i < first; i++) {
        if (!is_own(look, i) || !str_eq(all[i].title_zh, all[first].title_zh))
            continue;
        WARN(look, OWN_FILE, line_in(look, all[first].name), _("%.*s and %.*s have the same title"), STR_ARG(all[i].name), STR_ARG(all[first].name));
        return;
    }
}

static void
look_at_titles(struct look *look)
{
    const struct ruleset *ruleset = &look->load->ruleset;

    look_at_title(look, look->plugin->name, look->plugin->title_zh, look->plugin->title_en);
    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        const struct indicator *indicator = &ruleset->indicators[i];

        if (!is_own(look, i))
            continue;
        look_for_same_titles(look, i);
        if (!str_eq(indicator->title_zh, look->plugin->title_zh))
            look_at_title(look, indicator->name, indicator->title_zh, indicator->title_en);
    }
}

/* ---- README ---- */

static void
look_at_readme(struct look *look)
{
    const struct ruleset *ruleset = &look->load->ruleset;
    struct str path = arena_printf(&look->arena, "%.*s/README.md", STR_ARG(look->source->path));
    struct buf text = { 0 };
    struct err err;

    if (!file_read(path.ptr, README_MAX, &text, &err)) {
        WARN(look, OWN_FILE, 0, _("there is no %s: it says what each figure means, and where its target comes from"), path.ptr);
        buf_free(&text);
        return;
    }
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (is_own(look, i) && line_of_word(buf_str(&text), ruleset->indicators[i].name) == 0)
            WARN(look, path, 0, _("does not say what %.*s means"), STR_ARG(ruleset->indicators[i].name));
    buf_free(&text);
}

/* ---- cases ---- */

static void
note_expected(struct look *look, const struct case_file *file)
{
    const json_t *row;
    size_t i;

    json_array_foreach(json_object_get(file->whole, "expect"), i, row) {
        int place = ruleset_find(&look->load->ruleset, str_of(json_string_value(json_object_get(row, "indicator"))));

        if (place >= 0)
            look->expected[place] = true;
    }
}

static void
read_cases(struct look *look)
{
    struct case_list list = case_files_of(look->source, &look->arena);
    struct case_file file;
    struct err err;

    for (size_t i = 0; i < list.count; i++) {
        if (!case_file_read(&file, list.paths[i], &err)) {
            WARN(look, list.paths[i], 0, "%s", err.text);
            continue;
        }
        note_expected(look, &file);
        case_file_free(&file);
    }
    look->case_count = list.count;
}

static void
look_at_cases(struct look *look)
{
    const struct ruleset *ruleset = &look->load->ruleset;

    look->expected = arena_array(&look->arena, ruleset->indicator_count, sizeof *look->expected);
    read_cases(look);
    if (look->case_count == 0) {
        WARN(look, OWN_FILE, 0, _("there is no case in %.*s/cases: nothing says whether it counts right"), STR_ARG(look->source->path));
        return;
    }
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (is_own(look, i) && !look->expected[i])
            WARN(look, OWN_FILE, line_in(look, ruleset->indicators[i].name), _("no case says what %.*s comes to"), STR_ARG(ruleset->indicators[i].name));
}

/* ---- categories ---- */

static void
note_category(struct case_categories *categories, const json_t *category)
{
    struct str path = str_of(json_string_value(category));

    if (path.len > 0 && categories->count < CATEGORIES_MAX && str_find(path, categories->names, categories->count) < 0)
        categories->names[categories->count++] = arena_copy(&categories->arena, path);
}

static void
note_categories(struct case_categories *categories, const struct case_file *file)
{
    json_t *event, *category;
    size_t i, k;

    json_array_foreach(file->events, i, event) {
        const json_t *data = json_object_get(event, "data");

        note_category(categories, json_object_get(data, "category"));
        json_array_foreach(json_object_get(data, "secondaries"), k, category)
            note_category(categories, category);
    }
}

/* A case that cannot be read is told where its plugin is looked at. */
static void
read_categories(struct case_categories *categories, const struct plugin_load *load)
{
    struct case_file file;
    struct err err;

    for (size_t i = 0; i < load->source_count; i++) {
        struct case_list list = case_files_of(&load->sources[i], &categories->arena);

        for (size_t k = 0; k < list.count; k++) {
            if (!case_file_read(&file, list.paths[k], &err))
                continue;
            note_categories(categories, &file);
            case_file_free(&file);
        }
    }
}

/* Has a session of some case the category, or one below it? */
static bool
is_met(const struct look *look, struct str category)
{
    for (size_t i = 0; i < look->categories->count; i++)
        if (category_path_under(look->categories->names[i], category))
            return true;
    return false;
}

static void
look_at_category(struct look *look, struct str category)
{
    uint64_t line = line_in(look, category);
    int near;

    if (category.len == 0 || is_met(look, category))
        return;
    near = nearest_word(category, look->categories->names, look->categories->count);
    if (near >= 0)
        WARN(look, OWN_FILE, line, _("no case has a session of category \"%.*s\": did you mean \"%.*s\"?"), STR_ARG(category), STR_ARG(look->categories->names[near]));
    else
        WARN(look, OWN_FILE, line, _("no case has a session of category \"%.*s\""), STR_ARG(category));
}

/* The text between " after `under(…, `; *rest goes behind it. ptr NULL: there is none. */
static struct str
next_under(struct str *rest)
{
    static const struct str call = STR_INIT(".under(");

    for (size_t i = 0; i + call.len < rest->len; i++) {
        const char *end = rest->ptr + rest->len, *at = rest->ptr + i + call.len, *close, *begin;

        if (memcmp(rest->ptr + i, call.ptr, call.len) != 0)
            continue;
        close = memchr(at, ')', (size_t)(end - at));
        begin = close ? memchr(at, '"', (size_t)(close - at)) : NULL;
        *rest = (struct str){ at, (size_t)(end - at) };
        if (!begin)
            return (struct str){ "", 0 };
        end = memchr(begin + 1, '"', (size_t)(close - begin - 1));
        return end ? (struct str){ begin + 1, (size_t)(end - begin - 1) } : (struct str){ "", 0 };
    }
    return (struct str){ 0 };
}

static void
look_at_list(struct look *look, const struct measure *measure)
{
    if (measure->list_of != LIST_EVERY && measure->list_of != LIST_EACH)
        return;
    for (size_t i = 0; i < measure->list.count; i++)
        look_at_category(look, measure->list.items[i]);
}

static void
look_at_categories(struct look *look)
{
    const struct ruleset *ruleset = &look->load->ruleset;
    struct str rest = look->source->text, category;

    while ((category = next_under(&rest)).ptr)
        look_at_category(look, category);
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (is_own(look, i))
            look_at_list(look, &ruleset->indicators[i].numerator);
}

static void
look_at(struct look *look)
{
    look_at_head(look);
    look_at_titles(look);
    look_at_readme(look);
    look_at_cases(look);
    look_at_categories(look);
    arena_free(&look->arena);
}

void
plugin_advise(const struct plugin_load *load, struct complaints *complaints)
{
    struct case_categories *categories = mem_new(sizeof *categories);

    read_categories(categories, load);
    for (size_t i = 0; i < load->named_count; i++) {
        const struct plugin_source *source = &load->sources[i];
        int place = plugin_load_place(load, source);
        struct look look = { .load = load, .source = source, .complaints = complaints, .categories = categories };

        if (place < 0)
            continue;
        look.place = (size_t)place;
        look.plugin = &load->ruleset.plugins[place];
        look_at(&look);
    }
    arena_free(&categories->arena);
    free(categories);
}
