/* SPDX-License-Identifier: MIT */
/*
 * page_data.h -- the file of --format html as a test reads it.
 */
#ifndef TESTS_SUPPORT_PAGE_DATA_H
#define TESTS_SUPPORT_PAGE_DATA_H

#include <jansson.h>
#include <stddef.h>

/* What a page may have at most (docs/html.md). */
enum { PAGE_SIZE_MOST = 2 << 20 };

/* A file with a NUL byte behind it, to be freed; fails the test where it has more than PAGE_SIZE_MOST. */
char *page_read(const char *path, size_t *size);
/* What stands between the tags of its block of data. A new reference. */
json_t *page_data(const char *page);

#endif
