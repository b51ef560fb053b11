/* SPDX-License-Identifier: MIT */
#include "cli/lang.h"

#include "lib/base/err.h"
#include "lib/store/store.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
clear_environment(void)
{
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    unsetenv("LANG");
    unsetenv("LANGUAGE");
}

static void
init__takes_the_language_of_the_locale_even_where_it_is_not_installed(void **state)
{
    static const struct {
        const char *variable, *value;
        enum lang lang;
    } cases[] = {
        { "LANG", "zh_CN.UTF-8", LANG_ZH },    { "LANG", "zh", LANG_ZH },      { "LC_ALL", "zh_TW.Big5", LANG_ZH },
        { "LC_MESSAGES", "zh_SG@x", LANG_ZH }, { "LANG", "en_GB", LANG_EN },   { "LANG", "C", LANG_EN },
        { "LANG", "zhongwen", LANG_EN },       { "LANG", "de_DE.UTF-8", LANG_EN }, { "LANG", "", LANG_EN },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        clear_environment();
        setenv(cases[i].variable, cases[i].value, 1);
        lang_init();
        assert_int_equal(lang_now(), cases[i].lang);
    }
}

static void
init__lets_the_narrower_variable_win(void **state)
{
    (void)state;
    clear_environment();
    setenv("LANG", "zh_CN.UTF-8", 1);
    setenv("LC_ALL", "C", 1);
    lang_init();
    assert_int_equal(lang_now(), LANG_EN);
    clear_environment();
    setenv("LANG", "en_US.UTF-8", 1);
    setenv("LANGUAGE", "zh_CN:en", 1);
    lang_init();
    assert_int_equal(lang_now(), LANG_ZH);
    clear_environment();
    setenv("LANG", "C", 1);
    setenv("LANGUAGE", "zh_CN", 1);
    lang_init();
    assert_int_equal(lang_now(), LANG_EN);
}

static void
set__changes_the_texts_from_then_on(void **state)
{
    (void)state;
    lang_init();
    lang_set(LANG_ZH);
    assert_string_equal(_("no data"), "无数据");
    lang_set(LANG_EN);
    assert_string_equal(_("no data"), "no data");
    lang_set(LANG_ZH);
    assert_string_equal(_("no data"), "无数据");
}

static void
parse__takes_the_two_languages_and_their_locales(void **state)
{
    enum lang lang;

    (void)state;
    assert_true(lang_parse("zh", &lang));
    assert_int_equal(lang, LANG_ZH);
    assert_true(lang_parse("zh-CN", &lang));
    assert_int_equal(lang, LANG_ZH);
    assert_true(lang_parse("en", &lang));
    assert_int_equal(lang, LANG_EN);
    assert_true(lang_parse("en_US", &lang));
    assert_false(lang_parse("", &lang));
    assert_false(lang_parse("english", &lang));
    assert_false(lang_parse("fr", &lang));
}

/* The store knows no languages. */
static void
what_fails_below_the_command__is_said_in_its_language(void **state)
{
    struct err err = { 0 };

    (void)state;
    lang_init();
    lang_set(LANG_ZH);
    assert_null(store_open_to_read("/nowhere/at/all.db", &err));
    assert_non_null(strstr(err.text, "请启动 turnoutd"));
    err_set(&err, ERR_USAGE, "%s", "");
    assert_string_equal(err.text, "");
    lang_set(LANG_EN);
    assert_null(store_open_to_read("/nowhere/at/all.db", &err));
    assert_non_null(strstr(err.text, "start turnoutd"));
}

/* The C library has its own texts, and turned Chinese into the letters of the locale that is there: "?????". */
static void
what_the_system_says__is_no_row_of_question_marks_where_the_locale_is_not_installed(void **state)
{
    struct err err;

    (void)state;
    clear_environment();
    setenv("LANG", "zh_XX.UTF-8", 1);
    lang_init();
    assert_null(store_open_to_read("/nowhere/at/all.db", &err));
    assert_null(strchr(err.text, '?'));
    assert_null(strchr(strerror(ENOENT), '?'));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init__takes_the_language_of_the_locale_even_where_it_is_not_installed),
        cmocka_unit_test(init__lets_the_narrower_variable_win),
        cmocka_unit_test(set__changes_the_texts_from_then_on),
        cmocka_unit_test(parse__takes_the_two_languages_and_their_locales),
        cmocka_unit_test(what_fails_below_the_command__is_said_in_its_language),
        cmocka_unit_test(what_the_system_says__is_no_row_of_question_marks_where_the_locale_is_not_installed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
