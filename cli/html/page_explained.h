/* SPDX-License-Identifier: MIT */
/*
 * page_explained.h -- one explanation (docs/explain.md) as the data of a page: sentences, and the lists behind them.
 */
#ifndef CLI_HTML_PAGE_EXPLAINED_H
#define CLI_HTML_PAGE_EXPLAINED_H

#include "cli/html/bilingual.h"

/* A new reference. What is to be hidden was taken out of the answer before. */
json_t *page_explained(struct bilingual *words, const json_t *answer);
/* The shapes of the lists, which explanations refer to by their number. */
json_t *page_explain_lists(struct bilingual *words);

#endif
