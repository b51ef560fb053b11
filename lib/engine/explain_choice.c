/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_choice.h"

#include "lib/base/mem.h"
#include "lib/model/session.h"

#include <stdlib.h>

struct candidate {
    int64_t people;
    size_t place;
};

/* The most people first; of equals the earlier one, for sessions stand in order of their dates. */
static int
by_people(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->people != y->people)
        return x->people > y->people ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

int64_t
explain_people_at(const struct session *session)
{
    int64_t heads = session->headcount ? (int64_t)session->headcount->total : 0;

    return (int64_t)session->named > heads ? (int64_t)session->named : heads;
}

static void
choose_sessions(struct gathered_measure *measure, size_t limit)
{
    struct candidate *candidates = mem_array(measure->session_count, sizeof *candidates);

    for (size_t i = 0; i < measure->session_count; i++)
        candidates[i] = (struct candidate){ explain_people_at(measure->sessions[i].told.session), i };
    qsort(candidates, measure->session_count, sizeof *candidates, by_people);
    for (size_t i = limit; i < measure->session_count; i++) {
        measure->sessions[candidates[i].place].is_left_out = true;
        measure->left_out.sessions++;
        measure->left_out.with_people += candidates[i].people > 0;
        measure->left_out.people += candidates[i].people;
    }
    free(candidates);
}

void
explain_choose(struct gathered_figure *figure, uint64_t limit)
{
    for (size_t i = 0; limit > 0 && i < figure->measure_count; i++)
        if (figure->measures[i].session_count > limit)
            choose_sessions(&figure->measures[i], (size_t)limit);
    for (size_t i = 0; i < figure->child_count; i++)
        explain_choose(figure->children[i], limit);
}
