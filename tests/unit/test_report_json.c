/* SPDX-License-Identifier: MIT */
#include "cli/report_json.h"

#include "tests/support/sample_rows.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The report as text; the caller frees. */
static char *
json_of(const struct report_row *rows, size_t count)
{
    struct buf out = { 0 };

    report_json(&out, rows, count);
    buf_put_byte(&out, '\0');
    return out.ptr;
}

static void
json__is_the_row_of_the_contract_byte_by_byte(void **state)
{
    const struct report_row row = sample_coverage();
    char *text = json_of(&row, 1);

    (void)state;
    assert_string_equal(text,
                        "[\n{\"indicator\":\"education_coverage\",\"unit\":\"liubeiqiao\",\"team\":null,\"category\":null,"
                        "\"group\":null,\"period\":\"2024\",\"state\":\"ok\",\"numerator\":2325,\"denominator\":3200,"
                        "\"value\":\"72.66\",\"method\":\"named\",\"named\":2325,\"lower\":2325,\"upper\":2410,"
                        "\"target\":\"75\",\"met\":false,\"short\":75,\"flags\":[],"
                        "\"notes\":{\"undated\":1,\"unknown_home\":3},\"kind\":\"draft\","
                        "\"unit_name\":\"柳背桥社区\",\"plugin\":\"education_coverage@1.0.0\","
                        "\"day\":\"2025-01-01\",\"as_of\":123456}\n]\n");
    free(text);
}

static void
json__is_an_empty_array_when_there_is_nothing(void **state)
{
    char *text = json_of(NULL, 0);

    (void)state;
    assert_string_equal(text, "[]\n");
    free(text);
}

static void
assert_null_at(const json_t *row, const char *key)
{
    assert_true(json_is_null(json_object_get(row, key)));
}

static void
json__has_null_and_never_zero_where_there_is_no_data(void **state)
{
    const struct report_row row = sample_no_data();
    char *text = json_of(&row, 1);
    json_t *rows = json_loads(text, 0, NULL);
    const json_t *first = json_array_get(rows, 0);

    (void)state;
    assert_null_at(first, "value");
    assert_null_at(first, "numerator");
    assert_null_at(first, "named");
    assert_null_at(first, "lower");
    assert_null_at(first, "upper");
    assert_null_at(first, "met");
    assert_null_at(first, "short");
    assert_int_equal(json_integer_value(json_object_get(first, "denominator")), 3200);
    assert_string_equal(json_string_value(json_object_get(first, "target")), "75");
    json_decref(rows);
    free(text);
}

static void
json__has_null_figures_where_few_people_are_hidden(void **state)
{
    const struct report_row row = sample_hidden("<5");
    char *text = json_of(&row, 1);

    (void)state;
    assert_string_equal(text,
                        "[\n{\"indicator\":\"education_coverage\",\"unit\":\"liubeiqiao\",\"team\":null,\"category\":null,"
                        "\"group\":null,\"period\":\"2024\",\"state\":\"suppressed\",\"numerator\":null,"
                        "\"denominator\":3200,\"value\":null,\"method\":\"named\",\"named\":null,\"lower\":null,"
                        "\"upper\":null,\"target\":\"75\",\"met\":null,\"short\":null,\"flags\":[],"
                        "\"notes\":{\"undated\":1},\"kind\":\"draft\",\"unit_name\":\"柳背桥社区\","
                        "\"plugin\":\"education_coverage@1.0.0\",\"day\":\"2025-01-01\",\"as_of\":123456}\n]\n");
    free(text);
}

static void
json__has_null_method_and_bounds_for_counts(void **state)
{
    const struct report_row row = sample_count("attendances", 14, "14");
    char *text = json_of(&row, 1);
    json_t *rows = json_loads(text, 0, NULL);
    const json_t *first = json_array_get(rows, 0);

    (void)state;
    assert_null_at(first, "method");
    assert_null_at(first, "named");
    assert_null_at(first, "target");
    assert_null_at(first, "met");
    assert_null_at(first, "short");
    assert_string_equal(json_string_value(json_object_get(first, "value")), "14");
    json_decref(rows);
    free(text);
}

static void
json__lists_flags_and_escapes_names(void **state)
{
    struct report_row rows[2] = { sample_coverage(), sample_coverage() };
    json_t *parsed, *flags;
    char *text;

    (void)state;
    rows[1].figure.flags = STR("estimated in_progress");
    rows[1].figure.team = STR("drums");
    rows[1].unit_name = STR("a \"b\" \\ \n\x01");
    text = json_of(rows, 2);
    parsed = json_loads(text, 0, NULL);
    assert_int_equal(json_array_size(parsed), 2);
    flags = json_object_get(json_array_get(parsed, 1), "flags");
    assert_int_equal(json_array_size(flags), 2);
    assert_string_equal(json_string_value(json_array_get(flags, 0)), "estimated");
    assert_string_equal(json_string_value(json_array_get(flags, 1)), "in_progress");
    assert_string_equal(json_string_value(json_object_get(json_array_get(parsed, 1), "team")), "drums");
    assert_string_equal(json_string_value(json_object_get(json_array_get(parsed, 1), "unit_name")), "a \"b\" \\ \n\x01");
    json_decref(parsed);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json__is_the_row_of_the_contract_byte_by_byte),
        cmocka_unit_test(json__is_an_empty_array_when_there_is_nothing),
        cmocka_unit_test(json__has_null_and_never_zero_where_there_is_no_data),
        cmocka_unit_test(json__has_null_figures_where_few_people_are_hidden),
        cmocka_unit_test(json__has_null_method_and_bounds_for_counts),
        cmocka_unit_test(json__lists_flags_and_escapes_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
