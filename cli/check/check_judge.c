/* SPDX-License-Identifier: MIT */
#include "cli/check/check_judge.h"

#include "cli/figure_exact.h"
#include "cli/strip.h"
#include "lib/model/period.h"

enum { PACE_DAYS = 30, PARTS_MAX = 64 };

const struct str check_verdict_names[CHECK_VERDICTS] = { STR_INIT("met"), STR_INIT("on_pace"), STR_INIT("at_risk"),
                                                          STR_INIT("unknown"), STR_INIT("missed") };
const struct str check_why_names[CHECK_WHYS] = { STR_INIT(""),      STR_INIT("over"),   STR_INIT("impossible"), STR_INIT("behind"),
                                                STR_INIT("below"), STR_INIT("state"), STR_INIT("hidden"),     STR_INIT("paused") };

bool
check_applies(const struct report_row *row)
{
    return row->figure.target.ptr && !str_eq(row->figure.state, STR("n_a"));
}

/* ---- sub-periods ---- */

struct outlook {
    int64_t met, judged; /* of those that are over */
    int64_t open;        /* not over: in progress or to come */
    bool has_failed;     /* one is over and was not met */
};

/* The i-th letter is the i-th sub-period of its kind. */
static struct outlook
look_at(const struct strip *strip, const struct report_row *row, const struct check_about *about)
{
    const struct period whole = { PERIOD_DAYS, row->figure.period_first, row->figure.period_end };
    struct period parts[PARTS_MAX];
    size_t count = period_split(&whole, strip->every, about->year_start_month, parts, PARTS_MAX);
    struct outlook outlook = { 0 };

    for (size_t i = 0; i < strip->marks.len && i < count && i < PARTS_MAX; i++) {
        char mark = strip->marks.ptr[i];
        outlook.open += parts[i].end > about->day;
        outlook.met += mark == '1';
        outlook.judged += mark == '1' || mark == '0';
        outlook.has_failed |= mark == '0';
    }
    return outlook;
}

/* Several rules at once: as many as can still be full. */
static bool
best_of_rules(const struct report_row *row, const struct check_about *about, struct check_result *result)
{
    struct str detail = row->figure.detail;
    int64_t rules = 0, possible = 0;
    struct strip strip;

    while (strip_next(&detail, &strip)) {
        struct outlook outlook = look_at(&strip, row, about);
        if (outlook.judged + outlook.open == 0)
            continue;
        rules++;
        possible += !outlook.has_failed;
    }
    if (rules < row->figure.denominator)
        return false; /* they are promises of a plan, which can be made as long as the time is not over */
    result->best = possible;
    result->best_of = rules;
    return true;
}

/* Every sub-period that is not over may be met yet, as in lib/engine/explain_outlook.h. */
static bool
find_best(const struct report_row *row, const struct check_about *about, struct check_result *result)
{
    struct str detail = row->figure.detail, rest;
    struct strip first, second;
    struct outlook outlook;

    if (!detail.ptr || !strip_next(&detail, &first))
        return false;
    rest = detail;
    if (strip_next(&rest, &second))
        return best_of_rules(row, about, result);
    outlook = look_at(&first, row, about);
    if (outlook.met != row->figure.numerator || outlook.judged != row->figure.denominator)
        return false;
    result->best = outlook.met + outlook.open;
    result->best_of = outlook.judged + outlook.open;
    return result->best_of > 0;
}

/* ---- pace ---- */

/* ceil(target * denominator / factor * elapsed / days); false: it does not fit. */
static bool
find_due(const struct report_row *row, struct exact target, int64_t elapsed, int64_t days, int64_t *due)
{
    struct exact whole = exact_mul(target, exact_of((struct fraction){ row->figure.denominator, row->factor }));

    return exact_round(exact_ceil(exact_mul(whole, exact_of((struct fraction){ elapsed, days }))), 0, due);
}

/* So many more every 30 days, rounded up. */
static int64_t
pace(int64_t missing, int64_t days)
{
    if (missing <= 0 || days <= 0 || missing > INT64_MAX / PACE_DAYS - days)
        return 0;
    return (missing * PACE_DAYS + days - 1) / days;
}

static bool
is_count(const struct report_row *row)
{
    return row->factor == 1 && row->figure.denominator == 1;
}

static struct check_result
judged(struct check_result result, enum check_verdict verdict, enum check_why why)
{
    result.verdict = verdict;
    result.why = why;
    return result;
}

static struct check_result
judge_growing(const struct report_row *row, const struct check_about *about, struct exact target, struct check_result result)
{
    int64_t days = (int64_t)row->figure.period_end - row->figure.period_first, elapsed = (int64_t)about->day - row->figure.period_first;

    result.per_30_days = row->figure.has_short ? pace(row->figure.shortfall, result.days_left) : 0;
    result.has_due = find_due(row, target, elapsed, days, &result.due);
    if (about->is_prorated || !result.has_due || row->figure.numerator < result.due)
        return judged(result, CHECK_AT_RISK, CHECK_WHY_BEHIND);
    return judged(result, CHECK_ON_PACE, CHECK_WHY_NONE);
}

/* More than is allowed, and what grows never shrinks; a share may. */
static struct check_result
judge_at_most(const struct report_row *row, const struct check_about *about, struct check_result result)
{
    if (is_count(row) || (about->grows && row->factor == 1))
        return judged(result, CHECK_MISSED, CHECK_WHY_IMPOSSIBLE);
    return judged(result, CHECK_AT_RISK, CHECK_WHY_BELOW);
}

/* Of a target that is a most nothing is ever short. */
static bool
is_at_most(const struct report_row *row)
{
    return row->figure.has_short && row->figure.shortfall == 0;
}

/* The best that is still possible is below the target. */
static bool
is_impossible(const struct report_row *row, const struct check_result *result, struct exact target)
{
    struct exact best = exact_of((struct fraction){ result->best, result->best_of });
    int sign;

    return result->has_best && exact_cmp(exact_mul(best, exact_of((struct fraction){ row->factor, 1 })), target, &sign) && sign < 0;
}

static struct check_result
judge_open(const struct report_row *row, const struct check_about *about, struct check_result result)
{
    struct exact target;

    if (is_at_most(row))
        return judge_at_most(row, about, result);
    if (!figure_exact_target(row, &target))
        return judged(result, CHECK_UNKNOWN, CHECK_WHY_STATE);
    result.has_best = find_best(row, about, &result);
    if (is_impossible(row, &result, target))
        return judged(result, CHECK_MISSED, CHECK_WHY_IMPOSSIBLE);
    if (about->grows || is_count(row))
        return judge_growing(row, about, target, result);
    return judged(result, CHECK_AT_RISK, CHECK_WHY_BELOW);
}

struct check_result
check_judge(const struct report_row *row, const struct check_about *about)
{
    struct check_result result = { 0 };

    if (row->figure.period_first <= about->day && about->day < row->figure.period_end)
        result.days_left = (int64_t)row->figure.period_end - about->day;
    if (row->hidden.ptr)
        return judged(result, CHECK_UNKNOWN, CHECK_WHY_HIDDEN);
    if (about->is_paused)
        return judged(result, CHECK_UNKNOWN, CHECK_WHY_PAUSED);
    if (!str_eq(row->figure.state, STR("ok")) || !row->figure.has_met)
        return judged(result, CHECK_UNKNOWN, CHECK_WHY_STATE);
    if (row->figure.met)
        return judged(result, CHECK_MET, CHECK_WHY_NONE);
    if (result.days_left == 0)
        return judged(result, CHECK_MISSED, CHECK_WHY_OVER);
    return judge_open(row, about, result);
}
