/* SPDX-License-Identifier: MIT */
#include "lib/base/zone_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_name_byte(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
           c == '-';
}

/* Links to what this machine is set to: the same events would give other figures elsewhere. */
static const struct str settings[] = { STR_INIT("localtime"), STR_INIT("posixrules") };

bool
zone_file_is_name(struct str name)
{
    char before = '/'; /* so that a name neither begins with a slash nor has two in a row */

    if (name.len == 0 || name.len > ZONE_NAME_MAX || str_find(name, settings, 2) >= 0)
        return false;
    for (size_t i = 0; i < name.len; before = name.ptr[i++])
        if (!is_name_byte(name.ptr[i]) && (name.ptr[i] != '/' || before == '/'))
            return false;
    return before != '/';
}

/* O_NONBLOCK: opening a pipe that somebody put into the folder must not wait for its writer. */
static int
open_zone(struct str name)
{
    const char *folder = getenv("TZDIR");
    struct buf path = { 0 };
    int fd;

    buf_printf(&path, "%s/%.*s", folder && *folder ? folder : "/usr/share/zoneinfo", STR_ARG(name));
    buf_put_byte(&path, 0);
    fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    buf_free(&path);
    return fd;
}

/* Reads one byte more than is allowed, to see that there is more. */
static bool
read_all(int fd, struct buf *buf, struct err *err)
{
    char chunk[4096];
    size_t total = 0;
    ssize_t n;

    while ((n = read(fd, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, ERR_INTERNAL, "cannot be read: %s", strerror(errno));
        total += (size_t)n;
        if (total > ZONE_FILE_MAX)
            return err_set(err, ERR_INPUT, "the file is larger than %d bytes", ZONE_FILE_MAX);
        buf_put(buf, chunk, (size_t)n);
    }
    return true;
}

static bool
read_regular(int fd, struct buf *buf, struct err *err)
{
    struct stat stat;

    if (fstat(fd, &stat) != 0)
        return err_set(err, ERR_INTERNAL, "cannot be read: %s", strerror(errno));
    if (!S_ISREG(stat.st_mode))
        return err_set(err, ERR_INPUT, "there is no such time zone");
    return read_all(fd, buf, err);
}

bool
zone_file_read(struct str name, struct buf *buf, struct err *err)
{
    size_t before = buf->len;
    bool done;
    int fd;

    if (!zone_file_is_name(name))
        return err_set(err, ERR_INPUT, "a time zone has a name like Asia/Shanghai, of at most %d bytes", ZONE_NAME_MAX);
    fd = open_zone(name);
    if (fd < 0) {
        bool missing = errno == ENOENT || errno == ENOTDIR;

        err_set(err, missing ? ERR_INPUT : ERR_INTERNAL, "%s", missing ? "there is no such time zone" : strerror(errno));
        return err_wrap(err, "%.*s", STR_ARG(name));
    }
    done = read_regular(fd, buf, err) || err_wrap(err, "%.*s", STR_ARG(name));
    if (!done)
        buf->len = before;
    close(fd);
    return done;
}
