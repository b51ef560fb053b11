/* SPDX-License-Identifier: MIT */
/*
 * preview_rules.h -- two sets of rules side by side: what differs, and how both are asked of the same facts.
 *
 * What is computed is what may differ: indicators whose plugin means something
 * else, those that read one, and the cards that score one.  The staged rules
 * that have to be asked get bits behind those of the live ones, so that a
 * session carries both answers at once; the others use the live ones' answers.
 */
#ifndef LIB_ENGINE_PREVIEW_RULES_H
#define LIB_ENGINE_PREVIEW_RULES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct facts;

enum rules_change {
    RULES_SAME,
    RULES_NEW,
    RULES_GONE,
    RULES_MEANING,      /* other figures may come out */
    RULES_PRESENTATION, /* a title, a version, a grade's name */
};

struct plugin_change {
    struct str name, before, after; /* the versions; ptr NULL: it is not there */
    enum rules_change change;
};

struct preview_rules {
    struct arena arena;
    const struct ruleset *live;     /* what it points to is borrowed */
    const struct ruleset *staged;   /* borrowed */
    bool other_facts;               /* a map or a declaration changes of which there are events: the staged rules need facts of their own, and everything may differ */
    struct ruleset after;           /* the staged rules, numbered by the bits that the facts carry; in the arena */
    uint8_t *left_out, *left_out_after; /* by indicator of live, of after: not computed */
    uint8_t *scored_only;           /* by indicator of after: computed for a card alone, not compared */
    int *after_of;                  /* by live indicator: its place in after, -1: gone */
    bool *card_differs, *card_differs_after; /* by card of live, of after */
    uint64_t unscored[4];           /* plugins of after without a card that has to be scored, one bit each */
    struct plugin_change *plugins;  /* in order of name; what is the same is left out */
    size_t plugin_count;
    int *bits;                      /* by staged rule: its bit in the facts' masks, -1: it is not asked */
    struct rule_mask unasked;       /* staged plugins, by number, of which no rule is asked */
    uint64_t asked_types;           /* 1 << event_type of the records that are asked about */
    bool asks_sessions, asks_items;
};

/* paused: live plugins that do not answer, one bit each. facts NULL: they may have events of any type. ERR_RULE: more rules than a mask has bits. Free it either way. */
bool preview_rules_compare(struct preview_rules *rules, const struct ruleset *live, const struct ruleset *staged,
                           const uint64_t *paused, const struct facts *facts, struct err *err);
void preview_rules_free(struct preview_rules *rules);

/* A staged plugin (by number) failed while it was asked: what needs it is left out. */
void preview_rules_drop(struct preview_rules *rules, uint32_t plugin);
/* Is there anything to compute? */
bool preview_rules_differ(const struct preview_rules *rules);
/* What the staged rules said, as bits for the facts' masks: those of the live rules are not among them. */
struct rule_mask preview_rules_bits(const struct preview_rules *rules, const struct rule_mask *said);

#endif
