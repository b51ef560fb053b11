/* SPDX-License-Identifier: MIT */
#include "daemon/plan_store.h"

#include "daemon/plan_rows.h"
#include "lib/engine/ledger.h"
#include "lib/store/log_identities.h"
#include "lib/store/officials.h"
#include "lib/store/store.h"
#include "lib/wire/line.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct serving {
    struct store *store;
    struct log_identities *identities;
    struct officials *officials;
    struct line_reader *reader;
};

static json_t *
error_of(const struct err *err)
{
    return json_pack("{s:s}", "error", err->text);
}

/* NULL: err is filled. */
static json_t *
origin_at(struct serving *serving, uint64_t seq, struct arena *arena, struct err *err)
{
    struct event event;

    if (!log_identities_get(serving->identities, seq, arena, &event, err) ||
        !line_read_stored(serving->reader, arena, &event, err))
        return NULL;
    return plan_rows_write_origin(&(struct event_origin){ event.source, event.id, event.rev, event.at });
}

static json_t *
answer_origins(struct serving *serving, const json_t *seqs)
{
    json_t *list = json_array(), *origin = NULL;
    struct err err = { 0 };
    size_t count = json_array_size(seqs);

    for (size_t i = 0; i < count; i++) {
        struct arena arena = { 0 };
        origin = origin_at(serving, (uint64_t)json_integer_value(json_array_get(seqs, i)), &arena, &err);
        if (origin)
            json_array_append_new(list, origin);
        arena_free(&arena);
        if (!origin)
            break;
    }
    if (count == 0 || origin)
        return json_pack("{s:o}", "origins", list);
    json_decref(list);
    return error_of(&err);
}

static json_t *
answer_officials(struct serving *serving, const json_t *question)
{
    struct arena arena = { 0 };
    struct str team = plan_rows_text(json_object_get(question, "team"), &arena);
    struct figure_row *rows = NULL;
    struct err err = { 0 };
    json_t *answer;
    size_t count;

    if (officials_page(serving->officials, (int64_t)json_integer_value(json_object_get(question, "official")),
                       (int32_t)json_integer_value(json_object_get(question, "first")),
                       (int32_t)json_integer_value(json_object_get(question, "end")), team, &arena, &rows, &count, &err))
        answer = json_pack("{s:o}", "rows", plan_rows_write(rows, count));
    else
        answer = error_of(&err);
    free(rows);
    arena_free(&arena);
    return answer;
}

static void
answer_line(struct serving *serving, const char *line, size_t len)
{
    json_t *question = json_loadb(line, len, 0, NULL), *seqs = json_object_get(question, "origins");
    json_t *answer = seqs ? answer_origins(serving, seqs) : answer_officials(serving, question);
    char *text = json_dumps(answer, JSON_COMPACT);

    puts(text);
    fflush(stdout);
    free(text);
    json_decref(answer);
    json_decref(question);
}

int
plan_store_serve(const char *db_path)
{
    static const unsigned char no_key[32]; /* nothing that is read has a token of a person */
    struct serving serving = { .reader = line_reader_new(no_key) };
    struct err err = { 0 };
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    signal(SIGPIPE, SIG_DFL); /* nobody listens any more: that was all */
    serving.store = store_open_to_read(db_path, &err);
    if (serving.store)
        serving.identities = log_identities_open(serving.store, &err);
    if (serving.identities)
        serving.officials = officials_open(serving.store, &err);
    while (serving.officials && (len = getline(&line, &room, stdin)) > 0)
        answer_line(&serving, line, (size_t)len);
    if (!serving.officials)
        fprintf(stderr, "turnoutd: %s\n", err.text);
    free(line);
    officials_close(serving.officials);
    log_identities_close(serving.identities);
    store_close(serving.store);
    line_reader_free(serving.reader);
    return serving.officials ? 0 : 1;
}
