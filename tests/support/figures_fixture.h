/* SPDX-License-Identifier: MIT */
/*
 * figures_fixture.h -- figures in a store of the test's own, written as the engine does and read as the commands do.
 *
 * A test gets it as its state, from figures_fixture_set_up to figures_fixture_tear_down.
 */
#ifndef TESTS_SUPPORT_FIGURES_FIXTURE_H
#define TESTS_SUPPORT_FIGURES_FIXTURE_H

#include "lib/base/arena.h"
#include "tests/support/scratch.h"

#include <stdint.h>

struct figures_fixture {
    struct scratch scratch;
    struct store *store;
    struct figures *figures;
    struct reader *reader;
    struct arena arena; /* of the rows that were read */
    uint32_t cells;     /* written so far, if the test counts them */
};

int figures_fixture_set_up(void **state);
int figures_fixture_tear_down(void **state);
#define WITH_FIGURES(test) cmocka_unit_test_setup_teardown(test, figures_fixture_set_up, figures_fixture_tear_down)

#endif
