/* SPDX-License-Identifier: MIT */
/*
 * finding_text.h -- a finding as the row that is published: codes for numbers, source and id for log positions.
 */
#ifndef LIB_ENGINE_FINDING_TEXT_H
#define LIB_ENGINE_FINDING_TEXT_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/store/finding_row.h"

#include <stdbool.h>

struct event_log;
struct facts;
struct finding;

enum { FINDING_EVENTS_SHOWN = 20 };

/* Equal within one process: the row would say the same. Puts the finding's events in order. */
struct hash128 finding_text_hash(struct finding *finding);
/* Texts in the arena. After finding_text_hash. Of more than FINDING_EVENTS_SHOWN events the least by (source, id). False: the log cannot be read. */
bool finding_text_make(const struct finding *finding, const struct facts *facts, struct event_log *log, struct arena *arena,
                       struct finding_row *row, struct err *err);

#endif
