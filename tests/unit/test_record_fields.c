/* SPDX-License-Identifier: MIT */
#include "lib/model/record_fields.h"

#include "lib/wire/event_fields.h"
#include "tests/support/check.h"

/* What a posted field's kind becomes in a record. */
static int
kind_of(enum field_kind posted)
{
    static const int kinds[FIELD_KINDS] = {
        [FIELD_TEXT] = DATA_TEXT,   [FIELD_TEXTS] = DATA_TEXTS, [FIELD_WHOLE] = DATA_WHOLE,
        [FIELD_CHOICE] = DATA_CHOICE, [FIELD_TRUTH] = DATA_TRUTH, [FIELD_WHEN] = DATA_WHEN,
        [FIELD_DECIMAL] = DATA_FRACTION, [FIELD_COUNTS] = DATA_COUNTS,
    };

    return kinds[posted];
}

static void
record_fields__are_those_that_are_posted(void **state)
{
    size_t compared = 0;

    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);
        for (size_t i = 0; event_type_is_record(type) && i < schema->field_count; i++) {
            const struct field *posted = &schema->fields[i];
            const struct record_field *kept = record_field_find(type, posted->name.text);
            if (posted->offset < offsetof(struct event, as))
                continue; /* `at`, and what is kept in the data alone */
            if (!kept)
                check_failed("%s keeps no %s", event_type_name(type).ptr, posted->name.text.ptr);
            assert_int_equal(kept->kind, kind_of(posted->kind));
            assert_int_equal(kept->offset + offsetof(struct event, as), posted->offset);
            if (posted->has_offset)
                assert_int_equal(kept->has_offset + offsetof(struct event, as), posted->has_offset);
            if (posted->kind == FIELD_CHOICE)
                assert_ptr_equal(kept->words, posted->words);
            compared++;
        }
    }
    assert_in_range(compared, 60, 200);
}

static void
what_was_not_posted__is_not_given(void **state)
{
    union event_data data = { .publicity_put = { .channel = STR_INIT("board") } };

    (void)state;
    assert_true(record_field_is_given(&data, record_field_find(EVENT_PUBLICITY_PUT, STR("channel"))));
    assert_false(record_field_is_given(&data, record_field_find(EVENT_PUBLICITY_PUT, STR("topic"))));
    assert_false(record_field_is_given(&data, record_field_find(EVENT_PUBLICITY_PUT, STR("subject_at"))));
    assert_false(record_field_is_given(&data, record_field_find(EVENT_PUBLICITY_PUT, STR("reach"))));
    data.publicity_put.has_reach = true;
    assert_true(record_field_is_given(&data, record_field_find(EVENT_PUBLICITY_PUT, STR("reach"))));
    assert_null(record_field_find(EVENT_PUBLICITY_PUT, STR("venue")));
    assert_null(record_field_find(EVENT_ATTENDANCE, STR("activity")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record_fields__are_those_that_are_posted),
        cmocka_unit_test(what_was_not_posted__is_not_given),
    };

    return cmocka_run_group_tests_name("record fields", tests, NULL, NULL);
}
