/* SPDX-License-Identifier: MIT */
/*
 * rule_versions.h -- the rules that were applied, whole: sources, versions, when, by whom.
 *
 * No cache of the log: what is here stays.  A version is written in the
 * publication that has its first figures, so that after a crash either both
 * are there or neither is.
 */
#ifndef LIB_STORE_RULE_VERSIONS_H
#define LIB_STORE_RULE_VERSIONS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;

struct rule_file {
    struct str name;              /* of the folder or file */
    struct str path, file, text;
    struct str plugin, version, meaning; /* ptr NULL: it did not load */
};

struct rule_version {
    int64_t number;     /* given when it is written */
    int64_t applied_at; /* UTC ms */
    uint64_t position;  /* log position of its first figures */
    int64_t uid;        /* -1: nobody in particular */
    struct str how;     /* "start", "reload", "apply", "rollback" */
    int64_t same_as;    /* rollback: the version gone back to; 0: none */
    struct str disk, rules; /* hashes: of the folders' files then, of its own files */
    struct str parameters;  /* that were configured then: "plugin.name=value" and a line feed each, in order; ptr NULL: not known */
    struct rule_file *files;
    size_t file_count;
};

/* Inside a transaction: as a new version, whose number is returned. */
bool rule_versions_put(struct sql *sql, const struct rule_version *version, int64_t *number, struct err *err);

/* All, oldest first, without their files. */
bool rule_versions_list(struct sql *sql, struct arena *arena, struct rule_version **versions, size_t *count,
                        struct err *err);
/* One with its files; number 0: the last. *found is false when there is no such version. */
bool rule_versions_get(struct sql *sql, int64_t number, struct arena *arena, struct rule_version *version, bool *found,
                       struct err *err);
/* Of each name the latest file that loaded. */
bool rule_versions_loaded(struct sql *sql, struct arena *arena, struct rule_file **files, size_t *count, struct err *err);

/* Since when the file of that name in the last version is what it is. */
struct rule_since {
    struct str name;
    int64_t version, applied_at;
    uint64_t position;
};
bool rule_versions_since(struct sql *sql, struct arena *arena, struct rule_since **since, size_t *count, struct err *err);

#endif
