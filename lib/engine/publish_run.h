/* SPDX-License-Identifier: MIT */
/*
 * publish_run.h -- one publication under way; for the parts of publish.h alone.
 *
 *   publish_run      from its beginning to its commit
 *   publish_figures  what is due: on a thread, while the owner decides events, or on the owner's
 *   publish_rows     the rows of a page, and which of them say something new
 */
#ifndef LIB_ENGINE_PUBLISH_RUN_H
#define LIB_ENGINE_PUBLISH_RUN_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/engine/agenda.h"
#include "lib/engine/due_rows.h"
#include "lib/engine/former_rows.h"
#include "lib/engine/frozen_page.h"
#include "lib/engine/official_page.h"
#include "lib/engine/publish.h"
#include "lib/model/period.h"
#include "lib/model/scope.h"
#include "lib/model/sheet.h"

#include <stdbool.h>
#include <stdint.h>

/* What of an indicator stands in each of its rows. */
struct indicator_face {
    uint32_t name, plugin; /* numbers of cells.names */
    uint64_t hash;         /* of the plugin's version and how values are printed */
    struct str version;    /* "name@version" of the plugin, in the run's words */
};

/* One publication under way. */
struct publish_run {
    struct publisher *publisher;
    const struct publication *publication;
    struct sheet_settings settings;
    struct official_page official; /* of the open page */
    struct frozen_page frozen;     /* likewise, of its scores */
    struct scope scope;            /* of the page's own rows; facts NULL: none was computed */
    struct score_run scores;
    struct indicator_face *faces; /* by indicator of the ruleset */
    struct due_rows due_rows;
    struct former_rows former;    /* of the first publication of this process */
    const bool *kept;             /* of the open page, by number of a name: an indicator that stays; NULL: none does */
    uint8_t *held;                /* likewise: it stays as it is */
    struct arena arena, words;
    char period[PERIOD_CODE_SIZE]; /* of the open page */
    bool inspects;
    bool rests;                   /* its figures are computed on a thread, and there are interludes */
    struct err *err;              /* on that thread its own */
};

/* Does the work go on?  Asked after each figure. */
bool publish_goes_on(const struct publish_run *run);

/* What the rows of each indicator share, and which of them are due; freed by the owner of the run. */
void publish_find_faces(struct publish_run *run);
void publish_find_due_rows(struct publish_run *run);
/* All rows of an owner's year that are due. */
bool publish_year(struct publish_run *run, const struct agenda_item *item);
/* Decides whether there are interludes; figures_begin for it. Of the first publication of a process it counts who came before, with interludes. */
bool publish_begin(struct publish_run *run);
/* All that is due: what figures_commit still has to do costs what changed. */
bool publish_figures(struct publish_run *run);

#endif
