/* SPDX-License-Identifier: MIT */
/*
 * page_figures.h -- the rows of a report as the data of a page: packed cells, whose places docs/html.md lists.
 *
 * What is hidden was taken out of the rows before (suppression.h); here it is
 * only marked.
 */
#ifndef CLI_HTML_PAGE_FIGURES_H
#define CLI_HTML_PAGE_FIGURES_H

#include "cli/html/page_names.h"
#include "cli/trend.h"

/* The rows as they are printed, in their order, a block for each unit and period; trends: of last year, read for them. */
json_t *page_figures(struct page_names *names, const struct ordered_row *rows, size_t count, const struct trends *trends);
/* What the states are called, in the order in which rows number them. */
json_t *page_states(struct bilingual *words);

#endif
