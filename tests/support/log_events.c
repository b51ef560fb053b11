/* SPDX-License-Identifier: MIT */
#include "tests/support/log_events.h"

#include "lib/store/event_log.h"
#include "tests/support/scratch.h"

#include <stdio.h>

static struct hash128
content_of(const char *id)
{
    return hash128(id, strlen(id));
}

struct event
log_attendance(const char *source, const char *id, const char *activity, uint32_t *person)
{
    return (struct event){
        .source = str_of(source),
        .id = str_of(id),
        .rev = 1,
        .type = EVENT_ATTENDANCE,
        .time_text = STR("2024-05-29T14:03:11+08:00"),
        .content = content_of(id),
        .persons = person,
        .person_count = 1,
        .as.attendance = { .activity = str_of(activity) },
    };
}

struct event
log_other(enum event_type type, const char *source, const char *id, const char *data)
{
    return (struct event){
        .source = str_of(source),
        .id = str_of(id),
        .rev = 1,
        .type = type,
        .time_text = STR("2024-05-29T14:03:11+08:00"),
        .data = str_of(data),
        .content = content_of(id),
    };
}

uint64_t
log_append(struct event_log *log, const struct event *event)
{
    struct err err = { 0 };
    uint64_t previous, seq;

    must(event_log_find(log, event->source, event->id, &previous, &err), &err);
    must(event_log_append(log, event, previous, &seq, &err), &err);
    return seq;
}

void
log_begin(struct event_log *log)
{
    struct err err = { 0 };

    must(event_log_begin(log, &err), &err);
}

void
log_commit(struct event_log *log)
{
    struct err err = { 0 };

    must(event_log_commit(log, 1716962591123, &err), &err);
}

uint64_t
log_commit_one(struct event_log *log, const struct event *event)
{
    uint64_t seq;

    log_begin(log);
    seq = log_append(log, event);
    log_commit(log);
    return seq;
}

uint64_t
log_find(struct event_log *log, const char *source, const char *id)
{
    struct err err = { 0 };
    uint64_t seq;

    must(event_log_find(log, str_of(source), str_of(id), &seq, &err), &err);
    return seq;
}

void
log_append_many(struct event_log *log, const char *prefix, int count, int batch)
{
    uint32_t person = 7;
    char id[32];

    for (int i = 0; i < count; i++) {
        struct event event;

        if (i % batch == 0)
            log_begin(log);
        snprintf(id, sizeof id, "%s%d", prefix, i);
        event = log_attendance("gate/1", id, "games", &person);
        log_append(log, &event);
        if (i % batch == batch - 1 || i == count - 1)
            log_commit(log);
    }
}

bool
log_try_many(struct event_log *log, const char *prefix, int count, struct err *err)
{
    uint32_t person = 1;
    bool done = true;
    char id[32];

    for (int i = 0; done && i < count; i++) {
        struct event event;
        uint64_t seq;

        snprintf(id, sizeof id, "%s%d", prefix, i);
        event = log_attendance("gate/1", id, "games", &person);
        done = event_log_append(log, &event, 0, &seq, err);
    }
    return done;
}
