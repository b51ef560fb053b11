/* SPDX-License-Identifier: MIT */
#include "lib/model/fault_text.h"

#include "tests/support/check.h"

#include <string.h>

static const char source[] = "local function where(a)\n  if a.title == '' then error('no title of ' .. a.title .. ' in hall 7') end\nend\n";

static const struct {
    const char *text;
    enum fault_teller teller;
    const char *shown;
} texts[] = {
    /* the rule's own words stay, what it was given does not */
    { "no title of 王芳 in hall 7", FAULT_BY_RULE, "no title of … in hall …" },
    { "no title of p0417 in hall 7", FAULT_BY_RULE, "no title of … in hall …" },
    { "Wang Fang, 13912345678", FAULT_BY_RULE, "…, …" },
    { "Wang Fang Li", FAULT_BY_RULE, "…" },
    { "417", FAULT_BY_RULE, "…" },
    { "", FAULT_BY_RULE, "" },
    { "hal", FAULT_BY_RULE, "…" },
    /* Lua's: names of the source stay, values do not */
    { "attempt to index a nil value (field 'title')", FAULT_BY_LIBRARY, "attempt to index a nil value (field 'title')" },
    { "a session has no field 'secret'", FAULT_BY_LIBRARY, "a session has no field '…'" },
    { "a session has no field 'secret': did you mean 'category'?", FAULT_BY_LIBRARY, "a session has no field '…': did you mean 'category'?" },
    { "a session has no field 'O'Neil'", FAULT_BY_LIBRARY, "a session has no field '…'" },
    { "\"12,5\" is no decimal number", FAULT_BY_LIBRARY, "\"…\" is no decimal number" },
    { "0.25 is a float, which is not exact", FAULT_BY_LIBRARY, "… is a float, which is not exact" },
    { "total must be 0..1000, got 2000", FAULT_BY_LIBRARY, "total must be 0..1000, got …" },
    { "bad argument #1 to 'where' (number expected, got nil)", FAULT_BY_LIBRARY, "bad argument #1 to 'where' (number expected, got nil)" },
    { "there is no function string.王芳", FAULT_BY_LIBRARY, "there is no function string.…" },
    { "there is no coroutine here: rules answer at once", FAULT_BY_LIBRARY, "there is no coroutine here: rules answer at once" },
    { "Fang is not declared: write `local Fang`", FAULT_BY_LIBRARY, "… is not declared: write `local …`" },
};

static void
values__are_hidden_and_words_of_the_source_stay(void **state)
{
    char out[256];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t len = fault_text_hide(str_of(texts[i].text), str_of(source), texts[i].teller, out, sizeof out);

        if (strcmp(out, texts[i].shown) != 0 || len != strlen(out))
            check_failed("\"%s\"\nis: \"%s\"\nnot: \"%s\"", texts[i].text, out, texts[i].shown);
    }
}

static void
what_is_too_long__is_cut_at_the_end_of_a_character(void **state)
{
    char out[12];

    (void)state;
    assert_int_equal(fault_text_hide(STR("王芳"), STR("王芳"), FAULT_BY_LIBRARY, out, sizeof out), 6);
    assert_int_equal(fault_text_hide(STR("王芳王芳"), STR(""), FAULT_BY_LIBRARY, out, sizeof out), 9);
    assert_string_equal(out, "王芳王");
}

static void
place__is_file_and_line_in_front(void **state)
{
    struct fault_place place = fault_text_place(STR("plugins/x.lua:7: at 9:30: late"));

    (void)state;
    assert_true(str_eq(place.file, STR("plugins/x.lua")) && place.line == 7 && place.taken == 17);
    assert_int_equal(fault_text_place(STR("its rules used too much")).file.len, 0);
    assert_int_equal(fault_text_place(STR("why\nx.lua:7: what")).file.len, 0);
    assert_int_equal(fault_text_place((struct str){ 0 }).file.len, 0);
}

static void
message__is_a_line_and_the_callers_behind_it(void **state)
{
    (void)state;
    assert_true(str_eq(fault_text_first(STR("one\n  in two\n  three")), STR("one")));
    assert_true(str_eq(fault_text_traceback(STR("one\n  in two\n  three")), STR("  in two\n  three")));
    assert_null(fault_text_traceback(STR("one")).ptr);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values__are_hidden_and_words_of_the_source_stay),
        cmocka_unit_test(what_is_too_long__is_cut_at_the_end_of_a_character),
        cmocka_unit_test(place__is_file_and_line_in_front),
        cmocka_unit_test(message__is_a_line_and_the_callers_behind_it),
    };

    return cmocka_run_group_tests_name("fault_text", tests, NULL, NULL);
}
