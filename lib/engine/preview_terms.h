/* SPDX-License-Identifier: MIT */
/*
 * preview_terms.h -- what a preview is given, asks for and tells: preview.h.
 */
#ifndef LIB_ENGINE_PREVIEW_TERMS_H
#define LIB_ENGINE_PREVIEW_TERMS_H

#include "lib/base/err.h"
#include "lib/engine/preview_rules.h"
#include "lib/model/fraction.h"
#include "lib/store/figure_row.h"
#include "lib/store/score_row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct engine;
struct facts;
struct ledger;
struct publisher;
struct score_answer;
struct score_question;

/* What is live: figures that were published for exactly these facts. */
struct preview_base {
    struct engine *engine;
    struct facts *facts;
    const struct ruleset *ruleset;
    struct publisher *publisher;
    struct ledger *ledger;
    uint64_t position;
    day_t day;
    int year_start_month;
};

enum cell_change { CELL_NEW, CELL_GONE, CELL_CHANGED };
enum { CELL_CHANGES = CELL_CHANGED + 1 };
extern const struct str cell_change_names[CELL_CHANGES]; /* "new", "gone", "changed" */

/* Of a closed period what was closed stays; beside it stands a revised row while the events and rules say something else. */
enum revision_change { REVISION_NONE, REVISION_NEW, REVISION_GONE, REVISION_CHANGED };
enum { REVISION_CHANGES = REVISION_CHANGED + 1 };
extern const struct str revision_change_names[REVISION_CHANGES]; /* "none", "new", "gone", "changed" */
enum revision_change revision_change(bool was_revised, bool is_revised);

/* A figure that would differ. Texts are valid for the call. */
struct preview_cell {
    enum cell_change change;
    const struct figure_row *before, *after; /* NULL: there is none */
    bool sealed;         /* of a closed period: it is told only when its revised row comes, goes or changes */
    enum revision_change revision;
    const struct figure_row *official; /* of a closed period: what was frozen; NULL: nothing */
    bool was_met, is_met, crossed; /* crossed: a target that is met now and was not, or the other way round */
    bool has_move;
    struct fraction move;/* of the value, as it is printed: 12.5 is 12.5 % or 12.5 of what is counted */
    int decimals;
};

/* A score that would differ. */
struct preview_score {
    enum cell_change change;
    const struct score_row *before, *after; /* NULL: there is none */
    bool sealed; /* as of a cell */
    enum revision_change revision;
    bool total_moved, grade_flipped, rank_moved;
};

enum preview_step { PREVIEW_ASKS, PREVIEW_COMPUTES };

struct preview_answers {
    const struct verdict *verdicts;
    size_t count;
    const struct rule_fault *faults; /* plugins that failed: what needs them is left out */
    size_t fault_count;
};

struct preview_scores {
    const struct score_answer *answers;
    size_t count;
    const struct rule_fault *faults;
    size_t fault_count;
};

struct preview_request {
    const struct ruleset *staged;
    /* Asks the staged rules, but for those of the plugins in `left_out`; the answers are valid until the next call. */
    bool (*ask)(void *ctx, const struct rule_mask *left_out, const struct rule_subject *subjects, size_t count,
                struct preview_answers *answers, struct err *err);
    bool (*ask_scores)(void *ctx, const struct rule_mask *left_out, const struct score_question *questions, size_t count,
                       struct preview_scores *answers, struct err *err);
    /* False: stop. In the order of units or teams, years and periods. */
    bool (*on_cell)(void *ctx, const struct preview_cell *cell);
    bool (*on_score)(void *ctx, const struct preview_score *score);
    void (*on_progress)(void *ctx, enum preview_step step, size_t done, size_t total); /* may be NULL */
    void *ctx;
};

/* A staged plugin that failed at what it was asked. */
struct preview_fault {
    struct str plugin, message;
};

struct preview {
    struct preview_rules rules;
    struct preview_fault *faults;
    size_t fault_count;
    uint64_t position;
    uint64_t compared;   /* cells that both sets of rules have, or one of them */
    uint64_t unknown;    /* cells whose live figure is not known: their plugin pauses */
};

#endif
