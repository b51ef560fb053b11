/* SPDX-License-Identifier: MIT */
#include "lib/model/foreign.h"

#include "lib/model/emission.h"
#include "tests/support/check.h"

static struct arena arena;

static int
forget(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct foreign_field door_fields[] = {
    { STR_INIT("unit"), FOREIGN_TEXT, true },
    { STR_INIT("people"), FOREIGN_INTEGER, true },
    { STR_INIT("weight"), FOREIGN_NUMBER, false },
    { STR_INIT("person"), FOREIGN_PERSON, false },
};
static const struct foreign_type door = { .name = STR_INIT("com.example.door"), .fields = door_fields, .field_count = 4 };

static void
a_name__has_two_dots_and_is_not_ours(void **state)
{
    static const char *const good[] = { "com.example.door", "a.b.c", "com.git-hub.pull_request.opened", "Org.Example.X1" };
    static const char *const bad[] = { "", "door", "example.door", "turnout.my.door", "..a", "a..b.c", ".a.b", "a.b.", "a.b.c d", "a.b.\xc3\xa9" };
    char longest[FOREIGN_NAME_MAX + 2];

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(foreign_name_is_fit(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(foreign_name_is_fit(str_of(bad[i])));
    memset(longest, 'x', sizeof longest);
    longest[1] = longest[3] = '.';
    assert_true(foreign_name_is_fit((struct str){ longest, FOREIGN_NAME_MAX }));
    assert_false(foreign_name_is_fit((struct str){ longest, FOREIGN_NAME_MAX + 1 }));
}

static void
an_event__fits_when_it_says_what_is_required_in_the_right_kind(void **state)
{
    struct foreign_value values[] = {
        { .name = STR_INIT("unit"), .kind = FOREIGN_TEXT, .text = STR_INIT("u") },
        { .name = STR_INIT("people"), .kind = FOREIGN_NUMBER, .number = { 3, 1 } },
        { .name = STR_INIT("weight"), .kind = FOREIGN_NUMBER, .number = { 5, 2 } },
        { .name = STR_INIT("more"), .kind = FOREIGN_BOOLEAN, .truth = true },
    };
    struct foreign_event event = { .type = door.name, .values = values, .count = 4 };

    (void)state;
    assert_true(foreign_event_fits(&event, &door, false));
    values[1].number = (struct fraction){ 3, 2 };
    assert_false(foreign_event_fits(&event, &door, false));
    values[1].number = (struct fraction){ 3, 1 };
    values[2].kind = FOREIGN_TEXT;
    assert_false(foreign_event_fits(&event, &door, false));
    event.count = 2;
    assert_true(foreign_event_fits(&event, &door, false));
    event.count = 1;
    assert_false(foreign_event_fits(&event, &door, false));
    event.count = 2;
    door_fields[3].is_required = true;
    assert_false(foreign_event_fits(&event, &door, false));
    assert_true(foreign_event_fits(&event, &door, true));
    door_fields[3].is_required = false;
}

static void
two_declarations__are_one_that_asks_for_all_of_both(void **state)
{
    struct foreign_field fields[] = { { STR_INIT("side"), FOREIGN_TEXT, true }, { STR_INIT("weight"), FOREIGN_NUMBER, true } };
    struct foreign_type other = { .name = STR_INIT("com.example.door"), .fields = fields, .field_count = 2 }, both = door;
    struct str field;

    (void)state;
    assert_true(foreign_type_join(&both, &other, &arena, &field));
    assert_int_equal(both.field_count, 5);
    assert_true(foreign_field_find(&both, STR("weight"))->is_required);
    assert_true(foreign_field_find(&both, STR("side"))->is_required);
    assert_false(foreign_field_find(&door, STR("weight"))->is_required);
    fields[1].kind = FOREIGN_TEXT;
    both = door;
    assert_false(foreign_type_join(&both, &other, &arena, &field));
    assert_true(str_eq(field, STR("weight")));
}

static void
an_emitted_position__tells_its_origin_and_place_and_fits_forty_bits(void **state)
{
    const uint64_t last = ((uint64_t)1 << EMITTED_PLACE_BIT) - 1;
    uint64_t seq = emitted_seq(last, EMISSIONS_MAX - 1);

    (void)state;
    assert_true(emitted_is(seq));
    assert_int_equal(seq >> 40, 0);
    assert_int_equal(emitted_origin(seq), last);
    assert_int_equal(emitted_place(seq), EMISSIONS_MAX - 1);
    assert_int_equal(emitted_place(emitted_seq(7, 0)), 0);
    assert_false(emitted_is(7));
    assert_false(emitted_is(UINT64_MAX));
    assert_int_equal(emitted_origin(7), 7);
}

static void
what_may_be_emitted__is_called_as_it_is(void **state)
{
    (void)state;
    for (int i = 0; i < EMIT_TYPES; i++)
        assert_string_equal(event_type_name(emit_types[i]).ptr + strlen("turnout."), emit_names[i].ptr);
    assert_int_equal(emit_types[0], EVENT_ACTIVITY_HELD);
    assert_int_equal(emit_types[1], EVENT_ACTIVITY_CANCELLED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name__has_two_dots_and_is_not_ours),
        cmocka_unit_test(an_event__fits_when_it_says_what_is_required_in_the_right_kind),
        cmocka_unit_test_teardown(two_declarations__are_one_that_asks_for_all_of_both, forget),
        cmocka_unit_test(an_emitted_position__tells_its_origin_and_place_and_fits_forty_bits),
        cmocka_unit_test(what_may_be_emitted__is_called_as_it_is),
    };

    return cmocka_run_group_tests_name("foreign", tests, NULL, NULL);
}
