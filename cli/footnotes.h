/* SPDX-License-Identifier: MIT */
/*
 * footnotes.h -- remarks that several lines share, said once below them: "人次¹", "¹ 5 场活动没有确切日期".
 */
#ifndef CLI_FOOTNOTES_H
#define CLI_FOOTNOTES_H

#include "lib/base/arena.h"
#include "lib/base/str.h"

#include <stddef.h>

/* Empty but for the arena, which keeps the texts. */
struct footnotes {
    struct arena *arena;
    struct str *remarks; /* each once, borrowed */
    size_t count, capacity;
};

/* The text with the mark of the remark behind it; as it is when there is no remark. */
struct str footnotes_mark(struct footnotes *footnotes, struct str text, struct str remark);
/* The i-th from 0, behind its mark. */
struct str footnotes_text(const struct footnotes *footnotes, size_t i);
void footnotes_free(struct footnotes *footnotes);

#endif
