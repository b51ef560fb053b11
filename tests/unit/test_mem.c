/* SPDX-License-Identifier: MIT */
#include "lib/base/mem.h"

#include "tests/support/dies.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void
new__is_zeroed_and_may_be_empty(void **state)
{
    static const char zeros[100];
    char *memory = mem_new(sizeof zeros);
    void *nothing = mem_new(0);

    (void)state;
    assert_memory_equal(memory, zeros, sizeof zeros);
    assert_non_null(nothing);
    free(memory);
    free(nothing);
}

static void
array__is_zeroed_to_its_last_element(void **state)
{
    uint64_t *numbers = mem_array(1000, sizeof *numbers);

    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_true(numbers[i] == 0);
    free(numbers);
}

static void
resize__keeps_what_fits(void **state)
{
    char *text = mem_resize(NULL, 5);

    (void)state;
    memcpy(text, "drum", 5);
    text = mem_resize(text, 4000);
    assert_string_equal(text, "drum");
    text = mem_resize(text, 0);
    assert_non_null(text);
    free(text);
}

static void
copy__is_a_memory_of_its_own(void **state)
{
    char from[] = "drum";
    char *copy = mem_copy(from, sizeof from);
    void *nothing = mem_copy(NULL, 0);

    (void)state;
    from[0] = 'D';
    assert_string_equal(copy, "drum");
    assert_non_null(nothing);
    free(copy);
    free(nothing);
}

static void
text__ends_with_a_nul_and_keeps_one_inside(void **state)
{
    char *part = mem_text((struct str){ "drummer", 4 });
    char *with_nul = mem_text(STR("a\0b"));
    char *empty = mem_text((struct str){ NULL, 0 });

    (void)state;
    assert_string_equal(part, "drum");
    assert_memory_equal(with_nul, "a\0b", 4);
    assert_string_equal(empty, "");
    free(part);
    free(with_nul);
    free(empty);
}

static void
grow__doubles_from_eight_only_when_full(void **state)
{
    size_t capacity = 0;
    int *items = mem_grow(NULL, 0, &capacity, sizeof *items), *same;

    (void)state;
    assert_int_equal(capacity, 8);
    for (int i = 0; i < 8; i++)
        items[i] = i;
    same = mem_grow(items, 7, &capacity, sizeof *items);
    assert_ptr_equal(same, items);
    assert_int_equal(capacity, 8);
    items = mem_grow(items, 8, &capacity, sizeof *items);
    assert_int_equal(capacity, 16);
    for (int i = 0; i < 8; i++)
        assert_int_equal(items[i], i);
    free(items);
}

/* Volatile, so that no compiler sees at build time that the request is absurd. */
static volatile size_t half_of_all = SIZE_MAX / 2 + 1;

static void
array_that_overflows(void)
{
    free(mem_array(half_of_all, 2));
}

static void
growth_that_overflows(void)
{
    size_t capacity = half_of_all;

    free(mem_grow(NULL, capacity, &capacity, 1));
}

static void
growth_of_bytes_that_overflows(void)
{
    size_t capacity = half_of_all / 2;

    free(mem_grow(NULL, capacity, &capacity, 16));
}

static void
nothing(void)
{
}

static void
a_size_that_overflows__ends_the_process_and_says_so(void **state)
{
    void (*const acts[])(void) = { array_that_overflows, growth_that_overflows, growth_of_bytes_that_overflows };
    char said[200];

    (void)state;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        assert_true(dies(acts[i], said, sizeof said));
        assert_non_null(strstr(said, "turnout: out of memory"));
    }
    assert_false(dies(nothing, said, sizeof said));
    assert_string_equal(said, "");
}

static void
expect__takes_any_pointer(void **state)
{
    char *text = mem_text(STR("drum"));

    (void)state;
    mem_expect(text);
    free(text);
    mem_expect(NULL);
    mem_expect((const void *)UINTPTR_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new__is_zeroed_and_may_be_empty),
        cmocka_unit_test(array__is_zeroed_to_its_last_element),
        cmocka_unit_test(resize__keeps_what_fits),
        cmocka_unit_test(copy__is_a_memory_of_its_own),
        cmocka_unit_test(text__ends_with_a_nul_and_keeps_one_inside),
        cmocka_unit_test(grow__doubles_from_eight_only_when_full),
        cmocka_unit_test(expect__takes_any_pointer),
        cmocka_unit_test(a_size_that_overflows__ends_the_process_and_says_so),
    };

    return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
