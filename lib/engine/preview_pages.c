/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview_pages.h"

#include "lib/base/mem.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

void
preview_pages_free(struct preview_pages *pages)
{
    codebook_free(&pages->keys);
    free(pages->pages);
    buf_free(&pages->rows);
    *pages = (struct preview_pages){ 0 };
}

static void
put_key(struct buf *key, enum owner_kind kind, uint32_t owner, const struct period *period)
{
    buf_put_u32(key, (uint32_t)kind);
    buf_put_u32(key, owner);
    buf_put_u32(key, (uint32_t)period->kind);
    buf_put_u32(key, (uint32_t)period->first);
}

_Static_assert(sizeof(struct preview_row) - offsetof(struct preview_row, figure.detail) - sizeof(((struct preview_row *)0)->figure.detail) <
                   _Alignof(struct preview_row),
               "what is kept of a row ends with its detail");

/* The detail is last, and mostly short. */
static size_t
size_of(const struct preview_row *row)
{
    return offsetof(struct preview_row, figure.detail) + strlen(row->figure.detail) + 1;
}

void
preview_pages_put(struct preview_pages *pages, enum owner_kind kind, uint32_t owner, const struct period *period,
                  const struct preview_row *rows, size_t count)
{
    struct buf key = { 0 };

    put_key(&key, kind, owner, period);
    codebook_add(&pages->keys, buf_str(&key));
    buf_free(&key);
    pages->pages = mem_grow(pages->pages, pages->count, &pages->capacity, sizeof *pages->pages);
    pages->pages[pages->count++] = (struct kept_page){ pages->rows.len, count };
    for (size_t i = 0; i < count; i++)
        buf_put(&pages->rows, &rows[i], size_of(&rows[i]));
}

size_t
preview_pages_get(const struct preview_pages *pages, enum owner_kind kind, uint32_t owner, const struct period *period,
                  struct preview_row **rows, size_t *capacity)
{
    struct buf key = { 0 };
    const struct kept_page *page;
    const char *at;
    uint32_t number;

    put_key(&key, kind, owner, period);
    number = codebook_find(&pages->keys, buf_str(&key));
    buf_free(&key);
    if (number == CODE_NONE)
        return 0;
    page = &pages->pages[number];
    at = pages->rows.ptr + page->at;
    for (size_t i = 0; i < page->count; i++) {
        const size_t fixed = offsetof(struct preview_row, figure.detail), detail = strlen(at + fixed) + 1;
        *rows = mem_grow(*rows, i, capacity, sizeof **rows);
        (*rows)[i] = (struct preview_row){ 0 };
        memcpy(&(*rows)[i], at, fixed + detail);
        at += fixed + detail;
    }
    return page->count;
}
