/* SPDX-License-Identifier: MIT */
#include "cli/import/zip_parts.h"

#include "cli/lang.h"
#include "lib/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

enum {
    PIECE = 65536,
    ENTRIES_MAX = 10000,
    PART_MAX = 1 << 30,
    PACKED_BELOW = 32 << 20, /* what is less may be packed as small as it likes */
    RATIO_MAX = 200,
};

struct zip_parts {
    zip_t *archive;
};

static zip_t *
open_archive(int fd, struct err *err)
{
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0), code = 0;
    zip_t *archive;

    if (copy < 0) {
        err_set(err, ERR_INTERNAL, "%s", strerror(errno));
        return NULL;
    }
    lseek(copy, 0, SEEK_SET);
    archive = zip_fdopen(copy, ZIP_CHECKCONS, &code);
    if (archive)
        return archive;
    close(copy);
    err_set(err, ERR_INPUT, _("the workbook is damaged or cut off: open it in the spreadsheet program and save it again"));
    return NULL;
}

struct zip_parts *
zip_parts_open(int fd, struct err *err)
{
    zip_t *archive = open_archive(fd, err);
    struct zip_parts *parts;

    if (!archive)
        return NULL;
    if (zip_get_num_entries(archive, 0) > ENTRIES_MAX) {
        zip_discard(archive);
        err_set(err, ERR_INPUT, _("an archive of more than %d files is no workbook that people made"), ENTRIES_MAX);
        return NULL;
    }
    parts = mem_new(sizeof *parts);
    parts->archive = archive;
    return parts;
}

void
zip_parts_close(struct zip_parts *parts)
{
    if (!parts)
        return;
    zip_discard(parts->archive);
    free(parts);
}

/* False when there is none, or it does not say how long it is. */
static bool
find_part(struct zip_parts *parts, const char *name, zip_stat_t *found)
{
    const zip_uint64_t needed = ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;

    zip_stat_init(found);
    return zip_stat(parts->archive, name, ZIP_FL_NOCASE, found) == 0 && (found->valid & needed) == needed;
}

bool
zip_parts_has(struct zip_parts *parts, const char *name)
{
    zip_stat_t found;

    return find_part(parts, name, &found);
}

uint64_t
zip_parts_size(struct zip_parts *parts, const char *name)
{
    zip_stat_t found;

    return find_part(parts, name, &found) ? found.size : 0;
}

static bool
check_part(const zip_stat_t *part, struct err *err)
{
    if (part->valid & ZIP_STAT_ENCRYPTION_METHOD && part->encryption_method != ZIP_EM_NONE)
        return err_set(err, ERR_INPUT, _("it is protected by a password: save it without one"));
    if (part->size > PART_MAX)
        return err_set(err, ERR_INPUT, _("%s in it has %llu bytes, more than a gibibyte: post it in smaller sheets"), part->name,
                       (unsigned long long)part->size);
    if (part->size > PACKED_BELOW && part->size / RATIO_MAX > part->comp_size)
        return err_set(err, ERR_INPUT, _("%s in it unpacks to more than %d times its size, as no workbook that people made does"),
                       part->name, RATIO_MAX);
    return true;
}

static bool
read_pieces(zip_file_t *file, const zip_stat_t *part, zip_piece_fn fn, void *ctx, struct err *err)
{
    char bytes[PIECE];
    uint64_t sum = 0;
    zip_int64_t got;

    while ((got = zip_fread(file, bytes, sizeof bytes)) > 0) {
        sum += (uint64_t)got;
        if (sum > part->size)
            return err_set(err, ERR_INPUT, _("%s in it is longer than it says: the workbook is damaged"), part->name);
        if (!fn(ctx, bytes, (size_t)got, err))
            return false;
    }
    if (got < 0)
        return err_set(err, ERR_INPUT, _("%s in it is damaged: open the workbook in the spreadsheet program and save it again"),
                       part->name);
    return fn(ctx, bytes, 0, err);
}

bool
zip_parts_read(struct zip_parts *parts, const char *name, zip_piece_fn fn, void *ctx, struct err *err)
{
    zip_stat_t part;
    zip_file_t *file;
    bool done;

    if (!find_part(parts, name, &part))
        return err_set(err, ERR_INPUT, _("%s is missing in it: this is no whole workbook"), name);
    if (!check_part(&part, err))
        return false;
    file = zip_fopen_index(parts->archive, part.index, 0);
    if (!file)
        return err_set(err, ERR_INPUT, _("%s in it cannot be read: %s"), name, zip_strerror(parts->archive));
    done = read_pieces(file, &part, fn, ctx, err);
    zip_fclose(file);
    return done;
}
