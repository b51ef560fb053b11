/* SPDX-License-Identifier: MIT */
#include "lib/model/session_pack.h"

#include "lib/model/emission.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 300 };

static int
cmp_by_position(void *ctx, uint64_t a, uint64_t b, const struct zone *zone)
{
    (void)ctx;
    (void)zone;
    return (a > b) - (a < b);
}

static const struct log_order by_position = { .single_cmp = cmp_by_position };

static void
attend(struct session *session, uint32_t person, uint64_t seq, unsigned status, bool has_minutes, uint32_t minutes)
{
    const struct attendance attendance = { .status = (enum attendance_status)status, .has_minutes = has_minutes, .minutes = minutes };

    session_attend(session, person, seq, true, &attendance, &by_position, NULL);
    session->attendance_events++;
    session_hear(session, seq);
}

/* Some people, some of them several times, in any order; many at once from time to time, so that newcomers are folded in. */
static struct session *
random_session(unsigned seed)
{
    struct session *session = session_new(0);
    unsigned count = 1 + (unsigned)(rand_r(&seed) % 200);

    for (unsigned i = 0; i < count; i++)
        attend(session, 1 + (uint32_t)rand_r(&seed) % 300, ((uint64_t)rand_r(&seed) << 3) + 1 + i % 8, (unsigned)rand_r(&seed) % 4,
               rand_r(&seed) % 2, (uint32_t)rand_r(&seed) % 1441);
    return session;
}

static bool
has(const struct session *session, const struct attendance_entry *wanted)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        if (memcmp(entry, wanted, sizeof *entry) == 0)
            return true;
    return false;
}

static void
expect_same(const struct session *a, const struct session *b)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;

    assert_int_equal(a->entry_count, b->entry_count);
    assert_int_equal(a->named, b->named);
    assert_int_equal(a->attendance_events, b->attendance_events);
    assert_int_equal(a->first_event, b->first_event);
    assert_int_equal(a->last_event, b->last_event);
    session_walk(&walk, a);
    while ((entry = entry_walk_next(&walk)))
        assert_true(has(b, entry));
}

static void
pack_and_unpack__give_the_same_session(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        struct session *session = random_session(seed), *again = session_new(0);
        struct buf bytes = { 0 };

        assert_true(session_pack(session, &bytes));
        assert_true(session_unpack(again, buf_str(&bytes), &by_position, NULL));
        expect_same(session, again);
        attend(again, 7, (uint64_t)1 << 38, 0, false, 0); /* goes on as the other does */
        attend(session, 7, (uint64_t)1 << 38, 0, false, 0);
        expect_same(session, again);
        session_free(session);
        session_free(again);
        buf_free(&bytes);
    }
}

static void
a_session_without_attendances__has_no_bytes(void **state)
{
    struct session *session = session_new(0);
    struct buf bytes = { 0 };

    (void)state;
    assert_false(session_pack(session, &bytes));
    assert_int_equal(bytes.len, 0);
    session_free(session);
}

/* What the log says of the person holds until the map speaks again. */
static void
what_a_map_emitted__is_left_out_and_whom_it_outdid_holds_again(void **state)
{
    struct session *session = session_new(0), *again = session_new(0);
    struct buf bytes = { 0 };

    (void)state;
    attend(session, 5, 10, 0, false, 0);
    attend(session, 5, (uint64_t)1 << EMITTED_BIT | 11, 1, false, 0);
    attend(session, 6, (uint64_t)1 << EMITTED_BIT | 12, 0, false, 0);
    assert_true(session_pack(session, &bytes));
    assert_true(session_unpack(again, buf_str(&bytes), &by_position, NULL));
    assert_int_equal(again->entry_count, 1);
    assert_true(again->loose[0].holds);
    assert_int_equal(again->named, 1);
    assert_int_equal(again->attendance_events, 1);
    session_free(session);
    session_free(again);
    buf_free(&bytes);
}

/* Cut short, or with something behind: never read past the end, never taken for whole. */
static void
other_bytes__are_refused(void **state)
{
    struct session *session = random_session(3);
    struct buf bytes = { 0 };

    (void)state;
    assert_true(session_pack(session, &bytes));
    buf_put_byte(&bytes, 0);
    for (size_t len = 0; len <= bytes.len; len++) {
        struct session *again = session_new(0);
        char *exact = malloc(len + 1); /* so that a read past the end is one past the allocation */
        bool taken;

        memcpy(exact, bytes.ptr, len);
        exact = realloc(exact, len > 0 ? len : 1);
        taken = session_unpack(again, (struct str){ exact, len }, &by_position, NULL);
        assert_int_equal(taken, len == bytes.len - 1);
        free(exact);
        session_free(again);
    }
    session_free(session);
    buf_free(&bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pack_and_unpack__give_the_same_session),
        cmocka_unit_test(a_session_without_attendances__has_no_bytes),
        cmocka_unit_test(what_a_map_emitted__is_left_out_and_whom_it_outdid_holds_again),
        cmocka_unit_test(other_bytes__are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
