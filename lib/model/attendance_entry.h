/* SPDX-License-Identifier: MIT */
/*
 * attendance_entry.h -- a statement that a person came to a session (or did not): twelve bytes.
 */
#ifndef LIB_MODEL_ATTENDANCE_ENTRY_H
#define LIB_MODEL_ATTENDANCE_ENTRY_H

#include "lib/model/event.h"

#include <stdbool.h>
#include <stdint.h>

enum { MINUTES_UNKNOWN = UINT16_MAX };

struct attendance_entry {
    uint32_t person;
    uint32_t seq_low; /* log position, 40 bits */
    uint16_t minutes; /* or MINUTES_UNKNOWN */
    uint8_t seq_high;
    uint8_t status : 3, role : 3;
    uint8_t holds : 1; /* the greatest statement about this person here */
    uint8_t opens : 1; /* the first of its event: of an event with several persons one entry has it */
};

static inline uint64_t
entry_seq(const struct attendance_entry *entry)
{
    return (uint64_t)entry->seq_high << 32 | entry->seq_low;
}

/* What a packed entry says besides person and position: minutes, 0 when unknown, else one more than they are; and status, role, holds, opens. */
static inline uint16_t
entry_minutes_code(const struct attendance_entry *entry)
{
    return (uint16_t)(entry->minutes + 1);
}

static inline uint8_t
entry_marks(const struct attendance_entry *entry)
{
    return (uint8_t)(entry->status | entry->role << 3 | entry->holds << 6 | entry->opens << 7);
}

static inline struct attendance_entry
entry_of_codes(uint32_t person, uint64_t seq, uint16_t minutes_code, uint8_t marks)
{
    return (struct attendance_entry){
        .person = person,
        .seq_low = (uint32_t)seq,
        .seq_high = (uint8_t)(seq >> 32),
        .minutes = (uint16_t)(minutes_code - 1),
        .status = marks & 7,
        .role = marks >> 3 & 7,
        .holds = marks >> 6 & 1,
        .opens = marks >> 7 & 1,
    };
}

static inline bool
entry_counts(const struct attendance_entry *entry)
{
    return entry->holds && (STATUSES_COUNTED >> entry->status & 1);
}

#endif
