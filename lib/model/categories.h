/* SPDX-License-Identifier: MIT */
/*
 * categories.h -- dotted category paths as numbers that know their parent.
 *
 * `edu.law` lies under `edu`; adding a path adds its ancestors.
 */
#ifndef LIB_MODEL_CATEGORIES_H
#define LIB_MODEL_CATEGORIES_H

#include "lib/base/codebook.h"

#include <stdbool.h>

struct categories {
    struct codebook codes;
    uint32_t *parents; /* by number; CODE_NONE at the top */
    size_t count, capacity;
};

uint32_t categories_number(struct categories *categories, struct str path);
/* Is it `top` or below it? */
bool category_under(const struct categories *categories, uint32_t category, uint32_t top);
/* The same by the paths themselves: a category that no session ever had has no number. */
bool category_path_under(struct str path, struct str top);
void categories_free(struct categories *categories);

#endif
