/* SPDX-License-Identifier: MIT */
/* ctest: alone */
/*
 * An acknowledged event is never lost and never counted twice: a client posts
 * 200,000 events while the daemon is killed ten times, and repeats after each
 * restart what was not acknowledged.
 */
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS = 200000, KILLS = 10, UNITS = 20, PERSONS = 2000, SESSIONS = 500, CHUNK = 64 * 1024 };

/* The lines, and which event each of them is. */
struct script {
    struct buf text;
    size_t *begin;        /* of each line in text; one more at the end */
    unsigned *correction; /* by line: the line whose event is posted again with rev 2, or the line itself */
    unsigned *corrected;  /* the other way round: by line of rev 1, the line of its rev 2, or 0 */
    unsigned count;
};

static void add(struct script *script, const char *type, unsigned corrects, const char *data, ...)
    __attribute__((format(printf, 4, 5)));

/* corrects: the line whose event this is again, with rev 2; 0: an event of its own. */
static void
add(struct script *script, const char *type, unsigned corrects, const char *data, ...)
{
    unsigned line = script->count++;
    char id[16], text[256];
    va_list args;

    va_start(args, data);
    vsnprintf(text, sizeof text, data, args);
    va_end(args);
    assert_true(line < EVENTS);
    snprintf(id, sizeof id, "%u", corrects != 0 ? corrects : line);
    script->correction[line] = corrects != 0 ? corrects : line;
    if (corrects != 0)
        script->corrected[corrects] = line;
    script->begin[line] = script->text.len;
    add_event(&script->text, id, corrects != 0 ? 2 : 1, type, "%s", text);
    script->begin[line + 1] = script->text.len;
}

static void
add_world(struct script *script)
{
    add(script, "unit.put", 0, "\"unit\":\"r\",\"level\":\"street\",\"at\":\"2023-01-01\"");
    for (unsigned u = 0; u < UNITS; u++) {
        add(script, "unit.put", 0, "\"unit\":\"u%u\",\"level\":\"community\",\"parent\":\"r\",\"at\":\"2023-01-01\"", u);
        add(script, "population.put", 0, "\"unit\":\"u%u\",\"basis\":\"usual\",\"count\":150,\"at\":\"2023-01-01\"", u);
    }
    for (unsigned p = 0; p < PERSONS; p++)
        add(script, "person.put", 0, "\"person\":\"p%u\",\"home\":\"u%u\",\"at\":\"2023-01-01\"", p, p % UNITS);
    for (unsigned s = 0; s < SESSIONS; s++)
        add(script, "activity.held", 0, "\"activity\":\"s%u\",\"unit\":\"u%u\",\"category\":\"%s\",\"start\":\"2024-%02u-%02u\"", s,
            s * 7 % UNITS, s % 3 == 0 ? "edu.law" : "culture", s % 12 + 1, s % 28 + 1);
}

static void
add_attendance(struct script *script, unsigned corrects, struct dice *dice)
{
    static const char *const statuses[] = { "present", "late", "absent", "excused" };

    add(script, "attendance", corrects, "\"activity\":\"s%u\",\"person\":\"p%u\",\"status\":\"%s\"", dice_below(dice, SESSIONS),
        dice_below(dice, PERSONS), statuses[dice_below(dice, 4)]);
}

/* Mostly attendances; now and then a headcount, a correction or a retraction of a line before it. */
static void
add_happening(struct script *script, struct dice *dice, unsigned world)
{
    unsigned kind = dice_below(dice, 100), earlier = world + dice_below(dice, script->count - world);
    bool is_first = script->correction[earlier] == earlier && script->corrected[earlier] == 0;

    if (kind == 0)
        add(script, "headcount", 0, "\"activity\":\"s%u\",\"total\":%u", dice_below(dice, SESSIONS), dice_below(dice, 300));
    else if (kind == 1 && is_first)
        add(script, "retract", 0, "\"source\":\"test\",\"id\":\"%u\"", earlier);
    else
        add_attendance(script, kind == 2 && is_first ? earlier : 0, dice);
}

static void
write_script(struct script *script)
{
    struct dice dice = { 20250601 };
    unsigned world;

    *script = (struct script){ .begin = mem_array(EVENTS + 1, sizeof *script->begin),
                               .correction = mem_array(EVENTS, sizeof *script->correction),
                               .corrected = mem_array(EVENTS, sizeof *script->corrected) };
    add_world(script);
    world = script->count;
    add_attendance(script, 0, &dice);
    while (script->count < EVENTS)
        add_happening(script, &dice, world);
}

static void
free_script(struct script *script)
{
    buf_free(&script->text);
    free(script->begin);
    free(script->correction);
    free(script->corrected);
}

/* One connection: line `base` of the script is its line 1. */
struct poster {
    struct client client;
    unsigned base, acked;
};

static bool
take_reply(struct poster *poster, const char *line)
{
    if (line != NULL && sscanf(line, "{\"acked\":%u", &poster->acked) != 1)
        check_failed("every event of this is good, yet: %s", line);
    return line != NULL;
}

/* Posts from line `base` on until `enough` lines of the script are acknowledged. */
static void
post_until(const struct script *script, struct poster *poster, unsigned enough)
{
    size_t at = script->begin[poster->base], end = script->text.len;

    while (poster->base + poster->acked < enough && at < end) {
        size_t piece = end - at < CHUNK ? end - at : CHUNK;

        assert_true(client_send(&poster->client, script->text.ptr + at, piece));
        at += piece;
        while (take_reply(poster, client_line_within(&poster->client, 0)))
            ;
    }
    if (at == end)
        client_finish(&poster->client);
    while (poster->base + poster->acked < enough)
        assert_true(take_reply(poster, client_line(&poster->client)));
}

/* What it acknowledged before it died counts, read or not. */
static void
kill_daemon(struct daemon *daemon, struct poster *poster)
{
    daemon_kill(daemon);
    while (take_reply(poster, client_line(&poster->client)))
        ;
}

/* How often each line's event stands in the log. */
struct found {
    const struct script *script;
    unsigned char *times;
};

static void
note_row(void *ctx, sqlite3_stmt *row)
{
    struct found *found = ctx;
    unsigned line = (unsigned)sqlite3_column_int(row, 0);

    assert_true(line < EVENTS);
    if (sqlite3_column_int(row, 1) == 2)
        line = found->script->corrected[line];
    found->times[line]++;
}

static void
expect_in_log(const struct script *script, const struct daemon *daemon, unsigned acked)
{
    struct found found = { script, mem_new(EVENTS) };
    unsigned lost = 0, twice = 0;

    database_each(daemon, "select cast(id as integer), rev from event_log where source = 'test'", note_row, &found);
    for (unsigned i = 0; i < EVENTS; i++) {
        lost += i < acked && found.times[i] == 0;
        twice += found.times[i] > 1;
    }
    free(found.times);
    if (lost + twice > 0)
        check_failed("of %u acknowledged events %u are lost; %u are in the log twice", acked, lost, twice);
}

static int
compare_numbers(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a, right = *(const unsigned *)b;

    return (left > right) - (left < right);
}

/* The counts of acknowledged lines at which it dies. */
static void
choose_kills(unsigned kills[KILLS])
{
    struct dice dice = { 10 };

    for (int i = 0; i < KILLS; i++)
        kills[i] = 1 + dice_below(&dice, EVENTS - 1);
    qsort(kills, KILLS, sizeof *kills, compare_numbers);
}

static json_t *
figures_after_kills(const struct script *script)
{
    struct daemon daemon;
    unsigned kills[KILLS + 1] = { [KILLS] = EVENTS }, done = 0;
    json_t *rows;

    choose_kills(kills);
    daemon_init(&daemon, "2025-01-01");
    for (int i = 0; i <= KILLS; i++) {
        struct poster poster = { .base = done };

        daemon_start(&daemon);
        expect_in_log(script, &daemon, done);
        client_open(&poster.client, daemon.socket);
        post_until(script, &poster, kills[i]);
        if (i < KILLS)
            kill_daemon(&daemon, &poster);
        done += poster.acked;
        client_close(&poster.client);
    }
    assert_int_equal(done, EVENTS);
    expect_in_log(script, &daemon, EVENTS);
    assert_int_equal(wait_published(&daemon), EVENTS);
    rows = report_rows(&daemon, NULL);
    daemon_remove(&daemon);
    return rows;
}

static json_t *
figures_of_a_clean_run(const struct script *script)
{
    struct daemon daemon;
    json_t *rows;

    daemon_init(&daemon, "2025-01-01");
    daemon_start(&daemon);
    post_accepted(daemon.socket, &script->text);
    assert_int_equal(wait_published(&daemon), EVENTS);
    rows = report_rows(&daemon, NULL);
    daemon_remove(&daemon);
    return rows;
}

static void
killed_ten_times__every_acknowledged_event_is_in_the_log_once_and_the_figures_are_the_same(void **state)
{
    struct script script;
    json_t *killed, *clean;

    (void)state;
    write_script(&script);
    killed = figures_after_kills(&script);
    clean = figures_of_a_clean_run(&script);
    assert_true(json_array_size(clean) > 1000);
    expect_rows("after ten kills", clean, killed);
    json_decref(killed);
    json_decref(clean);
    free_script(&script);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_ten_times__every_acknowledged_event_is_in_the_log_once_and_the_figures_are_the_same),
    };

    return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
