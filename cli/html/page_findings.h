/* SPDX-License-Identifier: MIT */
/*
 * page_findings.h -- what the checks of the data found as the data of a page.
 */
#ifndef CLI_HTML_PAGE_FINDINGS_H
#define CLI_HTML_PAGE_FINDINGS_H

#include "cli/html/page_names.h"
#include "lib/store/finding_reader.h"

/* What is hidden was taken out before (finding_suppression.h). */
json_t *page_findings(struct page_names *names, const struct findings_report *found);

#endif
