/* SPDX-License-Identifier: MIT */
/* Rows as one text, and the hashes by which a page knows its own scripts. */
#include "cli/html/packed_cells.h"
#include "lib/base/sha256.h"
#include "tests/support/check.h"

static void
expect_taken(struct packed_cells *cells, const char *text)
{
    json_t *taken = packed_take(cells);

    assert_string_equal(json_string_value(taken), text);
    json_decref(taken);
}

static void
cells__stand_between_commas_and_rows_between_semicolons(void **state)
{
    struct packed_cells cells = { 0 };

    (void)state;
    packed_row(&cells);
    packed_number(&cells, true, 0);
    packed_none(&cells);
    packed_number(&cells, true, -16);
    packed_row(&cells);
    packed_word(&cells, STR("72.66"));
    packed_json(&cells, json_integer(5));
    expect_taken(&cells, "0,,-16;72.66,5");
}

static void
empty_cells__are_left_out_at_the_end_and_kept_at_the_beginning(void **state)
{
    struct packed_cells cells = { 0 };

    (void)state;
    packed_row(&cells);
    packed_word(&cells, (struct str){ 0 });
    packed_number(&cells, false, 7);
    packed_number(&cells, true, 7);
    packed_json(&cells, json_null());
    packed_none(&cells);
    packed_row(&cells);
    packed_row(&cells);
    packed_number(&cells, true, 1);
    expect_taken(&cells, ",,7;;1");
}

static void
cells__are_empty_again_when_they_were_taken(void **state)
{
    struct packed_cells cells = { 0 };

    (void)state;
    expect_taken(&cells, "");
    packed_row(&cells);
    packed_number(&cells, true, 1);
    expect_taken(&cells, "1");
    packed_row(&cells);
    packed_number(&cells, true, 2);
    expect_taken(&cells, "2");
}

/* FIPS 180-2, B.1, in base64. */
static void
sha256__is_that_of_the_standard(void **state)
{
    char text[SHA256_BASE64_SIZE];

    (void)state;
    sha256_base64(STR("abc"), text);
    assert_string_equal(text, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells__stand_between_commas_and_rows_between_semicolons),
        cmocka_unit_test(empty_cells__are_left_out_at_the_end_and_kept_at_the_beginning),
        cmocka_unit_test(cells__are_empty_again_when_they_were_taken),
        cmocka_unit_test(sha256__is_that_of_the_standard),
    };

    return cmocka_run_group_tests_name("packed_cells", tests, NULL, NULL);
}
