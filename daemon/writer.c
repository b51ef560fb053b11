/* SPDX-License-Identifier: MIT */
#include "daemon/writer.h"

#include "daemon/batch.h"
#include "daemon/chunk.h"
#include "daemon/discard.h"
#include "daemon/interlude.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/pace.h"
#include "daemon/query.h"
#include "daemon/queue.h"
#include "daemon/rule_asker.h"
#include "lib/base/mem.h"
#include "lib/base/thread.h"
#include "lib/engine/engine.h"
#include "lib/engine/preview.h"
#include "lib/store/event_log.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    /* in milliseconds: */
    LAST_WAIT_FOR_ANSWERS = 5000, /* when stopping */
    WAIT_TO_FREEZE = 60 * 1000, /* the figures of a closed period: before ingest goes on without them */
    DAY_CHECK = 60 * 1000, /* the clock may be set */
    WIPE_AGAIN = 1000, /* a reader was in the way */
    PROGRESS_EVERY = 2000,
    REST_BEFORE_SAVING = 60 * 1000,
    WAIT_FOR_FIGURES = 60 * 1000, /* whose end wakes */
    /* events: */
    WORTH_SAVING = 100 * 1000,
    JOIN_AT_ONCE = 512, /* between two looks whether somebody waits */
    WORTH_GOING_ON = 4096, /* in a batch: of fewer the next ones are better decided, and committed, together */
    /* none of these: */
    BATCHES = 2,
};

static const char not_acknowledged[] = "nothing of the last batch was acknowledged";

struct writer {
    struct writer_config config;
    pthread_t thread;
    struct engine *engine;
    struct rule_asker rules;
    struct message *first;      /* chunks to decide, oldest first */
    struct message **end;
    size_t decided;             /* of the first one's lines: a batch ends where figures have to be frozen */
    struct decided {            /* chunks that go back when the disk has their batch: */
        struct writer *writer;
        struct message *first;
    } batches[BATCHES];         /* the last one may be on its way to the disk while the next one is decided */
    size_t batch_count;
    struct pace pace;
    struct interlude interlude; /* of the publication under way, or the last one */
    struct message *later;      /* what came during it and is no chunk, in order */
    struct message **later_end;
    int64_t next_day;           /* UTC seconds */
    int64_t worked_at;          /* the last batch, or the start */
    bool is_wiped;              /* who was forgotten is nowhere in the files */
    struct message *patient;    /* queries that wait for figures */
    bool stops;
    int64_t progress_at;
};

/* -- to the loop -- */

static void
tell(struct writer *writer, struct message *message)
{
    queue_put(writer->config.outbox, message);
}

static void
wake(struct writer *writer)
{
    writer->config.wake(writer->config.ctx);
}

static void
on_ask(void *ctx, const struct rule_subject *subjects, size_t count)
{
    rule_asker_ask(&((struct writer *)ctx)->rules, subjects, count);
}

static void
on_ask_scores(void *ctx, const struct score_question *questions, size_t count)
{
    rule_asker_ask_scores(&((struct writer *)ctx)->rules, questions, count);
}

static void
on_progress(void *ctx, uint64_t done, uint64_t total)
{
    struct writer *writer = ctx;
    int64_t now = queue_now();

    if (writer->progress_at == 0)
        writer->progress_at = now;
    if (now - writer->progress_at < PROGRESS_EVERY)
        return;
    writer->progress_at = now;
    notify_say("EXTEND_TIMEOUT_USEC=30000000");
    log_info("reading the log: %llu of %llu events", (unsigned long long)done, (unsigned long long)total);
}

static void
send_opened(struct writer *writer)
{
    struct opened_message *opened = mem_new(sizeof *opened);

    opened->message.kind = MESSAGE_OPENED;
    memcpy(opened->person_key, engine_person_key(writer->engine), sizeof opened->person_key);
    opened->head = engine_head(writer->engine);
    tell(writer, &opened->message);
    wake(writer);
}

static void
send_ended(struct writer *writer, const struct err *err)
{
    struct ended_message *ended = mem_new(sizeof *ended);

    ended->message.kind = MESSAGE_ENDED;
    ended->err = *err;
    tell(writer, &ended->message);
    wake(writer);
}

/* -- from the loop -- */

static void
note_dirty(struct writer *writer)
{
    if (engine_is_dirty(writer->engine))
        pace_dirty(&writer->pace, queue_now());
}

static void
obey(struct writer *writer, struct message *message)
{
    if (message->kind == MESSAGE_STOP)
        writer->stops = true;
    else
        rule_asker_obey(&writer->rules, message);
    pace_answered(&writer->pace);
    note_dirty(writer);
}

static void
answer_query(struct writer *writer, struct message *message)
{
    query_answer((struct query *)message, writer->engine);
    tell(writer, message);
    wake(writer);
}

static bool
figures_stand(const struct writer *writer)
{
    struct preview_base base;

    return engine_preview_base(writer->engine, &base);
}

static void
take_query(struct writer *writer, struct message *message)
{
    if (!((struct query *)message)->waits_for_figures || figures_stand(writer)) {
        answer_query(writer, message);
        return;
    }
    message->next = writer->patient;
    writer->patient = message;
}

/* Figures were published: those queries that waited for it. */
static void
answer_patient(struct writer *writer)
{
    struct message *message = figures_stand(writer) ? writer->patient : NULL, *next;

    if (message)
        writer->patient = NULL;
    for (; message; message = next) {
        next = message->next;
        message->next = NULL;
        answer_query(writer, message);
    }
}

/* Chunks are kept for a batch; everything else is done now, between batches. */
static void
sort_messages(struct writer *writer, struct message *message)
{
    while (message) {
        struct message *next = message->next;
        message->next = NULL;
        if (message->kind == MESSAGE_CHUNK) {
            *writer->end = message;
            writer->end = &message->next;
        } else if (message->kind == MESSAGE_QUERY) {
            take_query(writer, message);
        } else {
            obey(writer, message);
            discard_messages(message);
        }
        message = next;
    }
}

/* In the midst of a publication chunks alone are looked at. */
static void
set_aside(struct writer *writer, struct message *message)
{
    while (message) {
        struct message *next = message->next;
        struct message ***end = message->kind == MESSAGE_CHUNK ? &writer->end : &writer->later_end;

        message->next = NULL;
        **end = message;
        *end = &message->next;
        message = next;
    }
}

static void
sort_set_aside(struct writer *writer)
{
    struct message *later = writer->later;

    writer->later = NULL;
    writer->later_end = &writer->later;
    sort_messages(writer, later);
}

/* -- batches -- */

/* The disk has the batch: on the thread that waited for it. */
static void
give_back(void *ctx)
{
    struct decided *decided = ctx;
    struct message *message = decided->first, *next;

    decided->first = NULL;
    for (; message; message = next) {
        next = message->next;
        tell(decided->writer, message);
    }
    wake(decided->writer);
}

/* The chunks before the place, which is the next to be decided. */
static struct decided *
set_apart(struct writer *writer, const struct batch_place *place)
{
    struct decided *decided = &writer->batches[writer->batch_count++ % BATCHES];
    struct message **end = &decided->first;

    decided->writer = writer;
    while (writer->first != place->chunk) {
        *end = writer->first;
        end = &writer->first->next;
        writer->first = writer->first->next;
    }
    *end = NULL;
    if (!writer->first)
        writer->end = &writer->first;
    writer->decided = place->item;
    return decided;
}

/* Lines that wait, as far as that matters. */
static size_t
waiting(const struct writer *writer)
{
    size_t count = 0;

    for (const struct message *message = writer->first; message && count <= INTERLUDE_EVENTS; message = message->next)
        count += ((const struct chunk *)message)->count;
    return count;
}

/* Who waits for the disk while much is there to decide loses time that nobody gets back. */
static bool
goes_on(const struct writer *writer, const struct batch *batch)
{
    return batch->lines >= WORTH_GOING_ON && (writer->first || !queue_is_empty(writer->config.inbox));
}

/* Before anything else than the next batch is done. */
static bool
await_disk(struct writer *writer, struct err *err)
{
    return engine_await_disk(writer->engine, err) || err_wrap(err, not_acknowledged);
}

/* Blank lines alone: what is before them goes back first. */
static bool
skip_batch(struct writer *writer, struct decided *decided, struct err *err)
{
    if (!await_disk(writer, err))
        return false;
    give_back(decided);
    return true;
}

static bool
commit_batch(struct writer *writer, bool rests, struct err *err)
{
    struct batch_place place = { writer->first, writer->decided };
    struct commit_end end = { .fn = give_back, .rests = rests };
    struct batch batch;

    if (!batch_decide(writer->engine, &place, batch_last(writer->first), &batch, err))
        return err_wrap(err, not_acknowledged);
    end.ctx = set_apart(writer, &place);
    if (!batch.is_open)
        return skip_batch(writer, end.ctx, err);
    end.is_beside = goes_on(writer, &batch);
    return engine_commit_with(writer->engine, batch.at, &end, err) || err_wrap(err, not_acknowledged);
}

static bool
one_batch(struct writer *writer, struct err *err)
{
    if (!writer->first || engine_must_freeze(writer->engine))
        return true;
    if (!commit_batch(writer, false, err))
        return false;
    note_dirty(writer);
    return true;
}

/* -- interludes -- */

static bool
interlude_is_wanted(void *ctx, bool interrupts)
{
    struct writer *writer = ctx;

    set_aside(writer, queue_take(writer->config.inbox));
    return (interrupts ? interlude_may_interrupt : interlude_helps)(&writer->interlude, waiting(writer), queue_now());
}

static void
wait_in_interlude(void *ctx)
{
    struct writer *writer = ctx;

    set_aside(writer, queue_wait(writer->config.inbox, queue_now() + WAIT_FOR_FIGURES));
}

static void
wake_from_interlude(void *ctx)
{
    queue_nudge(((struct writer *)ctx)->config.inbox);
}

static bool
take_interlude(void *ctx, struct err *err)
{
    struct writer *writer = ctx;
    struct batch_place place = { writer->first, writer->decided };

    if (!batch_may_begin(writer->engine, &place)) {
        interlude_close(&writer->interlude);
        return true;
    }
    interlude_begin(&writer->interlude, queue_now());
    return commit_batch(writer, true, err);
}

/* What came in interludes joins the facts; who comes meanwhile is served as well. */
static bool
join(struct writer *writer, struct err *err)
{
    interlude_join(&writer->interlude, queue_now());
    while (engine_is_behind(writer->engine)) {
        if (interlude_is_wanted(writer, true) && !take_interlude(writer, err))
            return false;
        if (!engine_join(writer->engine, JOIN_AT_ONCE, err))
            return false;
    }
    return true;
}

/* -- publishing -- */

/* Who waits for figures that stand waits for such a one. */
static bool
is_without_interludes(const struct writer *writer)
{
    return writer->patient || writer->stops;
}

static bool
attempt(struct writer *writer, bool *published, struct err *err)
{
    enum publish_result result;

    interlude_open(&writer->interlude, is_without_interludes(writer), queue_now());
    if (engine_published(writer->engine) == UINT64_MAX) /* everybody who ever came is counted */
        interlude_prolong(&writer->interlude);
    if (!engine_publish(writer->engine, time(NULL), &result, err))
        return err_wrap(err, "publishing figures");
    if (!join(writer, err))
        return false;
    rule_asker_take_faults(&writer->rules);
    *published = result != PUBLISH_WAITS;
    if (*published) {
        rule_asker_published(&writer->rules);
        answer_patient(writer);
    }
    sort_set_aside(writer);
    return true;
}

/* Verdicts that are missing come soon, or ingest goes on without them. */
static bool
publish(struct writer *writer, int64_t patience, struct err *err)
{
    int64_t until = queue_now() + patience, started = 0;
    bool published = false;

    while (rule_asker_has_rules(&writer->rules)) {
        started = queue_now();
        if (!attempt(writer, &published, err))
            return false;
        if (published || queue_now() >= until)
            break;
        sort_messages(writer, queue_wait(writer->config.inbox, until));
    }
    if (published) {
        pace_published(&writer->pace, started, queue_now());
        if (writer->interlude.first != 0)
            pace_dirty(&writer->pace, writer->interlude.first);
        note_dirty(writer); /* the checks of the data may rest for a while */
    } else {
        pace_failed(&writer->pace, queue_now(), patience);
    }
    return true;
}

/* Figures of a closed period are frozen before anything else is accepted; rules that do not answer cannot hold up ingest for ever. */
static bool
freeze(struct writer *writer, struct err *err)
{
    int64_t began = queue_now(), until;
    bool published = false;

    while (engine_must_freeze(writer->engine)) {
        if (rule_asker_has_rules(&writer->rules) && !attempt(writer, &published, err))
            return false;
        if (published) { /* a replay may have stopped at the next close */
            published = false;
            began = queue_now();
            continue;
        }
        until = began + (writer->stops ? LAST_WAIT_FOR_ANSWERS : WAIT_TO_FREEZE);
        if (queue_now() >= until) {
            log_error("the rules do not answer: a period was closed, its figures are frozen after the next start");
            if (!engine_skip_freeze(writer->engine, err))
                return false;
            break;
        }
        sort_messages(writer, queue_wait(writer->config.inbox, until));
    }
    note_dirty(writer);
    return true;
}

static bool
freeze_if_due(struct writer *writer, struct err *err)
{
    return !engine_must_freeze(writer->engine) || freeze(writer, err);
}

static void
look_at_day(struct writer *writer)
{
    int64_t now = time(NULL);

    if (now < writer->next_day)
        return;
    pace_dirty(&writer->pace, queue_now());
    writer->next_day = engine_next_day(writer->engine, now);
}

static bool
publish_if_due(struct writer *writer, struct err *err)
{
    int64_t now = queue_now();

    look_at_day(writer);
    return now < pace_due(&writer->pace) ||
           publish(writer, pace_patience(&writer->pace, now), err);
}

/* -- the thread -- */

/* Nothing is due before then. */
static int64_t
rest_until(const struct writer *writer)
{
    int64_t now = queue_now(), due = pace_due(&writer->pace), day = writer->next_day - time(NULL);
    int64_t rest = day < DAY_CHECK / 1000 ? (day > 0 ? day * 1000 : 0) : DAY_CHECK;

    if (!writer->is_wiped && rest > WIPE_AGAIN)
        rest = WIPE_AGAIN;
    return due < now + rest ? due : now + rest;
}

/* Saving holds up whoever comes meanwhile: it waits until nobody did for a while, and for enough to be worth it. */
static void
save(struct writer *writer)
{
    struct err err = { 0 };

    if (!engine_save(writer->engine, &err)) /* a cache: the next start reads the log instead */
        log_error("the sessions were not saved, the next start takes longer: %s", err.text);
}

static void
save_at_rest(struct writer *writer)
{
    if (!writer->first && queue_now() - writer->worked_at >= REST_BEFORE_SAVING &&
        engine_unsaved(writer->engine) >= WORTH_SAVING)
        save(writer);
}

/* What came; waits for something when there is nothing to decide. */
static bool
receive(struct writer *writer, struct message **came, struct err *err)
{
    struct queue *inbox = writer->config.inbox;

    *came = queue_take(inbox);
    if (*came || writer->first)
        return true;
    if (!await_disk(writer, err))
        return false;
    engine_rest(writer->engine);
    *came = queue_wait(inbox, rest_until(writer));
    return true;
}

static bool
step(struct writer *writer, struct err *err)
{
    struct message *came;

    if (!receive(writer, &came, err))
        return false;
    sort_messages(writer, came);
    if (writer->first)
        writer->worked_at = queue_now();
    if (!freeze_if_due(writer, err) || !one_batch(writer, err) || !freeze_if_due(writer, err) || !publish_if_due(writer, err))
        return false;
    save_at_rest(writer);
    writer->is_wiped = engine_wipe(writer->engine);
    return true;
}

static bool
work(struct writer *writer, struct err *err)
{
    writer->next_day = engine_next_day(writer->engine, time(NULL));
    note_dirty(writer);
    send_opened(writer);
    while (!writer->stops || writer->first)
        if (!step(writer, err))
            return false;
    if (!await_disk(writer, err))
        return false;
    if (writer->pace.dirty && !publish(writer, LAST_WAIT_FOR_ANSWERS, err))
        return false;
    save(writer);
    engine_wipe(writer->engine); /* or after the next start */
    return true;
}

static struct engine *
open_engine(struct writer *writer, struct err *err)
{
    const struct engine_config config = {
        .db_path = writer->config.db_path,
        .year_start_month = writer->config.year_start_month,
        .has_as_of = writer->config.has_as_of,
        .as_of = writer->config.as_of,
        .parameters = writer->config.parameters,
        .disclosure = writer->config.disclosure,
        .ask = on_ask,
        .ask_scores = on_ask_scores,
        .progress = on_progress,
        .interlude = { interlude_is_wanted, take_interlude, wait_in_interlude, wake_from_interlude },
        .ctx = writer,
    };

    return engine_open(&config, err);
}

static void *
run(void *arg)
{
    struct writer *writer = arg;
    struct err err = { 0 };

    writer->engine = open_engine(writer, &err);
    if (writer->engine) {
        writer->rules.engine = writer->engine;
        if (work(writer, &err))
            err = (struct err){ 0 };
        engine_close(writer->engine);
    }
    send_ended(writer, &err);
    return NULL;
}

struct writer *
writer_start(const struct writer_config *config, struct err *err)
{
    struct writer *writer = mem_new(sizeof *writer);
    int result;

    writer->config = *config;
    writer->end = &writer->first;
    writer->later_end = &writer->later;
    writer->rules = (struct rule_asker){ .outbox = config->outbox, .wake = config->wake, .ctx = config->ctx };
    pace_init(&writer->pace, config->publish_interval);
    result = thread_start(&writer->thread, run, writer);
    if (result == 0)
        return writer;
    free(writer);
    err_set(err, ERR_INTERNAL, "cannot start a thread: %s", strerror(result));
    return NULL;
}

void
writer_join(struct writer *writer)
{
    if (!writer)
        return;
    pthread_join(writer->thread, NULL);
    for (int i = 0; i < BATCHES; i++)
        discard_messages(writer->batches[i].first);
    discard_messages(writer->first);
    discard_messages(writer->later);
    discard_messages(writer->patient);
    free(writer);
}
