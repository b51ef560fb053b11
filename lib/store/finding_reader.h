/* SPDX-License-Identifier: MIT */
/*
 * finding_reader.h -- what the checks of the data found, as the command reads it.
 */
#ifndef LIB_STORE_FINDING_READER_H
#define LIB_STORE_FINDING_READER_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/conditions.h"
#include "lib/store/finding_row.h"

#include <stdbool.h>
#include <stdint.h>

struct reader;

struct finding_event {
    struct str source, id;
};

struct finding_count {
    struct str name, value; /* value: a decimal */
    struct str hidden;      /* what stands for it: "<5" or "*"; ptr NULL: it is shown. The reader hides nothing */
};

struct finding_report {
    struct finding_row row;
    struct finding_count *numbers; /* those of row.numbers, in order */
    size_t number_count;
    struct str unit_name, unit_name_en, team_name;
    struct finding_event *events; /* those of row.events */
    size_t event_count;
};

struct findings_report {
    struct finding_report *findings; /* the gravest first, then by check, unit in tree order, the latest first */
    size_t count;
    struct str day;     /* ptr NULL: nothing was looked at yet */
    uint64_t as_of;     /* the log position that they stand for */
    uint64_t published; /* that of the figures */
};

/* All that pass, in the arena; of one moment between reader_begin and reader_end. Of the filters FILTER_UNIT counts, FILTER_TEAM, FILTER_PERIOD, and FILTER_INDICATOR: the check. */
bool finding_reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena,
                           struct findings_report *report, struct err *err);

#endif
