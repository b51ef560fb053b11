/* SPDX-License-Identifier: MIT */
#include "lib/base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TEXT_SIZE = sizeof ((struct err *)0)->text };

/* A text of len bytes without its NUL, all of one letter. */
static const char *
long_text(size_t len)
{
    static char text[2 * TEXT_SIZE];

    memset(text, 'x', len);
    text[len] = '\0';
    return text;
}

static void
set__fills_code_and_text_and_is_false(void **state)
{
    struct err err = { 0 };

    (void)state;
    assert_false(err_set(&err, ERR_INPUT, "day %d is not in %s", 30, "2024-02"));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.text, "day 30 is not in 2024-02");
}

static void
set__replaces_what_was_there(void **state)
{
    struct err err = { 0 };

    (void)state;
    err_set(&err, ERR_INPUT, "%s", long_text(100));
    err_set(&err, ERR_STORE, "disk full");
    assert_int_equal(err.code, ERR_STORE);
    assert_string_equal(err.text, "disk full");
}

static void
set__cuts_a_text_that_is_too_long(void **state)
{
    struct err err = { 0 };

    (void)state;
    err_set(&err, ERR_INPUT, "%s", long_text(TEXT_SIZE - 1));
    assert_int_equal(strlen(err.text), TEXT_SIZE - 1);
    err_set(&err, ERR_INPUT, "%s", long_text(TEXT_SIZE + 100));
    assert_int_equal(strlen(err.text), TEXT_SIZE - 1);
}

static void
set__cuts_before_a_character_that_does_not_fit(void **state)
{
    static const struct {
        const char *character;
        size_t bytes;
    } table[] = { { "é", 2 }, { "鼓", 3 }, { "🥁", 4 } };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        for (size_t missing = 1; missing < table[i].bytes; missing++) {
            size_t before = TEXT_SIZE - 1 - (table[i].bytes - missing);
            struct err err = { 0 };

            err_set(&err, ERR_INPUT, "%s%s", long_text(before), table[i].character);
            assert_int_equal(strlen(err.text), before);
        }
    }
}

static void
set__keeps_a_last_character_that_is_whole(void **state)
{
    static const char *const whole[] = { "é", "腰鼓", "🥁", "drum", "" };
    struct err err = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        err_set(&err, ERR_INPUT, "%s", whole[i]);
        assert_string_equal(err.text, whole[i]);
    }
    err_set(&err, ERR_INPUT, "%s鼓", long_text(TEXT_SIZE - 1 - 3));
    assert_int_equal(strlen(err.text), TEXT_SIZE - 1);
}

static void
wrap__puts_the_context_in_front_and_keeps_the_code(void **state)
{
    struct err err = { 0 };

    (void)state;
    err_set(&err, ERR_STORE, "disk full");
    assert_false(err_wrap(&err, "event %d of %d", 2, 3));
    assert_false(err_wrap(&err, "batch 7"));
    assert_int_equal(err.code, ERR_STORE);
    assert_string_equal(err.text, "batch 7: event 2 of 3: disk full");
}

static void
wrap__cuts_the_inner_text_first(void **state)
{
    struct err err = { 0 };

    (void)state;
    err_set(&err, ERR_INPUT, "%s", long_text(TEXT_SIZE - 1));
    err_wrap(&err, "line 1");
    assert_int_equal(strlen(err.text), TEXT_SIZE - 1);
    assert_memory_equal(err.text, "line 1: xxx", 11);
}

static void
wrap__survives_a_context_that_fills_everything(void **state)
{
    struct err err = { 0 };

    (void)state;
    err_set(&err, ERR_INPUT, "inner");
    err_wrap(&err, "%s", long_text(TEXT_SIZE + 100));
    assert_int_equal(strlen(err.text), TEXT_SIZE - 1);
    assert_string_equal(err.text + TEXT_SIZE - 3, ": ");
}

static void
wrap__cuts_the_inner_text_at_a_whole_character(void **state)
{
    struct err err = { 0 };

    (void)state;
    err_set(&err, ERR_INPUT, "%s鼓", long_text(TEXT_SIZE - 1 - 3));
    err_wrap(&err, "a"); /* three bytes more: exactly the drum falls off */
    assert_int_equal(strlen(err.text), TEXT_SIZE - 1);
    assert_int_equal(err.text[TEXT_SIZE - 2], 'x');
    err_set(&err, ERR_INPUT, "%s鼓", long_text(TEXT_SIZE - 1 - 3));
    err_wrap(&err, "%s", ""); /* two bytes more: one byte of the drum would stay */
    assert_int_equal(strlen(err.text), TEXT_SIZE - 2);
    assert_int_equal(err.text[TEXT_SIZE - 3], 'x');
}

static void
exit_status__follows_sysexits(void **state)
{
    static const struct {
        enum err_code code;
        int status;
    } table[] = {
        { ERR_NONE, 0 },   { ERR_USAGE, 64 },       { ERR_INPUT, 65 },    { ERR_RULE, 65 },   { ERR_NO_FILE, 66 },
        { ERR_STORE, 74 }, { ERR_UNAVAILABLE, 69 }, { ERR_INTERNAL, 70 }, { ERR_CONFIG, 78 }, { (enum err_code)99, 70 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_int_equal(err_exit_status(table[i].code), table[i].status);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set__fills_code_and_text_and_is_false),
        cmocka_unit_test(set__replaces_what_was_there),
        cmocka_unit_test(set__cuts_a_text_that_is_too_long),
        cmocka_unit_test(set__cuts_before_a_character_that_does_not_fit),
        cmocka_unit_test(set__keeps_a_last_character_that_is_whole),
        cmocka_unit_test(wrap__puts_the_context_in_front_and_keeps_the_code),
        cmocka_unit_test(wrap__cuts_the_inner_text_first),
        cmocka_unit_test(wrap__survives_a_context_that_fills_everything),
        cmocka_unit_test(wrap__cuts_the_inner_text_at_a_whole_character),
        cmocka_unit_test(exit_status__follows_sysexits),
    };

    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
