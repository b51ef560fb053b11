/* SPDX-License-Identifier: MIT */
/*
 * rule_history.h -- which files a start loads, and what there was before.
 *
 * The folders' files, as a rule.  After a rollback, though, the version gone
 * back to stays while the folders hold what it went back from.  For a file
 * that does not load there is the latest one of its name that did.  Parameters
 * are always those of the configuration: other ones make a new version, whatever
 * the files are, and no rollback brings old ones back.
 */
#ifndef DAEMON_RULE_HISTORY_H
#define DAEMON_RULE_HISTORY_H

#include "daemon/plugin_set.h"
#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/rule_versions.h"

#include <stdbool.h>

/* What is applied, as far as a change has to know. */
struct rule_standing {
    int64_t version;     /* 0: none was recorded yet */
    int64_t same_as;     /* of a rollback: what it went back to; else 0 */
    char disk[PLUGIN_SET_HASH_SIZE]; /* hash of the folders' files when it was applied; "": not known */
    char left[PLUGIN_SET_HASH_SIZE]; /* of a rollback: hash of the folders' files of the version it left */
};

struct rule_history {
    struct arena arena;
    struct rule_standing standing;
    bool must_record;        /* what is loaded, or what is configured for it, differs from the last version */
    struct rule_file *loaded; /* of each name the latest file that loaded */
    size_t loaded_count;
};

/* Reads the folders and the database, which may not be there yet. NULL: a folder cannot be read; history is empty then. */
struct plugin_set *rule_history_start(struct rule_history *history, const char *db, const struct plugin_origin *origin,
                                      struct err *err);
void rule_history_free(struct rule_history *history);
/* Does a rollback hold while the folders' files are these? */
bool rule_standing_holds(const struct rule_standing *standing, const char *disk);
/* The files of a stored version that loaded, copied, as a set. */
struct plugin_set *rule_history_set(const struct plugin_origin *origin, const struct rule_version *version);
/* The text that loaded last under that name; ptr NULL: none. */
const struct rule_file *rule_history_find(const struct rule_history *history, struct str name);

#endif
