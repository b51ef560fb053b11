/* SPDX-License-Identifier: MIT */
#include "cli/import/cell_styles.h"

#include "cli/import/xml_part.h"
#include "cli/lang.h"
#include "lib/base/mem.h"

#include <stdlib.h>

enum { STYLES_MAX = 65536, NAMED_MAX = 4096 /* each style looks for its own among them */ };

struct reading {
    struct cell_styles *styles;
    bool in_cell_formats; /* cellXfs: cellStyleXfs has elements of the same name */
};

static unsigned
number_of(const char *text)
{
    unsigned long long number;

    return text && str_to_u64(str_of(text), &number) && number < STYLES_MAX ? (unsigned)number : STYLES_MAX;
}

static struct number_format
find_format(const struct cell_styles *styles, unsigned id)
{
    for (size_t i = 0; i < styles->named_count; i++)
        if (styles->named[i].id == id)
            return styles->named[i].format;
    return number_format_built_in(id);
}

static void
add_named(struct cell_styles *styles, const char **attributes)
{
    const char *code = xml_attribute(attributes, "formatCode");

    styles->named = mem_grow(styles->named, styles->named_count, &styles->named_capacity, sizeof *styles->named);
    styles->named[styles->named_count++] =
        (struct named_format){ number_of(xml_attribute(attributes, "numFmtId")), number_format_of_code(str_of(code ? code : "")) };
}

static void
add_style(struct cell_styles *styles, const char **attributes)
{
    styles->formats = mem_grow(styles->formats, styles->count, &styles->capacity, sizeof *styles->formats);
    styles->formats[styles->count++] = find_format(styles, number_of(xml_attribute(attributes, "numFmtId")));
}

static bool
on_begin(void *ctx, const char *name, const char **attributes, struct err *err)
{
    struct reading *reading = ctx;
    struct cell_styles *styles = reading->styles;

    if (styles->count == STYLES_MAX || styles->named_count == NAMED_MAX)
        return err_set(err, ERR_INPUT, _("the workbook has more than %d styles, more than a spreadsheet program makes"), STYLES_MAX);
    if (strcmp(name, "cellXfs") == 0)
        reading->in_cell_formats = true;
    if (strcmp(name, "numFmt") == 0)
        add_named(styles, attributes);
    if (strcmp(name, "xf") == 0 && reading->in_cell_formats)
        add_style(styles, attributes);
    return true;
}

static bool
on_end(void *ctx, const char *name, struct err *err)
{
    struct reading *reading = ctx;

    (void)err;
    if (strcmp(name, "cellXfs") == 0)
        reading->in_cell_formats = false;
    return true;
}

bool
cell_styles_read(struct cell_styles *styles, struct zip_parts *parts, const char *name, struct err *err)
{
    struct reading reading = { .styles = styles };
    const struct xml_reader reader = { .begin = on_begin, .end = on_end, .ctx = &reading };

    return xml_part_read(parts, name, &reader, err);
}

const struct number_format *
cell_styles_get(const struct cell_styles *styles, const char *style)
{
    static const struct number_format none;
    unsigned number = number_of(style ? style : "0");

    return number < styles->count ? &styles->formats[number] : &none;
}

void
cell_styles_free(struct cell_styles *styles)
{
    free(styles->named);
    free(styles->formats);
    *styles = (struct cell_styles){ 0 };
}
