/* SPDX-License-Identifier: MIT */
#include "cli/case_laws.h"

#include "cli/differences.h"
#include "cli/lang.h"
#include "cli/trial.h"
#include "lib/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ORDERS = 5,
    STEPS_MAX = 60, /* restarts, and copies that are retracted: of a longer case that many, evenly */
};

const struct str law_names[LAWS] = { STR_INIT("case"), STR_INIT("live"), STR_INIT("doubled"), STR_INIT("order"), STR_INIT("retracted"), STR_INIT("restart") };

/* A case on trial. */
struct attempt {
    const struct plugin_load *load;
    const struct case_file *file;
    const char *folder;
    day_t as_of;
    json_t *failures, *notes;
    struct str *lines; /* of the events that are accepted, in the case's order; owned */
    json_t **events;   /* borrowed */
    size_t count;
    json_t *rows, *scores; /* what they come to */
};

/* ---- failures ---- */

/* Takes the differences; none, and no message: it holds. */
static void
fail(struct attempt *attempt, enum law law, int seed, const char *message, json_t *differences)
{
    if (message || json_array_size(differences) > 0)
        json_array_append_new(attempt->failures, json_pack("{s:s,s:o,s:s?,s:O}", "law", law_names[law].ptr, "seed",
                                                           seed ? json_integer(seed) : json_null(), "message", message, "differences",
                                                           differences));
    json_decref(differences);
}

static void
note(struct attempt *attempt, const char *text)
{
    json_array_append_new(attempt->notes, json_string(text));
}

/* ---- running ---- */

static struct trial *
begin(struct attempt *attempt, struct err *err)
{
    return trial_open(attempt->load, attempt->folder, attempt->as_of, err);
}

/* Compares what came out with the case's own order, and ends the trial. */
static bool
compare(struct attempt *attempt, enum law law, int seed, struct trial *trial, bool good, struct err *err)
{
    json_t *differences = json_array(), *rows = NULL, *scores = NULL;

    good = good && trial_publish(trial, err) && (rows = trial_rows(trial, err)) && (scores = trial_scores(trial, err));
    if (good) {
        differences_of_same(differences, attempt->rows, rows);
        differences_of_same(differences, attempt->scores, scores);
        fail(attempt, law, seed, trial_fault(trial).ptr, json_incref(differences));
    }
    json_decref(differences);
    json_decref(rows);
    json_decref(scores);
    trial_close(trial);
    return good;
}

static bool
post(struct trial *trial, struct str line, bool *refused, struct err *err)
{
    enum outcome outcome;
    struct refusal refusal;

    if (!trial_post(trial, line, &outcome, &refusal, err))
        return false;
    *refused = *refused || outcome == OUTCOME_REJECTED || outcome == OUTCOME_CONFLICT;
    return true;
}

/* In steps: of a long case not after each event. */
static size_t
stride(const struct attempt *attempt)
{
    return (attempt->count + STEPS_MAX - 1) / STEPS_MAX;
}

/* ---- the laws ---- */

static bool
try_live(struct attempt *attempt, struct err *err)
{
    struct trial *trial = begin(attempt, err);
    bool good = trial != NULL, refused = false;

    for (size_t i = 0; good && i < attempt->count; i++)
        good = post(trial, attempt->lines[i], &refused, err) && trial_publish(trial, err);
    return trial && compare(attempt, LAW_LIVE, 0, trial, good, err);
}

/* Each twice at once, and all of them once more. */
static bool
try_doubled(struct attempt *attempt, struct err *err)
{
    struct trial *trial = begin(attempt, err);
    bool good = trial != NULL, refused = false;

    for (size_t i = 0; good && i < attempt->count; i++)
        good = post(trial, attempt->lines[i], &refused, err) && post(trial, attempt->lines[i], &refused, err);
    for (size_t i = 0; good && i < attempt->count; i++)
        good = post(trial, attempt->lines[i], &refused, err);
    return trial && compare(attempt, LAW_DOUBLED, 0, trial, good, err);
}

static bool
try_restart(struct attempt *attempt, struct err *err)
{
    struct trial *trial = begin(attempt, err);
    bool good = trial != NULL, refused = false;

    for (size_t i = 0; good && i < attempt->count; i++) {
        good = post(trial, attempt->lines[i], &refused, err);
        if (good && (i + 1) % stride(attempt) == 0)
            good = trial_publish(trial, err) && trial_restart(trial, err);
    }
    return trial && compare(attempt, LAW_RESTART, 0, trial, good, err);
}

/* splitmix64: the same orders on every machine. */
static size_t
random_below(uint64_t *state, size_t bound)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (size_t)((z ^ (z >> 31)) % bound);
}

static struct str *
shuffled(const struct attempt *attempt, int seed)
{
    struct str *lines = mem_copy(attempt->lines, attempt->count * sizeof *lines);
    uint64_t state = (uint64_t)seed;

    for (size_t i = attempt->count; i > 1; i--) {
        size_t k = random_below(&state, i);
        struct str last = lines[i - 1];
        lines[i - 1] = lines[k];
        lines[k] = last;
    }
    return lines;
}

/* Where another order refuses something (a cycle: what came first stays), the events are not the same. */
static bool
try_order(struct attempt *attempt, int seed, struct err *err)
{
    struct str *lines = shuffled(attempt, seed);
    struct trial *trial = begin(attempt, err);
    bool good = trial != NULL, refused = false;

    for (size_t i = 0; good && i < attempt->count; i++)
        good = post(trial, lines[i], &refused, err);
    free(lines);
    if (good && refused) {
        note(attempt, _("an order in which an event is refused is left out"));
        trial_close(trial);
        return true;
    }
    return trial && compare(attempt, LAW_ORDER, seed, trial, good, err);
}

static bool
try_orders(struct attempt *attempt, struct err *err)
{
    for (int seed = 1; seed <= ORDERS; seed++)
        if (!try_order(attempt, seed, err))
            return false;
    return true;
}

/* The event once more under another identity, and taken back; published in between. */
static bool
insert_and_retract(struct attempt *attempt, struct trial *trial, size_t i, struct err *err)
{
    json_t *copy = json_copy(attempt->events[i]), *retract, *rev = json_object_get(copy, "rev");
    bool refused = false, good;
    char id[32], *line;

    snprintf(id, sizeof id, "copy-%zu", i);
    json_object_set_new(copy, "source", json_string("turnout.laws"));
    json_object_set_new(copy, "id", json_string(id));
    retract = json_pack("{s:s,s:s,s:s+,s:s,s:s,s:{s:s,s:s,s:o}}", "specversion", "1.0", "source", "turnout.laws", "id", id, ".back", "type",
                        "turnout.retract", "time", "2000-01-01T00:00:00Z", "data", "source", "turnout.laws", "id", id, "rev",
                        rev ? json_incref(rev) : json_integer(1));
    line = json_dumps(copy, JSON_COMPACT);
    good = post(trial, str_of(line), &refused, err) && trial_publish(trial, err);
    free(line);
    line = json_dumps(retract, JSON_COMPACT);
    good = good && (refused || (post(trial, str_of(line), &refused, err) && trial_publish(trial, err)));
    free(line);
    json_decref(copy);
    json_decref(retract);
    return good;
}

static bool
try_retracted(struct attempt *attempt, struct err *err)
{
    struct trial *trial = begin(attempt, err);
    bool good = trial != NULL, refused = false;

    for (size_t i = 0; good && i < attempt->count; i++)
        good = post(trial, attempt->lines[i], &refused, err);
    for (size_t i = 0; good && i < attempt->count; i += stride(attempt))
        good = insert_and_retract(attempt, trial, i, err);
    return trial && compare(attempt, LAW_RETRACTED, 0, trial, good, err);
}

/* What asks when something was recorded may depend on the order (what a close freezes), or cannot be taken back. */
static bool
has_moments(const struct attempt *attempt)
{
    static const struct str types[] = { STR_INIT("turnout.period.close"), STR_INIT("turnout.period.reopen"), STR_INIT("turnout.person.forget") };

    for (size_t i = 0; i < attempt->count; i++)
        if (str_find(str_of(json_string_value(json_object_get(attempt->events[i], "type"))), types, 3) >= 0)
            return true;
    return false;
}

static bool
try_laws(struct attempt *attempt, struct err *err)
{
    bool has_order = !has_moments(attempt);

    if (!has_order)
        note(attempt, _("closes a period or forgets somebody: other orders and retractions are left out"));
    if (stride(attempt) > 1)
        note(attempt, _("is long: not every event is retracted and followed by a restart"));
    return try_live(attempt, err) && try_doubled(attempt, err) && (!has_order || (try_orders(attempt, err) && try_retracted(attempt, err))) &&
           try_restart(attempt, err);
}

/* ---- the case itself ---- */

/* Keeps what is accepted: the laws are about that. */
static bool
post_all(struct attempt *attempt, struct trial *trial, struct err *err)
{
    size_t count = json_array_size(attempt->file->events);

    attempt->lines = mem_array(count, sizeof *attempt->lines);
    attempt->events = mem_array(count, sizeof *attempt->events);
    for (size_t i = 0; i < count; i++) {
        json_t *event = json_array_get(attempt->file->events, i);
        char *line = json_dumps(event, JSON_COMPACT);
        bool refused = false;

        if (!post(trial, str_of(line), &refused, err)) {
            free(line);
            return false;
        }
        if (refused) {
            free(line);
            continue;
        }
        attempt->events[attempt->count] = event;
        attempt->lines[attempt->count++] = str_of(line);
    }
    return trial_publish(trial, err);
}

static bool
read_all(struct attempt *attempt, struct trial *trial, json_t **findings, struct err *err)
{
    attempt->rows = trial_rows(trial, err);
    attempt->scores = attempt->rows ? trial_scores(trial, err) : NULL;
    if (!attempt->scores)
        return false;
    if (json_object_get(attempt->file->whole, "findings"))
        *findings = trial_findings(trial, err);
    return *findings || !json_object_get(attempt->file->whole, "findings");
}

static bool
try_itself(struct attempt *attempt, struct trial *trial, struct err *err)
{
    json_t *differences = json_array(), *whole = attempt->file->whole, *findings = NULL;
    bool good = post_all(attempt, trial, err) && read_all(attempt, trial, &findings, err);

    if (good) {
        differences_of_rows(differences, json_object_get(whole, "expect"), attempt->rows);
        differences_of_scores(differences, json_object_get(whole, "scores"), attempt->scores);
        differences_of_findings(differences, json_object_get(whole, "findings"), findings);
        fail(attempt, LAW_CASE, 0, trial_fault(trial).ptr, json_incref(differences));
    }
    json_decref(differences);
    json_decref(findings);
    return good;
}

static void
forget(struct attempt *attempt)
{
    for (size_t i = 0; i < attempt->count; i++)
        free((char *)(uintptr_t)attempt->lines[i].ptr);
    free(attempt->lines);
    free(attempt->events);
    json_decref(attempt->rows);
    json_decref(attempt->scores);
}

bool
case_try(const struct plugin_load *load, const struct case_file *file, const char *folder, bool with_laws,
         json_t *failures, json_t *notes, struct err *err)
{
    struct attempt attempt = { .load = load, .file = file, .folder = folder, .failures = failures, .notes = notes };
    size_t before = json_array_size(failures);
    struct trial *trial;
    bool good;

    if (!day_parse(str_of(file->as_of), &attempt.as_of))
        return err_set(err, ERR_INPUT, _("as_of is a day, as \"2026-01-01\", not \"%s\""), file->as_of);
    trial = begin(&attempt, err);
    good = trial && try_itself(&attempt, trial, err);
    trial_close(trial);
    if (good && with_laws && json_array_size(failures) == before)
        good = try_laws(&attempt, err);
    forget(&attempt);
    return good;
}
