/* SPDX-License-Identifier: MIT */
/* Goes by the tables of lib/wire/event_fields.c: a new type or field is tested as soon as it stands there. */
#include "lib/wire/event_fields.h"

#include "tests/support/check.h"
#include "tests/support/read_line.h"
#include "tests/support/reasons.h"

#include <inttypes.h>
#include <stdio.h>

/* A value of each JSON kind; none is valid where its kind is asked for by another rule. */
static const struct {
    const char *json;
    unsigned fits; /* bits 1 << enum field_kind: the kinds that take such a value */
} values[] = {
    { "\"\\u0001\"", 0 },
    { "\"text\"", 1u << FIELD_TEXT | 1u << FIELD_PERSON },
    { "7", 1u << FIELD_DECIMAL },
    { "-1", 1u << FIELD_DECIMAL },
    { "-0", 1u << FIELD_DECIMAL },
    { "90.0", 1u << FIELD_DECIMAL },
    { "9e1", 1u << FIELD_DECIMAL },
    { "1.5", 1u << FIELD_DECIMAL },
    { "9223372036854775808", 0 },
    { "99999999999999999999", 0 },
    { "1e400", 0 },
    { "true", 1u << FIELD_TRUTH },
    { "false", 1u << FIELD_TRUTH },
    { "null", 0 },
    { "[]", 1u << FIELD_TEXTS },
    { "[7]", 0 },
    { "[null]", 0 },
    { "{}", 1u << FIELD_COUNTS },
    { "{\"women\":\"7\"}", 0 },
};

enum { VALUES = sizeof values / sizeof *values };

static void
expect_bad_field(enum event_type type, const struct field *field, const char *json)
{
    struct refusal refusal = read_bad_line(valid_line(type, field->name.text.ptr, json));
    char path[64], first[80];

    /* The path of the field, or of what stands in it. */
    snprintf(path, sizeof path, "data.%s", field->name.text.ptr);
    snprintf(first, sizeof first, "%s%s", path, field->kind == FIELD_COUNTS ? ".women" : "[0]");
    if (refusal.code != REFUSED_BAD_FIELD || (strcmp(refusal.path, path) != 0 && strcmp(refusal.path, first) != 0))
        check_failed("%s %s: %s gives %s at %s: %s", event_type_name(type).ptr, path, json,
                     refusal_code_name(refusal.code), refusal.path, refusal.message);
    if (strncmp(refusal.message, field->name.text.ptr, field->name.text.len) != 0)
        check_failed("\"%s\" does not begin with the name %s", refusal.message, field->name.text.ptr);
    assert_string_equal(refusal.source, "test");
    reason_is_said_in_chinese(refusal.message);
}

/* Whether the value is, after all, valid in that field. */
static bool
is_valid_in(const struct field *field, size_t value)
{
    if (field->kind == FIELD_WHOLE && strcmp(values[value].json, "7") == 0)
        return field->least <= 7 && field->most >= 7;
    if (field->kind == FIELD_TEXT && strcmp(values[value].json, "\"text\"") == 0)
        return field->rule != TEXT_PERIOD; /* of a zone too: whether there is one of that name is asked elsewhere */
    return values[value].fits & 1u << field->kind;
}

static void
fields__of_every_type_refuse_every_wrong_type(void **state)
{
    size_t refused = 0;

    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);

        for (size_t i = 0; i < schema->field_count; i++) {
            for (size_t v = 0; v < VALUES; v++) {
                if (is_valid_in(&schema->fields[i], v) || schema->fields[i].kind == FIELD_PERSONS)
                    continue;
                expect_bad_field(type, &schema->fields[i], values[v].json);
                refused++;
            }
        }
    }
    assert_in_range(refused, 1000, 10000);
}

/* Rows of single tokens. */
static uint32_t
person_fields(const struct event_schema *schema)
{
    uint32_t count = 0;

    for (size_t i = 0; i < schema->field_count; i++)
        count += schema->fields[i].kind == FIELD_PERSON;
    return count;
}

static void
fields__of_every_type_are_valid_together(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        struct event event = read_good_line(valid_line(type, NULL, NULL));

        assert_int_equal(event.type, type);
        assert_int_equal(event.at.precision, WHEN_DAY);
        assert_int_equal(event.person_count, person_fields(event_schema(type)));
    }
}

/* A field that another may take the place of: one of them is required. */
static bool
stands_for_two(enum event_type type, const char *name)
{
    return ((type == EVENT_FEEDBACK_RESPONSE || type == EVENT_FEEDBACK_SUMMARY) && strcmp(name, "activity") == 0) ||
           (type == EVENT_AWARD_PUT && strcmp(name, "team") == 0);
}

static bool
is_interval(const char *name)
{
    return strcmp(name, "from") == 0 || strcmp(name, "to") == 0;
}

static void
fields__that_are_required_are_missed_and_others_are_not(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);

        for (size_t i = 0; i < schema->field_count; i++) {
            const char *name = schema->fields[i].name.text.ptr;
            struct str line = valid_line(type, name, NULL);
            bool is_one_of_two = schema->fields[i].kind == FIELD_PERSON || stands_for_two(type, name);
            struct refusal refusal;
            char path[64];

            if (strcmp(name, "start") == 0 || (type == EVENT_VOLUNTEER_HOURS && is_interval(name)))
                continue; /* `end` and `to` ask for it */
            if (!schema->fields[i].is_required && !is_one_of_two) {
                read_good_line(line);
                continue;
            }
            refusal = read_bad_line(line);
            snprintf(path, sizeof path, "data.%s", name);
            assert_string_equal(refusal.path, path);
            assert_int_equal(refusal.code, REFUSED_MISSING_FIELD);
        }
    }
}

static void
whole_numbers__end_where_the_table_says(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);

        for (size_t i = 0; i < schema->field_count; i++) {
            const struct field *field = &schema->fields[i];
            char least[32], most[32], below[32], above[32];

            if (field->kind != FIELD_WHOLE)
                continue;
            snprintf(least, sizeof least, "%" PRId64, field->least);
            snprintf(most, sizeof most, "%" PRId64, field->most);
            snprintf(below, sizeof below, "%" PRId64, field->least - 1);
            snprintf(above, sizeof above, "%" PRId64, field->most + 1);
            read_good_line(valid_line(type, field->name.text.ptr, least));
            if (strcmp(field->name.text.ptr, "residents") != 0) /* at most `total`, which is 0 here */
                read_good_line(valid_line(type, field->name.text.ptr, most));
            expect_bad_field(type, field, below);
            expect_bad_field(type, field, above);
        }
    }
}

static void
choices__take_each_of_their_words(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);

        for (size_t i = 0; i < schema->field_count; i++) {
            const struct field *field = &schema->fields[i];

            for (size_t w = 0; field->kind == FIELD_CHOICE && w < field->word_count; w++) {
                char word[32];
                struct event event;
                unsigned chosen;

                snprintf(word, sizeof word, "\"%s\"", field->words[w].ptr);
                event = read_good_line(valid_line(type, field->name.text.ptr, word));
                memcpy(&chosen, (char *)&event + field->offset, sizeof chosen);
                assert_int_equal(chosen, w);
            }
        }
    }
}

static void
tables__fit_the_reader(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);

        assert_in_range(schema->field_count, 1, 64);
        for (size_t i = 0; i < schema->field_count; i++) {
            const struct field *field = &schema->fields[i];

            assert_true(field->offset < sizeof(struct event) && field->has_offset < sizeof(struct event));
            if (field->kind == FIELD_WHOLE || field->kind == FIELD_CHOICE)
                assert_true(field->size == 2 || field->size == 4);
            if (field->kind == FIELD_CHOICE)
                assert_int_equal(field->size, sizeof(enum unit_level));
            for (size_t j = 0; j < i; j++)
                assert_false(str_eq(field->name.text, schema->fields[j].name.text));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables__fit_the_reader),
        cmocka_unit_test(fields__of_every_type_are_valid_together),
        cmocka_unit_test(fields__of_every_type_refuse_every_wrong_type),
        cmocka_unit_test(fields__that_are_required_are_missed_and_others_are_not),
        cmocka_unit_test(whole_numbers__end_where_the_table_says),
        cmocka_unit_test(choices__take_each_of_their_words),
    };

    return cmocka_run_group_tests_name("event fields", tests, read_line_start, read_line_stop);
}
