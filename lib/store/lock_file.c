/* SPDX-License-Identifier: MIT */
#include "lib/store/lock_file.h"

#include "lib/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* What the file says about its holder: " (process 123)", or "" before it was written. */
static void
read_holder(int fd, char *text, size_t size)
{
    char pid[24];
    ssize_t len = pread(fd, pid, sizeof pid - 1, 0);

    text[0] = '\0';
    if (len <= 0)
        return;
    pid[len] = '\0';
    pid[strcspn(pid, "\n")] = '\0';
    snprintf(text, size, " (process %s)", pid);
}

static bool
lock(int fd, const char *db_path, struct err *err)
{
    char holder[64];

    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK)
        return err_set(err, ERR_STORE, "%s.lock: %s", db_path, strerror(errno));
    read_holder(fd, holder, sizeof holder);
    return err_set(err, ERR_UNAVAILABLE, "%s: another daemon%s has it; stop that one or give this one another --db",
                   db_path, holder);
}

static bool
write_holder(int fd, const char *db_path, struct err *err)
{
    if (ftruncate(fd, 0) == 0 && dprintf(fd, "%ld\n", (long)getpid()) > 0)
        return true;
    return err_set(err, ERR_STORE, "%s.lock: %s", db_path, strerror(errno));
}

int
lock_file_take(const char *db_path, struct err *err)
{
    size_t size = strlen(db_path) + sizeof ".lock";
    char *path = mem_new(size);
    int fd;

    snprintf(path, size, "%s.lock", db_path);
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0)
        err_set(err, ERR_STORE, "%s: %s", path, strerror(errno));
    free(path);
    if (fd >= 0 && lock(fd, db_path, err) && write_holder(fd, db_path, err))
        return fd;
    lock_file_release(fd);
    return -1;
}

void
lock_file_release(int fd)
{
    if (fd >= 0)
        close(fd);
}
