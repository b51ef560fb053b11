/* SPDX-License-Identifier: MIT */
#include "daemon/plan_store.h"

#include "daemon/plan_rows.h"
#include "lib/store/log_identities.h"
#include "lib/store/officials.h"
#include "lib/store/store.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct serving {
    struct store *store;
    struct log_identities *identities;
    struct officials *officials;
};

static json_t *
error_of(const struct err *err)
{
    return json_pack("{s:s}", "error", err->text);
}

static json_t *
answer_identity(struct serving *serving, const json_t *seq)
{
    struct arena arena = { 0 };
    struct str source, id;
    struct err err = { 0 };
    json_t *answer;

    if (log_identities_get(serving->identities, (uint64_t)json_integer_value(seq), &arena, &source, &id, &err))
        answer = json_pack("{s:o,s:o}", "source", json_stringn(source.ptr, source.len), "id", json_stringn(id.ptr, id.len));
    else
        answer = error_of(&err);
    arena_free(&arena);
    return answer;
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
    json_t *question = json_loadb(line, len, 0, NULL), *seq = json_object_get(question, "identity");
    json_t *answer = seq ? answer_identity(serving, seq) : answer_officials(serving, question);
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
    struct serving serving = { 0 };
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
    return serving.officials ? 0 : 1;
}
