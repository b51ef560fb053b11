/* SPDX-License-Identifier: MIT */
#include "lib/store/reader.h"

#include "lib/store/event_log.h"
#include "lib/store/plugin_faults.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/scratch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct event_log *log;
    struct figures *figures;
    struct reader *reader;
    struct arena arena;
    uint32_t cells;
};

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err = { 0 };

    scratch_make(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->log = event_log_open(fixture->store, &err);
    must(fixture->log != NULL, &err);
    fixture->figures = figures_open(fixture->store, &err);
    must(fixture->figures != NULL, &err);
    fixture->reader = reader_open(fixture->scratch.db, &err);
    must(fixture->reader != NULL, &err);
    *state = fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;

    reader_close(fixture->reader);
    figures_close(fixture->figures);
    event_log_close(fixture->log);
    store_close(fixture->store);
    arena_free(&fixture->arena);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

/* One cell; texts that are "" are NULL. */
static void
put(struct fixture *fixture, const char *indicator, const char *unit, const char *team, const char *category,
    const char *group, const char *period, int first, int end)
{
    struct err err = { 0 };
    struct figure_row row = {
        .cell = fixture->cells++,
        .indicator = str_of(indicator),
        .unit = str_of(unit),
        .team = str_of(*team ? team : NULL),
        .category = str_of(*category ? category : NULL),
        .group = str_of(*group ? group : NULL),
        .period = str_of(period),
        .period_first = first,
        .period_end = end,
        .state = STR("ok"),
        .flags = STR(""),
        .notes = STR(""),
        .kind = STR("draft"),
        .plugin = STR("p@1"),
    };

    must(figures_put(fixture->figures, &row, &err), &err);
}

/* city > street > {b, a}, and the union beside it: the order of the tree is not that of the codes. */
static void
put_tree(struct fixture *fixture)
{
    static const struct figure_unit units[] = {
        { .code = STR_INIT("z"), .name = STR_INIT("城"), .name_en = STR_INIT("City"), .level = STR_INIT("city") },
        { .code = STR_INIT("s"), .parent = STR_INIT("z") },
        { .code = STR_INIT("b"), .parent = STR_INIT("s") },
        { .code = STR_INIT("a"), .parent = STR_INIT("s") },
        { .code = STR_INIT("c"), .parent = STR_INIT("z") },
        { .code = STR_INIT("union") },
    };
    static const struct figure_indicator indicators[] = {
        { STR_INIT("activities"), STR_INIT("活动"), STR_INIT("Activities"), STR_INIT("activities@1"), 0, 1, { 0 }, 1, 0, { 0 }, { 0 }, false },
        { STR_INIT("participation_rate"), STR_INIT("参与率"), STR_INIT("Participation"), STR_INIT("participation@1"), 2, 100, { 0 }, 1, 0, { 0 }, { 0 }, false },
    };
    static const struct figure_code codes[] = {
        { STR_INIT("team"), STR_INIT("drums"), STR_INIT("腰鼓队") },
        { STR_INIT("category"), STR_INIT("edu"), { 0 } },
        { STR_INIT("category"), STR_INIT("edu.law"), { 0 } },
        { STR_INIT("group"), STR_INIT("elderly"), { 0 } },
    };
    struct err err = { 0 };

    must(figures_put_units(fixture->figures, units, 6, &err), &err);
    must(figures_put_indicators(fixture->figures, indicators, 2, &err), &err);
    must(figures_put_codes(fixture->figures, codes, 4, &err), &err);
}

static void
begin(struct fixture *fixture)
{
    struct err err = { 0 };

    must(figures_begin(fixture->figures, &err), &err);
}

static void
commit(struct fixture *fixture, uint64_t position)
{
    struct err err = { 0 };

    must(figures_commit(fixture->figures, position, STR("2025-01-01"), &err), &err);
}

static void
put_example(struct fixture *fixture)
{
    begin(fixture);
    put_tree(fixture);
    put(fixture, "participation_rate", "a", "", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "nowhere", "", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "union", "", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "a", "", "", "elderly", "2024", 19723, 20089);
    put(fixture, "activities", "a", "", "edu.law", "", "2024", 19723, 20089);
    put(fixture, "activities", "a", "", "edu", "", "2024", 19723, 20089);
    put(fixture, "activities", "a", "drums", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "a", "", "", "", "2024-02", 19754, 19783);
    put(fixture, "activities", "a", "", "", "", "2024-01", 19723, 19754);
    put(fixture, "activities", "a", "", "", "", "2024Q1", 19723, 19814);
    put(fixture, "activities", "a", "", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "a", "", "", "", "2023", 19358, 19723);
    put(fixture, "activities", "c", "", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "b", "", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "s", "", "", "", "2024", 19723, 20089);
    put(fixture, "activities", "z", "", "", "", "2024", 19723, 20089);
    commit(fixture, 77);
}

struct values {
    struct str items[8];
    size_t count;
};

/* "a,b": the values of one filter. */
static struct values
split(const char *text)
{
    struct values values = { 0 };

    while (text && *text) {
        size_t len = strcspn(text, ",");

        values.items[values.count++] = (struct str){ text, len };
        text += len + (text[len] == ',');
    }
    return values;
}

/* The report as "indicator unit team category group period" lines, "." for NULL; filters in the order of the enum. */
static const char *
report(struct fixture *fixture, const char *const filters[FILTERS])
{
    static char text[4096];
    struct values values[FILTERS];
    struct report_filter filter = { 0 };
    struct report_row *rows;
    struct err err = { 0 };
    size_t count, len = 0;

    for (int kind = 0; kind < FILTERS; kind++) {
        values[kind] = split(filters[kind]);
        filter.values[kind] = values[kind].items;
        filter.counts[kind] = values[kind].count;
    }
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const struct figure_row *row = &rows[i].figure;
        const struct str parts[] = { row->indicator, row->unit, row->team, row->category, row->group, row->period };

        for (size_t k = 0; k < 6; k++)
            len += (size_t)snprintf(text + len, sizeof text - len, "%.*s%s", parts[k].ptr ? (int)parts[k].len : 1,
                                    parts[k].ptr ? parts[k].ptr : ".", k < 5 ? " " : "\n");
    }
    return text;
}

#define REPORT(fixture, ...) report(fixture, (const char *const[FILTERS]){ __VA_ARGS__ })

static void
report__of_an_empty_store_is_empty(void **state)
{
    assert_string_equal(REPORT(*state, NULL), "");
}

static void
report__stands_in_the_order_that_was_promised(void **state)
{
    put_example(*state);
    assert_string_equal(REPORT(*state, NULL),
                        "activities z . . . 2024\n"
                        "activities s . . . 2024\n"
                        "activities b . . . 2024\n"
                        "activities a . . . 2023\n"
                        "activities a . . . 2024\n"
                        "activities a . . . 2024Q1\n"
                        "activities a . . . 2024-01\n"
                        "activities a . . . 2024-02\n"
                        "activities a . . elderly 2024\n"
                        "activities a . edu . 2024\n"
                        "activities a . edu.law . 2024\n"
                        "activities a drums . . 2024\n"
                        "activities c . . . 2024\n"
                        "activities union . . . 2024\n"
                        "activities nowhere . . . 2024\n"
                        "participation_rate a . . . 2024\n");
}

static void
report__takes_exact_codes(void **state)
{
    put_example(*state);
    assert_string_equal(REPORT(*state, [FILTER_INDICATOR] = "participation_rate"), "participation_rate a . . . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "s"), "activities s . . . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "a", [FILTER_PERIOD] = "2024-01"), "activities a . . . 2024-01\n");
    assert_string_equal(REPORT(*state, [FILTER_CATEGORY] = "edu"), "activities a . edu . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_GROUP] = "elderly"), "activities a . . elderly 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_TEAM] = "drums"), "activities a drums . . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "A"), "");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "' OR 1 --"), "");
    assert_string_equal(REPORT(*state, [FILTER_PERIOD] = "202"), "");
}

static void
report__takes_several_values_of_a_filter(void **state)
{
    put_example(*state);
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "union,z,nobody"),
                        "activities z . . . 2024\nactivities union . . . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_CATEGORY] = "edu,edu.law,edu"),
                        "activities a . edu . 2024\nactivities a . edu.law . 2024\n");
}

static void
report__of_a_unit_with_a_slash_has_all_below_it(void **state)
{
    put_example(*state);
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "s/", [FILTER_INDICATOR] = "activities", [FILTER_PERIOD] = "2024",
                               [FILTER_TEAM] = "-", [FILTER_CATEGORY] = "-", [FILTER_GROUP] = "-"),
                        "activities s . . . 2024\nactivities b . . . 2024\nactivities a . . . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "b/,c/"), "activities b . . . 2024\nactivities c . . . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "s/,s", [FILTER_GROUP] = "elderly"), "activities a . . elderly 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "nobody/"), "");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "nowhere/"), ""); /* the tree does not know it */
}

static void
report__of_a_hyphen_has_the_rows_without_one(void **state)
{
    put_example(*state);
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "a", [FILTER_PERIOD] = "2024", [FILTER_TEAM] = "-,drums",
                               [FILTER_CATEGORY] = "-", [FILTER_GROUP] = "-", [FILTER_INDICATOR] = "activities"),
                        "activities a . . . 2024\nactivities a drums . . 2024\n");
    assert_string_equal(REPORT(*state, [FILTER_UNIT] = "-"), ""); /* every row has a unit */
}

static void
report__brings_what_stands_beside_a_cell(void **state)
{
    struct fixture *fixture = *state;
    struct str unit = STR("z"), team = STR("drums");
    struct report_filter filter = { 0 };
    struct report_row *rows;
    struct err err = { 0 };
    size_t count;

    put_example(fixture);
    filter.values[FILTER_UNIT] = &unit;
    filter.counts[FILTER_UNIT] = 1;
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_true(str_eq(rows->unit_name, STR("城")));
    assert_true(str_eq(rows->unit_name_en, STR("City")));
    assert_true(str_eq(rows->unit_level, STR("city")));
    assert_true(str_eq(rows->title_zh, STR("活动")));
    assert_true(str_eq(rows->title_en, STR("Activities")));
    assert_true(str_eq(rows->day, STR("2025-01-01")));
    assert_null(rows->team_name.ptr);
    assert_int_equal(rows->unit_depth, 0);
    assert_int_equal(rows->decimals, 0);
    assert_int_equal(rows->factor, 1);
    assert_int_equal(rows->as_of, 77);
    filter = (struct report_filter){ 0 };
    filter.values[FILTER_TEAM] = &team;
    filter.counts[FILTER_TEAM] = 1;
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_true(str_eq(rows->team_name, STR("腰鼓队")));
    assert_int_equal(rows->unit_depth, 2);
}

static void
report__brings_every_column_of_a_cell(void **state)
{
    const struct figure_row full = {
        .cell = 3, .indicator = STR("i"), .unit = STR("u"), .team = STR("t"), .period = STR("2024"),
        .period_first = 19723, .period_end = 20089, .state = STR("ok"), .value = STR("72.66"), .method = STR("named"),
        .target = STR("75"), .flags = STR("estimated in_progress"), .notes = STR("undated=1"), .kind = STR("official"),
        .plugin = STR("p@1"), .detail = STR("month=1101"), .has_numerator = true, .has_denominator = true,
        .has_bounds = true, .has_met = true, .has_short = true, .numerator = INT64_MAX, .denominator = 1, .named = 2,
        .lower = 3, .upper = 4, .shortfall = 5, .met = true,
    };
    struct fixture *fixture = *state;
    struct report_filter filter = { 0 };
    struct report_row *rows;
    struct err err = { 0 };
    const struct figure_row *row;
    size_t count;

    begin(fixture);
    must(figures_put(fixture->figures, &full, &err), &err);
    commit(fixture, 1);
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    assert_int_equal(count, 1);
    row = &rows->figure;
    assert_int_equal(row->cell, 3);
    assert_true(str_eq(row->indicator, full.indicator) && str_eq(row->unit, full.unit) && str_eq(row->team, full.team));
    assert_null(row->category.ptr);
    assert_null(row->group.ptr);
    assert_true(str_eq(row->period, full.period) && str_eq(row->state, full.state) && str_eq(row->value, full.value));
    assert_int_equal(row->period_first, 19723);
    assert_int_equal(row->period_end, 20089);
    assert_true(str_eq(row->method, full.method) && str_eq(row->target, full.target) && str_eq(row->flags, full.flags));
    assert_true(str_eq(row->notes, full.notes) && str_eq(row->kind, full.kind) && str_eq(row->plugin, full.plugin));
    assert_true(str_eq(row->detail, full.detail));
    assert_true(row->has_numerator && row->has_denominator && row->has_bounds && row->has_met && row->has_short && row->met);
    assert_true(row->numerator == INT64_MAX);
    assert_int_equal(row->denominator, 1);
    assert_int_equal(row->named, 2);
    assert_int_equal(row->lower, 3);
    assert_int_equal(row->upper, 4);
    assert_int_equal(row->shortfall, 5);
}

static void
report__tells_null_from_nought(void **state)
{
    struct fixture *fixture = *state;
    struct report_filter filter = { 0 };
    struct report_row *rows;
    struct err err = { 0 };
    size_t count;

    begin(fixture);
    put(fixture, "i", "u", "", "", "", "2024", 1, 2);
    commit(fixture, 1);
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_false(rows->figure.has_numerator || rows->figure.has_denominator || rows->figure.has_bounds ||
                 rows->figure.has_met || rows->figure.has_short);
    assert_null(rows->figure.value.ptr);
    assert_null(rows->figure.detail.ptr);
    assert_non_null(rows->figure.flags.ptr);
    assert_null(rows->unit_name.ptr);
}

static void
knows(struct fixture *fixture, enum filter_kind kind, const char *code, const char *nearest)
{
    struct err err = { 0 };
    struct str found;
    bool known;

    must(reader_knows(fixture->reader, kind, str_of(code), &fixture->arena, &known, &found, &err), &err);
    if (known != !nearest)
        check_failed("%s is %s", code, known ? "known" : "not known");
    if (nearest && !str_eq(found, str_of(nearest)))
        check_failed("%s is like \"%.*s\", not \"%s\"", code, STR_ARG(found), nearest);
    assert_int_equal(found.ptr == NULL, !nearest || !*nearest);
}

static void
knows__codes_that_are_somewhere(void **state)
{
    struct fixture *fixture = *state;

    put_example(fixture);
    knows(fixture, FILTER_INDICATOR, "participation_rate", NULL);
    knows(fixture, FILTER_UNIT, "b", NULL);
    knows(fixture, FILTER_UNIT, "s/", NULL);
    knows(fixture, FILTER_UNIT, "nowhere", NULL); /* has rows, though the tree does not know it */
    knows(fixture, FILTER_TEAM, "drums", NULL);
    knows(fixture, FILTER_TEAM, "-", NULL);
    knows(fixture, FILTER_CATEGORY, "edu.law", NULL);
    knows(fixture, FILTER_GROUP, "elderly", NULL);
    knows(fixture, FILTER_PERIOD, "2024Q1", NULL);
    knows(fixture, FILTER_PERIOD, "1999-12", NULL); /* nothing happened, but it is a month */
}

static void
knows__of_a_slip_says_what_was_meant(void **state)
{
    struct fixture *fixture = *state;

    put_example(fixture);
    knows(fixture, FILTER_INDICATOR, "participation_rat", "participation_rate");
    knows(fixture, FILTER_UNIT, "unoin", "union");
    knows(fixture, FILTER_UNIT, "unoin/", "union/");
    knows(fixture, FILTER_TEAM, "drum", "drums");
    knows(fixture, FILTER_CATEGORY, "edu.lwa", "edu.law");
    knows(fixture, FILTER_GROUP, "eldery", "elderly");
    knows(fixture, FILTER_PERIOD, "2024Q11", "2024Q1");
    knows(fixture, FILTER_TEAM, "something else", "");
    knows(fixture, FILTER_UNIT, "-", "");
}

static void
years__come_latest_first(void **state)
{
    struct fixture *fixture = *state;
    struct str *years;
    struct err err = { 0 };
    size_t count;

    must(reader_years(fixture->reader, &fixture->arena, &years, &count, &err), &err);
    assert_int_equal(count, 0);
    put_example(fixture);
    must(reader_years(fixture->reader, &fixture->arena, &years, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_true(str_eq(years[0], STR("2024")));
    assert_true(str_eq(years[1], STR("2023")));
}

static void
years__are_found_among_their_parts_whichever_indicator_has_them(void **state)
{
    struct fixture *fixture = *state;
    struct str *years;
    struct err err = { 0 };
    size_t count;

    begin(fixture);
    put_tree(fixture);
    put(fixture, "activities", "a", "", "", "", "2021-05", 18748, 18779);
    put(fixture, "activities", "a", "", "", "", "2022", 18993, 19358);
    put(fixture, "activities", "a", "", "", "", "2022-12", 19327, 19358);
    put(fixture, "activities", "a", "", "", "", "2022H1", 18993, 19174);
    put(fixture, "activities", "a", "", "", "", "2022Q1", 18993, 19083);
    put(fixture, "activities", "a", "", "", "", "2023", 19358, 19723);
    put(fixture, "films", "a", "", "", "", "2019Q4", 18170, 18262);
    put(fixture, "films", "a", "", "", "", "2020", 18262, 18628);
    commit(fixture, 77);
    must(reader_years(fixture->reader, &fixture->arena, &years, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_true(str_eq(years[0], STR("2023")));
    assert_true(str_eq(years[1], STR("2022")));
    assert_true(str_eq(years[2], STR("2020")));
}

static void
status__of_an_empty_store_is_nought(void **state)
{
    struct fixture *fixture = *state;
    struct store_status status;
    struct err err = { 0 };

    must(reader_status(fixture->reader, &fixture->arena, &status, &err), &err);
    assert_int_equal(status.log + status.published + status.events + status.persons + status.sessions + status.cells, 0);
    assert_int_equal(status.last_recorded_at, 0);
    assert_int_equal(status.source_count + status.fault_count, 0);
    assert_null(status.day.ptr);
}

static void
status__counts_what_is_there(void **state)
{
    const struct figure_session session = { STR("games"), STR("s"), STR("2024-05-29"), STR("day"), STR("applied") };
    const struct figure_session voided = { STR("rain"), STR("s"), STR("2024-05-30"), STR("day"), STR("inactive") };
    struct fixture *fixture = *state;
    const struct fault_row fault = { .plugin = STR("p"), .cause = STR("error"), .message = STR("init.lua:1: nil"), .position = 2 };
    struct store_status status;
    struct err err = { 0 };
    uint32_t person;
    struct event event;
    uint64_t log, published;

    log_begin(fixture->log);
    must(event_log_person(fixture->log, (struct person_key){ { 1 } }, &person, &err), &err);
    event = log_attendance("gate/1", "x", "games", &person);
    log_append(fixture->log, &event);
    event.id = STR("y");
    log_append(fixture->log, &event);
    log_commit(fixture->log);
    begin(fixture);
    put(fixture, "i", "u", "", "", "", "2024", 1, 2);
    must(figures_put_session(fixture->figures, &session, &err), &err);
    must(figures_put_session(fixture->figures, &voided, &err), &err);
    must(plugin_faults_put(store_sql(fixture->store), &fault, &err), &err);
    commit(fixture, 1);
    must(reader_status(fixture->reader, &fixture->arena, &status, &err), &err);
    assert_int_equal(status.log, 2);
    assert_int_equal(status.events, 2);
    assert_int_equal(status.published, 1);
    assert_int_equal(status.persons, 1);
    assert_int_equal(status.sessions, 1);
    assert_int_equal(status.cells, 1);
    assert_true(status.last_recorded_at == 1716962591123);
    assert_true(str_eq(status.day, STR("2025-01-01")));
    assert_int_equal(status.fault_count, 1);
    assert_true(str_eq(status.faults->plugin, STR("p")) && str_eq(status.faults->message, STR("init.lua:1: nil")));
    assert_int_equal(status.faults->position, 2);
    must(reader_positions(fixture->reader, &log, &published, &err), &err);
    assert_int_equal(log, 2);
    assert_int_equal(published, 1);
}

/* The writer of a test that reads meanwhile: every publication puts its own number into all rows. */
static void
write_for_ever(const char *path)
{
    struct err err = { 0 };
    struct store *store = store_open(path, &err);
    struct event_log *log = store ? event_log_open(store, &err) : NULL;
    struct figures *figures = log ? figures_open(store, &err) : NULL;
    uint32_t person = 1;
    char id[16];

    for (int64_t round = 1; figures && round < 100000; round++) {
        struct figure_row row = { .indicator = STR("i"), .unit = STR("u"), .period = STR("2024"), .state = STR("ok"),
                                  .flags = STR(""), .notes = STR(""), .kind = STR("draft"), .plugin = STR("p@1"),
                                  .has_numerator = true, .numerator = round };
        struct event event;
        uint64_t seq;

        snprintf(id, sizeof id, "%d", (int)round);
        event = log_attendance("gate/1", id, "games", &person);
        if (!event_log_begin(log, &err) || !event_log_append(log, &event, 0, &seq, &err) ||
            !event_log_commit(log, round, &err) || !figures_begin(figures, &err))
            break;
        for (row.cell = 0; row.cell < 700; row.cell++)
            if (!figures_put(figures, &row, &err))
                _exit(2);
        if (!figures_commit(figures, seq, STR("2025-01-01"), &err))
            break;
    }
    fprintf(stderr, "the writer ended: %s\n", err.text);
    _exit(1);
}

/* Every report is of one publication, though another process publishes all the time. */
static void
report__beside_a_writer_is_of_one_moment(void **state)
{
    struct fixture *fixture = *state;
    struct report_filter filter = { 0 };
    struct err err = { 0 };
    int64_t last = 0;
    int different = 0;
    pid_t writer;

    teardown(state);
    fixture = calloc(1, sizeof *fixture);
    *state = fixture;
    scratch_make(&fixture->scratch);
    store_close(store_open(fixture->scratch.db, &err));
    writer = fork();
    if (writer == 0)
        write_for_ever(fixture->scratch.db);
    fixture->reader = reader_open(fixture->scratch.db, &err);
    must(fixture->reader != NULL, &err);
    while (different < 40) {
        struct report_row *rows;
        size_t count;

        arena_reset(&fixture->arena);
        must(waitpid(writer, NULL, WNOHANG) == 0, &err);
        must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
        assert_true(count == 0 || count == 700);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(rows[i].figure.numerator, rows[0].figure.numerator);
            assert_int_equal(rows[i].as_of, rows[0].figure.numerator);
        }
        if (count && rows[0].figure.numerator != last) {
            assert_true(rows[0].figure.numerator > last);
            last = rows[0].figure.numerator;
            different++;
        }
    }
    kill(writer, SIGKILL);
    waitpid(writer, NULL, 0);
}

static void
open__needs_a_store(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };

    assert_null(reader_open(scratch_path(&fixture->scratch, "other.db"), &err));
    must_say(&err, ERR_NO_FILE, "other.db");
    reader_close(NULL);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(report__of_an_empty_store_is_empty),
        WITH_STORE(report__stands_in_the_order_that_was_promised),
        WITH_STORE(report__takes_exact_codes),
        WITH_STORE(report__takes_several_values_of_a_filter),
        WITH_STORE(report__of_a_unit_with_a_slash_has_all_below_it),
        WITH_STORE(report__of_a_hyphen_has_the_rows_without_one),
        WITH_STORE(report__brings_what_stands_beside_a_cell),
        WITH_STORE(report__brings_every_column_of_a_cell),
        WITH_STORE(report__tells_null_from_nought),
        WITH_STORE(knows__codes_that_are_somewhere),
        WITH_STORE(knows__of_a_slip_says_what_was_meant),
        WITH_STORE(years__come_latest_first),
        WITH_STORE(years__are_found_among_their_parts_whichever_indicator_has_them),
        WITH_STORE(status__of_an_empty_store_is_nought),
        WITH_STORE(status__counts_what_is_there),
        WITH_STORE(report__beside_a_writer_is_of_one_moment),
        WITH_STORE(open__needs_a_store),
    };

    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
