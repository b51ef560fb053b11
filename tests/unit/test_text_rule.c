/* SPDX-License-Identifier: MIT */
#include "lib/wire/text_rule.h"

#include "tests/support/check.h"

#include <string.h>

static void
expect(enum text_rule rule, struct str text, bool obeys)
{
    if (text_obeys(text, rule) != obeys)
        check_failed("\"%.*s\" (%zu bytes) %s %s", STR_ARG(text), text.len, obeys ? "should be" : "should not be", text_rule_words(rule));
}

static void
lengths__end_where_the_rule_says(void **state)
{
    static const size_t longest[TEXT_RULES] = {
        [TEXT_FREE] = 500, [TEXT_CODE] = 64,   [TEXT_UNIT] = 40, [TEXT_CATEGORY] = 80,
        [TEXT_ZONE] = 64,  [TEXT_PERSON] = 64, [TEXT_ID] = 64,   [TEXT_SOURCE] = 128,
    };
    char text[512];

    (void)state;
    memset(text, 'a', sizeof text);
    for (enum text_rule rule = 0; rule < TEXT_RULES; rule++) {
        if (longest[rule] == 0)
            continue; /* periods and levels: what they are says how long */
        expect(rule, (struct str){ text, longest[rule] }, true);
        expect(rule, (struct str){ text, longest[rule] + 1 }, false);
        expect(rule, STR(""), rule == TEXT_FREE);
    }
}

static void
words__are_as_the_domain_has_them(void **state)
{
    static const struct {
        enum text_rule rule;
        const char *good[6], *bad[8];
    } rows[] = {
        { TEXT_UNIT, { "u", "liubeiqiao", "a.b_c-9", ".", "0" }, { "U", "a b", "a/b", "\xe6\x9f\xb3", "a\n", "a:b" } },
        { TEXT_CATEGORY, { "edu", "edu.law", "a-b_c.9", "a.b.c.d" }, { ".", "edu.", ".edu", "edu..law", "Edu", "edu law", "edu/law" } },
        { TEXT_ZONE,
          { "UTC", "Asia/Shanghai", "Etc/GMT+8", "America/Port-au-Prince", "America/Argentina/Buenos_Aires" },
          { "/etc/localtime", "../x", "Asia/", "Asia//Shanghai", "+8", "8", "Asia/Shang hai", "a.b" } },
        { TEXT_PERIOD, { "2025", "2025H2", "2025Q4", "2025-12", "2025-W30", "2025-03-01..2025-05-31" },
          { "", "2025H3", "2025Q0", "2025-13", "25", "2025-02-30..2025-03-01", "2025 ", "summer" } },
        { TEXT_LEVEL, { "0", "5", "3" }, { "", "6", "-1", "05", "5 ", "a" } },
        { TEXT_CODE, { "a", "games 0529", "\xe6\x9f\xb3", "a/b:c", "\"" }, { " a", "a ", " ", "a\tb", "a\x7f", "\xc2\x85" } },
        { TEXT_PERSON, { " p ", "\xe6\x9f\xb3", "a@b" }, { "\t", "p\n", "\xc2\x9f" } },
        { TEXT_FREE, { "", "a\nb\tc", "\xc2\xa0", " x " }, { "\r", "a\x01", "\x7f", "\xc2\x80", "\x1b[0m" } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int j = 0; j < 6 && rows[i].good[j]; j++)
            expect(rows[i].rule, str_of(rows[i].good[j]), true);
        for (int j = 0; j < 8 && rows[i].bad[j]; j++)
            expect(rows[i].rule, str_of(rows[i].bad[j]), false);
    }
}

/* Eight bytes are looked at in one go: no place and no length may hide a control character. */
static void
control_characters__are_found_at_every_place_of_every_length(void **state)
{
    static const char *const controls[] = { "\x01", "\x1f", "\x7f", "\n", "\xc2\x80", "\xc2\x9f" };
    static const char *const others[] = { " ", "\xc2\xa0", "\xc3\x80", "~", "\xe6\x9f\xb3" };

    (void)state;
    for (size_t len = 1; len <= 40; len++) {
        for (size_t place = 0; place < len; place++) {
            for (size_t i = 0; i < sizeof controls / sizeof *controls + sizeof others / sizeof *others; i++) {
                bool is_control = i < sizeof controls / sizeof *controls;
                const char *bytes = is_control ? controls[i] : others[i - sizeof controls / sizeof *controls];
                char text[48];

                memset(text, 'x', sizeof text);
                memcpy(text + place, bytes, strlen(bytes));
                expect(TEXT_PERSON, (struct str){ text, len < place + strlen(bytes) ? place + strlen(bytes) : len }, !is_control);
            }
        }
    }
}

static void
nul__is_in_no_text(void **state)
{
    (void)state;
    for (enum text_rule rule = 0; rule < TEXT_RULES; rule++) {
        expect(rule, (struct str){ "a\0b", 3 }, false);
        expect(rule, (struct str){ "", 1 }, false);
        expect(rule, (struct str){ "abcdefgh\0", 9 }, false);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths__end_where_the_rule_says),
        cmocka_unit_test(words__are_as_the_domain_has_them),
        cmocka_unit_test(control_characters__are_found_at_every_place_of_every_length),
        cmocka_unit_test(nul__is_in_no_text),
    };

    return cmocka_run_group_tests_name("text rule", tests, NULL, NULL);
}
