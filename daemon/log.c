/* SPDX-License-Identifier: MIT */
#include "daemon/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool to_journal; /* set before there is a second thread */

/* $JOURNAL_STREAM is "device:inode" of the stream that systemd connected; a shell below may have redirected it since. */
void
log_init(void)
{
    const char *stream = getenv("JOURNAL_STREAM");
    char own[64];
    struct stat st;

    to_journal = false;
    if (!stream || fstat(STDERR_FILENO, &st) != 0)
        return;
    snprintf(own, sizeof own, "%llu:%llu", (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
    to_journal = strcmp(own, stream) == 0;
}

static void
write_all(const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(STDERR_FILENO, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        bytes += n;
        len -= (size_t)n;
    }
}

/* A text of several lines (a traceback) stays one line of the log. */
static void
join_lines(char *text)
{
    for (; *text; text++)
        if (*text == '\n' || *text == '\r')
            *text = ' ';
}

__attribute__((format(printf, 2, 0))) static void
put(int priority, const char *format, va_list args)
{
    char line[2048];
    int head = to_journal ? snprintf(line, sizeof line, "<%d>", priority) : snprintf(line, sizeof line, "turnoutd: ");
    int body = vsnprintf(line + head, sizeof line - (size_t)head - 1, format, args);
    size_t len;

    if (body < 0)
        return;
    join_lines(line);
    len = strlen(line);
    line[len++] = '\n';
    write_all(line, len);
}

void
log_error(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(3, format, args);
    va_end(args);
}

void
log_warning(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(4, format, args);
    va_end(args);
}

void
log_info(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(6, format, args);
    va_end(args);
}
