/* SPDX-License-Identifier: MIT */
#include "lib/engine/finding_text.h"

#include "lib/base/buf.h"
#include "lib/model/emission.h"
#include "lib/model/facts.h"
#include "lib/model/finding.h"
#include "lib/store/event_log.h"

#include <stdlib.h>

static int
by_position(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return a < b ? -1 : a > b;
}

/* In order, each once. */
static void
order_events(struct finding *finding)
{
    size_t count = 0;

    if (finding->event_count > 1)
        qsort(finding->events, finding->event_count, sizeof *finding->events, by_position);
    for (size_t i = 0; i < finding->event_count; i++)
        if (count == 0 || finding->events[count - 1] != finding->events[i])
            finding->events[count++] = finding->events[i];
    finding->event_count = count;
}

struct hash128
finding_text_hash(struct finding *finding)
{
    struct buf bytes = { 0 };
    struct hash128 hash;

    order_events(finding);
    buf_put_u32(&bytes, (uint32_t)finding->check);
    buf_put_u32(&bytes, (uint32_t)finding->severity);
    buf_put_u32(&bytes, finding->unit);
    buf_put_u32(&bytes, finding->team);
    buf_put_u32(&bytes, finding->session);
    buf_put_field(&bytes, finding->subject);
    buf_put_field(&bytes, finding->period);
    for (size_t i = 0; i < finding->number_count; i++) {
        buf_put_field(&bytes, str_of(finding->numbers[i].name));
        buf_put_field(&bytes, finding->numbers[i].value);
    }
    buf_put(&bytes, finding->events, finding->event_count * sizeof *finding->events);
    hash = hash128(bytes.ptr, bytes.len);
    buf_free(&bytes);
    return hash;
}

struct event_name {
    struct str source, id;
};

static int
by_name(const void *left, const void *right)
{
    const struct event_name *a = left, *b = right;
    int cmp = str_cmp(a->source, b->source);

    return cmp != 0 ? cmp : str_cmp(a->id, b->id);
}

static struct str
kept(struct arena *arena, struct buf *text)
{
    struct str copy = arena_copy(arena, buf_str(text));

    buf_free(text);
    return copy;
}

static bool
events_text(const struct finding *finding, struct event_log *log, struct arena *arena, struct finding_row *row, struct err *err)
{
    struct event_name *list = arena_array(arena, finding->event_count, sizeof *list);
    size_t shown = finding->event_count < FINDING_EVENTS_SHOWN ? finding->event_count : FINDING_EVENTS_SHOWN;
    struct buf text = { 0 };

    for (size_t i = 0; i < finding->event_count; i++) {
        uint32_t rev;
        if (!event_log_identity(log, emitted_origin(finding->events[i]), arena, &list[i].source, &list[i].id, &rev, err))
            return false;
    }
    if (finding->event_count > 1)
        qsort(list, finding->event_count, sizeof *list, by_name);
    buf_put_byte(&text, '[');
    for (size_t i = 0; i < shown; i++) {
        buf_printf(&text, "%s{\"source\":", i > 0 ? "," : "");
        buf_put_json(&text, list[i].source);
        buf_printf(&text, ",\"id\":");
        buf_put_json(&text, list[i].id);
        buf_put_byte(&text, '}');
    }
    buf_put_byte(&text, ']');
    row->events = kept(arena, &text);
    row->more = finding->event_count - shown;
    return true;
}

static struct str
numbers_text(const struct finding *finding, struct arena *arena)
{
    struct buf text = { 0 };

    buf_put_byte(&text, '{');
    for (size_t i = 0; i < finding->number_count; i++)
        buf_printf(&text, "%s\"%s\":%.*s", i > 0 ? "," : "", finding->numbers[i].name, STR_ARG(finding->numbers[i].value));
    buf_put_byte(&text, '}');
    return kept(arena, &text);
}

static struct str
code_or_null(const struct codebook *book, uint32_t number)
{
    return number == CODE_NONE ? (struct str){ 0 } : codebook_name(book, number);
}

bool
finding_text_make(const struct finding *finding, const struct facts *facts, struct event_log *log, struct arena *arena,
                  struct finding_row *row, struct err *err)
{
    *row = (struct finding_row){
        .check = quality_check_names[finding->check],
        .severity = quality_severity_names[finding->severity],
        .grave = finding->severity,
        .place = finding->check,
        .unit = code_or_null(&facts->units.codes, finding->unit),
        .team = code_or_null(&facts->teams.codes, finding->team),
        .activity = code_or_null(&facts->activities, finding->session),
        .subject = finding->subject,
        .period = finding->period,
        .has_first = finding->first != DAY_MIN,
        .first = finding->first,
        .numbers = numbers_text(finding, arena),
    };
    return events_text(finding, log, arena, row, err);
}
