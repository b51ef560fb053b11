/* SPDX-License-Identifier: MIT */
#include "cli/vocabulary.h"

#include "cli/lang.h"
#include "lib/wire/refusal.h"
#include "tests/support/check.h"

#include <string.h>

static const char *
said(struct buf *buf, enum refusal_code code)
{
    buf->len = 0;
    put_refusal(buf, str_of(refusal_code_name(code)));
    buf_put_byte(buf, 0);
    return buf->ptr;
}

static bool
has_chinese(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return *text;
}

static void
refusal__in_english_is_its_code(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    lang_set(LANG_EN);
    for (int code = 0; code < REFUSAL_CODES; code++)
        assert_string_equal(said(&buf, (enum refusal_code)code), refusal_code_name((enum refusal_code)code));
    buf_free(&buf);
}

static void
refusal__in_chinese_says_what_every_code_means(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    lang_set(LANG_ZH);
    for (int code = 0; code < REFUSAL_CODES; code++) {
        const char *name = refusal_code_name((enum refusal_code)code), *text = said(&buf, (enum refusal_code)code);

        assert_int_equal(strncmp(text, name, strlen(name)), 0);
        if (!has_chinese(text))
            check_failed("%s is not said in Chinese: %s", name, text);
    }
    buf_free(&buf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusal__in_english_is_its_code),
        cmocka_unit_test(refusal__in_chinese_says_what_every_code_means),
    };

    lang_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
