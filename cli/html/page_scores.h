/* SPDX-License-Identifier: MIT */
/*
 * page_scores.h -- scores with their components as the data of a page.
 */
#ifndef CLI_HTML_PAGE_SCORES_H
#define CLI_HTML_PAGE_SCORES_H

#include "cli/html/page_names.h"
#include "lib/store/score_reader.h"

/* What is hidden was taken out before (score_suppression.h). *shapes, a new reference: what their lines refer to. */
json_t *page_scores(struct page_names *names, const struct score_report *scores, size_t count, json_t **shapes);

#endif
