/* SPDX-License-Identifier: MIT */
#include "tests/support/sheet_text.h"

#include "tests/support/check.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char *const marks[] = { [CELL_EMPTY] = "",       [CELL_TEXT] = "",        [CELL_NUMBER] = "#number:",
                                     [CELL_DATE] = "#date:",  [CELL_TRUTH] = "#truth:", [CELL_FAULT] = "#fault:" };

static bool
on_row(void *ctx, const struct sheet_row *row, struct err *err)
{
    struct buf *text = ctx;

    (void)err;
    buf_printf(text, "%llu: ", (unsigned long long)row->number);
    for (size_t i = 0; i < row->count; i++) {
        buf_printf(text, "%s%s", i > 0 ? "|" : "", marks[row->cells[i].kind]);
        buf_put_str(text, row->cells[i].text);
    }
    buf_put_byte(text, '\n');
    return true;
}

static bool
on_moved(void *ctx, uint64_t bytes, uint64_t total, struct err *err)
{
    (void)ctx;
    (void)err;
    assert_true(bytes <= total);
    return true;
}

struct sheet_sink
sheet_text_sink(struct buf *text)
{
    return (struct sheet_sink){ on_row, on_moved, text };
}

int
sheet_file(const void *bytes, size_t len)
{
    FILE *file = tmpfile();
    int fd;

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fflush(file), 0);
    fd = dup(fileno(file));
    assert_true(fd >= 0);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    fclose(file);
    return fd;
}
