/* SPDX-License-Identifier: MIT */
/*
 * import_post.h -- sheets for `turnout post`: read, named where they are wrong, handed on as a file of lines.
 */
#ifndef CLI_IMPORT_IMPORT_POST_H
#define CLI_IMPORT_IMPORT_POST_H

#include "cli/import/import.h"
#include "cli/progress.h"

struct import_post {
    struct import import;
    struct progress progress;
    size_t named;  /* rows named so far */
    bool is_trial; /* names the first ones only */
    char path[32]; /* of the lines */
};

/* Reads the files; names what is wrong on standard error. The lines are then at `path`. */
bool import_post_read(struct import_post *post, const struct import_options *options, char **names, size_t count, const char *db,
                      bool has_bar, struct err *err);
/* What a dry run prints on standard output. */
void import_post_show(const struct import_post *post, bool wants_json);
void import_post_free(struct import_post *post);

#endif
