/* SPDX-License-Identifier: MIT */
/* A page of a hundred communities: small enough to be sent on, and what lies behind its figures is in it. */
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/page_data.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 100, SESSIONS = 6, PEOPLE = 12 };

static struct daemon server;

static void
add_unit(struct buf *lines, int unit)
{
    char id[48];

    snprintf(id, sizeof id, "u%d", unit);
    add_event(lines, id, 1, "unit.put",
              "\"unit\":\"c%02d\",\"level\":\"community\",\"parent\":\"street\",\"name\":\"柳背桥街道第%d社区居民委员会\",\"at\":\"2024-01-01\"", unit, unit);
    snprintf(id, sizeof id, "n%d", unit);
    add_event(lines, id, 1, "population.put", "\"unit\":\"c%02d\",\"basis\":\"usual\",\"count\":%d,\"at\":\"2024-01-01\"", unit, 1500 + unit);
    for (int person = 0; person < PEOPLE; person++) {
        snprintf(id, sizeof id, "p%d-%d", unit, person);
        add_event(lines, id, 1, "person.put", "\"person\":\"p%d-%d\",\"home\":\"c%02d\",\"groups\":[\"%s\"],\"at\":\"2024-01-01\"", unit, person, unit,
                  person % 2 ? "women" : "elderly");
    }
}

/* What was held where, and by how many people: no two units are the same. */
static void
add_session(struct buf *lines, int unit, int number)
{
    static const char *const categories[] = { "edu.law", "culture.show", "sport", "edu.health" };
    char id[48];

    snprintf(id, sizeof id, "a%d-%d", unit, number);
    add_event(lines, id, 1, "activity.held",
              "\"activity\":\"a%d-%d\",\"unit\":\"c%02d\",\"category\":\"%s\",\"start\":\"2025-%02d-%02d\","
              "\"title\":\"“邻里同乐”春季广场舞交流展演暨志愿服务进楼组活动（第%d社区专场之%d）\"",
              unit, number, unit, categories[(unit + number) % 4], number % 2 + 1, unit % 28 + 1, unit, number);
    snprintf(id, sizeof id, "h%d-%d", unit, number);
    add_event(lines, id, 1, "headcount", "\"activity\":\"a%d-%d\",\"total\":%d", unit, number, PEOPLE + unit + number);
    for (int person = 0; person < PEOPLE; person += 1 + (unit + number) % 3) {
        snprintf(id, sizeof id, "s%d-%d-%d", unit, number, person);
        add_event(lines, id, 1, "attendance", "\"activity\":\"a%d-%d\",\"person\":\"p%d-%d\",\"status\":\"present\"", unit, number, unit, person);
    }
}

static int
set_up(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    add_event(&lines, "s", 1, "unit.put", "\"unit\":\"street\",\"level\":\"street\",\"name\":\"柳背桥街道\",\"at\":\"2024-01-01\"");
    for (int unit = 0; unit < UNITS; unit++) {
        add_unit(&lines, unit);
        for (int number = 0; number < SESSIONS; number++)
            add_session(&lines, unit, number);
    }
    post_published(&server, &lines);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

static char *
page_of(const char *const *words, size_t *size)
{
    char path[200], *page;
    const char *all[16];
    struct command command;
    size_t n = 0;

    snprintf(path, sizeof path, "%s/page.html", server.folder);
    while (*words)
        all[n++] = *words++;
    for (const char *const *more = WORDS("--format", "html", "--out", path); *more; more++)
        all[n++] = *more;
    all[n] = NULL;
    command = daemon_command_ends(&server, 0, all);
    command_free(&command);
    page = page_read(path, size);
    return page;
}

static size_t
count_rows(const json_t *data)
{
    const json_t *block;
    size_t i, count = 0;

    json_array_foreach(json_object_get(data, "blocks"), i, block) {
        const char *rows = json_string_value(json_object_get(block, "rows"));

        for (count++; (rows = strchr(rows, ';')); rows++)
            count++;
    }
    return count;
}

/* At most so many entries in any list of any explanation; how many say that there are more. */
static size_t
check_lists(const json_t *explains, size_t most)
{
    const char *key;
    const json_t *part, *list;
    size_t i, longer = 0;

    json_object_foreach((json_t *)explains, key, part) {
        json_array_foreach(json_object_get(part, "lists"), i, list) {
            bool is_of_sessions = json_integer_value(json_object_get(list, "list")) == 3;
            size_t entries = 1;

            for (const char *rows = json_string_value(json_object_get(list, "rows")); (rows = strchr(rows, ';')); rows++)
                entries++;
            if (is_of_sessions && entries > most)
                check_failed("%s lists %zu sessions", key, entries);
            longer += json_object_get(list, "more") != NULL;
        }
    }
    return longer;
}

static void
report__of_100_units_has_2_mib_at_most_and_explains_every_figure(void **state)
{
    size_t size;
    char *page = page_of(WORDS("report", "--period", "2025"), &size);
    json_t *data = page_data(page), *explains = json_object_get(data, "explains");

    (void)state;
    assert_int_equal(json_array_size(json_object_get(data, "units")), UNITS + 1);
    assert_true(count_rows(data) > UNITS * 50);
    printf("%zu bytes, %zu figures, %zu explained\n", size, count_rows(data), json_object_size(explains));
    assert_int_equal(json_object_size(explains), count_rows(data));
    assert_true(check_lists(explains, SESSIONS - 1) > UNITS); /* fewer than there are, and it says so */
    json_decref(data);
    free(page);
}

static void
report__of_one_of_them_lists_all_its_sessions(void **state)
{
    size_t size;
    char *page = page_of(WORDS("report", "--period", "2025", "--unit", "c07"), &size);
    json_t *data = page_data(page), *explains = json_object_get(data, "explains");

    (void)state;
    assert_int_equal(json_object_size(explains), count_rows(data));
    assert_int_equal(check_lists(explains, SESSIONS), 0);
    json_decref(data);
    free(page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report__of_100_units_has_2_mib_at_most_and_explains_every_figure),
        cmocka_unit_test(report__of_one_of_them_lists_all_its_sessions),
    };

    return cmocka_run_group_tests_name("html_size", tests, set_up, tear_down);
}
