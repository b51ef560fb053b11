/* SPDX-License-Identifier: MIT */
#include "lib/base/arena.h"

#include "tests/support/dies.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
new__is_zeroed_even_where_old_things_lay(void **state)
{
    static const char zeros[1000];
    struct arena arena = { 0 };

    (void)state;
    memset(arena_new(&arena, sizeof zeros), 0xff, sizeof zeros);
    arena_reset(&arena);
    assert_memory_equal(arena_new(&arena, sizeof zeros), zeros, sizeof zeros);
    arena_free(&arena);
}

static void
new__is_aligned_for_any_type(void **state)
{
    struct arena arena = { 0 };

    (void)state;
    for (size_t size = 0; size < 70; size++)
        assert_int_equal((uintptr_t)arena_new(&arena, size) % alignof(max_align_t), 0);
    arena_free(&arena);
}

static void
new__gives_pieces_that_do_not_touch(void **state)
{
    enum { PIECES = 5000 };
    struct arena arena = { 0 };
    unsigned char *pieces[PIECES];

    (void)state;
    for (int i = 0; i < PIECES; i++) {
        pieces[i] = arena_new(&arena, 24);
        memset(pieces[i], i & 0xff, 24);
    }
    for (int i = 0; i < PIECES; i++)
        for (int at = 0; at < 24; at++)
            assert_int_equal(pieces[i][at], i & 0xff);
    arena_free(&arena);
}

static void
new__takes_a_piece_larger_than_any_block(void **state)
{
    struct arena arena = { 0 };
    char *small = arena_new(&arena, 1), *large = arena_new(&arena, 1 << 20), *after = arena_new(&arena, 1);

    (void)state;
    *small = 's';
    memset(large, 'l', 1 << 20);
    *after = 'a';
    assert_int_equal(*small, 's');
    assert_int_equal(large[(1 << 20) - 1], 'l');
    assert_int_equal(*after, 'a');
    arena_free(&arena);
}

static void
array__has_room_for_every_element(void **state)
{
    struct arena arena = { 0 };
    uint64_t *numbers = arena_array(&arena, 3000, sizeof *numbers);

    (void)state;
    for (int i = 0; i < 3000; i++)
        assert_true(numbers[i] == 0);
    assert_true(arena.bytes >= 3000 * sizeof *numbers);
    arena_free(&arena);
}

static void
copy__ends_with_a_nul_and_keeps_one_inside(void **state)
{
    struct arena arena = { 0 };
    char from[] = "a\0b";
    struct str copy = arena_copy(&arena, (struct str){ from, 3 });
    struct str empty = arena_copy(&arena, (struct str){ NULL, 0 });

    (void)state;
    from[0] = 'A';
    assert_int_equal(copy.len, 3);
    assert_memory_equal(copy.ptr, "a\0b", 4);
    assert_int_equal(empty.len, 0);
    assert_string_equal(empty.ptr, "");
    arena_free(&arena);
}

static void
printf__gives_the_text_whatever_its_length(void **state)
{
    struct arena arena = { 0 };
    struct str s = arena_printf(&arena, "%d of %d", 61, 80);

    (void)state;
    assert_string_equal(s.ptr, "61 of 80");
    assert_int_equal(s.len, 8);
    s = arena_printf(&arena, "%0100000d", 7);
    assert_int_equal(s.len, 100000);
    assert_int_equal(s.ptr[99999], '7');
    assert_int_equal(s.ptr[100000], '\0');
    s = arena_printf(&arena, "%s", "");
    assert_int_equal(s.len, 0);
    arena_free(&arena);
}

static void
reset__counts_from_zero_and_keeps_the_newest_block(void **state)
{
    struct arena arena = { 0 };
    struct arena_block *newest;

    (void)state;
    for (int i = 0; i < 100; i++)
        arena_new(&arena, 1000);
    assert_true(arena.bytes >= 100 * 1000);
    newest = arena.block;
    arena_reset(&arena);
    assert_int_equal(arena.bytes, 0);
    assert_ptr_equal(arena.block, newest);
    for (int round = 0; round < 1000; round++) {
        arena_new(&arena, 10000);
        arena_reset(&arena);
    }
    assert_ptr_equal(arena.block, newest); /* a steady round asks for nothing more */
    arena_free(&arena);
}

static void
reset_and_free__take_the_empty_arena(void **state)
{
    struct arena arena = { 0 };

    (void)state;
    arena_reset(&arena);
    arena_free(&arena);
    arena_free(&arena);
    assert_null(arena.block);
}

/* Volatile, so that no compiler sees at build time that the request is absurd. */
static volatile size_t half_of_all = SIZE_MAX / 2 + 1;

static void
array_that_overflows(void)
{
    struct arena arena = { 0 };

    arena_array(&arena, half_of_all, 2);
}

static void
piece_that_wraps_when_rounded(void)
{
    struct arena arena = { 0 };

    arena_new(&arena, 2 * half_of_all - 3);
}

static void
a_size_that_overflows__ends_the_process(void **state)
{
    char said[200];

    (void)state;
    assert_true(dies(array_that_overflows, said, sizeof said));
    assert_true(dies(piece_that_wraps_when_rounded, said, sizeof said));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new__is_zeroed_even_where_old_things_lay),
        cmocka_unit_test(new__is_aligned_for_any_type),
        cmocka_unit_test(new__gives_pieces_that_do_not_touch),
        cmocka_unit_test(new__takes_a_piece_larger_than_any_block),
        cmocka_unit_test(array__has_room_for_every_element),
        cmocka_unit_test(copy__ends_with_a_nul_and_keeps_one_inside),
        cmocka_unit_test(printf__gives_the_text_whatever_its_length),
        cmocka_unit_test(reset__counts_from_zero_and_keeps_the_newest_block),
        cmocka_unit_test(reset_and_free__take_the_empty_arena),
        cmocka_unit_test(a_size_that_overflows__ends_the_process),
    };

    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
