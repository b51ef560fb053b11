/* SPDX-License-Identifier: MIT */
/*
 * distinct.h -- the different values of a field of what is counted, all of them or those of a list.
 *
 * With a list, what counts are the entries that were seen, not the values: of a
 * category the entry `edu.law` is seen when `edu.law.traffic` is.
 */
#ifndef LIB_MODEL_DISTINCT_H
#define LIB_MODEL_DISTINCT_H

#include "lib/base/codebook.h"
#include "lib/model/plans.h"
#include "lib/model/records.h"
#include "lib/model/ruleset.h"
#include "lib/model/teams.h"

#include <stdint.h>

struct distinct {
    struct str field;
    const struct str_list *among; /* of the measure; NULL: all */
    struct codebook seen;
};

/* Of the measure's field (measure.distinct must be given); free it afterwards. */
void distinct_init(struct distinct *distinct, const struct measure *measure);
void distinct_free(struct distinct *distinct);
/* The field's values of one thing; what was not posted is none. */
void distinct_see_session(struct distinct *distinct, const struct activity_put *put);
void distinct_see_item(struct distinct *distinct, const struct plan_put *put);
void distinct_see_team(struct distinct *distinct, const struct team_statement *team);
void distinct_see_record(struct distinct *distinct, const struct record *record);
/* How many; was this entry of the list seen? */
int64_t distinct_count(const struct distinct *distinct);
bool distinct_has(const struct distinct *distinct, struct str entry);

#endif
