/* SPDX-License-Identifier: MIT */
#include "cli/quality_csv.h"

#include "tests/support/check.h"

static void
a_finding__is_a_line_and_a_hidden_number_has_no_value(void **state)
{
    struct finding_count numbers[] = { { .name = STR_INIT("headcount"), .value = STR_INIT("4"), .hidden = STR_INIT("<5") },
                                       { .name = STR_INIT("named"), .value = STR_INIT("60") } };
    struct finding_event events[] = { { STR_INIT("gate"), STR_INIT("e,1") }, { STR_INIT("gate"), STR_INIT("e2") } };
    struct finding_report finding = { .numbers = numbers, .number_count = 2, .events = events, .event_count = 2, .unit_name = STR_INIT("a \"b\"") };
    struct quality_report report = { .found = { .findings = &finding, .count = 1, .day = STR_INIT("2025-01-01"), .as_of = 7 } };
    struct buf out = { 0 };

    (void)state;
    finding.row.severity = STR("warning");
    finding.row.check = STR("headcount_lt_named");
    finding.row.unit = STR("u");
    finding.row.more = 3;
    quality_csv(&out, &report);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr, "severity,check,unit,team,activity,subject,period,numbers,events,more,unit_name,day,as_of\n"
                                 "warning,headcount_lt_named,u,,,,,headcount= named=60,\"gate/e,1 gate/e2\",3,\"a \"\"b\"\"\",2025-01-01,7\n");
    buf_free(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding__is_a_line_and_a_hidden_number_has_no_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
