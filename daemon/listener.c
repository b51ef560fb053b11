/* SPDX-License-Identifier: MIT */
#include "daemon/listener.h"

#include "lib/base/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 4096 }; /* the kernel's own bound is smaller */

static bool
address_of(const char *path, struct sockaddr_un *address, struct err *err)
{
    size_t len = strlen(path);

    if (len >= sizeof address->sun_path)
        return err_set(err, ERR_CONFIG, "the socket path %s has %zu bytes, a Unix socket's has at most %zu: choose a "
                       "shorter one with --socket", path, len, sizeof address->sun_path - 1);
    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    memcpy(address->sun_path, path, len + 1);
    return true;
}

static int
stream_socket(struct err *err)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        err_set(err, ERR_INTERNAL, "cannot make a socket: %s", strerror(errno));
    return fd;
}

/* EAGAIN: its queue of callers is full, so it lives. */
static bool
is_answered(const struct sockaddr_un *address, bool *answered, struct err *err)
{
    int fd = stream_socket(err);
    int result, why;

    if (fd < 0)
        return false;
    result = connect(fd, (const struct sockaddr *)address, sizeof *address);
    why = errno;
    close(fd);
    *answered = result == 0 || why == EAGAIN;
    if (*answered || why == ECONNREFUSED || why == ENOENT)
        return true;
    return err_set(err, ERR_CONFIG, "cannot use the socket %s: %s", address->sun_path, strerror(why));
}

static bool
make_way(const struct sockaddr_un *address, struct err *err)
{
    const char *path = address->sun_path;
    struct stat st;
    bool answered;

    if (lstat(path, &st) != 0)
        return errno == ENOENT || err_set(err, ERR_CONFIG, "cannot use the socket %s: %s", path, strerror(errno));
    if (!S_ISSOCK(st.st_mode))
        return err_set(err, ERR_CONFIG, "%s is there and is not a socket: remove it, or choose another with --socket",
                       path);
    if (!is_answered(address, &answered, err))
        return false;
    if (answered)
        return err_set(err, ERR_UNAVAILABLE, "another daemon answers at %s: stop it, or choose another path with "
                       "--socket", path);
    if (unlink(path) != 0 && errno != ENOENT)
        return err_set(err, ERR_CONFIG, "cannot replace the left-over socket %s: %s", path, strerror(errno));
    return true;
}

/* root's socket is for the group turnout, if there is one. */
static void
give_to_group(const char *path)
{
    const struct group *group = geteuid() == 0 ? getgrnam("turnout") : NULL;

    if (group)
        (void)!lchown(path, (uid_t)-1, group->gr_gid);
}

static bool
bind_and_listen(int fd, const struct sockaddr_un *address, mode_t mode, struct err *err)
{
    const char *path = address->sun_path;
    mode_t mask = umask(0777); /* nobody gets in before the mode is set */
    int result = bind(fd, (const struct sockaddr *)address, sizeof *address);
    int why = errno;

    umask(mask);
    if (result != 0)
        return err_set(err, why == EADDRINUSE ? ERR_UNAVAILABLE : ERR_CONFIG, "cannot make the socket %s: %s", path,
                       strerror(why));
    give_to_group(path);
    if (chmod(path, mode) != 0 || listen(fd, BACKLOG) != 0) {
        err_set(err, ERR_INTERNAL, "cannot listen at %s: %s", path, strerror(errno));
        unlink(path);
        return false;
    }
    return true;
}

bool
listener_open(struct listener *listener, const char *path, mode_t mode, struct err *err)
{
    struct sockaddr_un address;
    struct stat st;
    int fd;

    if (!address_of(path, &address, err) || !path_make_folder(path, err) || !make_way(&address, err))
        return false;
    fd = stream_socket(err);
    if (fd < 0)
        return false;
    if (!bind_and_listen(fd, &address, mode, err)) {
        close(fd);
        return false;
    }
    *listener = (struct listener){ .fd = fd, .path = path };
    if (lstat(path, &st) == 0) {
        listener->device = st.st_dev;
        listener->inode = st.st_ino;
    }
    return true;
}

void
listener_adopt(struct listener *listener, int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    *listener = (struct listener){ .fd = fd };
}

void
listener_remove(struct listener *listener)
{
    struct stat st;

    if (listener->path && lstat(listener->path, &st) == 0 && st.st_dev == listener->device &&
        st.st_ino == listener->inode)
        unlink(listener->path);
    listener->path = NULL;
}
