/* SPDX-License-Identifier: MIT */
#include "cli/plugin_faults.h"

#include "cli/daemon_words.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/plugin_versions.h"
#include "cli/table.h"
#include "lib/engine/fault_object.h"
#include "lib/store/plugin_faults.h"
#include "lib/store/reader.h"

#include <inttypes.h>
#include <stdlib.h>

bool
plugin_faults_of(const struct places *places, struct arena *arena, struct fault_row **faults, size_t *count, struct err *err)
{
    char path[PATH_MAX];
    struct reader *reader = places_path(places, PATH_DB, path, err) ? reader_open(path, err) : NULL;
    bool done = reader && plugin_faults_read(reader_sql(reader), arena, faults, count, err);

    reader_close(reader);
    return done;
}

void
plugin_faults_json(struct buf *out, const struct fault_row *faults, size_t count)
{
    json_t *list = json_array();
    char *text;

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, fault_object(&faults[i]));
    text = json_dumps(list, JSON_COMPACT);
    buf_printf(out, "%s\n", text);
    free(text);
    json_decref(list);
}

struct str
plugin_stale_text(unsigned long long position, struct str day, struct str plugin, struct str reason, struct arena *arena)
{
    if (!reason.ptr)
        return arena_printf(arena, _("stale since log position %llu (%.*s): plugin %.*s is paused; see turnout plugin list --faults"),
                            position, STR_ARG(day), STR_ARG(plugin));
    return arena_printf(arena, _("stale since log position %llu (%.*s): plugin %.*s is paused: %.*s; see turnout plugin list --faults"),
                        position, STR_ARG(day), STR_ARG(plugin), STR_ARG(reason));
}

/* ---- text ---- */

struct showing {
    struct buf *out;
    const struct page *page;
    struct arena *arena;
};

static void
put_line(struct showing *showing, struct str text, size_t indent, enum tone tone)
{
    tone_begin(showing->out, showing->page, tone);
    columns_wrap(showing->out, text, indent, showing->page->width);
    tone_end(showing->out, showing->page, tone);
}

static const char *
cause_text(struct str cause)
{
    static const char *const words[FAULT_CAUSES] = {
        [FAULT_ERROR] = N_("an error was raised"),
        [FAULT_INSTRUCTIONS] = N_("limit: instructions in one call"),
        [FAULT_TIME] = N_("limit: processor time in one call"),
        [FAULT_MEMORY] = N_("limit: live memory"),
        [FAULT_ALLOCATED] = N_("limit: memory asked for in one call"),
        [FAULT_STRING] = N_("limit: length of a string"),
        [FAULT_BUDGET] = N_("limit: processor time between two publications (rule_budget)"),
        [FAULT_EVENTS] = N_("limit: events of one fold"),
        [FAULT_WORKER] = N_("the rule worker ended, or had to be ended"),
        [FAULT_LOADING] = N_("it does not load, or not all of it"),
    };
    int found = str_find(cause, fault_cause_names, FAULT_CAUSES);

    return found < 0 ? cause.ptr : _(words[found]);
}

static struct str
standing_text(const struct fault_row *fault, struct arena *arena)
{
    if (fault->stands)
        return str_of(_("stands"));
    if (fault->mended_at > 0)
        return arena_printf(arena, _("mended %s"), plugin_versions_time(fault->mended_at, arena).ptr);
    return str_of(_("another one followed"));
}

static void
put_subject(struct showing *showing, const struct fault_row *fault)
{
    struct arena *arena = showing->arena;
    struct str what = { 0 };

    if (fault->figure.ptr)
        what = arena_printf(arena, _("rule %.*s, asked about the figure %.*s"), STR_ARG(fault->rule), STR_ARG(fault->figure));
    else if (fault->activity.ptr && fault->source.ptr)
        what = arena_printf(arena, _("rule %.*s, asked about %.*s (event %.*s %.*s, log position %llu)"), STR_ARG(fault->rule),
                            STR_ARG(fault->activity), STR_ARG(fault->source), STR_ARG(fault->id), (unsigned long long)fault->seq);
    else if (fault->source.ptr)
        what = arena_printf(arena, _("rule %.*s, asked about the event %.*s %.*s, log position %llu"), STR_ARG(fault->rule),
                            STR_ARG(fault->source), STR_ARG(fault->id), (unsigned long long)fault->seq);
    else if (fault->rule.ptr)
        what = arena_printf(arena, _("rule %.*s"), STR_ARG(fault->rule));
    if (what.ptr)
        put_line(showing, what, 2, TONE_PLAIN);
}

static struct str
amount(uint64_t value, uint64_t unit, const char *name, struct arena *arena)
{
    return arena_printf(arena, "%" PRIu64 "%s", value / unit, name);
}

static void
put_use(struct showing *showing, const struct fault_row *fault)
{
    const struct {
        const char *name, *unit;
        uint64_t used, most, divisor;
    } uses[] = {
        { _("instructions"), "", fault->used.instructions, fault->limit.instructions, 1 },
        { _("processor time"), " ms", fault->used.nanoseconds, fault->limit.nanoseconds, 1000000 },
        { _("live memory"), " KiB", fault->used.memory, fault->limit.memory, 1024 },
        { _("memory asked for"), " KiB", fault->used.allocated, fault->limit.allocated, 1024 },
        { _("longest string"), " B", fault->used.longest, fault->limit.longest, 1 },
        { _("all calls since the last publication"), " ms", fault->used.round, fault->limit.round, 1000000 },
    };
    struct arena *arena = showing->arena;

    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        struct str used = amount(uses[i].used, uses[i].divisor, uses[i].unit, arena);
        struct str most = amount(uses[i].most, uses[i].divisor, uses[i].unit, arena);

        if (uses[i].used == 0)
            continue;
        if (uses[i].most > 0)
            put_line(showing, arena_printf(arena, _("%s: %.*s of %.*s"), uses[i].name, STR_ARG(used), STR_ARG(most)), 4, TONE_QUIET);
        else
            put_line(showing, arena_printf(arena, "%s: %.*s", uses[i].name, STR_ARG(used)), 4, TONE_QUIET);
    }
}

static void
put_traceback(struct showing *showing, struct str text)
{
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        struct str line = { text.ptr, end ? (size_t)(end - text.ptr) : text.len };

        text.ptr += line.len + (end != NULL);
        text.len -= line.len + (end != NULL);
        while (line.len > 0 && *line.ptr == ' ')
            line = (struct str){ line.ptr + 1, line.len - 1 };
        put_line(showing, line, 4, TONE_QUIET);
    }
}

static void
put_fault(struct showing *showing, const struct fault_row *fault)
{
    struct arena *arena = showing->arena;
    unsigned long times = (unsigned long)fault->times;

    put_line(showing, arena_printf(arena, "%.*s  %s  %.*s", STR_ARG(fault->plugin), plugin_versions_time(fault->at, arena).ptr,
                                   STR_ARG(standing_text(fault, arena))), 0, TONE_STRONG);
    put_line(showing, words_said(fault->message, arena), 2, fault->stands ? TONE_BAD : TONE_PLAIN);
    put_line(showing, arena_printf(arena, _("%s, at log position %llu"), cause_text(fault->cause), (unsigned long long)fault->position),
             2, TONE_PLAIN);
    if (times > 1)
        put_line(showing, arena_printf(arena, ngettext("%lu time, the last one %s", "%lu times, the last one %s", times), times,
                                       plugin_versions_time(fault->last_at, arena).ptr), 2, TONE_PLAIN);
    put_subject(showing, fault);
    put_traceback(showing, fault->traceback);
    put_use(showing, fault);
}

void
plugin_faults_text(struct buf *out, const struct fault_row *faults, size_t count, const struct page *page, struct arena *arena)
{
    struct showing showing = { out, page, arena };

    if (count == 0)
        buf_printf(out, "%s\n", _("No plugin has failed."));
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_put_byte(out, '\n');
        put_fault(&showing, &faults[i]);
    }
}
