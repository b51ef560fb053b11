/* SPDX-License-Identifier: MIT */
/*
 * bilingual.h -- the texts of a page in both of its languages, each pair once.
 *
 * A page has its texts in Chinese and English and is switched where it is read.
 * Whatever says something in the language of now (lang.h) says it here twice;
 * the data of the page refer to the pair by its number.
 */
#ifndef CLI_HTML_BILINGUAL_H
#define CLI_HTML_BILINGUAL_H

#include "lib/base/arena.h"
#include "lib/base/codebook.h"

#include <jansson.h>

struct bilingual {
    struct codebook known;
    json_t *texts; /* by number: a text that both languages share, or [zh, en] */
    size_t bytes;  /* that they take as JSON */
    struct arena *arena;
};

/* Says something of a thing in the language of now; borrowed or in the arena. */
typedef struct str (*words_fn)(const void *thing, struct arena *arena);

void bilingual_init(struct bilingual *bilingual, struct arena *arena);
void bilingual_free(struct bilingual *bilingual);
/* New references: the pair's number, or null when both are empty. */
json_t *bilingual_say(struct bilingual *bilingual, words_fn words, const void *thing);
json_t *bilingual_name(struct bilingual *bilingual, struct str same);

#endif
