/* SPDX-License-Identifier: MIT */
#include "lib/model/session.h"

#include "lib/model/people_set.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/world.h"

#include <stdio.h>

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "gate", NULL, "2020-01-01"));
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    world_settle(&world, NULL);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static struct session *
games(void)
{
    return session_of(&world, "games");
}

static uint64_t
attend(uint32_t person, enum attendance_status status)
{
    return world_state(&world, make_attendance(&world, "games", person, status));
}

static uint64_t
attend_at(uint32_t person, enum attendance_status status, const char *at, uint32_t rev)
{
    struct event *event = make_attendance(&world, "games", person, status);

    event->at = make_when(at);
    event->rev = rev;
    return world_state(&world, event);
}

/* A copy of the one that holds, or NULL. */
static const struct attendance_entry *
holding(uint32_t person)
{
    static struct attendance_entry found;
    const struct attendance_entry *entry;
    struct entry_walk walk;
    unsigned count = 0;

    session_walk(&walk, games());
    while ((entry = entry_walk_next(&walk))) {
        if (entry->person != person || !entry->holds)
            continue;
        assert_int_equal(count++, 0); /* one holds */
        found = *entry;
    }
    return count > 0 ? &found : NULL;
}

static void
the_counted_statuses__are_present_late_left_early_and_online(void **state)
{
    (void)state;
    for (uint32_t status = 0; status < STATUSES; status++)
        attend(status + 1, status);
    assert_int_equal(games()->named, 4);
    assert_int_equal(session_attendances(games()), 4);
    assert_int_equal(session_anonymous(games()), 0);
    assert_true(entry_counts(holding(STATUS_ONLINE + 1)));
    assert_false(entry_counts(holding(STATUS_ABSENT + 1)));
}

static void
the_greatest_statement__about_a_person_counts(void **state)
{
    (void)state;
    attend_at(1, STATUS_ABSENT, "2025-05-30", 1);
    attend_at(1, STATUS_PRESENT, "2025-05-29", 9); /* the later date goes before the rev */
    assert_int_equal(games()->named, 0);
    attend_at(1, STATUS_LATE, "2025-05-30", 2);
    assert_int_equal(games()->named, 1);
    assert_int_equal(holding(1)->status, STATUS_LATE);
    attend_at(1, STATUS_EXCUSED, "2025-05-30", 2); /* then the id */
    assert_int_equal(games()->named, 0);
    assert_int_equal(games()->entry_count, 4);
}

static void
withdrawing__gives_the_word_to_the_greatest_that_is_left(void **state)
{
    uint64_t first = attend_at(1, STATUS_PRESENT, "2025-05-29", 1), second = attend_at(1, STATUS_ABSENT, "2025-05-29", 2);
    uint64_t third = attend_at(1, STATUS_ONLINE, "2025-05-29", 3);

    (void)state;
    world_withdraw(&world, second); /* it did not hold */
    assert_int_equal(holding(1)->status, STATUS_ONLINE);
    world_restore(&world, second);
    world_withdraw(&world, third);
    assert_int_equal(holding(1)->status, STATUS_ABSENT);
    assert_int_equal(games()->named, 0);
    world_withdraw(&world, second);
    assert_int_equal(holding(1)->status, STATUS_PRESENT);
    assert_int_equal(games()->named, 1);
    world_withdraw(&world, first);
    assert_null(holding(1));
    assert_int_equal(games()->named, 0);
    assert_int_equal(games()->entry_count, 0);
}

static void
taking_back__what_was_never_said_changes_nothing(void **state)
{
    struct attendance_change change;

    (void)state;
    attend(1, STATUS_PRESENT);
    change = session_unattend(games(), 2, 1, &world.facts.log, world.facts.units.default_zone);
    assert_false(change.was || change.is);
    change = session_unattend(games(), 1, 9999, &world.facts.log, world.facts.units.default_zone);
    assert_false(change.was || change.is);
    assert_int_equal(games()->named, 1);
}

static struct event *
make_list_of(const uint32_t *persons, uint32_t count, enum attendance_status status)
{
    struct event *event = make_attendance(&world, "games", persons[0], status);

    event->persons = arena_array(&world.arena, count, sizeof *event->persons);
    memcpy(event->persons, persons, count * sizeof *persons);
    event->person_count = count;
    event->persons_listed = true;
    return event;
}

static void
a_list__of_persons_is_one_statement_about_each(void **state)
{
    static const uint32_t persons[] = { 5, 3, 9, 3 }; /* one twice */
    struct event *list = make_list_of(persons, 4, STATUS_PRESENT);
    uint64_t seq, single;

    (void)state;
    attend(7, STATUS_PRESENT);
    seq = world_state(&world, list);
    assert_int_equal(games()->named, 4);
    single = attend_at(9, STATUS_ABSENT, "2025-06-01", 1);
    assert_int_equal(games()->named, 3);
    world_withdraw(&world, seq);
    assert_int_equal(games()->named, 1);
    assert_int_equal(games()->entry_count, 2);
    assert_int_equal(holding(9)->status, STATUS_ABSENT);
    world_withdraw(&world, single);
    world_restore(&world, seq);
    assert_int_equal(games()->named, 4);
}

static void
a_change__tells_what_held_before_and_what_holds_now(void **state)
{
    static const struct attendance late = { .status = STATUS_LATE }, absent = { .status = STATUS_ABSENT };
    const struct zone *zone = world.facts.units.default_zone;
    uint64_t first = world_log(&world, make_attendance(&world, "games", 1, STATUS_LATE));
    uint64_t second = world_log(&world, make_attendance(&world, "games", 1, STATUS_ABSENT));
    struct attendance_change change = session_attend(games(), 1, second, true, &absent, &world.facts.log, zone);

    (void)state;
    assert_true(!change.was && change.is && change.after.status == STATUS_ABSENT);
    change = session_attend(games(), 1, first, true, &late, &world.facts.log, zone); /* the lesser: nothing changes */
    assert_true(change.was && change.is);
    assert_int_equal(change.before.status, STATUS_ABSENT);
    assert_int_equal(change.after.status, STATUS_ABSENT);
    change = session_unattend(games(), 1, second, &world.facts.log, zone);
    assert_true(change.was && change.is);
    assert_int_equal(change.before.status, STATUS_ABSENT);
    assert_int_equal(change.after.status, STATUS_LATE);
    change = session_unattend(games(), 1, first, &world.facts.log, zone);
    assert_true(change.was && !change.is);
}

static void
a_position__of_forty_bits_is_kept(void **state)
{
    static const struct attendance present = { .status = STATUS_PRESENT };
    uint64_t far = ((uint64_t)1 << 39) + 7;
    struct session *session = session_new(0);

    (void)state;
    session_attend(session, 1, far, true, &present, &world.facts.log, world.facts.units.default_zone);
    assert_true(entry_seq(&session->loose[0]) == far);
    session_attend(session, 2, 3, true, &present, &world.facts.log, world.facts.units.default_zone);
    assert_int_equal(session->named, 2);
    session_unattend(session, 1, far, &world.facts.log, world.facts.units.default_zone);
    assert_int_equal(session->named, 1);
    session_free(session);
}

static void
many_people__in_any_order_are_each_found_again(void **state)
{
    static const struct attendance present = { .status = STATUS_PRESENT };
    enum { MANY = 5000, STEP = 1877 /* coprime to MANY: every person once, in a scattered order */ };
    const struct zone *zone = world.facts.units.default_zone;
    struct session *session = session_new(0);
    struct attendance_change change;

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        change = session_attend(session, 1 + i * STEP % MANY, 1 + i, true, &present, &world.facts.log, zone);
        assert_true(change.is && !change.was);
    }
    assert_int_equal(session->named, MANY);
    for (uint32_t i = 0; i < MANY; i += 2) {
        change = session_unattend(session, 1 + i * STEP % MANY, 1 + i, &world.facts.log, zone);
        assert_true(change.was && !change.is);
    }
    assert_int_equal(session->named, MANY / 2);
    for (uint32_t i = 0; i < MANY; i += 2) {
        change = session_unattend(session, 1 + i * STEP % MANY, 1 + i, &world.facts.log, zone);
        assert_false(change.was);
    }
    session_free(session);
}

/* ---- headcounts ---- */

static uint64_t
headcount(const char *source, uint32_t total, const char *at)
{
    struct event *event = make_headcount(&world, "games", total);

    event->source = str_of(source);
    event->at = make_when(at);
    return world_state(&world, event);
}

static void
attendances__follow_the_headcount_and_what_it_includes(void **state)
{
    static const struct {
        uint32_t named, total;
        bool includes_named;
        uint64_t attendances, anonymous;
        bool below;
    } rows[] = {
        { 3, 6, true, 6, 3, false },
        { 3, 3, true, 3, 0, false },
        { 3, 2, true, 3, 0, true }, /* more names than heads */
        { 3, 6, false, 9, 6, false },
        { 3, 0, false, 3, 0, false },
        { 0, 4, true, 4, 4, false },
        { 3, 0, true, 3, 0, true },
        { 0, 0, true, 0, 0, false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event *event = make_headcount(&world, "games", rows[i].total);
        event->as.headcount.includes_named = rows[i].includes_named;
        for (uint32_t person = 1; person <= rows[i].named; person++)
            attend(person, STATUS_PRESENT);
        assert_int_equal(session_attendances(games()), rows[i].named); /* no headcount yet */
        assert_false(session_headcount_below_named(games()));
        world_state(&world, event);
        assert_int_equal(session_attendances(games()), rows[i].attendances);
        assert_int_equal(session_anonymous(games()), rows[i].anonymous);
        assert_int_equal(session_headcount_below_named(games()), rows[i].below);
        tear_down(state);
        set_up(state);
    }
}

static void
of_one_source__the_greatest_headcount_counts(void **state)
{
    uint64_t late;

    (void)state;
    late = headcount("door", 10, "2025-05-30");
    headcount("door", 50, "2025-05-29");
    assert_int_equal(games()->headcount->total, 10);
    assert_false(games()->multi_headcount);
    world_withdraw(&world, late);
    assert_int_equal(games()->headcount->total, 50);
}

static void
of_several_sources__counted_goes_before_estimated_then_the_maximum(void **state)
{
    struct event *guess = make_headcount(&world, "games", 100);
    uint64_t small, large;

    (void)state;
    guess->source = STR("guess");
    guess->as.headcount.method = HEADCOUNT_ESTIMATED;
    world_state(&world, guess);
    assert_int_equal(games()->headcount->total, 100);
    assert_false(games()->multi_headcount);
    small = headcount("door", 10, "2025-05-29");
    assert_int_equal(games()->headcount->total, 10);
    assert_true(games()->multi_headcount);
    large = headcount("stage", 30, "2025-05-29");
    assert_int_equal(games()->headcount->total, 30);
    world_withdraw(&world, large);
    assert_int_equal(games()->headcount->total, 10);
    world_withdraw(&world, small);
    assert_int_equal(games()->headcount->total, 100);
    assert_false(games()->multi_headcount);
}

static void
equal_totals__are_settled_by_identity_and_not_by_arrival(void **state)
{
    for (int order = 0; order < 2; order++) {
        struct event *a = make_headcount(&world, "games", 10), *b = make_headcount(&world, "games", 10);
        a->source = STR("a");
        a->as.headcount.has_residents = true;
        a->as.headcount.residents = 9;
        b->source = STR("b");
        b->as.headcount.has_residents = true;
        b->as.headcount.residents = 4;
        world_state(&world, order ? a : b);
        world_state(&world, order ? b : a);
        assert_int_equal(games()->headcount->residents, 4);
        tear_down(state);
        set_up(state);
    }
}

/* ---- minutes ---- */

static void
minutes__are_the_entrys_else_the_sessions_else_its_length(void **state)
{
    static const struct {
        const char *start, *end;
        int session, own, expected; /* -1: unknown */
    } rows[] = {
        { "2025-05-29T09:00:00+08:00", "2025-05-29T11:30:00+08:00", 45, 20, 20 },
        { "2025-05-29T09:00:00+08:00", "2025-05-29T11:30:00+08:00", 45, 0, 0 },
        { "2025-05-29T09:00:00+08:00", "2025-05-29T11:30:00+08:00", 45, -1, 45 },
        { "2025-05-29T09:00:00+08:00", "2025-05-29T11:30:00+08:00", -1, -1, 150 },
        { "2025-05-29T09:00:00+08:00", "2025-05-29T03:30:59Z", -1, -1, 150 }, /* whole minutes */
        { "2025-05-29T09:00:00+08:00", NULL, -1, -1, -1 },
        { "2025-05-29", "2025-05-30", -1, -1, -1 }, /* days have no length in minutes */
        { "2025-05-29", NULL, 60, -1, 60 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event *held = make_held(&world, "games", "gate", "sport", rows[i].start);
        struct event *event = make_attendance(&world, "games", 1, STATUS_PRESENT);
        uint32_t minutes = 0;
        bool known;

        held->rev = 2;
        if (rows[i].end)
            held->as.activity_put.end = make_when(rows[i].end);
        held->as.activity_put.has_minutes = rows[i].session >= 0;
        held->as.activity_put.minutes = (uint32_t)rows[i].session;
        event->as.attendance.has_minutes = rows[i].own >= 0;
        event->as.attendance.minutes = (uint16_t)rows[i].own;
        world_state(&world, held);
        world_state(&world, event);
        world_settle(&world, NULL);
        known = session_minutes(games(), holding(1), &minutes);
        assert_int_equal(known ? (int)minutes : -1, rows[i].expected);
        tear_down(state);
        set_up(state);
    }
}

/* ---- in any order ---- */

enum { ROUNDS = 300, EVENTS = 24 };

static struct event *
random_event(struct dice *dice)
{
    struct event *event;
    char at[16];

    snprintf(at, sizeof at, "2025-05-0%u", 1 + dice_below(dice, 3));
    if (dice_below(dice, 4) == 0) {
        event = make_headcount(&world, "games", dice_below(dice, 6));
        event->source = dice_below(dice, 2) ? STR("door") : STR("stage");
        event->as.headcount.includes_named = dice_below(dice, 2);
        event->as.headcount.method = dice_below(dice, 2);
    } else if (dice_below(dice, 4) == 0) {
        uint32_t persons[] = { 1 + dice_below(dice, 4), 5, 6 + dice_below(dice, 2) };
        event = make_list_of(persons, 3, dice_below(dice, STATUSES));
    } else {
        event = make_attendance(&world, "games", 1 + dice_below(dice, 8), dice_below(dice, STATUSES));
    }
    event->rev = 1 + dice_below(dice, 3);
    event->at = make_when(at);
    return event;
}

/* The slow and obvious way. */
static bool
is_greater(const struct event *a, const struct event *b)
{
    int order = when_cmp(&a->at, &b->at, world.facts.units.default_zone);

    if (order == 0)
        order = (a->rev > b->rev) - (a->rev < b->rev);
    if (order == 0)
        order = str_cmp(a->source, b->source);
    if (order == 0)
        order = str_cmp(a->id, b->id);
    return order > 0;
}

static bool
names(const struct event *event, uint32_t person)
{
    for (uint32_t i = 0; event->type == EVENT_ATTENDANCE && i < event->person_count; i++)
        if (event->persons[i] == person)
            return true;
    return false;
}

static uint32_t
named_of(struct event *const *events)
{
    uint32_t named = 0;

    for (uint32_t person = 1; person <= 8; person++) {
        const struct event *best = NULL;
        for (int i = 0; i < EVENTS; i++)
            if (events[i] && names(events[i], person) && (!best || is_greater(events[i], best)))
                best = events[i];
        named += best && (best->as.attendance.status <= STATUS_ONLINE);
    }
    return named;
}

/* Counted before estimated, then the maximum, then identity. */
static bool
is_better(const struct event *a, const struct event *b)
{
    if (a->as.headcount.method != b->as.headcount.method)
        return a->as.headcount.method == HEADCOUNT_COUNTED;
    if (a->as.headcount.total != b->as.headcount.total)
        return a->as.headcount.total > b->as.headcount.total;
    return a->rev != b->rev ? a->rev > b->rev : str_cmp(a->source, b->source) > 0;
}

static const struct event *
headcount_of(struct event *const *events)
{
    static const struct str sources[] = { STR_INIT("door"), STR_INIT("stage") };
    const struct event *chosen = NULL;

    for (int s = 0; s < 2; s++) {
        const struct event *best = NULL;
        for (int i = 0; i < EVENTS; i++)
            if (events[i] && events[i]->type == EVENT_HEADCOUNT && str_eq(events[i]->source, sources[s]) &&
                (!best || is_greater(events[i], best)))
                best = events[i];
        if (best && (!chosen || is_better(best, chosen)))
            chosen = best;
    }
    return chosen;
}

static void
compare(struct event *const *events)
{
    const struct event *headcount = headcount_of(events);
    uint32_t named = named_of(events);
    uint64_t expected = named;

    if (headcount && headcount->as.headcount.includes_named)
        expected = headcount->as.headcount.total > named ? headcount->as.headcount.total : named;
    else if (headcount)
        expected += headcount->as.headcount.total;
    assert_int_equal(games()->named, named);
    assert_int_equal(session_attendances(games()), expected);
    assert_int_equal(games()->headcount ? games()->headcount->total : 0, headcount ? headcount->as.headcount.total : 0);
}

static void
coming_and_going__in_any_order_counts_what_is_there(void **state)
{
    struct dice dice = { 11 };

    for (int round = 0; round < ROUNDS; round++) {
        struct event *events[EVENTS] = { NULL }, *gone[EVENTS] = { NULL };
        uint64_t seqs[EVENTS];

        for (int step = 0; step < 3 * EVENTS; step++) {
            unsigned i = dice_below(&dice, EVENTS);
            if (events[i]) {
                world_withdraw(&world, seqs[i]);
                gone[i] = events[i];
                events[i] = NULL;
            } else if (gone[i]) {
                world_restore(&world, seqs[i]);
                events[i] = gone[i];
            } else {
                events[i] = random_event(&dice);
                seqs[i] = world_state(&world, events[i]);
            }
            compare(events);
        }
        tear_down(state);
        set_up(state);
    }
}

/* Enough of them that the newcomers are folded in again and again. */
enum { CROWD = 300, TURNS = 4000 };

static void
a_crowd__is_counted_however_it_comes_and_goes(void **state)
{
    struct dice dice = { 5 };
    uint64_t seqs[CROWD][3] = { { 0 } }; /* up to three statements about each; 0: not there */
    uint8_t statuses[CROWD][3];
    const struct zone *zone = world.facts.units.default_zone;
    struct session *session = session_new(0);

    (void)state;
    for (int turn = 0; turn < TURNS; turn++) {
        uint32_t person = dice_below(&dice, CROWD), i = dice_below(&dice, 3), named = 0;
        struct attendance put = { .status = dice_below(&dice, STATUSES) };
        if (seqs[person][i]) {
            session_unattend(session, person, seqs[person][i], &world.facts.log, zone);
            seqs[person][i] = 0;
        } else {
            seqs[person][i] = world_log(&world, make_attendance(&world, "games", person, put.status));
            statuses[person][i] = (uint8_t)put.status;
            session_attend(session, person, seqs[person][i], true, &put, &world.facts.log, zone);
        }
        if (turn % 50 > 0)
            continue;
        for (uint32_t k = 0; k < CROWD; k++) {
            int last = -1; /* the latest position has the greatest id */
            for (int n = 0; n < 3; n++)
                if (seqs[k][n] && (last < 0 || seqs[k][n] > seqs[k][last]))
                    last = n;
            named += last >= 0 && statuses[k][last] <= STATUS_ONLINE;
        }
        assert_int_equal(session->named, named);
    }
    session_free(session);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_counted_statuses__are_present_late_left_early_and_online, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_greatest_statement__about_a_person_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(withdrawing__gives_the_word_to_the_greatest_that_is_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(taking_back__what_was_never_said_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list__of_persons_is_one_statement_about_each, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_change__tells_what_held_before_and_what_holds_now, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_position__of_forty_bits_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_people__in_any_order_are_each_found_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(attendances__follow_the_headcount_and_what_it_includes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_one_source__the_greatest_headcount_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_several_sources__counted_goes_before_estimated_then_the_maximum, set_up, tear_down),
        cmocka_unit_test_setup_teardown(equal_totals__are_settled_by_identity_and_not_by_arrival, set_up, tear_down),
        cmocka_unit_test_setup_teardown(minutes__are_the_entrys_else_the_sessions_else_its_length, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_crowd__is_counted_however_it_comes_and_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(coming_and_going__in_any_order_counts_what_is_there, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
