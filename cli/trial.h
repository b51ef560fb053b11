/* SPDX-License-Identifier: MIT */
/*
 * trial.h -- rules on trial: an engine over a temporary database, with the rule worker's answers.
 *
 * Events are posted as lines, each in a batch of its own; what comes out is read
 * as turnout report, scorecard and quality print it in json.  The files go with
 * trial_close, also after an interrupt.  Belongs to one thread.
 */
#ifndef CLI_TRIAL_H
#define CLI_TRIAL_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/day.h"
#include "lib/wire/refusal.h"
#include "lib/wire/reply.h"

#include <jansson.h>
#include <stdbool.h>

struct plugin_load;
struct trial;

/* A folder of its own for the databases, in memory where the machine has such a place. NULL: ERR_STORE. free() the path after trial_folder_remove. */
char *trial_folder_make(struct err *err);
void trial_folder_remove(const char *folder);

/* Over an empty database in the folder, which has room for one trial. The load must outlive it. */
struct trial *trial_open(const struct plugin_load *load, const char *folder, day_t as_of, struct err *err);
/* Removes the database, too. NULL is fine. */
void trial_close(struct trial *trial);
/* Closes the engine and opens the same database again. */
bool trial_restart(struct trial *trial, struct err *err);

/* One event. A refusal is an outcome; false: the store or the rule worker failed. */
bool trial_post(struct trial *trial, struct str line, enum outcome *outcome, struct refusal *refusal, struct err *err);
/* Brings the figures up to date. */
bool trial_publish(struct trial *trial, struct err *err);

/* Why a rule failed meanwhile: "file:line: what"; ptr NULL: none did. */
struct str trial_fault(const struct trial *trial);

/* What stands published: arrays of objects; NULL with err. */
json_t *trial_rows(const struct trial *trial, struct err *err);
json_t *trial_scores(const struct trial *trial, struct err *err);
/* Waits until the checks of the data have looked at everything. */
json_t *trial_findings(struct trial *trial, struct err *err);

#endif
