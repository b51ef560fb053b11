/* SPDX-License-Identifier: MIT */
#include "lib/model/categories.h"

#include "lib/base/mem.h"

#include <stdlib.h>

uint32_t
categories_number(struct categories *categories, struct str path)
{
    uint32_t number = codebook_find(&categories->codes, path), parent = CODE_NONE;
    size_t cut = path.len;

    if (number != CODE_NONE)
        return number;
    while (cut > 0 && path.ptr[cut - 1] != '.')
        cut--;
    if (cut > 1)
        parent = categories_number(categories, (struct str){ path.ptr, cut - 1 });
    number = codebook_add(&categories->codes, path);
    categories->parents =
        mem_grow(categories->parents, categories->count, &categories->capacity, sizeof *categories->parents);
    categories->parents[categories->count++] = parent;
    return number;
}

bool
category_under(const struct categories *categories, uint32_t category, uint32_t top)
{
    while (category != CODE_NONE && category != top)
        category = categories->parents[category];
    return category == top;
}

void
categories_free(struct categories *categories)
{
    codebook_free(&categories->codes);
    free(categories->parents);
    *categories = (struct categories){ 0 };
}

bool
category_path_under(struct str path, struct str top)
{
    return str_starts(path, top) && (path.len == top.len || path.ptr[top.len] == '.');
}
