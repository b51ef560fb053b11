/* SPDX-License-Identifier: MIT */
/*
 * fault_news.h -- faults of plugins that readers do not know of yet, told with the next publication.
 *
 * When other rules come all plugins begin anew: what does not fail again until
 * the publication was mended.
 */
#ifndef LIB_ENGINE_FAULT_NEWS_H
#define LIB_ENGINE_FAULT_NEWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/plugin_faults.h"

#include <stdbool.h>
#include <stddef.h>

struct engine;
struct rule_fault;

struct fault_news {
    struct arena arena;
    struct fault_row *rows; /* texts in the arena */
    size_t count, capacity;
    bool is_afresh;         /* what stood before is over, but for these */
};

/* Other rules: what was told of earlier ones and not published yet is forgotten. */
void fault_news_afresh(struct fault_news *news);
/* Its texts are copied; the time is now. */
void fault_news_add(struct fault_news *news, const struct fault_row *row);
bool fault_news_is_due(const struct fault_news *news);
/* In the transaction of a publication. */
bool fault_news_publish(const struct fault_news *news, struct sql *sql, struct err *err);
/* It was published. */
void fault_news_clear(struct fault_news *news);
void fault_news_free(struct fault_news *news);

/* A plugin's fault with what the engine knows of it: names instead of numbers. Texts in the arena, or borrowed from the fault and the engine. */
struct fault_row fault_describe(struct engine *engine, const struct rule_fault *fault, struct arena *arena);
/* Of one that does not load, or not all of it. */
struct fault_row fault_of_loading(struct str plugin, struct str message, uint64_t position);

#endif
