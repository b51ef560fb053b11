/* SPDX-License-Identifier: MIT */
/*
 * public_facts.h -- what readers need beside the figures: names, sessions, and
 * what each event is worth now.
 */
#ifndef LIB_ENGINE_PUBLIC_FACTS_H
#define LIB_ENGINE_PUBLIC_FACTS_H

#include "lib/base/err.h"
#include "lib/engine/ledger.h"
#include "lib/model/facts.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>

struct figures;

/* Units in tree order, indicators, and the codes of teams, categories and groups. */
bool public_names(struct figures *figures, struct facts *facts, const struct ruleset *ruleset, struct err *err);
/* The sessions that changed since the last publication. */
bool public_sessions(struct figures *figures, struct facts *facts, struct err *err);
/* The events that were noted since, and those that hang on a session that changed. */
bool public_events(struct figures *figures, struct facts *facts, struct ledger *ledger, struct err *err);

#endif
