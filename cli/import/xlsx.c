/* SPDX-License-Identifier: MIT */
#include "cli/import/xlsx.h"

#include "cli/import/xlsx_rows.h"
#include "cli/import/xml_part.h"
#include "cli/lang.h"
#include "lib/base/mem.h"

#include <stdlib.h>
#include <unistd.h>

enum { SHEETS_MAX = 1000, PART_NAME_MAX = 256 };

struct book_sheet {
    struct xlsx_sheet shown;
    struct str link, part; /* id of its relationship; name of its part */
    struct merged_cells merges;
};

struct xlsx {
    struct zip_parts *parts;
    struct arena arena;
    struct str part; /* of the workbook itself: xl/workbook.xml */
    struct book_sheet *sheets;
    size_t count, capacity;
    struct str strings_part, styles_part; /* ptr NULL: none */
    struct shared_strings strings;
    struct cell_styles styles;
    bool is_1904;
};

/* -- relationships: which part is which -- */

/* "worksheets/sheet1.xml" as the folder of `from` means it. */
static struct str
resolve(struct arena *arena, struct str from, struct str target)
{
    size_t folder = from.len;

    if (target.len > 0 && *target.ptr == '/')
        return arena_copy(arena, (struct str){ target.ptr + 1, target.len - 1 });
    while (folder > 0 && from.ptr[folder - 1] != '/')
        folder--;
    while (str_starts(target, STR("../"))) {
        target = (struct str){ target.ptr + 3, target.len - 3 };
        for (folder -= folder > 0; folder > 0 && from.ptr[folder - 1] != '/';)
            folder--;
    }
    return arena_printf(arena, "%.*s%.*s", (int)folder, from.ptr, STR_ARG(target));
}

static bool
ends_with(const char *text, const char *end)
{
    size_t len = text ? strlen(text) : 0, end_len = strlen(end);

    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static void
note_link(struct xlsx *workbook, const char *id, struct str part)
{
    for (size_t i = 0; i < workbook->count; i++)
        if (id && str_eq(workbook->sheets[i].link, str_of(id)))
            workbook->sheets[i].part = part;
}

static bool
begin_relationship(void *ctx, const char *name, const char **attributes, struct err *err)
{
    struct xlsx *workbook = ctx;
    const char *type = xml_attribute(attributes, "Type"), *target = xml_attribute(attributes, "Target");
    struct str part;

    (void)err;
    if (strcmp(name, "Relationship") != 0 || !type || !target || strlen(target) > PART_NAME_MAX)
        return true;
    part = resolve(&workbook->arena, workbook->part, str_of(target));
    if (ends_with(type, "/officeDocument"))
        workbook->part = part;
    else if (ends_with(type, "/sharedStrings"))
        workbook->strings_part = part;
    else if (ends_with(type, "/styles"))
        workbook->styles_part = part;
    else
        note_link(workbook, xml_attribute(attributes, "Id"), part);
    return true;
}

static bool
read_links(struct xlsx *workbook, const char *part, struct err *err)
{
    const struct xml_reader reader = { .begin = begin_relationship, .ctx = workbook };

    return xml_part_read(workbook->parts, part, &reader, err);
}

/* "xl/workbook.xml" -> "xl/_rels/workbook.xml.rels" */
static struct str
links_of(struct arena *arena, struct str part)
{
    const char *stroke = memrchr(part.ptr, '/', part.len);
    size_t folder = stroke ? (size_t)(stroke - part.ptr) + 1 : 0;

    return arena_printf(arena, "%.*s_rels/%.*s.rels", (int)folder, part.ptr, (int)(part.len - folder), part.ptr + folder);
}

/* -- the workbook -- */

static bool
add_sheet(struct xlsx *workbook, const char **attributes, struct err *err)
{
    const char *name = xml_attribute(attributes, "name"), *id = xml_attribute(attributes, "id");
    const char *state = xml_attribute(attributes, "state");

    if (workbook->count == SHEETS_MAX)
        return err_set(err, ERR_INPUT, _("the workbook has more than %d sheets"), SHEETS_MAX);
    workbook->sheets = mem_grow(workbook->sheets, workbook->count, &workbook->capacity, sizeof *workbook->sheets);
    workbook->sheets[workbook->count++] = (struct book_sheet){
        .shown = { arena_copy(&workbook->arena, str_of(name ? name : "?")), state && strcmp(state, "visible") != 0, false },
        .link = arena_copy(&workbook->arena, str_of(id ? id : "")),
    };
    return true;
}

static bool
begin_workbook(void *ctx, const char *name, const char **attributes, struct err *err)
{
    struct xlsx *workbook = ctx;
    const char *is_1904 = xml_attribute(attributes, "date1904");

    if (strcmp(name, "workbookPr") == 0)
        workbook->is_1904 = is_1904 && (strcmp(is_1904, "1") == 0 || strcmp(is_1904, "true") == 0);
    return strcmp(name, "sheet") != 0 || add_sheet(workbook, attributes, err);
}

static bool
read_workbook(struct xlsx *workbook, struct err *err)
{
    const struct xml_reader reader = { .begin = begin_workbook, .ctx = workbook };

    return read_links(workbook, "_rels/.rels", err) &&
           (workbook->part.len > 0 || err_set(err, ERR_INPUT, _("it is a zip archive, but no workbook: save the sheet as .xlsx or CSV"))) &&
           xml_part_read(workbook->parts, workbook->part.ptr, &reader, err) &&
           read_links(workbook, links_of(&workbook->arena, workbook->part).ptr, err);
}

static bool
read_common(struct xlsx *workbook, struct err *err)
{
    return (!workbook->strings_part.ptr ||
            shared_strings_read(&workbook->strings, workbook->parts, workbook->strings_part.ptr, err)) &&
           (!workbook->styles_part.ptr ||
            cell_styles_read(&workbook->styles, workbook->parts, workbook->styles_part.ptr, err));
}

/* A sheet of charts alone has no part of rows: it stays empty. */
static bool
survey_sheets(struct xlsx *workbook, struct err *err)
{
    for (size_t i = 0; i < workbook->count; i++) {
        struct book_sheet *sheet = &workbook->sheets[i];

        if (sheet->part.ptr && !xlsx_survey(workbook->parts, sheet->part.ptr, &sheet->merges, &sheet->shown.has_rows, err))
            return false;
    }
    return true;
}

struct xlsx *
xlsx_open(int fd, struct err *err)
{
    struct zip_parts *parts = zip_parts_open(fd, err);
    struct xlsx *workbook;

    if (!parts)
        return NULL;
    workbook = mem_new(sizeof *workbook);
    workbook->parts = parts;
    if (read_workbook(workbook, err) && read_common(workbook, err) && survey_sheets(workbook, err))
        return workbook;
    xlsx_close(workbook);
    return NULL;
}

void
xlsx_close(struct xlsx *workbook)
{
    if (!workbook)
        return;
    for (size_t i = 0; i < workbook->count; i++)
        merged_cells_free(&workbook->sheets[i].merges);
    free(workbook->sheets);
    shared_strings_free(&workbook->strings);
    cell_styles_free(&workbook->styles);
    arena_free(&workbook->arena);
    zip_parts_close(workbook->parts);
    free(workbook);
}

size_t
xlsx_count(const struct xlsx *workbook)
{
    return workbook->count;
}

const struct xlsx_sheet *
xlsx_sheet(const struct xlsx *workbook, size_t i)
{
    return &workbook->sheets[i].shown;
}

bool
xlsx_each(struct xlsx *workbook, size_t i, const struct sheet_sink *sink, struct err *err)
{
    struct book_sheet *sheet = &workbook->sheets[i];
    const struct xlsx_book book = { workbook->parts, &workbook->strings, &workbook->styles, workbook->is_1904 };

    return !sheet->part.ptr || xlsx_rows(&book, sheet->part.ptr, &sheet->merges, sink, err);
}

/* -- what a file is -- */

bool
xlsx_is_zip(int fd)
{
    char begin[4];

    return pread(fd, begin, sizeof begin, 0) == (ssize_t)sizeof begin && memcmp(begin, "PK\3\4", sizeof begin) == 0;
}

const char *
xlsx_foreign(int fd)
{
    static const char old_excel[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    char begin[8];
    ssize_t got = pread(fd, begin, sizeof begin, 0);

    if (got == (ssize_t)sizeof begin && memcmp(begin, old_excel, sizeof begin) == 0)
        return _("it is an .xls of former times, or has a password: save it as .xlsx without one");
    if (got >= 5 && memcmp(begin, "%PDF-", 5) == 0)
        return _("it is a PDF: a table must be saved as .xlsx or CSV");
    return NULL;
}
