/* SPDX-License-Identifier: MIT */
#include "lib/model/declared_reach.h"

#include "lib/model/record_walk.h"

struct claims {
    const struct scope *scope;
    struct str category; /* ptr NULL: of everything */
    enum basis basis;
    const struct record *held;
};

static bool
same_text(struct str a, struct str b)
{
    return a.ptr && b.ptr ? str_eq(a, b) : !a.ptr && !b.ptr;
}

/* The same days may be named by two codes, which are two things with a statement each: the greater one holds. */
static void
see_claim(void *ctx, const struct record *record)
{
    struct claims *claims = ctx;
    const struct scope *scope = claims->scope;
    const struct reach_declared *claim = &record->as.reach_declared;

    if (record->view.unit != scope->unit || record->view.first != scope->period.first ||
        record->view.last != scope->period.end - 1 || claim->basis != claims->basis ||
        !same_text(claim->category, claims->category))
        return;
    if (!claims->held || statement_cmp_single(&record->base, &claims->held->base, scope->facts->units.default_zone,
                                              scope->facts->records.log) > 0)
        claims->held = record;
}

bool
declared_reach_find(const struct scope *scope, const struct measure *measure, enum basis basis, int64_t *people)
{
    struct claims claims = { .scope = scope, .category = measure->claim, .basis = basis };
    struct scope unit = *scope;

    if (scope->team != CODE_NONE || scope->group != CODE_NONE || measure->list_of != LIST_NONE)
        return false;
    if (scope->category != CODE_NONE)
        claims.category = codebook_name(&scope->facts->categories.codes, scope->category);
    unit.category = CODE_NONE; /* what claims are about is compared here */
    unit.witness = NULL;       /* and the one that holds is told */
    record_walk(&unit, EVENT_REACH_DECLARED, RULE_NONE, &scope->period, see_claim, &claims);
    if (claims.held) {
        *people = claims.held->as.reach_declared.people;
        record_tell(scope, claims.held);
    }
    return claims.held != NULL;
}
