/* SPDX-License-Identifier: MIT */
/*
 * revisions.h -- what the log has already under the ids of a source: which rev, and what it says.
 *
 * A row that says the same as the greatest rev of its id is that rev again; one
 * that says something else is the next.  Reads the log once; 40 bytes an id.
 */
#ifndef CLI_IMPORT_REVISIONS_H
#define CLI_IMPORT_REVISIONS_H

#include "cli/import/id_map.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/event.h"

struct revisions {
    struct id_map ids;
};

/* A database that is not there, or not ours to read, has nothing. */
bool revisions_read(struct revisions *revisions, const char *db, const char *source, enum event_type type, struct err *err);
void revisions_free(struct revisions *revisions);
/* The rev to post; content: of revisions_content. */
uint64_t revisions_next(const struct revisions *revisions, struct hash128 id, uint64_t content);
/* A hash of what an event says apart from who its persons are, as posted or as the log keeps it. */
uint64_t revisions_content(struct str type, struct str time, struct str data);

#endif
