/* SPDX-License-Identifier: MIT */
#include "cli/import/tables.h"

#include "cli/import/csv.h"
#include "cli/import/xlsx.h"
#include "cli/lang.h"
#include "lib/base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 65536 };

/* -- sheets of a workbook -- */

/* "一月, 二月": those that can be read. */
static void
list_sheets(const struct xlsx *workbook, struct buf *list)
{
    for (size_t i = 0; i < xlsx_count(workbook); i++)
        if (!xlsx_sheet(workbook, i)->is_hidden)
            buf_printf(list, "%s%.*s", list->len > 0 ? ", " : "", STR_ARG(xlsx_sheet(workbook, i)->name));
}

static bool
is_shown(const struct xlsx_sheet *sheet)
{
    return !sheet->is_hidden && sheet->has_rows;
}

static bool
read_sheet(struct xlsx *workbook, size_t i, const struct table_sink *sink, struct err *err)
{
    return sink->begin(sink->rows.ctx, xlsx_sheet(workbook, i)->name, err) &&
           xlsx_each(workbook, i, &sink->rows, err) && sink->end(sink->rows.ctx, err);
}

static bool
read_shown(struct xlsx *workbook, const struct table_sink *sink, struct err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < xlsx_count(workbook); i++)
        done = !is_shown(xlsx_sheet(workbook, i)) || read_sheet(workbook, i, sink, err);
    return done;
}

/* The only one with something in it. */
static bool
read_only_one(struct xlsx *workbook, const struct table_sink *sink, struct err *err)
{
    struct buf list = { 0 };
    size_t count = 0;

    for (size_t i = 0; i < xlsx_count(workbook); i++)
        count += is_shown(xlsx_sheet(workbook, i));
    if (count == 1)
        return read_shown(workbook, sink, err);
    if (count == 0)
        return err_set(err, ERR_INPUT, "%s", _("no sheet of the workbook has anything in it"));
    list_sheets(workbook, &list);
    err_set(err, ERR_USAGE, _("it has several sheets: say --sheet NAME, or --sheet \"*\" for all: %.*s"), STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

static bool
no_such_sheet(const struct xlsx *workbook, const char *name, struct err *err)
{
    struct buf list = { 0 };

    list_sheets(workbook, &list);
    err_set(err, ERR_USAGE, _("there is no sheet \"%s\": it has %.*s"), name, STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

static bool
read_named(struct xlsx *workbook, const char *name, const struct table_sink *sink, struct err *err)
{
    if (strcmp(name, "*") == 0)
        return read_shown(workbook, sink, err);
    for (size_t i = 0; i < xlsx_count(workbook); i++)
        if (str_eq(xlsx_sheet(workbook, i)->name, str_of(name)))
            return read_sheet(workbook, i, sink, err);
    return no_such_sheet(workbook, name, err);
}

static bool
read_workbook(int fd, const struct import_options *options, const struct table_sink *sink, struct err *err)
{
    struct xlsx *workbook = xlsx_open(fd, err);
    bool done = workbook != NULL;

    if (done && options->sheets.count == 0)
        done = read_only_one(workbook, sink, err);
    for (size_t i = 0; done && i < options->sheets.count; i++)
        done = read_named(workbook, options->sheets.words[i], sink, err);
    xlsx_close(workbook);
    return done;
}

static bool
read_csv(int fd, const struct import_options *options, const struct table_sink *sink, struct err *err)
{
    const struct csv_options csv = { options->encoding, options->separator };

    if (options->sheets.count > 0)
        return err_set(err, ERR_USAGE, "%s", _("--sheet is about workbooks, and this is CSV"));
    return sink->begin(sink->rows.ctx, (struct str){ 0 }, err) && csv_each(fd, &csv, &sink->rows, err) &&
           sink->end(sink->rows.ctx, err);
}

/* -- files -- */

/* What can only be read once, as a file that can be read again. */
static int
copy_stream(int fd, struct err *err)
{
    char bytes[PIECE];
    FILE *copy = tmpfile();
    ssize_t got = -1;
    int made = -1;

    while (copy && ((got = read(fd, bytes, sizeof bytes)) > 0 || (got < 0 && errno == EINTR)))
        if (got > 0 && fwrite(bytes, 1, (size_t)got, copy) != (size_t)got)
            break;
    if (copy && got == 0 && fflush(copy) == 0)
        made = fcntl(fileno(copy), F_DUPFD_CLOEXEC, 0);
    if (made < 0)
        err_set(err, ERR_STORE, _("no room to keep what is read: %s"), strerror(errno));
    if (copy)
        fclose(copy);
    return made;
}

static int
open_file(const char *file, struct err *err)
{
    bool is_stdin = strcmp(file, "-") == 0;
    int fd = is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(file, O_RDONLY | O_CLOEXEC), copy;
    struct stat st;

    if (fd < 0 || fstat(fd, &st) != 0) {
        err_set(err, ERR_NO_FILE, "%s", strerror(errno));
        return -1;
    }
    if (S_ISREG(st.st_mode))
        return fd;
    copy = S_ISDIR(st.st_mode) ? -1 : copy_stream(fd, err);
    if (S_ISDIR(st.st_mode))
        err_set(err, ERR_NO_FILE, "%s", _("it is a folder: name the files in it"));
    close(fd);
    return copy;
}

bool
tables_each(const char *file, const struct import_options *options, const struct table_sink *sink, struct err *err)
{
    int fd = open_file(file, err);
    const char *foreign;
    bool done;

    if (fd < 0)
        return false;
    foreign = xlsx_foreign(fd);
    if (foreign)
        done = err_set(err, ERR_INPUT, "%s", foreign);
    else
        done = xlsx_is_zip(fd) ? read_workbook(fd, options, sink, err) : read_csv(fd, options, sink, err);
    close(fd);
    return done;
}
