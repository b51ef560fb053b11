/* SPDX-License-Identifier: MIT */
#include "cli/plugin_versions.h"

#include "cli/json_members.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/table.h"
#include "lib/store/reader.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

enum { COLUMNS = 5 };

bool
plugin_past_read(const struct places *places, struct arena *arena, struct plugin_past *past, struct err *err)
{
    char path[PATH_MAX];
    struct reader *reader = places_path(places, PATH_DB, path, err) ? reader_open(path, err) : NULL;
    bool done = reader && reader_begin(reader, err) &&
                rule_versions_list(reader_sql(reader), arena, &past->versions, &past->version_count, err) &&
                rule_versions_since(reader_sql(reader), arena, &past->since, &past->since_count, err);

    if (reader)
        reader_end(reader);
    reader_close(reader);
    return done;
}

const struct rule_since *
plugin_past_since(const struct plugin_past *past, struct str name)
{
    for (size_t i = 0; i < past->since_count; i++)
        if (str_eq(past->since[i].name, name))
            return &past->since[i];
    return NULL;
}

struct str
plugin_versions_time(int64_t at_ms, struct arena *arena)
{
    time_t seconds = (time_t)(at_ms / 1000);
    struct tm civil;
    char text[32];

    localtime_r(&seconds, &civil);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M", &civil);
    return arena_copy(arena, str_of(text));
}

/* Did the configuration change, and nothing else? */
static bool
is_of_parameters(const struct rule_version *version, const struct rule_version *before)
{
    return before && str_eq(version->rules, before->rules) && version->parameters.ptr && before->parameters.ptr &&
           !str_eq(version->parameters, before->parameters);
}

/* before: the version before it; NULL: there is none. */
static struct str
how_text(const struct rule_version *version, const struct rule_version *before, struct arena *arena)
{
    if (is_of_parameters(version, before))
        return str_of(_("other parameters"));
    if (str_eq(version->how, STR("rollback")))
        return arena_printf(arena, _("rollback to %lld"), (long long)version->same_as);
    if (str_eq(version->how, STR("start")))
        return str_of(_("start of turnoutd"));
    if (str_eq(version->how, STR("apply")))
        return str_of(_("apply"));
    return str_of(_("reload"));
}

void
plugin_versions_text(struct buf *out, const struct plugin_past *past, const struct page *page, struct arena *arena)
{
    static const enum align align[COLUMNS] = { ALIGN_RIGHT, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_LEFT, ALIGN_RIGHT };
    const char *const heading[COLUMNS] = { _("version"), _("applied"), _("log position"), _("by"), _("user") };
    struct table table;

    table_init(&table, arena, align, COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        table.heading[i] = (struct cell){ str_of(heading[i]), TONE_QUIET };
    for (size_t i = 0; i < past->version_count; i++) {
        const struct rule_version *version = &past->versions[i];
        struct cell *cells = table_row(&table);
        cells[0].text = arena_printf(arena, "%" PRId64, version->number);
        cells[1].text = plugin_versions_time(version->applied_at, arena);
        cells[2].text = arena_printf(arena, "%" PRIu64, version->position);
        cells[3].text = how_text(version, i > 0 ? version - 1 : NULL, arena);
        if (version->uid >= 0)
            cells[4].text = arena_printf(arena, "%" PRId64, version->uid);
    }
    table_print(&table, out, page);
    table_free(&table);
}

/* "parameters":{"reading.target":"25"}; null: it is not known which there were. */
static void
put_parameters(struct buf *out, struct str lines)
{
    const char *end, *equals, *between = "";

    if (!lines.ptr) {
        json_text(out, "parameters", lines);
        return;
    }
    json_key(out, "parameters");
    buf_put_byte(out, '{');
    for (; lines.len > 0 && (end = memchr(lines.ptr, '\n', lines.len)) != NULL; lines.len -= (size_t)(end + 1 - lines.ptr), lines.ptr = end + 1) {
        equals = memchr(lines.ptr, '=', (size_t)(end - lines.ptr));
        if (!equals)
            continue;
        buf_printf(out, "%s", between);
        buf_put_json(out, (struct str){ lines.ptr, (size_t)(equals - lines.ptr) });
        buf_put_byte(out, ':');
        buf_put_json(out, (struct str){ equals + 1, (size_t)(end - equals - 1) });
        between = ",";
    }
    buf_put_byte(out, '}');
}

void
plugin_versions_json(struct buf *out, const struct plugin_past *past)
{
    buf_put_byte(out, '[');
    for (size_t i = 0; i < past->version_count; i++) {
        const struct rule_version *version = &past->versions[i];
        buf_put_str(out, i > 0 ? STR(",\n{") : STR("\n{"));
        json_number(out, "version", true, version->number);
        json_number(out, "applied_at", true, version->applied_at);
        json_number(out, "position", true, (int64_t)version->position);
        json_text(out, "how", version->how);
        json_number(out, "same_as", version->same_as > 0, version->same_as);
        json_number(out, "uid", version->uid >= 0, version->uid);
        json_text(out, "files", version->rules);
        put_parameters(out, version->parameters);
        buf_put_byte(out, '}');
    }
    buf_put_str(out, past->version_count > 0 ? STR("\n]\n") : STR("]\n"));
}
