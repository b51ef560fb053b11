/* SPDX-License-Identifier: MIT */
#include "cli/status_view.h"

#include "cli/daemon_words.h"
#include "cli/lang.h"
#include "cli/status_costs.h"
#include "cli/vocabulary.h"

#include <inttypes.h>
#include <time.h>

enum { OUTCOME_COLUMNS = 7 };

/* "2025-01-31T07:05:09.123Z" */
static void
put_time(struct buf *out, int64_t at_ms)
{
    time_t seconds = (time_t)(at_ms / 1000);
    struct tm civil;
    char text[32];

    gmtime_r(&seconds, &civil);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &civil);
    buf_printf(out, "%s.%03dZ", text, (int)(at_ms % 1000));
}

static struct cell *
add_fact(struct table *table, const char *name, struct str value)
{
    struct cell *cells = table_row(table);

    cells[0].text = str_of(name);
    cells[1].text = value;
    return cells;
}

static struct str
number(struct arena *arena, uint64_t value)
{
    return arena_printf(arena, "%" PRIu64, value);
}

/* "123456 (up to date)" */
static struct str
published(const struct store_status *status, struct arena *arena)
{
    if (status->published >= status->log)
        return arena_printf(arena, _("%llu (up to date)"), (unsigned long long)status->published);
    return arena_printf(arena, _("%llu (%llu behind)"), (unsigned long long)status->published,
                        (unsigned long long)(status->log - status->published));
}

static struct str
last_event(const struct store_status *status, struct arena *arena)
{
    struct buf time = { 0 };
    struct str text = { 0 };

    if (status->last_recorded_at == 0)
        return text;
    put_time(&time, status->last_recorded_at);
    text = arena_copy(arena, buf_str(&time));
    buf_free(&time);
    return text;
}

static void
put_facts(struct buf *out, const struct store_status *status, bool is_answering, const struct page *page,
          struct arena *arena)
{
    static const enum align align[] = { ALIGN_LEFT, ALIGN_LEFT };
    struct table table;

    table_init(&table, arena, align, 2);
    add_fact(&table, _("daemon"), str_of(is_answering ? _("answers") : _("does not answer")))[1].tone =
        is_answering ? TONE_GOOD : TONE_BAD;
    add_fact(&table, _("log position"), number(arena, status->log));
    add_fact(&table, _("figures stand for"), published(status, arena));
    if (status->day.ptr)
        add_fact(&table, _("as-of day"), status->day);
    add_fact(&table, _("last event"), last_event(status, arena));
    add_fact(&table, _("events"), number(arena, status->events));
    add_fact(&table, _("people"), number(arena, status->persons));
    add_fact(&table, _("sessions"), number(arena, status->sessions));
    add_fact(&table, _("figures"), number(arena, status->cells));
    table_print(&table, out, page);
    table_free(&table);
}

static void
put_sources(struct buf *out, const struct store_status *status, const struct page *page, struct arena *arena)
{
    static const enum align align[OUTCOME_COLUMNS] = { ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
                                                       ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT };
    const char *const heading[OUTCOME_COLUMNS] = { _("source"),  _("applied"),  _("duplicate"), _("stale"),
                                                   _("pending"), _("conflict"), _("rejected") };
    struct table table;

    table_init(&table, arena, align, OUTCOME_COLUMNS);
    for (size_t i = 0; i < OUTCOME_COLUMNS; i++)
        table.heading[i] = (struct cell){ str_of(heading[i]), TONE_QUIET };
    for (size_t i = 0; i < status->source_count; i++) {
        const struct source_outcomes *source = &status->sources[i];
        const uint64_t counts[] = { source->applied, source->duplicate, source->stale,
                                    source->pending, source->conflict,  source->rejected };
        struct cell *cells = table_row(&table);

        cells[0].text = source->source.len > 0 ? source->source : str_of(_("(unknown)"));
        for (size_t k = 1; k < OUTCOME_COLUMNS; k++)
            cells[k] = (struct cell){ number(arena, counts[k - 1]), k >= 5 && counts[k - 1] ? TONE_BAD : TONE_PLAIN };
    }
    buf_put_byte(out, '\n');
    table_print(&table, out, page);
    table_free(&table);
}

void
status_text(struct buf *out, const struct store_status *status, bool is_answering, const json_t *plugins,
            const struct page *page, struct arena *arena)
{
    put_facts(out, status, is_answering, page, arena);
    if (status->source_count > 0)
        put_sources(out, status, page, arena);
    for (size_t i = 0; i < status->fault_count; i++) {
        const struct fault_line *fault = &status->faults[i];
        struct str why = words_said(fault->message, arena);
        struct str text = arena_printf(arena, _("✗ The rule %.*s failed at log position %llu: %.*s"),
                                       STR_ARG(fault->plugin), (unsigned long long)fault->position,
                                       STR_ARG(why));

        buf_put_byte(out, '\n');
        tone_begin(out, page, TONE_BAD);
        columns_wrap(out, text, 2, page->width);
        tone_end(out, page, TONE_BAD);
    }
    status_costs_text(out, plugins, page, arena);
}

static void
put_source(struct buf *out, const struct source_outcomes *source)
{
    buf_put_str(out, STR("{\"source\":"));
    buf_put_json(out, source->source);
    buf_printf(out, ",\"applied\":%" PRIu64 ",\"duplicate\":%" PRIu64 ",\"stale\":%" PRIu64, source->applied,
               source->duplicate, source->stale);
    buf_printf(out, ",\"pending\":%" PRIu64 ",\"conflict\":%" PRIu64 ",\"rejected\":%" PRIu64 "}", source->pending,
               source->conflict, source->rejected);
}

static void
put_fault(struct buf *out, const struct fault_line *fault)
{
    buf_put_str(out, STR("{\"plugin\":"));
    buf_put_json(out, fault->plugin);
    buf_put_str(out, STR(",\"message\":"));
    buf_put_json(out, fault->message);
    buf_printf(out, ",\"position\":%" PRIu64 "}", fault->position);
}

void
status_json(struct buf *out, const struct store_status *status, bool is_answering, const json_t *plugins)
{
    buf_printf(out, "{\"log\":%" PRIu64 ",\"published\":%" PRIu64 ",\"day\":", status->log, status->published);
    if (status->day.ptr)
        buf_put_json(out, status->day);
    else
        buf_put_str(out, STR("null"));
    buf_printf(out, ",\"events\":%" PRIu64 ",\"persons\":%" PRIu64 ",\"sessions\":%" PRIu64 ",\"cells\":%" PRIu64,
               status->events, status->persons, status->sessions, status->cells);
    buf_printf(out, ",\"daemon\":%s,\"sources\":[", is_answering ? "true" : "false");
    for (size_t i = 0; i < status->source_count; i++) {
        buf_put_str(out, i > 0 ? STR(",") : STR(""));
        put_source(out, &status->sources[i]);
    }
    buf_put_str(out, STR("],\"faults\":["));
    for (size_t i = 0; i < status->fault_count; i++) {
        buf_put_str(out, i > 0 ? STR(",") : STR(""));
        put_fault(out, &status->faults[i]);
    }
    buf_put_byte(out, ']');
    status_costs_json(out, plugins);
    buf_put_str(out, STR("}\n"));
}

void
refused_text(struct buf *out, const struct refused_line *lines, size_t count)
{
    if (count == 0)
        buf_printf(out, "%s\n", _("No line was refused."));
    for (size_t i = 0; i < count; i++) {
        put_time(out, lines[i].at);
        buf_put_str(out, STR("  "));
        columns_put(out, lines[i].source.len > 0 ? lines[i].source : str_of(_("(unknown)")));
        buf_put_str(out, STR(": "));
        put_refusal(out, lines[i].code);
        buf_put_str(out, lines[i].path.len > 0 ? STR(" ") : STR(""));
        columns_put(out, lines[i].path);
        buf_put_str(out, STR(": "));
        put_said(out, lines[i].message);
        buf_put_byte(out, '\n');
    }
}

static void
put_refused(struct buf *out, const struct refused_line *line)
{
    buf_put_str(out, STR("{\"source\":"));
    buf_put_json(out, line->source);
    buf_put_str(out, STR(",\"code\":"));
    buf_put_json(out, line->code);
    buf_put_str(out, STR(",\"path\":"));
    if (line->path.len > 0)
        buf_put_json(out, line->path);
    else
        buf_put_str(out, STR("null"));
    buf_put_str(out, STR(",\"message\":"));
    buf_put_json(out, line->message);
    buf_put_str(out, STR(",\"at\":\""));
    put_time(out, line->at);
    buf_put_str(out, STR("\"}"));
}

void
refused_json(struct buf *out, const struct refused_line *lines, size_t count)
{
    buf_put_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_put_str(out, i > 0 ? STR(",\n") : STR("\n"));
        put_refused(out, &lines[i]);
    }
    buf_put_str(out, count > 0 ? STR("\n]\n") : STR("]\n"));
}
