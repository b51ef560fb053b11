/* SPDX-License-Identifier: MIT */
#include "cli/new_file.h"

#include "cli/lang.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = (struct str){ bytes.ptr + n, bytes.len - (size_t)n };
    }
    return true;
}

/* mkstemp lets nobody else read; this is what a new file is for. */
static bool
give_usual_mode(int fd)
{
    mode_t mask = umask(0);

    umask(mask);
    return fchmod(fd, 0666 & ~mask) == 0;
}

bool
new_file_put(const char *path, struct str bytes, struct err *err)
{
    char temporary[PATH_MAX];
    int fd, reason;
    bool done;

    if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >= (int)sizeof temporary)
        return err_set(err, ERR_USAGE, _("the name of the file is too long: %.100s…"), path);
    fd = mkstemp(temporary);
    if (fd < 0)
        return err_set(err, ERR_STORE, _("cannot write %s: %s"), path, strerror(errno));
    done = write_all(fd, bytes) && give_usual_mode(fd) && fsync(fd) == 0;
    reason = errno;
    if (close(fd) != 0 && done) {
        reason = errno;
        done = false;
    }
    if (done && rename(temporary, path) != 0) {
        reason = errno;
        done = false;
    }
    if (!done)
        unlink(temporary);
    return done ? true : err_set(err, ERR_STORE, _("cannot write %s: %s"), path, strerror(reason));
}
