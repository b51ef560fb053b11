/* SPDX-License-Identifier: MIT */
#include "cli/import/shared_strings.h"

#include "cli/import/xml_part.h"
#include "cli/lang.h"
#include "lib/base/mem.h"

#include <stdlib.h>

enum { BYTES_MAX = 256 << 20 };

struct reading {
    struct shared_strings *strings;
    bool in_text, in_phonetic;
    struct buf item; /* texts arrive in pieces */
};

static bool
on_begin(void *ctx, const char *name, const char **attributes, struct err *err)
{
    struct reading *reading = ctx;

    (void)attributes;
    (void)err;
    if (strcmp(name, "rPh") == 0)
        reading->in_phonetic = true;
    reading->in_text = strcmp(name, "t") == 0 && !reading->in_phonetic;
    return true;
}

static bool
end_item(struct reading *reading, struct err *err)
{
    struct shared_strings *strings = reading->strings;

    shared_strings_put(&strings->text, buf_str(&reading->item));
    reading->item.len = 0;
    if (strings->text.len > BYTES_MAX)
        return err_set(err, ERR_INPUT, _("the workbook has more than 256 MiB of different texts: post it in smaller sheets"));
    strings->ends = mem_grow(strings->ends, strings->count, &strings->capacity, sizeof *strings->ends);
    strings->ends[strings->count++] = strings->text.len;
    return true;
}

static bool
on_end(void *ctx, const char *name, struct err *err)
{
    struct reading *reading = ctx;

    reading->in_text = false;
    if (strcmp(name, "rPh") == 0)
        reading->in_phonetic = false;
    return strcmp(name, "si") != 0 || end_item(reading, err);
}

static bool
on_text(void *ctx, struct str text, struct err *err)
{
    struct reading *reading = ctx;

    if (!reading->in_text)
        return true;
    if (reading->item.len + text.len > BYTES_MAX)
        return err_set(err, ERR_INPUT, _("the workbook has more than 256 MiB of different texts: post it in smaller sheets"));
    buf_put_str(&reading->item, text);
    return true;
}

bool
shared_strings_read(struct shared_strings *strings, struct zip_parts *parts, const char *name, struct err *err)
{
    struct reading reading = { .strings = strings };
    const struct xml_reader reader = { .begin = on_begin, .end = on_end, .text = on_text, .ctx = &reading };
    bool done = xml_part_read(parts, name, &reader, err);

    buf_free(&reading.item);
    return done;
}

bool
shared_strings_get(const struct shared_strings *strings, struct str number, struct str *text)
{
    unsigned long long i;
    size_t from;

    if (!str_to_u64(number, &i) || i >= strings->count)
        return false;
    from = i > 0 ? strings->ends[i - 1] : 0;
    *text = (struct str){ strings->text.ptr + from, strings->ends[i] - from };
    return true;
}

void
shared_strings_free(struct shared_strings *strings)
{
    buf_free(&strings->text);
    free(strings->ends);
    *strings = (struct shared_strings){ 0 };
}

void
shared_strings_put(struct buf *out, struct str text)
{
    static const struct str carriage_return = STR_INIT("_x000D_");

    while (text.len > 0) {
        const char *found = memmem(text.ptr, text.len, carriage_return.ptr, carriage_return.len);
        size_t taken = found ? (size_t)(found - text.ptr) : text.len, skipped = found ? carriage_return.len : 0;

        buf_put(out, text.ptr, taken);
        text = (struct str){ text.ptr + taken + skipped, text.len - taken - skipped };
    }
}
