/* SPDX-License-Identifier: MIT */
#include "lib/store/disk.h"

#include "lib/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Which the caller frees. */
static char *
folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return mem_text(STR("."));
    return mem_text(slash == path ? STR("/") : (struct str){ path, (size_t)(slash - path) });
}

bool
disk_folder_is_there(const char *path)
{
    char *folder = folder_of(path);
    bool there = access(folder, F_OK) == 0;

    free(folder);
    return there;
}

char *
disk_temporary(const char *path, struct err *err)
{
    size_t size = strlen(path) + sizeof ".XXXXXX";
    char *name = mem_new(size);
    int fd;

    snprintf(name, size, "%s.XXXXXX", path);
    fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0 && close(fd) == 0)
        return name;
    err_set(err, ERR_STORE, "%s: cannot be written here: %s; choose a folder in which the user who writes it (of a running daemon: the daemon's) may write",
            path, strerror(errno));
    free(name);
    return NULL;
}

/* call: 0 when it is done. */
static bool
with_file(const char *path, int flags, int (*call)(int fd), struct err *err)
{
    int fd = open(path, flags | O_CLOEXEC);
    bool done = fd >= 0 && call(fd) == 0;

    if (!done)
        err_set(err, ERR_STORE, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return done;
}

bool
disk_flush(const char *path, struct err *err)
{
    return with_file(path, O_RDONLY, fsync, err);
}

static int
write_out(int fd)
{
    return sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}

bool
disk_write_out(const char *path, struct err *err)
{
    return with_file(path, O_RDONLY, write_out, err);
}

bool
disk_flush_folder(const char *path, struct err *err)
{
    char *folder = folder_of(path);
    bool done = with_file(folder, O_RDONLY | O_DIRECTORY, fsync, err);

    free(folder);
    return done;
}
