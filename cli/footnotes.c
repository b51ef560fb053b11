/* SPDX-License-Identifier: MIT */
#include "cli/footnotes.h"

#include "lib/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

enum { MARK_SIZE = 64 };

/* The number in raised digits. */
static void
make_mark(size_t number, char mark[MARK_SIZE])
{
    static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
    char digits[24];
    size_t used = 0;

    snprintf(digits, sizeof digits, "%zu", number);
    for (const char *digit = digits; *digit; digit++)
        used += (size_t)snprintf(mark + used, MARK_SIZE - used, "%s", raised[*digit - '0']);
}

static size_t
place_of(struct footnotes *footnotes, struct str remark)
{
    int found = str_find(remark, footnotes->remarks, footnotes->count);

    if (found >= 0)
        return (size_t)found;
    footnotes->remarks =
        mem_grow(footnotes->remarks, footnotes->count, &footnotes->capacity, sizeof *footnotes->remarks);
    footnotes->remarks[footnotes->count] = remark;
    return footnotes->count++;
}

struct str
footnotes_mark(struct footnotes *footnotes, struct str text, struct str remark)
{
    char mark[MARK_SIZE];

    if (remark.len == 0)
        return text;
    make_mark(place_of(footnotes, remark) + 1, mark);
    return arena_printf(footnotes->arena, "%.*s%s", STR_ARG(text), mark);
}

struct str
footnotes_text(const struct footnotes *footnotes, size_t i)
{
    char mark[MARK_SIZE];

    make_mark(i + 1, mark);
    return arena_printf(footnotes->arena, "%s %.*s", mark, STR_ARG(footnotes->remarks[i]));
}

void
footnotes_free(struct footnotes *footnotes)
{
    free(footnotes->remarks);
    *footnotes = (struct footnotes){ 0 };
}
