/* SPDX-License-Identifier: MIT */
#include "cli/strip.h"

#include "cli/lang.h"
#include "cli/words.h"
#include "lib/base/buf.h"

#include <string.h>

bool
strip_next(struct str *detail, struct strip *strip)
{
    struct str part;

    while (words_next_part(detail, &part)) {
        const char *equal = part.len > 0 ? memchr(part.ptr, '=', part.len) : NULL;
        struct str every = { part.ptr, equal ? (size_t)(equal - part.ptr) : 0 };

        if (!equal || !period_kind_find(every, &strip->every))
            continue;
        strip->marks = (struct str){ equal + 1, part.len - every.len - 1 };
        return true;
    }
    return false;
}

static const char *
box(char mark)
{
    switch (mark) {
    case '1':
        return "■";
    case '0':
        return "□";
    case '+':
        return "▣";
    case '-':
        return "▢";
    default:
        return "·";
    }
}

static const char *
label(enum period_kind every, enum strip_topic topic)
{
    switch (every) {
    case PERIOD_MONTH:
        return _("months");
    case PERIOD_QUARTER:
        return _("quarters");
    case PERIOD_HALF:
        return _("halves");
    case PERIOD_YEAR:
        return topic == STRIP_PLANNED ? _("contest") : _("year");
    default:
        return _("weeks");
    }
}

/* Of the i-th box; the months of a school year go on after 12 with 1. */
static unsigned
number(const struct strip *strip, unsigned first, size_t i)
{
    unsigned n = first + (unsigned)i;

    return strip->every == PERIOD_MONTH ? (n - 1) % 12 + 1 : n;
}

/* How many boxes from the i-th on, without a gap, have one of these marks. */
static size_t
run_length(const struct strip *strip, const char *marks, size_t i)
{
    size_t n = 0;

    while (i + n < strip->marks.len && strchr(marks, strip->marks.ptr[i + n]))
        n++;
    return n;
}

/* "2, 4, 8–12": the boxes with one of these marks; empty when there is none. */
static struct str
numbers(const struct strip *strip, const char *marks, unsigned first, struct arena *arena)
{
    struct buf list = { 0 };
    struct str text = { 0 };

    for (size_t i = 0, n; i < strip->marks.len; i += n > 0 ? n : 1) {
        n = run_length(strip, marks, i);
        if (n == 2)
            n = 1; /* 11, 12 is as short as 11–12 */
        if (n > 0)
            buf_printf(&list, "%s%u", list.len > 0 ? ", " : "", number(strip, first, i));
        if (n > 1)
            buf_printf(&list, "–%u", number(strip, first, i + n - 1));
    }
    if (list.len > 0)
        text = arena_copy(arena, buf_str(&list));
    buf_free(&list);
    return text;
}

static void
put_missed_of_plan(struct buf *line, enum period_kind every, struct str list)
{
    switch (every) {
    case PERIOD_MONTH:
        buf_printf(line, _("none planned in months %.*s"), STR_ARG(list));
        break;
    case PERIOD_QUARTER:
        buf_printf(line, _("none planned in quarters %.*s"), STR_ARG(list));
        break;
    case PERIOD_YEAR:
        buf_put_str(line, str_of(_("none planned")));
        break;
    default:
        buf_printf(line, _("none planned in %.*s"), STR_ARG(list));
    }
}

static void
put_missed(struct buf *line, enum period_kind every, struct str list)
{
    switch (every) {
    case PERIOD_MONTH:
        buf_printf(line, _("missing: months %.*s"), STR_ARG(list));
        break;
    case PERIOD_QUARTER:
        buf_printf(line, _("missing: quarters %.*s"), STR_ARG(list));
        break;
    case PERIOD_YEAR:
        buf_put_str(line, str_of(_("missing")));
        break;
    default:
        buf_printf(line, _("missing: %.*s"), STR_ARG(list));
    }
}

/* A single box needs no number, and what it says stands beside it in a word. */
static void
put_boxes(struct buf *line, const struct strip *strip, unsigned first)
{
    if (strip->every == PERIOD_YEAR) {
        buf_printf(line, " %s ", strip->marks.len > 0 ? box(*strip->marks.ptr) : "");
        return;
    }
    for (size_t i = 0; i < strip->marks.len; i++)
        buf_printf(line, " %u%s", number(strip, first, i), box(strip->marks.ptr[i]));
    buf_put_str(line, STR("  "));
}

struct strip_count
strip_count(const struct strip *strip)
{
    struct strip_count count = { 0, 0 };

    for (size_t i = 0; i < strip->marks.len; i++) {
        count.met += strip->marks.ptr[i] == '1';
        count.missed += strip->marks.ptr[i] == '0';
    }
    return count;
}

static void
put_count(struct buf *line, const struct strip *strip)
{
    struct strip_count count = strip_count(strip);

    if (strip->every != PERIOD_YEAR)
        buf_printf(line, "%lld/%lld", (long long)count.met, (long long)(count.met + count.missed));
    else if (count.met > 0)
        buf_put_str(line, str_of(_("yes")));
}

struct str
strip_text(const struct strip *strip, enum strip_topic topic, unsigned first, struct arena *arena)
{
    struct str missed = numbers(strip, "0", first, arena), now = numbers(strip, "+-", first, arena), text;
    struct buf line = { 0 };

    buf_put_str(&line, str_of(label(strip->every, topic)));
    put_boxes(&line, strip, first);
    put_count(&line, strip);
    if (missed.len > 0) {
        buf_put_str(&line, strip->every == PERIOD_YEAR ? STR("") : STR("  "));
        if (topic == STRIP_PLANNED)
            put_missed_of_plan(&line, strip->every, missed);
        else
            put_missed(&line, strip->every, missed);
    }
    if (now.len > 0 && strip->every == PERIOD_YEAR)
        buf_put_str(&line, str_of(_("in progress")));
    else if (now.len > 0)
        buf_printf(&line, _("  in progress: %.*s"), STR_ARG(now));
    text = arena_copy(arena, buf_str(&line));
    buf_free(&line);
    return text;
}

unsigned
strip_first(enum period_kind every, struct str period_code, int first_month)
{
    bool second_half = period_code.len > 2 && memcmp(period_code.ptr + period_code.len - 2, "H2", 2) == 0;

    if (every == PERIOD_MONTH)
        return (unsigned)first_month;
    return every == PERIOD_QUARTER && second_half ? 3 : 1;
}
