/* SPDX-License-Identifier: MIT */
/*
 * manifest_members.h -- reads single members of the manifest's JSON, each checked.
 *
 * The worker that wrote it runs other people's code, so nothing in it is
 * trusted.  All return false with the reading's err filled; texts are copied
 * into the ruleset's arena.  A member that is optional and absent leaves what
 * it would fill as it is.
 */
#ifndef LUA_MANIFEST_MEMBERS_H
#define LUA_MANIFEST_MEMBERS_H

#include "lib/base/err.h"
#include "lib/model/ruleset.h"

#include <jansson.h>

struct reading {
    struct ruleset *ruleset;
    struct err *err;
    uint32_t plugin;     /* the one being read */
    uint32_t first_rule; /* its first in the whole */
    uint32_t rule_count; /* its own */
    const char *where;   /* name of the indicator or plugin, for messages */
};

/* "manifest: WHERE: KEY WHY" */
bool bad(struct reading *reading, const char *key, const char *why);
/* Of a card whose `where` says the place in the rule: "x/init.lua:12: t.scorecard x: ..." */
bool card_bad(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* ptr NULL when it is no text. Borrowed. */
struct str text_in(const json_t *value);
bool read_text(struct reading *reading, const json_t *object, const char *key, struct str *text);
bool read_optional_text(struct reading *reading, const json_t *object, const char *key, struct str *text);
/* A list of texts; of what is not there none. */
bool read_texts(struct reading *reading, const json_t *object, const char *key, struct str_list *list);
bool read_name(struct reading *reading, const json_t *object, struct str *name);
bool read_integer(struct reading *reading, const json_t *object, const char *key, int64_t least, int64_t most, int64_t *value);
/* At most a million. */
bool read_count(struct reading *reading, const json_t *object, const char *key, uint32_t *value);
bool read_boolean(struct reading *reading, const json_t *object, const char *key, bool *value);
/* A list of texts, no two of them equal. */
bool read_list(struct reading *reading, const json_t *object, const char *key, struct str_list *list);
/* value: the member itself, required. */
bool read_number(struct reading *reading, const json_t *value, const char *key, struct fraction *number);
/* The place of a word in its list. */
bool read_word(struct reading *reading, const json_t *object, const char *key, const struct str *words, size_t count, int *place);
/* A list of words as a mask of 1 << place. */
bool read_mask(struct reading *reading, const json_t *object, const char *key, const struct str *words, size_t count, uint32_t *mask);
bool read_title(struct reading *reading, const json_t *object, struct str *zh, struct str *en);

/* What a rule or measure is of: a place among count_of_names, or COUNT_FOREIGN with the name of a type that the ruleset has. */
bool read_of(struct reading *reading, const json_t *object, int *of, struct str *foreign);

/* "month" ... "year", as enum period_kind. */
extern const struct str period_words[PERIOD_KINDS];

#endif
