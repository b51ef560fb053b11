/* SPDX-License-Identifier: MIT */
/*
 * html_page.h -- the pages of report, scorecard and quality, put together.
 *
 * That of a report is read here, from the database alone: everything in one
 * transaction, hidden as in all other formats, and explained where there is room
 * (page_explains.h).
 */
#ifndef CLI_HTML_HTML_PAGE_H
#define CLI_HTML_HTML_PAGE_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/store/conditions.h"

#include <stdbool.h>
#include <stddef.h>

struct places;
struct quality_report;
struct reader;
struct score_report;

struct html_subject {
    const struct places *places;
    const char *db;
    bool full;       /* with small numbers of people */
    bool no_explain; /* without what lies behind the figures */
};

/* The figures that pass the filter, with the scores and findings of the same units. */
bool html_report(struct buf *out, const struct html_subject *subject, struct reader *reader, const struct report_filter *filter,
                 struct arena *arena, struct err *err);
/* Of what was read and hidden before. */
void html_scorecard(struct buf *out, bool full, struct score_report *scores, size_t count, struct arena *arena);
void html_quality(struct buf *out, bool full, const struct quality_report *report, struct arena *arena);

#endif
