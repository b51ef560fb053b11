/* SPDX-License-Identifier: MIT */
/*
 * page_explains.h -- what turnout explain says of the figures of a page, as far as there is room for it.
 *
 * The daemon answers where there is one; else one replay of the log answers for
 * all figures.  The units' own figures are explained first, the most telling ones
 * of all units before the others, then those of teams, categories and groups,
 * until the room is used up: always the same ones of a store.  The more figures
 * there are, the fewer sessions are listed behind each.
 * Small numbers are hidden as turnout explain hides them.
 */
#ifndef CLI_HTML_PAGE_EXPLAINS_H
#define CLI_HTML_PAGE_EXPLAINS_H

#include "cli/html/bilingual.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>

struct explain_hider;
struct page_entries;
struct places;

struct page_explains {
    const struct places *places;
    const char *db;
    struct explain_hider *hider; /* NULL: nothing is hidden */
    struct bilingual *words;
    struct page_entries *entries;
    size_t room;                 /* bytes of JSON */
};

/* Indicators that a supervisor asks for first, in that order. */
extern const struct str page_first_indicators[];
extern const size_t page_first_count;

/*
 * rows: by their number in the page; NULL: that one is not explained.  Gives { "12": {...} }, as docs/html.md says; what
 * the daemon or the rules do not explain is left out.
 */
bool page_explains_make(struct page_explains *explains, const struct report_row *const *rows, size_t count, json_t **by_row,
                        struct err *err);
#endif
