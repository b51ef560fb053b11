/* SPDX-License-Identifier: MIT */
#include "tests/support/page_data.h"

#include "lib/base/mem.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

char *
page_read(const char *path, size_t *size)
{
    char *bytes = mem_new(PAGE_SIZE_MOST + 1);
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    *size = fread(bytes, 1, PAGE_SIZE_MOST + 1, file);
    fclose(file);
    if (*size > PAGE_SIZE_MOST)
        check_failed("%s has more than %d bytes", path, PAGE_SIZE_MOST);
    bytes[*size] = '\0';
    return bytes;
}

json_t *
page_data(const char *page)
{
    const char *begin = strstr(page, "id=\"data\">"), *end = begin ? strstr(begin, "</script>") : NULL;
    json_t *data;

    assert_non_null(end);
    begin += strlen("id=\"data\">");
    data = json_loadb(begin, (size_t)(end - begin), 0, NULL);
    assert_non_null(data);
    return data;
}
