/* SPDX-License-Identifier: MIT */
#include "cli/import/import.h"

#include "cli/import/event_line.h"
#include "cli/import/identity.h"
#include "cli/import/import_place.h"
#include "cli/import/mapping_check.h"
#include "cli/import/tables.h"
#include "cli/lang.h"
#include "lib/base/mem.h"
#include "lib/model/zone.h"
#include "lib/wire/line.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

struct run {
    struct import *import;
    const struct import_options *options;
    const struct import_listener *listener;
    struct event_maker maker;
    struct revisions revisions;
    const char *file;
    /* the table */
    struct rows_seen seen;
    struct sheet_row first[HEADING_ROWS]; /* until the headings are found */
    size_t first_count;
    bool is_fitted;
    struct arena first_arena, arena; /* of those rows, of one row */
};

static struct import_table *
table_now(struct run *run)
{
    return &run->import->tables[run->import->count - 1];
}

/* -- rows -- */

static void
tell(struct run *run, const struct sheet_row *row, const struct issue *issue)
{
    struct buf text = { 0 };

    import_put_issue(table_now(run), row->number, issue, &text);
    run->listener->refused(run->listener->ctx, buf_str(&text));
    buf_free(&text);
}

static bool
keep_line(struct run *run, const struct sheet_row *row, struct str line, struct err *err)
{
    struct import *import = run->import;

    if (fwrite(line.ptr, 1, line.len, import->lines) != line.len)
        return err_set(err, ERR_STORE, _("no room to keep what is read: %s"), strerror(errno));
    if (!import->first.ptr)
        import->first = arena_copy(&import->arena, line);
    origins_add(&import->origins, import->count - 1, row->number);
    import->totals.made++;
    return true;
}

static bool
take_row(struct run *run, const struct sheet_row *row, struct err *err)
{
    struct import_table *table = table_now(run);
    struct issue issue = { .column = ISSUE_ROW };
    struct str line;
    enum row_fate fate;

    if (row->number == table->mapping.heading_row)
        return true;
    arena_reset(&run->arena);
    fate = event_line_make(&run->maker, &table->mapping, row, &run->seen, &run->arena, &line, &issue);
    run->import->totals.sums += fate == ROW_SUM;
    if (fate == ROW_BLANK || fate == ROW_SUM)
        return true;
    table->rows++;
    run->import->totals.rows++;
    run->import->totals.repeated += fate == ROW_REPEATED;
    run->import->totals.refused += fate == ROW_REFUSED;
    run->import->totals.corrected += fate == ROW_CORRECTED;
    if (fate == ROW_REFUSED)
        tell(run, row, &issue);
    return (fate != ROW_MADE && fate != ROW_CORRECTED) || keep_line(run, row, line, err);
}

/* Rows above the headings are titles. */
static bool
fit(struct run *run, struct err *err)
{
    struct import_table *table = table_now(run);
    bool done = mapping_fit(&table->mapping, run->options, run->first, run->first_count, err) &&
                mapping_check(&table->mapping, run->options, err);

    run->is_fitted = true;
    for (size_t i = 0; done && i < run->first_count; i++)
        done = run->first[i].number < table->mapping.heading_row || take_row(run, &run->first[i], err);
    return done;
}

static void
remember(struct run *run, const struct sheet_row *row)
{
    struct sheet_row *copy = &run->first[run->first_count++];

    *copy = (struct sheet_row){ row->number, arena_array(&run->first_arena, row->count + 1, sizeof *copy->cells), row->count };
    for (size_t i = 0; i < row->count; i++)
        copy->cells[i] = (struct sheet_cell){ row->cells[i].kind, arena_copy(&run->first_arena, row->cells[i].text) };
}

static bool
on_row(void *ctx, const struct sheet_row *row, struct err *err)
{
    struct run *run = ctx;

    if (run->is_fitted)
        return take_row(run, row, err);
    remember(run, row);
    return run->first_count < HEADING_ROWS || fit(run, err);
}

static bool
on_moved(void *ctx, uint64_t bytes, uint64_t total, struct err *err)
{
    struct run *run = ctx;

    run->listener->moved(run->listener->ctx, run->import->totals.rows, bytes, total);
    return !run->listener->interrupted() || err_set(err, ERR_INTERNAL, "%s", _("interrupted: nothing was sent"));
}

/* -- tables -- */

static bool
on_begin(void *ctx, struct str sheet, struct err *err)
{
    struct run *run = ctx;
    struct import *import = run->import;

    (void)err;
    import->tables = mem_grow(import->tables, import->count, &import->capacity, sizeof *import->tables);
    import->tables[import->count++] = (struct import_table){
        .file = run->file, .sheet = sheet.ptr ? arena_copy(&import->arena, sheet) : sheet
    };
    run->first_count = 0;
    run->is_fitted = false;
    id_map_free(&run->seen.ids);
    arena_reset(&run->first_arena);
    return true;
}

static bool
on_end(void *ctx, struct err *err)
{
    struct run *run = ctx;

    return run->is_fitted || fit(run, err);
}

static bool
read_file(struct run *run, const char *name, struct err *err)
{
    const struct table_sink sink = { on_begin, on_end, { on_row, on_moved, run } };
    struct str sheet = { 0 };

    run->file = strcmp(name, "-") == 0 ? "<stdin>" : name;
    if (tables_each(name, run->options, &sink, err))
        return true;
    if (run->import->count > 0 && table_now(run)->file == run->file)
        sheet = table_now(run)->sheet;
    if (sheet.ptr)
        err_wrap(err, _("sheet %.*s"), STR_ARG(sheet));
    return err_wrap(err, "%s", run->file);
}

static bool
read_files(struct run *run, char **names, size_t count, struct err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < count; i++)
        done = read_file(run, names[i], err);
    if (done && count == 0)
        done = read_file(run, "-", err);
    if (done && fflush(run->import->lines) != 0)
        done = err_set(err, ERR_STORE, _("no room to keep what is read: %s"), strerror(errno));
    return done;
}

/* -- what all rows share -- */

static bool
find_key(struct run *run, struct err *err)
{
    const struct import_options *options = run->options;
    bool has_secret_id = identity_is_secret(options->type) || options->keys.count > 0;

    if (!has_secret_id && !options->has_names)
        return true;
    if (!key_file_read(&run->import->key, options->key_file, !options->is_dry_run, err))
        return false;
    run->import->has_key = true;
    run->maker.secret = has_secret_id ? run->import->key.key : NULL;
    run->maker.habits.secret = options->has_names ? run->import->key.key : NULL;
    return true;
}

static bool
set_up(struct run *run, const char *db, struct err *err)
{
    static const unsigned char no_key[KEY_SIZE]; /* the lines are only checked */
    const struct import_options *options = run->options;
    bool may_correct = options->keys.count > 0 || identity_fields(options->type).len > 0;

    run->maker = (struct event_maker){ .options = options, .source = options->source ? options->source : "import",
                                       .revisions = &run->revisions, .reader = line_reader_new(no_key), .now = time(NULL) };
    run->maker.habits.dates = (struct date_habits){ zone_find(str_of(options->zone ? options->zone : "Asia/Shanghai"), err),
                                                    (int)options->year, (enum date_order)options->date_order, false };
    run->import->lines = tmpfile();
    if (!run->maker.habits.dates.zone)
        return err_wrap(err, "--zone");
    if (!run->import->lines)
        return err_set(err, ERR_STORE, _("no room to keep what is read: %s"), strerror(errno));
    return find_key(run, err) && (!db || !may_correct || run->import->key.is_new ||
                                  revisions_read(&run->revisions, db, run->maker.source, options->type, err));
}

bool
import_read(struct import *import, const struct import_options *options, char **names, size_t count, const char *db,
            const struct import_listener *listener, struct err *err)
{
    struct run run = { .import = import, .options = options, .listener = listener };
    bool done = set_up(&run, db, err) && read_files(&run, names, count, err);

    line_reader_free(run.maker.reader);
    revisions_free(&run.revisions);
    id_map_free(&run.seen.ids);
    arena_free(&run.first_arena);
    arena_free(&run.arena);
    return done;
}

void
import_free(struct import *import)
{
    for (size_t i = 0; i < import->count; i++)
        mapping_free(&import->tables[i].mapping);
    free(import->tables);
    origins_free(&import->origins);
    arena_free(&import->arena);
    if (import->lines)
        fclose(import->lines);
    *import = (struct import){ 0 };
}
