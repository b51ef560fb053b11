/* SPDX-License-Identifier: MIT */
#include "cli/figure_past.h"

#include "cli/words.h"

struct str
figure_past_of(const struct figure_row *figure)
{
    static const struct str key = STR_INIT("previous=");
    struct str rest = figure->detail, part;

    while (words_next_part(&rest, &part))
        if (str_starts(part, key))
            return (struct str){ part.ptr + key.len, part.len - key.len };
    return (struct str){ 0 };
}
