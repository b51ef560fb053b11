/* SPDX-License-Identifier: MIT */
/*
 * page_texts.h -- the texts of a page itself: headings, labels, what its signs mean.
 *
 * The scripts of web/page ask for them by their key.
 */
#ifndef CLI_HTML_PAGE_TEXTS_H
#define CLI_HTML_PAGE_TEXTS_H

#include "cli/html/bilingual.h"

/* { key: number of the text } */
json_t *page_texts(struct bilingual *words);

#endif
