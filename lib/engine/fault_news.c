/* SPDX-License-Identifier: MIT */
#include "lib/engine/fault_news.h"

#include "lib/base/mem.h"

#include <stdlib.h>
#include <time.h>

static int64_t
now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
fault_news_clear(struct fault_news *news)
{
    news->count = 0;
    news->is_afresh = false;
    arena_reset(&news->arena);
}

void
fault_news_free(struct fault_news *news)
{
    arena_free(&news->arena);
    free(news->rows);
    *news = (struct fault_news){ 0 };
}

void
fault_news_afresh(struct fault_news *news)
{
    fault_news_clear(news);
    news->is_afresh = true;
}

void
fault_news_add(struct fault_news *news, const struct fault_row *row)
{
    struct fault_row copy = *row;
    struct str *const texts[] = { &copy.plugin, &copy.cause, &copy.message, &copy.file, &copy.traceback, &copy.rule, &copy.subject,
                                  &copy.activity, &copy.source, &copy.id, &copy.figure };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i]->ptr)
            *texts[i] = arena_copy(&news->arena, *texts[i]);
    copy.at = now_ms();
    news->rows = mem_grow(news->rows, news->count, &news->capacity, sizeof *news->rows);
    news->rows[news->count++] = copy;
}

bool
fault_news_is_due(const struct fault_news *news)
{
    return news->is_afresh || news->count > 0;
}

bool
fault_news_publish(const struct fault_news *news, struct sql *sql, struct err *err)
{
    if (news->is_afresh && !plugin_faults_doubt(sql, err))
        return false;
    for (size_t i = 0; i < news->count; i++)
        if (!plugin_faults_put(sql, &news->rows[i], err))
            return false;
    return !news->is_afresh || plugin_faults_settle(sql, now_ms(), err);
}
