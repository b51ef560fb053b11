/* SPDX-License-Identifier: MIT */
#include "tests/support/scratch.h"

#include "tests/support/check.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
scratch_make(struct scratch *scratch)
{
    const char *tmp = getenv("TMPDIR");

    snprintf(scratch->folder, sizeof scratch->folder, "%.30s/turnout-test-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(scratch->folder))
        check_failed("%s: no temporary folder", scratch->folder);
    snprintf(scratch->db, sizeof scratch->db, "%s/t.db", scratch->folder);
}

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
    (void)status;
    (void)type;
    (void)ftw;
    return remove(path);
}

void
scratch_remove(struct scratch *scratch)
{
    nftw(scratch->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

const char *
scratch_path(const struct scratch *scratch, const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", scratch->folder, name);
    return path;
}

void
must(bool done, const struct err *err)
{
    if (!done)
        check_failed("failed: %s", err->text);
}

void
must_say(const struct err *err, enum err_code code, const char *piece)
{
    if (err->code != code || !strstr(err->text, piece))
        check_failed("expected error %d with \"%s\", got %d: %s", code, piece, err->code, err->text);
}
