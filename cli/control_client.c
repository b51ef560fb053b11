/* SPDX-License-Identifier: MIT */
#include "cli/control_client.h"

#include "cli/daemon_words.h"
#include "cli/dial.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "lib/base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { READ_AT_ONCE = 64 * 1024 };

struct conversation {
    int fd;
    struct buf in; /* received, not looked at yet */
    const struct control_listener *listener;
};

static bool
gone(struct err *err)
{
    return err_set(err, ERR_UNAVAILABLE, _("the daemon went away before it answered"));
}

static bool
say(struct conversation *talk, const char *text, struct err *err)
{
    size_t len = strlen(text), done = 0;

    while (done < len) {
        ssize_t sent = send(talk->fd, text + done, len - done, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return gone(err);
        done += sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

/* The next line, which is to be dropped with its newline afterwards. */
static bool
hear(struct conversation *talk, struct str *line, struct err *err)
{
    char chunk[READ_AT_ONCE];
    const char *end;

    while (!(end = talk->in.len ? memchr(talk->in.ptr, '\n', talk->in.len) : NULL)) {
        ssize_t got = recv(talk->fd, chunk, sizeof chunk, 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            return gone(err);
        buf_put(&talk->in, chunk, got > 0 ? (size_t)got : 0);
    }
    *line = (struct str){ talk->in.ptr, (size_t)(end - talk->in.ptr) };
    return true;
}

/* What a refusal means for the exit status: docs/control.md lists the codes. */
static enum err_code
meaning_of(int code)
{
    switch (code) {
    case -32001: /* the rules do not load */
    case -32002: /* they are not those that were planned */
        return ERR_RULE;
    case -32602: /* a parameter */
    case -32003: /* what it names is not there */
        return ERR_USAGE;
    case -32601: /* an older daemon */
    case -32004: /* not now */
    case -32005: /* forbidden */
        return ERR_UNAVAILABLE;
    default:
        return ERR_STORE;
    }
}

static bool
refused(const struct conversation *talk, const json_t *error, struct err *err)
{
    int code = (int)json_integer_value(json_object_get(error, "code"));
    const char *message = json_string_value(json_object_get(error, "message"));

    if (talk->listener && talk->listener->refused)
        talk->listener->refused(talk->listener->ctx, code, json_object_get(error, "data"));
    err_set(err, meaning_of(code), "%s", message ? message : "?");
    return err_said(err);
}

/* True: it is the answer, or why there is none. */
static bool
understand(const struct conversation *talk, const json_t *said, json_t **result, bool *good, struct err *err)
{
    const json_t *error = json_object_get(said, "error");

    *result = json_object_get(said, "result");
    if (*result || error) {
        *good = *result ? (json_incref(*result), true) : refused(talk, error, err);
        return true;
    }
    if (talk->listener && talk->listener->progressed && json_object_get(said, "params"))
        talk->listener->progressed(talk->listener->ctx, json_object_get(said, "params"));
    return false;
}

static bool
hear_answer(struct conversation *talk, json_t **result, struct err *err)
{
    bool good = false, done = false;
    json_error_t why;
    struct str line;
    json_t *said;

    while (!done) {
        if (!hear(talk, &line, err))
            return false;
        said = json_loadb(line.ptr, line.len, 0, &why);
        buf_drop(&talk->in, line.len + 1);
        if (!said)
            return err_set(err, ERR_UNAVAILABLE, _("what answers on the control socket is no turnoutd"));
        done = understand(talk, said, result, &good, err);
        json_decref(said);
    }
    return good;
}

static int
dial_control(const struct places *places, struct err *err)
{
    char path[PATH_MAX];
    int fd = places_path(places, PATH_CONTROL, path, err) ? dial(path, err) : -1;

    if (fd >= 0)
        fcntl(fd, F_SETFL, 0); /* one question, one answer: it may wait */
    return fd;
}

static void
be_patient(const struct conversation *talk)
{
    struct timeval patience = { .tv_sec = talk->listener ? talk->listener->patience : 0 };

    setsockopt(talk->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

bool
control_ask(const struct places *places, const char *method, json_t *params, const struct control_listener *listener,
            json_t **result, struct err *err)
{
    json_t *request = json_pack("{s:s,s:i,s:s,s:o*}", "jsonrpc", "2.0", "id", 1, "method", method, "params", params);
    struct conversation talk = { .fd = dial_control(places, err), .listener = listener };
    struct buf line = { 0 };
    char *text = json_dumps(request, JSON_COMPACT);
    bool good = false;

    buf_printf(&line, "%s\n", text);
    buf_put_byte(&line, '\0');
    if (talk.fd >= 0) {
        be_patient(&talk);
        good = say(&talk, line.ptr, err) && hear_answer(&talk, result, err);
        close(talk.fd);
    }
    free(text);
    buf_free(&line);
    buf_free(&talk.in);
    json_decref(request);
    return good;
}
