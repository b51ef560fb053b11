/* SPDX-License-Identifier: MIT */
/*
 * check.h -- cmocka with the headers it wants before it, and failing with a text.
 */
#ifndef TESTS_SUPPORT_CHECK_H
#define TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Ends the test as failed; the text may be long. */
void check_failed(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
