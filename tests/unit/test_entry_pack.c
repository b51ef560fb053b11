/* SPDX-License-Identifier: MIT */
#include "lib/model/entry_pack.h"

#include "lib/model/session.h"
#include "tests/support/check.h"
#include "tests/support/events.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 1000, WORLDS = 300 };

/* Of every width that a field can have, also none at all. */
static uint64_t
random_below(struct dice *dice, uint64_t bound)
{
    return ((uint64_t)dice_below(dice, 1u << 31) << 31 | dice_below(dice, 1u << 31)) % bound;
}

static void
fill(struct attendance_entry *entries, uint32_t count, struct dice *dice)
{
    const uint64_t apart = (uint64_t)1 << dice_below(dice, 22), positions = (uint64_t)1 << dice_below(dice, 41);
    const uint32_t minutes = 1u << dice_below(dice, 17), marks = dice_below(dice, 2) ? 256 : 1;
    uint64_t person = dice_below(dice, 1000);

    for (uint32_t i = 0; i < count; i++) {
        const uint64_t seq = random_below(dice, positions);
        const unsigned mark = dice_below(dice, marks);

        entries[i] = (struct attendance_entry){
            .person = (uint32_t)person,
            .seq_low = (uint32_t)seq,
            .seq_high = (uint8_t)(seq >> 32),
            .minutes = (uint16_t)dice_below(dice, minutes),
            .status = mark & 7,
            .role = mark >> 3 & 7,
            .holds = mark >> 6 & 1,
            .opens = mark >> 7 & 1,
        };
        if (dice_below(dice, 10) == 0)
            entries[i].minutes = MINUTES_UNKNOWN;
        person += random_below(dice, apart); /* the same one several times, too */
    }
}

static bool
names(const struct attendance_entry *entries, uint32_t count, uint32_t person)
{
    for (uint32_t i = 0; i < count; i++)
        if (entries[i].person == person)
            return true;
    return false;
}

static void
check_pack(const struct attendance_entry *entries, uint32_t count)
{
    struct entry_pack *pack = entry_pack_new(entries, count);
    struct attendance_entry read[ENTRY_BLOCK];
    uint32_t at = 0, block = 0, n;

    assert_int_equal(entry_pack_count(pack), count);
    while ((n = entry_pack_read(pack, block++, read)) > 0) {
        assert_memory_equal(read, entries + at, n * sizeof *read);
        at += n;
    }
    assert_int_equal(at, count);
    for (uint32_t i = 0; i < count; i += 1 + count / 50)
        for (uint32_t person = entries[i].person - 1; person != entries[i].person + 2; person++)
            assert_int_equal(entry_pack_has(pack, person), names(entries, count, person));
    assert_int_equal(entry_pack_has(pack, UINT32_MAX), names(entries, count, UINT32_MAX));
    entry_pack_free(pack);
}

static void
what_was_packed__is_read_as_it_was(void **state)
{
    static const uint32_t sizes[] = { 1, 2, ENTRY_BLOCK - 1, ENTRY_BLOCK, ENTRY_BLOCK + 1, 2 * ENTRY_BLOCK, MOST };
    struct attendance_entry *entries = calloc(MOST, sizeof *entries);

    (void)state;
    for (unsigned seed = 1; seed <= WORLDS; seed++) {
        struct dice dice = { seed };
        uint32_t count = seed % 2 ? sizes[seed % (sizeof sizes / sizeof *sizes)] : 1 + dice_below(&dice, MOST);

        fill(entries, count, &dice);
        check_pack(entries, count);
    }
    free(entries);
}

/* Nobody and the greatest number side by side, every bit of every field set and not, also in the last block of one. */
static void
the_widest_values__are_read_as_they_were(void **state)
{
    static const uint32_t counts[] = { 2, ENTRY_BLOCK, ENTRY_BLOCK + 1, 3 * ENTRY_BLOCK };
    struct attendance_entry *entries = calloc(3 * ENTRY_BLOCK, sizeof *entries);

    (void)state;
    for (size_t n = 0; n < sizeof counts / sizeof *counts; n++) {
        for (uint32_t i = 0; i < counts[n]; i++) {
            const uint64_t seq = i % 2 ? ((uint64_t)1 << 40) - 1 : 0;
            entries[i] = entry_of_codes(i < counts[n] / 2 ? 0 : UINT32_MAX, seq, i % 2 ? UINT16_MAX : 0, i % 3 ? UINT8_MAX : 0);
        }
        check_pack(entries, counts[n]);
    }
    free(entries);
}

static int
cmp_by_position(void *ctx, uint64_t a, uint64_t b, const struct zone *zone)
{
    (void)ctx;
    (void)zone;
    return (a > b) - (a < b);
}

static const struct log_order by_position = { .single_cmp = cmp_by_position };

/* A session as simple as can be: a list of (person, position) that are live. */
struct plain {
    struct attendance_entry live[MOST];
    uint32_t count;
};

static const struct attendance_entry *
greatest_of(const struct plain *plain, uint32_t person)
{
    const struct attendance_entry *best = NULL;

    for (uint32_t i = 0; i < plain->count; i++)
        if (plain->live[i].person == person && (!best || entry_seq(&plain->live[i]) > entry_seq(best)))
            best = &plain->live[i];
    return best;
}

static void
check_session(const struct session *session, const struct plain *plain)
{
    const struct attendance_entry *entry, *best;
    struct entry_walk walk;
    uint32_t seen = 0, named = 0;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk))) {
        best = greatest_of(plain, entry->person);
        assert_non_null(best);
        assert_int_equal(entry->holds, entry_seq(entry) == entry_seq(best));
        if (entry->holds) {
            assert_int_equal(entry->minutes, best->minutes);
            assert_int_equal(entry->status, best->status);
        }
        named += entry_counts(entry);
        seen++;
    }
    assert_int_equal(seen, plain->count);
    assert_int_equal(session->entry_count, plain->count);
    assert_int_equal(session->named, named);
}

static void
come(struct session *session, struct plain *plain, struct dice *dice, uint32_t people)
{
    struct attendance_entry *entry = &plain->live[plain->count++];
    struct attendance attendance = { .status = (enum attendance_status)dice_below(dice, STATUSES), .has_minutes = true };
    uint64_t seq;

    attendance.minutes = (uint16_t)dice_below(dice, 200);
    seq = (random_below(dice, (uint64_t)1 << 30) << 9) + dice_below(dice, 512); /* in no order */
    *entry = (struct attendance_entry){ .person = 1 + dice_below(dice, people), .seq_low = (uint32_t)seq, .seq_high = (uint8_t)(seq >> 32),
                                        .minutes = attendance.minutes, .status = (uint8_t)attendance.status };
    session_attend(session, entry->person, seq, true, &attendance, &by_position, NULL);
}

static void
go(struct session *session, struct plain *plain, struct dice *dice)
{
    uint32_t at = dice_below(dice, plain->count);

    session_unattend(session, plain->live[at].person, entry_seq(&plain->live[at]), &by_position, NULL);
    plain->live[at] = plain->live[--plain->count];
}

/* Packed, unpacked for a change, packed again: who holds is always the greatest that is left. */
static void
a_session__says_the_same_packed_and_not(void **state)
{
    static struct plain plain;

    (void)state;
    for (unsigned seed = 1; seed <= WORLDS / 3; seed++) {
        struct session *session = session_new(0);
        struct dice dice = { seed };
        uint32_t people = seed % 3 ? 2000 : 60;

        plain.count = 0;
        for (unsigned step = 0; step < MOST; step++) {
            if (plain.count > 0 && dice_below(&dice, seed % 2 ? 4 : 40) == 0)
                go(session, &plain, &dice);
            else if (plain.count < MOST)
                come(session, &plain, &dice, people);
            if (dice_below(&dice, 100) == 0)
                session_rest(session);
            if (dice_below(&dice, 100) == 0)
                check_session(session, &plain);
        }
        session_rest(session);
        assert_non_null(session->packed);
        check_session(session, &plain);
        session_wake(session);
        assert_null(session->packed);
        check_session(session, &plain);
        session_free(session);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed__is_read_as_it_was),
        cmocka_unit_test(the_widest_values__are_read_as_they_were),
        cmocka_unit_test(a_session__says_the_same_packed_and_not),
    };

    return cmocka_run_group_tests_name("entry_pack", tests, NULL, NULL);
}
