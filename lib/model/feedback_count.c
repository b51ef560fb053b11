/* SPDX-License-Identifier: MIT */
#include "lib/model/feedback_count.h"

#include "lib/model/record_walk.h"

static void
add_response(void *ctx, const struct record *record)
{
    struct feedback_count *count = ctx;

    count->reported = true;
    count->answers[record->as.feedback.level]++;
}

static void
add_summary(void *ctx, const struct record *record)
{
    struct feedback_count *count = ctx;
    const struct feedback *feedback = &record->as.feedback;

    count->reported = true;
    for (size_t i = 0; i < feedback->count_count; i++)
        count->answers[feedback->counts[i].group.ptr[0] - '0'] += feedback->counts[i].count;
    count->sent_is_known |= feedback->has_sent;
    count->sent += feedback->has_sent ? feedback->sent : 0;
}

struct feedback_count
feedback_count(const struct scope *scope)
{
    struct feedback_count count = { 0 };

    record_walk(scope, EVENT_FEEDBACK_RESPONSE, RULE_NONE, &scope->period, add_response, &count);
    record_walk(scope, EVENT_FEEDBACK_SUMMARY, RULE_NONE, &scope->period, add_summary, &count);
    return count;
}

int64_t
feedback_valid(const struct feedback_count *count)
{
    int64_t valid = 0;

    for (int level = 1; level < FEEDBACK_LEVELS; level++)
        valid += count->answers[level];
    return valid;
}

/* All weights are over one denominator, as the manifest gives them. */
struct fraction
feedback_points(const struct feedback_count *count, const struct measure *measure)
{
    struct fraction points = { 0, measure->weight_den };

    for (int level = 0; level < FEEDBACK_LEVELS; level++)
        if (measure->levels >> level & 1)
            points.num += count->answers[level] * measure->weights[level];
    return points;
}
