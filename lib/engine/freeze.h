/* SPDX-License-Identifier: MIT */
/*
 * freeze.h -- closing periods: what a close freezes, and which frozen figures speak (domain.md D11).
 *
 * A close takes effect when every unit below has closed, too; that is looked
 * at only right after an event that may matter for it, at its log position, so
 * that the figures do not depend on how events were batched.  Then all figures
 * of the unit, its teams, categories and groups are computed and kept for ever,
 * those of the periods inside the closed one as well.  A period is closed when
 * the close that holds now has frozen something; of several around a row's
 * period the shortest speaks.
 */
#ifndef LIB_ENGINE_FREEZE_H
#define LIB_ENGINE_FREEZE_H

#include "lib/base/err.h"
#include "lib/model/facts.h"
#include "lib/model/sheet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct figure_row;
struct officials;

/* A closed period whose figures are frozen. */
struct closed_period {
    uint32_t unit;
    struct period period;
    int64_t closing; /* its number in the store */
    uint64_t close;  /* log position of the period.close */
};

/* officials_page, by somebody else than the store. */
struct official_source {
    bool (*page)(void *ctx, int64_t closing, int32_t first, int32_t end, struct str team, struct arena *arena,
                 struct figure_row **rows, size_t *count, struct err *err);
    void *ctx;
};

struct freezer {
    struct officials *officials;
    const struct official_source *source; /* who reads frozen figures instead of the store; NULL: the store does */
    struct closed_period *closed; /* by unit */
    size_t count, capacity;
    size_t waiting;               /* closes that hold and have frozen nothing */
    struct closed_period *fresh;  /* those that took effect in this publication */
    size_t fresh_count, fresh_capacity;
    uint32_t generation;          /* grows with every refresh */
    bool is_fresh;                /* as of `version` */
    uint32_t version;             /* of facts->closing_version */
};

void freezer_init(struct freezer *freezer, struct officials *officials);
void freezer_free(struct freezer *freezer);

/* Looks which periods are closed now; facts are settled. */
bool freezer_refresh(struct freezer *freezer, const struct facts *facts, struct err *err);

/* Freezes the figures of what takes effect now, inside a publication that stands for the position. */
struct freezing {
    struct facts *facts;
    const struct sheet_settings *settings; /* with the groups */
    uint64_t position;
};
bool freezer_freeze(struct freezer *freezer, const struct freezing *freezing, struct err *err);

/* What closed the unit's period; NULL: it is open. */
const struct closed_period *freezer_find(const struct freezer *freezer, uint32_t unit, const struct period *period);

#endif
