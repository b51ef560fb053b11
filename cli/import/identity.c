/* SPDX-License-Identifier: MIT */
#include "cli/import/identity.h"

#include "cli/import/key_file.h"
#include "cli/words.h"
#include "lib/base/digest.h"
#include "lib/wire/event_fields.h"

#include <inttypes.h>
#include <stdio.h>

/* By domain.md D2: dated things with their `at`, single things without. */
static const struct str known_by[EVENT_TYPES] = {
    [EVENT_UNIT_PUT] = STR_INIT("unit at"),
    [EVENT_POPULATION_PUT] = STR_INIT("unit basis group at"),
    [EVENT_PERSON_PUT] = STR_INIT("person at"),
    [EVENT_TEAM_PUT] = STR_INIT("team"),
    [EVENT_TEAM_JOIN] = STR_INIT("team person at"),
    [EVENT_TEAM_LEAVE] = STR_INIT("team person at"),
    [EVENT_PLAN_PUT] = STR_INIT("item"),
    [EVENT_ACTIVITY_HELD] = STR_INIT("activity"),
    [EVENT_ACTIVITY_CANCELLED] = STR_INIT("activity"),
    [EVENT_ACTIVITY_VOID] = STR_INIT("activity"),
    [EVENT_ATTENDANCE] = STR_INIT("activity person persons"),
    [EVENT_HEADCOUNT] = STR_INIT("activity"),
    [EVENT_RETRACT] = STR_INIT("source id rev"),
    [EVENT_TARGET_PUT] = STR_INIT("indicator unit level at"),
    [EVENT_PERSON_MERGE] = STR_INIT("from into"),
    [EVENT_PERSON_FORGET] = STR_INIT("person"),
    [EVENT_VENUE_PUT] = STR_INIT("venue"),
    [EVENT_VENUE_OPEN] = STR_INIT("venue from"),
    [EVENT_VENUE_CLOSED] = STR_INIT("venue from"),
    [EVENT_PLAN_DROP] = STR_INIT("item"),
    [EVENT_REACH_DECLARED] = STR_INIT("unit period category basis"),
    [EVENT_VOLUNTEER_JOIN] = STR_INIT("unit person at"),
    [EVENT_VOLUNTEER_LEAVE] = STR_INIT("unit person at"),
    [EVENT_VOLUNTEER_COUNT] = STR_INIT("unit period"),
    [EVENT_FEEDBACK_SUMMARY] = STR_INIT("activity unit at"),
    [EVENT_AWARD_PUT] = STR_INIT("team unit contest at"),
    [EVENT_DECLARED_PUT] = STR_INIT("unit what period"),
    [EVENT_REPORT_DONE] = STR_INIT("unit dataset period"),
};

struct str
identity_fields(enum event_type type)
{
    return known_by[type];
}

bool
identity_is_secret(enum event_type type)
{
    return event_schema(type)->tokens != 0;
}

/* Held and cancelled are statements about one activity: the later one corrects the other. */
static struct str
class_of(enum event_type type)
{
    return event_type_name(type == EVENT_ACTIVITY_CANCELLED ? EVENT_ACTIVITY_HELD : type);
}

/* With its length, so that no two lists of texts are the same bytes. */
static void
add(struct digest *digest, struct str text)
{
    char length[24];

    digest_add(digest, length, (size_t)snprintf(length, sizeof length, "%zu:", text.len));
    digest_add(digest, text.ptr, text.len);
}

static void
add_said(struct digest *digest, const struct identity_question *question)
{
    struct str fields = known_by[question->type], field;

    for (size_t i = 0; fields.len == 0 && i < question->said_count; i++) {
        add(digest, question->said[i].name);
        add(digest, question->said[i].json);
    }
    while (words_next(&fields, &field))
        for (size_t i = 0; i < question->said_count; i++)
            if (str_eq(question->said[i].name, field)) {
                add(digest, field);
                add(digest, question->said[i].json);
            }
}

struct hash128
identity_of(const struct identity_question *question, uint64_t nth)
{
    unsigned char hash[DIGEST_SIZE];
    struct digest digest;
    struct hash128 id = { 0, 0 };

    digest_begin(&digest);
    add(&digest, STR("turnout import"));
    if (question->secret)
        digest_add(&digest, question->secret, KEY_SIZE);
    add(&digest, class_of(question->type));
    for (size_t i = 0; i < question->key_count; i++)
        add(&digest, question->keys[i]);
    if (!question->keys)
        add_said(&digest, question);
    if (nth > 0)
        digest_add(&digest, &nth, sizeof nth);
    digest_end(&digest, hash);
    for (size_t i = 0; i < 8; i++) {
        id.high = id.high << 8 | hash[i];
        id.low = id.low << 8 | hash[8 + i];
    }
    id.high = (id.high & ~UINT64_C(0xf000)) | 0x8000;
    id.low = (id.low & ~(UINT64_C(3) << 62)) | UINT64_C(2) << 62;
    return id;
}

void
identity_text(struct hash128 id, char text[IDENTITY_TEXT])
{
    snprintf(text, IDENTITY_TEXT, "%08" PRIx64 "-%04" PRIx64 "-%04" PRIx64 "-%04" PRIx64 "-%012" PRIx64, id.high >> 32,
             id.high >> 16 & 0xffff, id.high & 0xffff, id.low >> 48, id.low & UINT64_C(0xffffffffffff));
}

bool
identity_parse(struct str text, struct hash128 *id)
{
    static const char hexadecimal[] = "0123456789abcdef";
    char again[IDENTITY_TEXT];
    uint64_t halves[2] = { 0, 0 };
    size_t digits = 0;

    if (text.len != 36)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = text.ptr[i] ? strchr(hexadecimal, text.ptr[i]) : NULL;

        if (digit && digits < 32) {
            halves[digits / 16] = halves[digits / 16] << 4 | (uint64_t)(digit - hexadecimal);
            digits++;
        }
    }
    *id = (struct hash128){ .low = halves[1], .high = halves[0] };
    identity_text(*id, again);
    return str_eq(str_of(again), text);
}
