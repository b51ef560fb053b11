/* SPDX-License-Identifier: MIT */
/*
 * event.h -- one posted event after its fields were checked (domain.md D2, D3).
 *
 * lib/wire makes it from a posted line, and again from a row of the log; all
 * else reads it.  Every str, list and token points into the arena of the batch
 * it came with.  An optional text that was not posted has ptr NULL; other
 * optional fields have a has_ flag, unless a default stands in the header.
 */
#ifndef LIB_MODEL_EVENT_H
#define LIB_MODEL_EVENT_H

#include "lib/base/hash.h"
#include "lib/base/str.h"
#include "lib/model/day.h"
#include "lib/model/when.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_type {
    EVENT_UNIT_PUT,
    EVENT_POPULATION_PUT,
    EVENT_PERSON_PUT,
    EVENT_TEAM_PUT,
    EVENT_TEAM_JOIN,
    EVENT_TEAM_LEAVE,
    EVENT_PLAN_PUT,
    EVENT_ACTIVITY_HELD,
    EVENT_ACTIVITY_CANCELLED,
    EVENT_ACTIVITY_VOID,
    EVENT_ATTENDANCE,
    EVENT_HEADCOUNT,
    EVENT_RETRACT,
    EVENT_TYPES
};

/* "turnout.unit.put" ...; the numbers above are stored in the log and never change their meaning. */
struct str event_type_name(enum event_type type);
/* False when there is none of that name. */
bool event_type_find(struct str name, enum event_type *type);

enum unit_level { LEVEL_CITY, LEVEL_DISTRICT, LEVEL_STREET, LEVEL_COMMUNITY, LEVEL_GRID, LEVEL_UNION, LEVEL_BRANCH, LEVELS };
enum basis { BASIS_USUAL, BASIS_REGISTERED, BASIS_URBAN, BASIS_BUILTUP, BASIS_MEMBERS, BASIS_STAFF, BASIS_ROSTER, BASIS_TARGET, BASES };
enum team_kind { TEAM_TEAM, TEAM_ASSOCIATION, TEAM_TROUPE, TEAM_STATION, TEAM_KINDS };
enum activity_kind {
    KIND_SHOW, KIND_FILM, KIND_CONTEST, KIND_LECTURE, KIND_TRAINING, KIND_EXHIBITION, KIND_OUTING, KIND_SERVICE,
    KIND_MEETING, KIND_OTHER, ACTIVITY_KINDS
};
enum host_role { ROLE_HOST, ROLE_GUEST, HOST_ROLES };
enum activity_scale { SCALE_SMALL, SCALE_LARGE, SCALES };
/* The first four are counted, then absent, then the exception, then the ignored (domain.md D3). */
enum attendance_status {
    STATUS_PRESENT, STATUS_LATE, STATUS_LEFT_EARLY, STATUS_ONLINE, STATUS_ABSENT, STATUS_EXCUSED, STATUS_REGISTERED,
    STATUS_UNKNOWN, STATUSES
};
enum { STATUSES_COUNTED = 0x0f }; /* as a bit mask of 1 << status */
enum attendance_role { ATTEND_PARTICIPANT, ATTEND_PERFORMER, ATTEND_ORGANISER, ATTEND_VOLUNTEER, ATTEND_AUDIENCE, ATTEND_ROLES };
enum headcount_method { HEADCOUNT_COUNTED, HEADCOUNT_ESTIMATED, HEADCOUNT_METHODS };

/* The posted words, in the order of the enums: the one list that the validator, the rules and the reports share. */
extern const struct str unit_level_names[LEVELS];
extern const struct str basis_names[BASES];
extern const struct str team_kind_names[TEAM_KINDS];
extern const struct str activity_kind_names[ACTIVITY_KINDS];
extern const struct str host_role_names[HOST_ROLES];
extern const struct str activity_scale_names[SCALES];
extern const struct str attendance_status_names[STATUSES];
extern const struct str attendance_role_names[ATTEND_ROLES];
extern const struct str headcount_method_names[HEADCOUNT_METHODS];

struct str_list {
    struct str *items;
    size_t count;
};

struct group_count {
    struct str group;
    uint32_t count;
};

struct unit_put {
    struct str unit, name, name_en, parent, guide, tz;
    enum unit_level level;
    bool has_opened, has_closed;
    day_t opened, closed;
};

struct population_put {
    struct str unit, group /* default "all" */, source;
    enum basis basis;
    uint32_t count;
    bool estimate;
};

struct person_put {
    struct str home; /* the person is event->persons[0] */
    struct str_list groups;
    bool has_birth_year;
    int birth_year;
};

struct team_put {
    struct str team, unit, name, category;
    enum team_kind kind;
    bool has_founded, has_dissolved;
    day_t founded, dissolved;
};

struct team_change { /* join and leave; the person is event->persons[0] */
    struct str team;
};

struct plan_put {
    struct str item, unit, title, category, team;
    struct when window; /* a range, a month or a day */
    bool has_kind;
    enum activity_kind kind;
    enum host_role role;
    uint32_t count, weight; /* default 1 */
};

struct activity_put { /* held and cancelled */
    struct str activity, unit, category, title, item, place, festival, series, lead;
    struct when start, end; /* WHEN_NONE when not posted */
    enum activity_kind kind;
    enum host_role role;
    enum activity_scale scale;
    struct str_list cohosts, teams, secondaries, partners, tags;
    bool has_minutes, has_edition, has_experts;
    uint32_t minutes, edition, experts;
};

struct activity_void {
    struct str activity, reason;
};

struct attendance { /* of event->persons */
    struct str activity;
    enum attendance_status status;
    enum attendance_role role;
    bool has_minutes;
    uint16_t minutes;
};

struct headcount {
    struct str activity;
    uint32_t total;
    bool has_residents, includes_named /* default true */;
    uint32_t residents;
    struct group_count *by_group;
    size_t group_count;
    enum headcount_method method;
};

struct retract {
    struct str source, id;
    uint32_t rev;
};

/* The keyed hash of a person token: the token itself goes no further than lib/wire. */
struct person_key {
    uint8_t bytes[16];
};

struct event {
    struct str source, id;
    uint32_t rev;
    enum event_type type;
    struct str time_text;  /* as posted; ptr NULL when not posted */
    struct when time;      /* WHEN_NONE when not posted */
    struct when at;        /* data.at, else time: never WHEN_NONE */
    struct str attributes; /* JSON object of the kept attributes (subject, extensions ...), or ptr NULL */
    /* data as JSON, keys sorted, without persons; of an attendance only what its columns do not hold (activity, status, role, minutes), ptr NULL when nothing is left. */
    struct str data;
    struct hash128 content; /* of type, time, data and attributes (domain.md D2) but the persons */
    struct person_key *keys; /* from a posted line: key_count of them, in posted order */
    uint32_t *persons;       /* person numbers in the same order: set by the engine or read from the log */
    uint32_t person_count;
    uint32_t activity_number; /* the log's own number of event_activity(): whoever knows it saves the log a look-up; 0: not known */
    bool persons_listed;     /* posted as `persons`: a list, though perhaps of one */
    union {
        struct unit_put unit_put;
        struct population_put population_put;
        struct person_put person_put;
        struct team_put team_put;
        struct team_change team_change;
        struct plan_put plan_put;
        struct activity_put activity_put;
        struct activity_void activity_void;
        struct attendance attendance;
        struct headcount headcount;
        struct retract retract;
    } as;
};

/* The activity that an attendance, headcount, void, held or cancelled names; ptr NULL for other types. */
struct str event_activity(const struct event *event);
/* The date that decides: `start` of an activity, else `at`. */
const struct when *event_date(const struct event *event);

#endif
