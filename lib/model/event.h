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
#include "lib/model/fraction.h"
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
    EVENT_TARGET_PUT,
    EVENT_PERSON_MERGE,
    EVENT_PERSON_FORGET,
    EVENT_VENUE_PUT,
    EVENT_VENUE_OPEN,
    EVENT_VENUE_CLOSED,
    EVENT_PLAN_DROP,
    EVENT_REACH_DECLARED,
    EVENT_VOLUNTEER_JOIN,
    EVENT_VOLUNTEER_LEAVE,
    EVENT_VOLUNTEER_COUNT,
    EVENT_VOLUNTEER_HOURS,
    EVENT_FEEDBACK_RESPONSE,
    EVENT_FEEDBACK_SUMMARY,
    EVENT_PUBLICITY_PUT,
    EVENT_AWARD_PUT,
    EVENT_EVIDENCE_PUT,
    EVENT_PARTNER_PUT,
    EVENT_TALENT_PUT,
    EVENT_DECLARED_PUT,
    EVENT_REPORT_DONE,
    EVENT_INCIDENT_PUT,
    EVENT_PERIOD_CLOSE,
    EVENT_PERIOD_REOPEN,
    EVENT_FOREIGN, /* of a type that is not ours: which, says as.foreign.type */
    EVENT_TYPES
};

/* "turnout.unit.put" ...; the numbers above are stored in the log and never change their meaning. "foreign" is nobody's name. */
struct str event_type_name(enum event_type type);
/* False when none of ours has that name. */
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
enum target_mode { TARGET_FULL, TARGET_PRORATED, TARGET_MODES };
enum proof { PROOF_DECLARED, PROOF_CLOCK, PROOFS };
enum award_level { AWARD_NATION, AWARD_PROVINCE, AWARD_CITY, AWARD_DISTRICT, AWARD_STREET, AWARD_LEVELS };
enum award_rank { AWARD_FIRST, AWARD_SECOND, AWARD_THIRD, AWARD_MERIT, AWARD_RANKS };
enum { FEEDBACK_LEVEL_MAX = 5 /* 5 best .. 1, 0: does not know */ };

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
extern const struct str target_mode_names[TARGET_MODES];
extern const struct str proof_names[PROOFS];
extern const struct str award_level_names[AWARD_LEVELS];
extern const struct str award_rank_names[AWARD_RANKS];

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

struct target_put { /* of a unit, of all units of a level, or (neither) of every unit */
    struct str indicator, unit;
    bool has_level;
    enum unit_level level;
    struct fraction value; /* in the printed unit: 75 is 75 % */
    enum target_mode mode;
};

struct venue_put {
    struct str venue, unit, kind, name;
    struct str_list rooms;
    bool equipped, free;
    bool has_weekly_minutes;
    uint32_t weekly_minutes;
};

struct venue_hours { /* open and closed: from..to, two instants, or (closed) two days, both in */
    struct str venue, duty, reason;
    struct when from, to;
    bool approved;
};

struct plan_drop {
    struct str item, reason;
    bool approved;
};

struct reach_declared {
    struct str unit, period, category; /* period: a code, see period.h */
    uint32_t people;
    enum basis basis;
};

struct volunteer_change { /* join and leave; the person is event->persons[0] */
    struct str unit;
    struct str_list skills;
};

struct volunteer_count {
    struct str unit, period;
    bool has_registered, has_recruited;
    uint32_t registered, recruited;
};

struct volunteer_hours { /* of event->persons[0], or of `group` people without a name */
    struct str unit, activity;
    uint32_t group;        /* 0: of the person */
    struct when from, to;  /* two instants; WHEN_NONE when `minutes` was posted */
    bool has_minutes;
    uint32_t minutes;      /* of each */
    enum proof proof;
};

struct feedback { /* response: one level; summary: counts and sent. About an activity or a unit: the other has ptr NULL */
    struct str activity, unit;
    uint32_t level;
    struct group_count *counts; /* "5".."0" */
    size_t count_count;
    bool has_sent;
    uint32_t sent;
};

struct publicity_put {
    struct str unit, channel, topic, title;
    struct when subject_at; /* WHEN_NONE when not posted */
    bool has_reach;
    uint32_t reach;
};

struct award_put { /* of a team or a unit: the other has ptr NULL */
    struct str team, unit, contest;
    enum award_level level;
    enum award_rank rank;
};

struct note_put { /* evidence, partner, talent */
    struct str unit, kind, ref, name;
};

struct declared_put {
    struct str unit, what, period;
    struct fraction value;
};

struct report_done {
    struct str unit, dataset, period;
    bool empty;
};

struct incident_put {
    struct str unit, kind, severity;
    bool veto;
};

struct period_change { /* close and reopen */
    struct str unit, period, reason;
};

struct foreign_value;

struct foreign_event { /* of whatever type; a person is event->persons[0] */
    struct str type;
    struct str unit, team, activity, venue, item; /* the values of these names, ptr NULL when not posted */
    struct when time;        /* data.at, else time: set by records */
    struct hash128 content;  /* of the event: set by records */
    struct foreign_value *values; /* foreign.h: all plain members, these five too */
    size_t count;
};

/* The keyed hash of a person token: the token itself goes no further than lib/wire. */
struct person_key {
    uint8_t bytes[16];
};

/* What an event of each type says. */
union event_data {
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
    struct target_put target_put;
    struct venue_put venue_put;
    struct venue_hours venue_hours;
    struct plan_drop plan_drop;
    struct reach_declared reach_declared;
    struct volunteer_change volunteer_change;
    struct volunteer_count volunteer_count;
    struct volunteer_hours volunteer_hours;
    struct feedback feedback;
    struct publicity_put publicity_put;
    struct award_put award_put;
    struct note_put note_put;
    struct declared_put declared_put;
    struct report_done report_done;
    struct incident_put incident_put;
    struct period_change period_change;
    struct foreign_event foreign;
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
    struct person_key *keys; /* from a posted line: person_count of them, in posted order; of a merge `from` and `into` */
    uint32_t *persons;       /* person numbers in the same order: set by the engine or read from the log */
    uint32_t person_count;
    uint64_t activity_hash;   /* codebook_hash of event_activity(); 0: nobody worked it out */
    uint32_t session;         /* 1 + the number of the session that it names, of the facts that were asked last; whoever asks others forgets it first. 0: not known */
    uint32_t activity_number; /* the log's own number of event_activity(): whoever knows it saves the log a look-up; 0: not known */
    bool persons_listed;     /* posted as `persons`: a list, though perhaps of one */
    union event_data as;
};

/*
 * As much of it as its type uses.  Of attendances, of which many are under way at
 * once, no more may be there: they are passed on by pointer, never copied whole.
 */
static inline size_t
event_size(enum event_type type)
{
    return type == EVENT_ATTENDANCE ? offsetof(struct event, as) + sizeof(struct attendance) : sizeof(struct event);
}

/* What the posted `type` is. */
struct str event_type_text(const struct event *event);
/* The activity that an attendance, headcount, void, held, cancelled, hours, feedback or foreign event names; ptr NULL for others. */
struct str event_activity(const struct event *event);
/* Its hash; 0 when there is none. */
uint64_t event_activity_hash(const struct event *event);
/* The date that decides: `start` of an activity, `from` of opening and volunteers' hours, else `at`. */
const struct when *event_date(const struct event *event);

#endif
