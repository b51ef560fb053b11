/* SPDX-License-Identifier: MIT */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>

/* cmocka's own messages are cut after a kilobyte; a difference of rows is longer. */
void
check_failed(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    fflush(stderr);
    fail();
    abort();
}
