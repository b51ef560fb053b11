/* SPDX-License-Identifier: MIT */
#include "cli/watch/watch_lines.h"

#include "cli/columns.h"
#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/report_json.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"

#include <stdlib.h>
#include <time.h>

/* What says something else than the last time; the first time all of them. */
static size_t
find_changed(const struct watch_state *state, struct report_row *rows)
{
    const struct figure_list *now = &state->figures.now;
    size_t count = 0;

    for (size_t i = 0; i < now->count; i++) {
        const struct report_row *before = figure_list_find(&state->figures.before, &now->rows[i]);
        if (!before || !figure_rows_agree(before, &now->rows[i]))
            rows[count++] = now->rows[i];
    }
    return count;
}

static long long
number(const json_t *news, const char *key)
{
    return json_integer_value(json_object_get(news, key));
}

static void
put_time(struct buf *out)
{
    time_t now = time(NULL);
    struct tm local;
    char text[16];

    localtime_r(&now, &local);
    strftime(text, sizeof text, "%H:%M:%S", &local);
    buf_printf(out, "%s  ", text);
}

static void
put_row(struct buf *out, const struct watch_state *state, const struct report_row *row, struct arena *arena)
{
    const struct report_row *before = figure_list_find(&state->figures.before, row);
    struct cell value = figure_value(row, arena), verdict = figure_verdict(row, arena);
    bool tells = before && !before->hidden.ptr && !row->hidden.ptr;
    struct str change = tells ? figure_difference(before, row, arena) : (struct str){ 0 };

    buf_put_str(out, STR("          "));
    columns_put(out, row->figure.indicator);
    buf_put_byte(out, ' ');
    columns_put(out, row->figure.unit);
    buf_put_byte(out, ' ');
    columns_put(out, row->figure.period);
    buf_printf(out, ": %.*s", STR_ARG(value.text));
    if (change.len > 0)
        buf_printf(out, " (%.*s)", STR_ARG(change));
    if (verdict.text.len > 0)
        buf_printf(out, " %.*s", STR_ARG(verdict.text));
    buf_put_byte(out, '\n');
}

void
watch_lines(struct buf *out, const struct watch_state *state)
{
    struct report_row *rows = mem_array(state->figures.now.count + 1, sizeof *rows);
    const json_t *news = state->link.news;
    struct arena arena = { 0 };
    size_t count;

    put_time(out);
    if (state->is_lost) {
        buf_printf(out, "%s\n", _("the daemon is gone: trying to reach it again"));
        free(rows);
        return;
    }
    buf_printf(out, _("log %lld, figures %lld, %llu events/s\n"), number(news, "log"), number(news, "published"),
               (unsigned long long)rate_of(&state->rate, clock_ms()));
    count = find_changed(state, rows);
    for (size_t i = 0; i < count; i++)
        put_row(out, state, &rows[i], &arena);
    arena_free(&arena);
    free(rows);
}

static json_t *
figures_json(const struct watch_state *state)
{
    struct report_row *rows = mem_array(state->figures.now.count + 1, sizeof *rows);
    struct buf text = { 0 };
    json_t *list;

    report_json(&text, rows, find_changed(state, rows));
    list = json_loadb(text.ptr, text.len, 0, NULL);
    buf_free(&text);
    free(rows);
    return list;
}

void
watch_json(struct buf *out, const struct watch_state *state)
{
    json_t *object = state->link.news ? json_copy(state->link.news) : json_object();
    char *text;

    json_object_del(object, "id");
    json_object_set_new(object, "daemon", json_boolean(!state->is_lost));
    json_object_set_new(object, "at", json_integer((json_int_t)time(NULL)));
    json_object_set_new(object, "rate", json_integer((json_int_t)rate_of(&state->rate, clock_ms())));
    json_object_set_new(object, "figures", state->is_lost ? json_array() : figures_json(state));
    text = json_dumps(object, JSON_COMPACT);
    buf_printf(out, "%s\n", text);
    free(text);
    json_decref(object);
}
