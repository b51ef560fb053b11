/* SPDX-License-Identifier: MIT */
/*
 * log_fixture.h -- an event log on a store of the test's own, closed and opened again as a restart does.
 *
 * A test gets it as its state, from log_fixture_set_up to log_fixture_tear_down.
 */
#ifndef TESTS_SUPPORT_LOG_FIXTURE_H
#define TESTS_SUPPORT_LOG_FIXTURE_H

#include "lib/base/arena.h"
#include "lib/base/str.h"
#include "lib/store/event_log.h"
#include "tests/support/scratch.h"

#include <stdint.h>

struct log_fixture {
    struct scratch scratch;
    struct store *store;
    struct event_log *log;
    struct arena arena; /* of the rows that were fetched */
    identity_hash_fn hash;
};

int log_fixture_set_up(void **state);
/* With identities that this hashes. */
int log_fixture_set_up_hashing(void **state, identity_hash_fn hash);
int log_fixture_tear_down(void **state);
#define WITH_LOG(test) cmocka_unit_test_setup_teardown(test, log_fixture_set_up, log_fixture_tear_down)

void log_fixture_open(struct log_fixture *fixture);
void log_fixture_close(struct log_fixture *fixture);
void log_fixture_reopen(struct log_fixture *fixture);

/* The row at the position; it must be there. */
struct log_row log_fixture_row(struct log_fixture *fixture, uint64_t seq);
void log_fixture_execute(struct log_fixture *fixture, const char *text);
/* The one integer that the query gives. */
int64_t log_fixture_number(struct log_fixture *fixture, const char *query);

/* Also tells NULL from the empty text. */
void same_text(struct str found, struct str expected);

#endif
