/* SPDX-License-Identifier: MIT */
#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
read_all(int fd, const char *path, size_t max, struct buf *buf, struct err *err)
{
    size_t before = buf->len;
    char piece[16 * 1024];
    ssize_t n;

    while ((n = read(fd, piece, sizeof piece)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, ERR_INTERNAL, "cannot read %s: %s", path, strerror(errno));
        buf_put(buf, piece, (size_t)n);
        if (buf->len - before > max)
            return err_set(err, ERR_INPUT, "%s is larger than %zu bytes", path, max);
    }
    return true;
}

static bool
is_regular(int fd, const char *path, struct err *err)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return err_set(err, ERR_INTERNAL, "cannot read %s: %s", path, strerror(errno));
    return S_ISREG(st.st_mode) || err_set(err, ERR_INPUT, "%s is not a file", path);
}

bool
file_read(const char *path, size_t max, struct buf *buf, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    size_t before = buf->len;
    bool done;

    if (fd < 0)
        return err_set(err, errno == ENOENT || errno == ENOTDIR ? ERR_NO_FILE : ERR_INTERNAL, "cannot open %s: %s",
                       path, strerror(errno));
    done = is_regular(fd, path, err) && read_all(fd, path, max, buf, err);
    close(fd);
    if (!done)
        buf->len = before;
    return done;
}
