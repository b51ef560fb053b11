/* SPDX-License-Identifier: MIT */
#include "lib/wire/persons.h"

#include "lib/wire/reading.h"
#include "lib/wire/json_show.h"
#include "lib/wire/person_token.h"
#include "lib/wire/text_rule.h"

#include <stdio.h>

enum { SENTENCE_SIZE = 160 };

bool
persons_are_in(const struct json *member)
{
    return str_eq(member->key, STR("person")) || str_eq(member->key, STR("persons"));
}

__attribute__((cold)) static bool
refuse_token(const struct reading *in, const struct json *value)
{
    char sentence[SENTENCE_SIZE];

    if (value->kind == VALUE_TEXT)
        snprintf(sentence, sizeof sentence, "must be %s, got %zu bytes", text_rule_words(TEXT_PERSON),
                 value->as.text.len);
    else
        snprintf(sentence, sizeof sentence, "must be %s, got %s", text_rule_words(TEXT_PERSON),
                 json_kind_words(value->kind));
    return reading_refuse_as(in, REFUSED_BAD_FIELD, value, sentence);
}

__attribute__((cold)) static bool
refuse_personal(const struct reading *in, const struct json *value, const char *what)
{
    char sentence[SENTENCE_SIZE];

    snprintf(sentence, sizeof sentence, "looks like %s: post a token that means nothing outside your system", what);
    return reading_refuse_as(in, REFUSED_PERSONAL_DATA, value, sentence);
}

static bool
read_token(const struct reading *in, const struct json *value, struct person_key *key)
{
    const char *what;

    if (value->kind != VALUE_TEXT || !text_obeys(value->as.text, TEXT_PERSON))
        return refuse_token(in, value);
    what = person_token_looks_like(value->as.text);
    if (what)
        return refuse_personal(in, value, what);
    *key = person_token_hash(in->hasher, value->as.text);
    return true;
}

__attribute__((cold)) static bool
refuse_list(const struct reading *in, const struct json *value)
{
    char sentence[SENTENCE_SIZE], got[32];

    snprintf(got, sizeof got, "%u", value->count);
    snprintf(sentence, sizeof sentence, "must be a list of 1..%d person tokens, got %s", PERSONS_MAX,
             value->kind == VALUE_LIST ? got : json_kind_words(value->kind));
    return reading_refuse_as(in, REFUSED_BAD_FIELD, value, sentence);
}

static bool
refuse_both(const struct reading *in)
{
    return reading_refuse_name(in, REFUSED_BAD_FIELD, "persons", "cannot be given beside person");
}

bool
persons_read_one(const struct reading *in, const struct json *value, uint32_t place)
{
    struct event *event = in->event;

    if (event->persons_listed)
        return refuse_both(in);
    if (!event->keys)
        event->keys = arena_array(in->arena, PERSONS_NAMED, sizeof *event->keys);
    if (!read_token(in, value, &event->keys[place]))
        return false;
    event->person_count = event->person_count > place + 1 ? event->person_count : place + 1;
    return true;
}

/* Keys seen so far, by open addressing: the place in the list + 1, or 0. The keys are hashes already. */
struct seen {
    uint32_t *slots;
    size_t mask;
};

static struct seen
seen_new(struct arena *arena, size_t count)
{
    size_t slots = 4;

    while (slots < 2 * count)
        slots *= 2;
    return (struct seen){ arena_array(arena, slots, sizeof(uint32_t)), slots - 1 };
}

/* False when the key was there before. */
static bool
seen_add(struct seen *seen, const struct person_key *keys, uint32_t index)
{
    size_t at;

    memcpy(&at, keys[index].bytes, sizeof at);
    for (at &= seen->mask; seen->slots[at]; at = (at + 1) & seen->mask)
        if (memcmp(&keys[seen->slots[at] - 1], &keys[index], sizeof *keys) == 0)
            return false;
    seen->slots[at] = index + 1;
    return true;
}

static bool
read_items(const struct reading *in, const struct json *list, struct person_key *keys)
{
    struct seen seen = seen_new(in->arena, list->count);
    uint32_t index = 0;

    for (const struct json *item = json_first(list); item != json_end(list); item = json_next(item)) {
        if (!read_token(in, item, &keys[index]))
            return false;
        if (!seen_add(&seen, keys, index++))
            return reading_refuse_as(in, REFUSED_BAD_FIELD, item, "is in the list already");
    }
    return true;
}

bool
persons_read_list(const struct reading *in, const struct json *value)
{
    struct event *event = in->event;

    if (event->person_count > 0)
        return refuse_both(in);
    if (value->kind != VALUE_LIST || value->count < 1 || value->count > PERSONS_MAX)
        return refuse_list(in, value);
    event->keys = arena_array(in->arena, value->count, sizeof *event->keys);
    if (!read_items(in, value, event->keys))
        return false;
    event->person_count = value->count;
    event->persons_listed = true;
    return true;
}
