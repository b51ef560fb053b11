/* SPDX-License-Identifier: MIT */
/*
 * plugin_set.h -- the rules' files as they were read at one moment, ready to be loaded.
 *
 * A rule worker that is started again gets the set that was applied, whatever
 * the folders hold by then.  Names in a set are unique; files are in the order
 * of the folders, and of names within each.
 */
#ifndef DAEMON_PLUGIN_SET_H
#define DAEMON_PLUGIN_SET_H

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lua/plugin_files.h"
#include "lua/protocol.h"

struct plugin_folder {
    const char *path;
    bool may_be_missing; /* an installation without shipped rules is possible */
};

/* Where the rules come from, and what goes with them. */
struct plugin_origin {
    const struct plugin_folder *folders;
    size_t folder_count;
    struct rule_limits limits;
    struct param_override *overrides;
    size_t override_count;
};

struct plugin_set {
    struct plugin_files files;
    struct load_request request; /* of the files, and with what the origin says */
    struct hash128 hash;         /* of names and texts: equal when the files say the same, wherever they are */
};

/* Reads the folders now. NULL: err as plugins_add. The origin's lists must outlive the set. */
struct plugin_set *plugin_set_read(const struct plugin_origin *origin, struct err *err);
/* Of files from elsewhere, which are taken over. */
struct plugin_set *plugin_set_of(const struct plugin_origin *origin, struct plugin_files *files);
/* The place of the file that a fault is about: by its name, or by its message, which begins with the file; -1: of none. */
int plugin_set_find(const struct plugin_set *set, struct str plugin, struct str message);
void plugin_set_free(struct plugin_set *set);

/* The parameters that are configured, as lib/store/rule_settings.h keeps them, in order of their names; appends. */
void plugin_origin_parameters(const struct plugin_origin *origin, struct buf *out);
void plugin_set_parameters(const struct plugin_set *set, struct buf *out);

enum { PLUGIN_SET_HASH_SIZE = 33 };
/* 32 hexadecimal digits. */
void plugin_set_hash_text(struct hash128 hash, char text[PLUGIN_SET_HASH_SIZE]);

#endif
