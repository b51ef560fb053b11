/* SPDX-License-Identifier: MIT */
/*
 * engine.h -- from accepted events to published figures, without sockets or Lua.
 *
 * Owns the store, the facts and the figures; belongs to one thread.  The owner
 * brings checked events (lib/wire), commits them in batches, hands over the
 * rules' verdicts, and says when to publish.  Figures depend on the set of
 * accepted events, the ruleset, the configuration and the as-of day alone.
 *
 *   open ─▶ set_ruleset ─▶ { begin accept* commit | verdicts | publish }* ─▶ close
 */
#ifndef LIB_ENGINE_ENGINE_H
#define LIB_ENGINE_ENGINE_H

#include "lib/base/err.h"
#include "lib/model/disclosure.h"
#include "lib/model/event.h"
#include "lib/model/ruleset.h"
#include "lib/wire/line.h"
#include "lib/wire/reply.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct backup_progress;
struct commit_end;
struct engine;
struct explain_question;
struct fault_row;
struct json_t;
struct preview_base;
struct rule_record;
struct rule_version;
struct score_answer;
struct score_question;
struct stale_row;
struct store_status;

typedef void (*engine_ask_fn)(void *ctx, const struct rule_subject *subjects, size_t count);

/*
 * What the owner may do while the figures of a publication are computed on a
 * thread of their own (figure_thread.h), so that nobody waits for them: batches
 * of events that engine_takes.  They are in the log when engine_commit returned,
 * and join the facts after the publication (engine_join), whose figures stand
 * for one log position.
 */
struct engine_interlude {
    /* Asked again and again; interrupts: what the engine does on the owner's thread, else it has nothing to do there. NULL: figures are computed there, without interludes. */
    bool (*is_wanted)(void *ctx, bool interrupts);
    bool (*take)(void *ctx, struct err *err);   /* false: the store failed, and so does the publication */
    void (*wait)(void *ctx);                    /* none was wanted: returns when one may be, or after wake; NULL: only what wake tells is waited for */
    void (*wake)(void *ctx);                    /* ends a wait, at once or when the next one begins; on another thread; NULL with wait */
};

struct engine_config {
    const char *db_path;
    bool reads_only;      /* the store is only read, beside a daemon or without one: nothing is accepted or published, all can be explained */
    bool rebuilds;        /* the same, and figures can be published: into memory, from the log up to where the stored ones stand, on their day: engine_rebuild.h */
    int year_start_month; /* 1..12 */
    bool has_as_of;       /* pinned by --as-of; else today in the root unit's zone */
    day_t as_of;
    struct str parameters; /* of the rules, as configured: lib/store/rule_settings.h */
    struct disclosure_rule disclosure; /* for those who read the figures; below 0: what the database has */
    /* Asks for verdicts on subjects that are new or changed; borrowed for the call. Answers come by engine_verdicts, in any order, at any time. */
    engine_ask_fn ask;
    /* The same for the figures that scores are made of; answers come by engine_scores. */
    void (*ask_scores)(void *ctx, const struct score_question *questions, size_t count);
    /* Progress of the replay at opening: done of total log positions; may be NULL. */
    void (*progress)(void *ctx, uint64_t done, uint64_t total);
    struct engine_interlude interlude;
    void *ctx;
};

/* Opens the store and replays the log, from what engine_save left on. NULL: err as store_open, or ERR_STORE for a damaged log. */
struct engine *engine_open(const struct engine_config *config, struct err *err);
void engine_close(struct engine *engine);

/*
 * Saves who came to each session, so that the next opening need not read every
 * attendance again: about a second for ten million.  Not inside a batch.
 */
bool engine_save(struct engine *engine, struct err *err);
/* How many events came since. */
uint64_t engine_unsaved(const struct engine *engine);

/* The key for line_reader_new; valid as long as the engine. */
const unsigned char *engine_person_key(const struct engine *engine);

/* Takes the ruleset (freed with the engine or by the next one); all verdicts are asked for anew and all figures become dirty, unless
 * it means the same as the one before: then readers only get the new titles and versions. */
void engine_set_ruleset(struct engine *engine, struct ruleset *ruleset);
/* The number of what was kept last; 0: nothing was since the opening. */
int64_t engine_kept_rules(const struct engine *engine);
/* Takes the record of these rules: it is written with their first figures, in one transaction. */
void engine_keep_rules(struct engine *engine, struct rule_record *record);
/* The stored version (0: the last) with its files. */
bool engine_rule_version(const struct engine *engine, int64_t number, struct arena *arena, struct rule_version *version,
                         bool *found, struct err *err);
const struct ruleset *engine_ruleset(const struct engine *engine);

/* Tells that engine_accept will be called for the event: once for each of the EXPECT_STAGES of lib/model/facts.h. Nothing changes but what waits for memory. */
void engine_expect(const struct engine *engine, const struct event *event, unsigned stage);
/* One batch: accepted events are on disk when commit returned true. After a failure of begin, accept, commit or publish the owner must stop. */
bool engine_begin(struct engine *engine, struct err *err);
/*
 * Decides one event, in the order of arrival.  Sets event->persons and the
 * final content hash.  *outcome says how it ended; for OUTCOME_CONFLICT and
 * OUTCOME_REJECTED (cycle, unknown zone ...) *refusal says why, and the caller hands it to
 * engine_count_refusal.  False: the store failed.
 */
bool engine_accept(struct engine *engine, struct event *event, enum outcome *outcome, struct refusal *refusal,
                   struct err *err);
/* Counts and remembers a refused line, whoever refused it: the reader, the rights, engine_accept. */
void engine_count_refusal(struct engine *engine, const struct refusal *refusal, int64_t now_ms);
bool engine_commit(struct engine *engine, int64_t now_ms, struct err *err);
/* The same, and what follows; beside (event_log.h) accepted events are on disk when end->fn is called, and the next batch may begin before. */
bool engine_commit_with(struct engine *engine, int64_t now_ms, const struct commit_end *end, struct err *err);
/* Waits until they are; also false when an earlier commit beside has failed. */
bool engine_await_disk(struct engine *engine, struct err *err);
/*
 * May the event be accepted now?  In an interlude of a publication, and until
 * what came in one has joined the facts, only attendances whose outcome hangs
 * on nothing but the log and on what sessions there are, and that change no
 * more than who came to one, and no more of them than the memory kept for that;
 * else every event.  One that cannot be looked up is not taken: engine_accept
 * will say why.  To be asked just before engine_accept, which it then saves a
 * look-up (event.session).
 */
bool engine_takes(struct engine *engine, struct event *event);
/* Has something that was accepted in an interlude not joined the facts yet? Then nothing is done before engine_join but batches of what engine_takes. */
bool engine_is_behind(const struct engine *engine);
/* At most so many of those events join the facts, in the order of the log. */
bool engine_join(struct engine *engine, uint64_t most, struct err *err);

/* Answers of the worker; those about an older version of a subject are ignored. */
void engine_verdicts(struct engine *engine, const struct verdict *verdicts, size_t count);
/*
 * A map that emitted what is no event: its plugin was paused, and the owner
 * asks it no more.  False: there is none that was not told yet.
 */
bool engine_next_fault(struct engine *engine, struct rule_fault *fault);
/* Answers of scores: right whenever they come; those that nobody waits for are ignored. */
void engine_scores(struct engine *engine, const struct score_answer *answers, size_t count);
/* The worker died: everything that still waits for a verdict is asked again. */
void engine_ask_again(struct engine *engine);
/* The plugin's rules are not waited for any more; its figures stay as they are and its fault is shown. */
void engine_pause_plugin(struct engine *engine, const struct rule_fault *fault);

/* What plugins failed with as far as it was published, and what stays as it was because of it. Between batches; texts in the arena. */
bool engine_faults(const struct engine *engine, struct arena *arena, struct fault_row **faults, size_t *count, struct err *err);
bool engine_stale(const struct engine *engine, struct arena *arena, struct stale_row **rows, size_t *count, struct err *err);

/* Is there something that publishing would change? */
bool engine_is_dirty(const struct engine *engine);
enum publish_result {
    PUBLISH_NOTHING, /* nothing was dirty */
    PUBLISH_DONE,
    PUBLISH_WAITS,   /* answers are missing, or no ruleset is there yet: try again after engine_verdicts or engine_scores */
};
/* now: UTC seconds, for the as-of day. Not inside a batch. False: the store failed. Afterwards engine_join, while the facts are behind. */
bool engine_publish(struct engine *engine, int64_t now, enum publish_result *result, struct err *err);
/*
 * A period was closed, or may be now: its figures are to be frozen at this very
 * log position.  The batch ends here; nothing more is accepted until
 * engine_publish was done, or the owner gives up on verdicts that do not come:
 * then the figures are frozen after the next start, which replays to there.
 */
bool engine_must_freeze(const struct engine *engine);
bool engine_skip_freeze(struct engine *engine, struct err *err);
/*
 * How a figure or score came about: lib/engine/explain.h.  *waits: rules have
 * to answer first and were asked; there is no answer yet, try again after
 * engine_verdicts or engine_scores.  Not inside a batch.
 */
bool engine_explain(struct engine *engine, const struct explain_question *question, int64_t now, struct json_t **answer,
                    bool *waits, struct err *err);
/* The log position that the last figures of this process stand for; UINT64_MAX: there were none. */
uint64_t engine_published(const struct engine *engine);
/* Between batches, when nobody waits: what the store had better do then than in a commit that somebody waits for (store_rest). */
void engine_rest(struct engine *engine);
/* Between batches: persons who were forgotten leave the write-ahead log, too. False: readers are in the way, try again soon. */
bool engine_wipe(struct engine *engine);
/* When the as-of day changes next (UTC seconds; INT64_MAX when pinned): publish again then. */
int64_t engine_next_day(const struct engine *engine, int64_t now);

/* How the store stands: between batches. Texts are in the arena. */
bool engine_status(const struct engine *engine, struct arena *arena, struct store_status *status, struct err *err);
/* For lib/engine/preview.h, which spoils the engine: true when the figures were published for the facts as they are, with nothing open. */
bool engine_preview_base(struct engine *engine, struct preview_base *base);
/*
 * For it, too: the facts become those of these rules (borrowed), though nothing is published.  ask may answer from within, and
 * pause plugins.  Afterwards the engine can only be closed; that, when the trial was ended.
 */
struct engine_trial {
    struct ruleset ruleset; /* the live one */
    engine_ask_fn ask;
    void *ctx;
};
void engine_try_ruleset(struct engine *engine, const struct ruleset *ruleset, engine_ask_fn ask, void *ctx, struct engine_trial *was);
void engine_end_trial(struct engine *engine, const struct engine_trial *was);
/* Before it, in this process: reads what the staged rules ask of the store. */
bool engine_prepare_preview(struct engine *engine, const struct ruleset *staged, struct err *err);

/*
 * A copy of the store, in steps between batches (lib/store/backup.h): one at a
 * time.  Complete, its file is taken and sealed, by whichever thread; what is
 * not taken is dropped, at the latest with the engine.
 */
bool engine_backup_begin(struct engine *engine, const char *path, bool replaces, struct err *err);
bool engine_backup_step(struct engine *engine, int milliseconds, struct backup_progress *progress, struct err *err);
/* Where it is, until it is taken or dropped. */
const char *engine_backup_file(const struct engine *engine);
/* The temporary name, to be freed. */
char *engine_backup_take(struct engine *engine, struct err *err);
void engine_backup_drop(struct engine *engine);

/* For status: the log head. */
uint64_t engine_head(const struct engine *engine);
/* For benches: how many figures were computed so far, also those that came out as before. */
uint64_t engine_computed(const struct engine *engine);

#endif
