/* SPDX-License-Identifier: MIT */
#include "cli/post_reply.h"

#include <jansson.h>

static bool
take_number(const json_t *object, const char *key, uint64_t *number)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return false;
    *number = (uint64_t)json_integer_value(value);
    return true;
}

static struct str
take_text(const json_t *object, const char *key, struct arena *arena)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value))
        return (struct str){ 0 };
    return arena_copy(arena, (struct str){ json_string_value(value), json_string_length(value) });
}

static bool
understand(const json_t *object, struct arena *arena, struct reply *reply)
{
    if (take_number(object, "line", &reply->line)) {
        reply->kind = REPLY_REFUSED;
        reply->code = take_text(object, "code", arena);
        reply->path = take_text(object, "path", arena);
        reply->message = take_text(object, "message", arena);
        return reply->code.len > 0;
    }
    if (!take_number(object, "acked", &reply->line))
        return false;
    reply->kind = json_is_true(json_object_get(object, "end")) ? REPLY_END : REPLY_ACKED;
    for (enum outcome i = 0; reply->kind == REPLY_END && i < OUTCOMES; i++)
        if (!take_number(object, outcome_name(i), &reply->counts[i]))
            return false;
    return true;
}

bool
reply_parse(struct str line, struct arena *arena, struct reply *reply)
{
    json_t *object = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, NULL);
    bool done;

    *reply = (struct reply){ 0 };
    done = json_is_object(object) && understand(object, arena, reply);
    json_decref(object);
    return done;
}
