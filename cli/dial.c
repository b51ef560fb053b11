/* SPDX-License-Identifier: MIT */
#include "cli/dial.h"

#include "cli/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void
say_why(const char *path, int error, struct err *err)
{
    if (error == ENOENT || error == ECONNREFUSED)
        err_set(err, ERR_UNAVAILABLE,
                _("no daemon answers at %s: start turnoutd, or name its socket with --socket or TURNOUT_SOCKET"), path);
    else if (error == EACCES || error == EPERM)
        err_set(err, ERR_UNAVAILABLE, _("you may not use the socket %s: ask to be made a member of its group"), path);
    else
        err_set(err, ERR_UNAVAILABLE, _("cannot reach the daemon at %s: %s"), path, strerror(error));
}

int
dial(const char *path, struct err *err)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    size_t len = strlen(path);
    int fd;

    if (len >= sizeof address.sun_path) {
        err_set(err, ERR_USAGE, _("the path of a socket has at most %zu bytes, %s has %zu"),
                sizeof address.sun_path - 1, path, len);
        return -1;
    }
    memcpy(address.sun_path, path, len);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* Connects blocking: a daemon whose queue of callers is full will come to us. */
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        fcntl(fd, F_SETFL, O_NONBLOCK) != 0) {
        say_why(path, errno, err);
        if (fd >= 0)
            close(fd);
        return -1;
    }
    return fd;
}

bool
dial_answers(const char *path)
{
    struct err err;
    int fd = dial(path, &err);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}
