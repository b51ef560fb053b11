/* SPDX-License-Identifier: MIT */
#include "daemon/plan_store.h"

#include "daemon/plan_rows.h"
#include "lib/base/mem.h"
#include "lib/engine/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_AT_ONCE = 64 * 1024 };

extern char **environ;

void
plan_store_init(struct plan_store *store, const char *db_path)
{
    *store = (struct plan_store){ .db_path = db_path, .in = -1, .out = -1 };
}

static bool
lost(struct err *err)
{
    return err_set(err, ERR_STORE, "the process that reads the database for a plan ended");
}

/* It dies with the child: its standard input ends. */
static bool
start(struct plan_store *store, struct err *err)
{
    const char *const args[] = { "turnoutd", PLAN_STORE_OPTION, store->db_path, NULL };
    posix_spawn_file_actions_t actions;
    int to[2] = { -1, -1 }, from[2] = { -1, -1 }, failed;
    pid_t pid;

    if (store->in >= 0)
        return true;
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0)
        return err_set(err, ERR_INTERNAL, "cannot make a pipe for a plan: %s", strerror(errno));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    failed = posix_spawn(&pid, "/proc/self/exe", &actions, NULL, (char *const *)(uintptr_t)args, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    store->out = to[1];
    store->in = from[0];
    return failed == 0 || err_set(err, ERR_INTERNAL, "cannot start a reader of the database for a plan: %s", strerror(failed));
}

static bool
send_line(const struct plan_store *store, const json_t *question)
{
    char *text = json_dumps(question, JSON_COMPACT);
    struct buf line = { 0 };
    bool fine = true;

    buf_printf(&line, "%s\n", text);
    for (size_t at = 0; fine && at < line.len;) {
        ssize_t wrote = write(store->out, line.ptr + at, line.len - at);
        fine = wrote > 0 || (wrote < 0 && errno == EINTR);
        at += wrote > 0 ? (size_t)wrote : 0;
    }
    buf_free(&line);
    free(text);
    return fine;
}

/* NULL: it is gone. */
static json_t *
read_line(struct plan_store *store)
{
    static char chunk[READ_AT_ONCE];
    const char *end;
    json_t *answer;

    while (!store->line.ptr || !(end = memchr(store->line.ptr, '\n', store->line.len))) {
        ssize_t got = read(store->in, chunk, sizeof chunk);
        if (got == 0 || (got < 0 && errno != EINTR))
            return NULL;
        if (got > 0)
            buf_put(&store->line, chunk, (size_t)got);
    }
    answer = json_loadb(store->line.ptr, (size_t)(end - store->line.ptr), 0, NULL);
    buf_drop(&store->line, (size_t)(end - store->line.ptr) + 1);
    return answer;
}

/* Takes the question. NULL: err is filled. */
static json_t *
ask(struct plan_store *store, json_t *question, struct err *err)
{
    json_t *answer = NULL;
    const char *why;

    if (start(store, err) && !(send_line(store, question) && (answer = read_line(store))))
        lost(err);
    json_decref(question);
    why = json_string_value(json_object_get(answer, "error"));
    if (!why)
        return answer;
    err_set(err, ERR_STORE, "%s", why);
    json_decref(answer);
    return NULL;
}

static void
keep_origin(struct plan_store *store, uint64_t seq, const json_t *told)
{
    struct event_origin *origin;

    store->origins = mem_grow(store->origins, store->count, &store->capacity, sizeof *store->origins);
    origin = &store->origins[store->count++];
    plan_rows_read_origin(told, &store->texts, origin);
    codebook_add(&store->seqs, (struct str){ (const char *)&seq, sizeof seq });
}

static bool
is_kept(const struct plan_store *store, uint64_t seq, uint32_t *place)
{
    *place = codebook_find(&store->seqs, (struct str){ (const char *)&seq, sizeof seq });
    return *place != CODE_NONE;
}

bool
plan_store_expect(void *ctx, const uint64_t *seqs, size_t count, struct err *err)
{
    struct plan_store *store = ctx;
    json_t *list = json_array(), *answer;
    uint32_t place;

    for (size_t i = 0; i < count; i++)
        if (!is_kept(store, seqs[i], &place))
            json_array_append_new(list, json_integer((json_int_t)seqs[i]));
    answer = json_array_size(list) > 0 ? ask(store, json_pack("{s:O}", "origins", list), err) : json_object();
    for (size_t i = 0; answer && i < json_array_size(list); i++)
        keep_origin(store, (uint64_t)json_integer_value(json_array_get(list, i)),
                    json_array_get(json_object_get(answer, "origins"), i));
    json_decref(list);
    json_decref(answer);
    return answer != NULL;
}

/* They are kept: the same positions are compared again and again. */
bool
plan_store_origin(void *ctx, uint64_t seq, struct event_origin *origin, struct err *err)
{
    struct plan_store *store = ctx;
    uint32_t place;

    if (!is_kept(store, seq, &place) && !plan_store_expect(store, &seq, 1, err))
        return false;
    is_kept(store, seq, &place);
    *origin = store->origins[place];
    return true;
}

bool
plan_store_officials(void *ctx, int64_t closing, int32_t first, int32_t end, struct str team, struct arena *arena,
                     struct figure_row **rows, size_t *count, struct err *err)
{
    json_t *question = json_pack("{s:I,s:i,s:i}", "official", (json_int_t)closing, "first", (int)first, "end", (int)end), *answer;

    if (team.ptr)
        json_object_set_new(question, "team", json_stringn(team.ptr, team.len));
    answer = ask(ctx, question, err);
    if (!answer)
        return false;
    *rows = plan_rows_read(json_object_get(answer, "rows"), arena, count);
    json_decref(answer);
    return true;
}
