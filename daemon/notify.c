/* SPDX-License-Identifier: MIT */
#include "daemon/notify.h"

#include "lib/base/str.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_FD = 3 };

static bool
variable(const char *name, unsigned long long *number)
{
    const char *text = getenv(name);

    return text && str_to_u64(str_of(text), number);
}

static bool
is_listening(int fd)
{
    int domain = 0, type = 0, listening = 0;
    socklen_t size = sizeof domain;

    return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
           getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
           getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && domain == AF_UNIX &&
           type == SOCK_STREAM && listening;
}

bool
notify_take_socket(int *fd, struct err *err)
{
    unsigned long long pid, count;
    bool ours = variable("LISTEN_PID", &pid) && variable("LISTEN_FDS", &count) &&
                pid == (unsigned long long)getpid() && count > 0;

    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
    *fd = -1;
    if (!ours)
        return true;
    if (count > 1)
        return err_set(err, ERR_CONFIG, "systemd handed over %llu sockets; turnoutd takes one", count);
    if (!is_listening(FIRST_FD))
        return err_set(err, ERR_CONFIG, "the socket that systemd handed over is not a listening Unix stream socket");
    fcntl(FIRST_FD, F_SETFD, FD_CLOEXEC);
    *fd = FIRST_FD;
    return true;
}

void
notify_say(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    size_t len = path ? strlen(path) : 0;
    int fd;

    if (len < 2 || len >= sizeof to.sun_path || (path[0] != '/' && path[0] != '@'))
        return;
    memcpy(to.sun_path, path, len);
    if (path[0] == '@') /* an abstract name */
        to.sun_path[0] = '\0';
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    (void)!sendto(fd, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&to,
                  (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
    close(fd);
}
