/* SPDX-License-Identifier: MIT */
#include "lib/model/record_amount.h"

#include "lib/model/feedback_count.h"
#include "lib/model/reports.h"
#include "lib/model/volunteer_time.h"
#include "lib/model/volunteers.h"

static struct record_amount
volunteers(const struct scope *scope, const struct measure *measure)
{
    const struct people_limit none = { .days = 1 };
    struct record_amount amount = { .known = true, .value = { 0, 1 } };
    struct people_count active;

    switch (measure->volunteers) {
    case VOLUNTEERS_REGISTERED:
        amount.reported = amount.known = volunteers_registered(scope, &amount.value.num);
        break;
    case VOLUNTEERS_RECRUITED:
        amount.reported = volunteers_recruited(scope, &amount.value.num);
        break;
    case VOLUNTEERS_ACTIVE:
        amount.reported = volunteers_have_served(scope, false);
        active = volunteers_active(scope, measure, &none);
        amount.value.num = measure->method == METHOD_LOWER   ? active.lower
                           : measure->method == METHOD_UPPER ? active.upper
                                                             : active.named;
        break;
    case VOLUNTEERS_STARRED:
        amount.reported = volunteers_have_served(scope, true);
        amount.value.num = volunteers_starred(scope, measure);
        break;
    }
    return amount;
}

static struct record_amount
feedback(const struct scope *scope, const struct measure *measure)
{
    struct feedback_count count = feedback_count(scope);

    if (measure->sent)
        return (struct record_amount){ count.reported, count.sent_is_known || !count.reported, { count.sent, 1 } };
    return (struct record_amount){ count.reported, true, feedback_points(&count, measure) };
}

static struct record_amount
find_amount(const struct scope *scope, const struct measure *measure)
{
    if (measure->kind == MEASURE_VOLUNTEERS)
        return volunteers(scope, measure);
    if (measure->kind == MEASURE_FEEDBACK)
        return feedback(scope, measure);
    return (struct record_amount){
        .reported = volunteers_have_served(scope, false),
        .known = true,
        .value = { volunteers_served(scope, measure).minutes, measure->hours ? 60 : 1 },
    };
}

/* Of whom it is said that there is nothing else the number is 0. */
struct record_amount
record_amount_find(const struct scope *scope, const struct measure *measure)
{
    struct record_amount amount = find_amount(scope, measure);
    struct str dataset = measure->kind == MEASURE_FEEDBACK ? STR("feedback") : STR("volunteer");

    if (!amount.reported && reports_cover(scope, dataset))
        amount.reported = amount.known = true;
    return amount;
}
