/* SPDX-License-Identifier: MIT */
/*
 * rule_process.h -- the rule worker (turnout-rules) for a command: rules are loaded and asked without a daemon.
 *
 * What foreign code does stays in that process: one that hangs, dies or answers
 * nonsense is ended, and the error says what it was at.  Each call waits for
 * its answer.  Belongs to one thread.
 */
#ifndef CLI_RULE_PROCESS_H
#define CLI_RULE_PROCESS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lua/protocol.h"
#include "lua/protocol_document.h"
#include "lua/protocol_scores.h"

#include <stdbool.h>
#include <stddef.h>

struct rule_process;

/*
 * Starts one and loads.  A source that ends the worker is left out (skip, with
 * a reason in the arena) and the rest is loaded in another one, as the daemon
 * does it.  *manifest is valid until the end of the process.  NULL: ERR_NO_FILE
 * when the program is not installed, ERR_RULE when it ended and no source was why.
 */
struct rule_process *rule_process_load(const struct load_request *request, struct str *manifest, struct arena *arena,
                                       struct err *err);
/* Closes its socket and waits for its end. NULL is fine. */
void rule_process_end(struct rule_process *process);

/* Texts of the batch are in the arena. paused: plugins that are not asked. */
bool rule_process_ask(struct rule_process *process, const struct rule_mask *paused, const struct rule_subject *subjects,
                      size_t count, struct arena *arena, struct verdict_batch *batch, struct err *err);
bool rule_process_ask_scores(struct rule_process *process, const struct rule_mask *paused,
                             const struct score_question *questions, size_t count, struct arena *arena,
                             struct score_batch *batch, struct err *err);

/* Has a template write in a process of its own. ERR_RULE: it failed, with file and line, or ended the process. */
bool rule_process_write(const struct template_request *request, struct arena *arena, struct document *document, struct err *err);

#endif
