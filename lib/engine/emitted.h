/* SPDX-License-Identifier: MIT */
/*
 * emitted.h -- the events that maps made of other people's, as long as they hold (lib/model/emission.h).
 *
 * A cache of what the worker answered, never in the log: it is there again
 * after a start, when the rules were asked.  Each is checked as a posted line
 * would be, has an identity of its own (source "map:PLUGIN") and stands beside
 * the others of the event behind it.
 */
#ifndef LIB_ENGINE_EMITTED_H
#define LIB_ENGINE_EMITTED_H

#include "lib/base/err.h"
#include "lib/model/emission.h"
#include "lib/model/ruleset.h"
#include "lib/wire/refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct facts;
struct line_reader;

struct emitted_event {
    struct event event;
    struct arena arena; /* of the event */
    uint32_t plugin;    /* whose map; as the ruleset numbers them */
    bool stands;        /* among the facts */
};

/* Those of one event of the log. */
struct emitted_group {
    uint64_t origin; /* its position; 0: free */
    struct emitted_event *events; /* by place */
    size_t count, capacity;
};

/* The empty value is { 0 }. */
struct emitted {
    struct emitted_group *groups; /* open addressing; an origin stays when its events are gone */
    size_t count, capacity;
};
void emitted_free(struct emitted *emitted);

/* The event that is behind. */
struct emitted_source {
    uint64_t seq;
    struct str source, id;
    uint32_t rev, person;
    struct when at;
};

/*
 * One more joins the facts, last among those of its event.  False: *refusal
 * says what is wrong with it, and nothing changed.
 */
bool emitted_add(struct emitted *emitted, struct facts *facts, struct line_reader *reader, const struct ruleset *ruleset,
                 const struct emitted_source *source, const struct emission *emission, struct refusal *refusal);
/* Those of the event leave the facts. */
void emitted_take_back(struct emitted *emitted, struct facts *facts, uint64_t origin);
/* Those of the plugin's maps do. */
void emitted_take_back_plugin(struct emitted *emitted, struct facts *facts, uint32_t plugin);

/* What stands at the position (emitted_is); NULL: nothing does any more. */
const struct event *emitted_find(const struct emitted *emitted, uint64_t seq);

#endif
