/* SPDX-License-Identifier: MIT */
#include "cli/watch/watch_link.h"

#include "cli/dial.h"
#include "cli/lang.h"
#include "cli/places.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_AT_ONCE = 64 * 1024 };

static const char request[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"watch\"}\n";

bool
watch_link_open(struct watch_link *link, const struct places *places, struct err *err)
{
    char path[PATH_MAX];

    if (!places_path(places, PATH_CONTROL, path, err))
        return false;
    link->fd = dial(path, err);
    link->in.len = 0;
    if (link->fd < 0)
        return false;
    if (send(link->fd, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)(sizeof request - 1))
        return true;
    watch_link_close(link);
    return err_set(err, ERR_UNAVAILABLE, "%s", _("the daemon is gone"));
}

/* An answer, other than progress, is a refusal. */
static bool
take_line(struct watch_link *link, struct str line, bool *changed, struct err *err)
{
    json_t *said = json_loadb(line.ptr, line.len, 0, NULL), *news = json_object_get(said, "params");
    const json_t *error = json_object_get(said, "error");
    bool fine = said && (news || json_integer_value(json_object_get(error, "code")) == -32004 /* it stops */);

    if (news) {
        json_decref(link->news);
        link->news = json_incref(news);
        *changed = true;
    } else if (!fine) {
        err_set(err, ERR_STORE, _("the daemon does not let one look on: %s"),
                error ? json_string_value(json_object_get(error, "message")) : "?");
    }
    json_decref(said);
    return fine;
}

static bool
take_lines(struct watch_link *link, bool *changed, struct err *err)
{
    const char *end;

    while (link->in.len > 0 && (end = memchr(link->in.ptr, '\n', link->in.len)) != NULL) {
        size_t len = (size_t)(end - link->in.ptr);
        if (!take_line(link, (struct str){ link->in.ptr, len }, changed, err))
            return false;
        buf_drop(&link->in, len + 1);
    }
    return true;
}

bool
watch_link_read(struct watch_link *link, bool *changed, struct err *err)
{
    char chunk[READ_AT_ONCE];
    ssize_t got;
    bool waits;

    *changed = false;
    while ((got = recv(link->fd, chunk, sizeof chunk, 0)) > 0)
        buf_put(&link->in, chunk, (size_t)got);
    waits = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    if (!take_lines(link, changed, err))
        return false;
    return waits || err_set(err, ERR_UNAVAILABLE, "%s", _("the daemon is gone"));
}

void
watch_link_close(struct watch_link *link)
{
    if (link->fd >= 0)
        close(link->fd);
    link->fd = -1;
}

void
watch_link_free(struct watch_link *link)
{
    watch_link_close(link);
    json_decref(link->news);
    buf_free(&link->in);
    *link = (struct watch_link){ .fd = -1 };
}
