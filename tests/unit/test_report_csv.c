/* SPDX-License-Identifier: MIT */
#include "cli/report_csv.h"

#include "cli/csv.h"
#include "tests/support/sample_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define HEADER                                                                                                        \
    "indicator,unit,team,category,group,period,state,numerator,denominator,value,method,named,lower,upper,target,met," \
    "short,flags,notes,kind,unit_name,plugin,day,as_of\n"

static void
assert_csv(const struct report_row *rows, size_t count, const char *expected)
{
    struct buf out = { 0 };

    report_csv(&out, rows, count);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
}

static void
csv__is_the_header_alone_when_there_is_nothing(void **state)
{
    (void)state;
    assert_csv(NULL, 0, HEADER);
}

static void
csv__has_the_columns_of_the_json_row_with_null_as_empty(void **state)
{
    struct report_row rows[] = { sample_coverage(), sample_count("attendances", 14, "14"), sample_no_data() };

    (void)state;
    rows[0].figure.flags = STR("estimated in_progress");
    rows[1].figure.category = STR("edu.law");
    assert_csv(rows, 3,
               HEADER "education_coverage,liubeiqiao,,,,2024,ok,2325,3200,72.66,named,2325,2325,2410,75,false,75,"
                      "estimated in_progress,undated=1 unknown_home=3,draft,柳背桥社区,education_coverage@1.0.0,"
                      "2025-01-01,123456\n"
                      "attendances,liubeiqiao,,edu.law,,2024,ok,14,1,14,,,,,,,,,,draft,柳背桥社区,attendances@1.0.0,"
                      "2025-01-01,123456\n"
                      "education_coverage,liubeiqiao,,,,2024,no_data,,3200,,named,,,,75,,,,,draft,柳背桥社区,"
                      "education_coverage@1.0.0,2025-01-01,123456\n");
}

static void
csv__is_empty_where_few_people_are_hidden(void **state)
{
    struct report_row row = sample_hidden("*");

    (void)state;
    assert_csv(&row, 1,
               HEADER "education_coverage,liubeiqiao,,,,2024,suppressed,,3200,,named,,,,75,,,,undated=1,draft,柳背桥社区,"
                      "education_coverage@1.0.0,2025-01-01,123456\n");
}

static void
put__quotes_what_would_break_a_row(void **state)
{
    static const struct {
        const char *value, *expected;
    } cases[] = {
        { "plain", "plain" },        { "", "" },
        { "a,b", "\"a,b\"" },        { "say \"hi\"", "\"say \"\"hi\"\"\"" },
        { "two\nlines", "\"two\nlines\"" }, { "two\rlines", "\"two\rlines\"" },
        { " led", "\" led\"" },      { "trailed ", "\"trailed \"" },
        { "in between", "in between" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = { 0 };

        csv_put(&out, str_of(cases[i].value));
        buf_put_byte(&out, '\0');
        assert_string_equal(out.ptr, cases[i].expected);
        buf_free(&out);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv__is_the_header_alone_when_there_is_nothing),
        cmocka_unit_test(csv__has_the_columns_of_the_json_row_with_null_as_empty),
        cmocka_unit_test(csv__is_empty_where_few_people_are_hidden),
        cmocka_unit_test(put__quotes_what_would_break_a_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
