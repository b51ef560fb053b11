/* SPDX-License-Identifier: MIT */
#include "cli/full_access.h"

#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

enum { LOG_FLAGS = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY };

/* The log of a database, wherever a link to it stands; free it. NULL: there is no such database. */
static char *
log_path(const char *database, struct stat *owner)
{
    char *real = realpath(database, NULL), *path = NULL;

    if (real && stat(real, owner) == 0) {
        size_t size = strlen(real) + sizeof ".full.log";

        path = mem_new(size);
        snprintf(path, size, "%s.full.log", real);
    }
    free(real);
    return path;
}

/* The first use makes it. What root makes is the owner's, who reads it, too. */
static int
make_log(const char *path, const struct stat *owner)
{
    int fd;

    if (geteuid() != 0 && geteuid() != owner->st_uid) {
        errno = EACCES;
        return -1;
    }
    fd = open(path, LOG_FLAGS | O_CREAT | O_EXCL, 0640);
    if (fd >= 0 && geteuid() == 0 && fchown(fd, owner->st_uid, owner->st_gid) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Somebody else's file of that name is no log. */
static bool
is_log(int fd, const struct stat *owner)
{
    struct stat log;

    return fstat(fd, &log) == 0 && S_ISREG(log.st_mode) && log.st_nlink == 1 &&
           (log.st_uid == 0 || log.st_uid == owner->st_uid);
}

static int
open_log(const char *path, const struct stat *owner, struct err *err)
{
    int fd = open(path, LOG_FLAGS);

    if (fd < 0 && errno == ENOENT)
        fd = make_log(path, owner);
    if (fd >= 0 && is_log(fd, owner))
        return fd;
    if (fd >= 0 || errno == EACCES || errno == EPERM)
        err_set(err, ERR_STORE,
                _("--full is for root, for the owner of the database, and for those whom they let write to %s"), path);
    else
        err_set(err, ERR_STORE, _("%s: %s; without this line in the log nothing is shown in full"), path,
                strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

/* 2025-01-01T08:00:00Z uid 1000 (li) "report" "--full" */
static void
put_line(struct buf *line, int argc, char **argv)
{
    const struct passwd *user = getpwuid(getuid());
    time_t now = time(NULL);
    struct tm tm;
    char stamp[32];

    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
    buf_printf(line, "%s uid %ld (%s)", stamp, (long)getuid(), user ? user->pw_name : "?");
    for (int i = 0; i < argc; i++) {
        buf_put_byte(line, ' ');
        buf_put_json(line, str_of(argv[i]));
    }
    buf_put_byte(line, '\n');
}

static bool
write_line(int fd, const char *path, const struct buf *line, struct err *err)
{
    ssize_t written = write(fd, line->ptr, line->len);

    if (written == (ssize_t)line->len)
        return true;
    return err_set(err, ERR_STORE, _("%s: %s; without this line in the log nothing is shown in full"), path,
                   strerror(written < 0 ? errno : ENOSPC));
}

bool
full_access(const char *database, int argc, char **argv, struct err *err)
{
    struct stat owner;
    char *path = log_path(database, &owner);
    struct buf line = { 0 };
    bool done;
    int fd;

    if (!path)
        return err_set(err, ERR_NO_FILE, "%s: %s", database, strerror(errno));
    fd = open_log(path, &owner, err);
    put_line(&line, argc, argv);
    done = fd >= 0 && write_line(fd, path, &line, err);
    if (done)
        syslog(LOG_AUTHPRIV | LOG_NOTICE, "turnout: %.*s", (int)line.len - 1, (const char *)line.ptr);
    if (fd >= 0)
        close(fd);
    buf_free(&line);
    free(path);
    return done;
}
