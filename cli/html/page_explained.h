/* SPDX-License-Identifier: MIT */
/*
 * page_explained.h -- one explanation (docs/explain.md) as the data of a page: sentences, and the lists behind them.
 */
#ifndef CLI_HTML_PAGE_EXPLAINED_H
#define CLI_HTML_PAGE_EXPLAINED_H

#include "cli/html/bilingual.h"

/*
 * What lists say of a thing itself (a session's date, title, place in the log) is
 * the same in every explanation: each is in `entries` once, what a figure makes
 * of it stands in its own rows.
 */
struct page_entries {
    struct codebook known;
    json_t *texts;
    size_t bytes; /* that they take as JSON */
};

void page_entries_init(struct page_entries *entries);
void page_entries_free(struct page_entries *entries);

/* A new reference. What is to be hidden was taken out of the answer before. */
json_t *page_explained(struct bilingual *words, struct page_entries *entries, const json_t *answer);
/* The shapes of the lists, which explanations refer to by their number. */
json_t *page_explain_lists(struct bilingual *words);

#endif
