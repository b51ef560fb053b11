/* SPDX-License-Identifier: MIT */
#include "lib/model/scorecard.h"

const struct str card_of_names[CARDS_OF] = { STR_INIT("unit"), STR_INIT("team") };
const struct str term_role_names[TERM_ROLES] = {
    STR_INIT("item"), STR_INIT("bonus"), STR_INIT("penalty"), STR_INIT("gate"), STR_INIT("tie_break"),
};
const struct str missing_policy_names[MISSING_POLICIES] = { STR_INIT("zero"), STR_INIT("exclude"), STR_INIT("block") };
const struct str not_applicable_policy_names[N_A_POLICIES] = { STR_INIT("renormalise"), STR_INIT("full"), STR_INIT("zero") };
const struct str rank_ties_names[RANKS_TIES] = { STR_INIT("standard"), STR_INIT("dense"), STR_INIT("ordinal") };
const struct str work_field_names[WORK_FIELDS] = {
    STR_INIT("venues"),   STR_INIT("teams"),    STR_INIT("activities"), STR_INIT("volunteers"),
    STR_INIT("services"), STR_INIT("industry"), STR_INIT("records"),
};

size_t
card_size_class(const struct scorecard *card, int64_t population)
{
    size_t reached = 0;

    while (reached < card->size_count && population >= card->sizes[reached])
        reached++;
    return reached;
}
