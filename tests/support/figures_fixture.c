/* SPDX-License-Identifier: MIT */
#include "tests/support/figures_fixture.h"

#include "lib/store/figures.h"
#include "lib/store/reader.h"
#include "lib/store/store.h"
#include "tests/support/check.h"

#include <stdlib.h>

int
figures_fixture_set_up(void **state)
{
    struct figures_fixture *fixture = calloc(1, sizeof *fixture);
    struct err err = { 0 };

    scratch_make(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->figures = figures_open(fixture->store, &err);
    must(fixture->figures != NULL, &err);
    fixture->reader = reader_open(fixture->scratch.db, &err);
    must(fixture->reader != NULL, &err);
    *state = fixture;
    return 0;
}

int
figures_fixture_tear_down(void **state)
{
    struct figures_fixture *fixture = *state;

    reader_close(fixture->reader);
    figures_close(fixture->figures);
    store_close(fixture->store);
    arena_free(&fixture->arena);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}
