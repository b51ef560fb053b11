/* SPDX-License-Identifier: MIT */
/*
 * preview.h -- what other rules would make of the same facts: a plan of a change.
 *
 * Asks the staged rules about the sessions, items and records, computes with
 * both sets of rules what may differ, figure by figure at one log position, and
 * tells what does.  Writes nothing, knows no daemon.  It spoils the facts for
 * anything else: run it in a process of its own, or on an engine that is closed
 * afterwards.
 */
#ifndef LIB_ENGINE_PREVIEW_H
#define LIB_ENGINE_PREVIEW_H

#include "lib/engine/preview_terms.h"

/* ERR_RULE: the rules cannot be asked together; or what a callback said. Free the result either way. */
bool preview_run(struct preview *preview, const struct preview_base *base, const struct preview_request *request,
                 struct err *err);
void preview_free(struct preview *preview);

#endif
