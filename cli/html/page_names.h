/* SPDX-License-Identifier: MIT */
/*
 * page_names.h -- what the rows of a page refer to by number: units, indicators, periods, and teams, categories and groups.
 *
 * Each is listed once, in the order in which it is first met; units come in tree order.
 */
#ifndef CLI_HTML_PAGE_NAMES_H
#define CLI_HTML_PAGE_NAMES_H

#include "cli/html/bilingual.h"
#include "cli/report_order.h"
#include "lib/model/day.h"

struct page_list {
    struct codebook codes;
    json_t *entries;
};

struct page_names {
    struct bilingual *words;
    struct page_list units, indicators, periods, things;
};

void page_names_init(struct page_names *names, struct bilingual *words);
void page_names_free(struct page_names *names);
/* The lists, as members of the page's data. */
void page_names_put(const struct page_names *names, json_t *data);

/* New references: numbers, null for what there is not. */
json_t *page_unit(struct page_names *names, const struct report_row *row);
json_t *page_indicator(struct page_names *names, const struct report_row *row);
json_t *page_unit_of(struct page_names *names, struct str code, struct str name, struct str name_en);
/* Its days are [first, end). */
json_t *page_period(struct page_names *names, struct str code, day_t first, day_t end);
json_t *page_thing(struct page_names *names, const struct ordered_row *row);

#endif
