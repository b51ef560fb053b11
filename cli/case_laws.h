/* SPDX-License-Identifier: MIT */
/*
 * case_laws.h -- one case of a plugin: does it come out as it says, and do the laws hold of it?
 *
 * The laws: figures and scores are those of the events in the case's order also
 * when they come in another order, when each comes twice, when a copy of each
 * is inserted and retracted, when the engine restarts after each, and when it
 * publishes after each ("live" equals what is computed at once).
 */
#ifndef CLI_CASE_LAWS_H
#define CLI_CASE_LAWS_H

#include "cli/case_files.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

struct plugin_load;

enum law { LAW_CASE, LAW_LIVE, LAW_DOUBLED, LAW_ORDER, LAW_RETRACTED, LAW_RESTART, LAWS };
/* "case", "live", "doubled", "order", "retracted", "restart" */
extern const struct str law_names[LAWS];

/*
 * Tries the case with the rules that are loaded.  failures: an array that gets
 * an object { "law", "seed", "message", "differences" } for each law that does
 * not hold (seed: of an order, else null; message: what could not be tried, or
 * null).  notes: an array that gets texts about laws that were left out.
 * Nothing is compared after the case itself failed.  False: it could not be
 * run, or was interrupted.
 */
bool case_try(const struct plugin_load *load, const struct case_file *file, const char *folder, bool with_laws,
              json_t *failures, json_t *notes, struct err *err);

#endif
