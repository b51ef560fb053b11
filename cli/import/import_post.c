/* SPDX-License-Identifier: MIT */
#include "cli/import/import_post.h"

#include "cli/import/import_report.h"
#include "cli/interrupt.h"
#include "cli/json_members.h"
#include "cli/lang.h"

#include <stdio.h>

enum { NAMED_IN_TRIAL = 20 };

static void
on_refused(void *ctx, struct str text)
{
    struct import_post *post = ctx;

    post->named++;
    if (post->is_trial && post->named > NAMED_IN_TRIAL)
        return;
    progress_hide(&post->progress);
    fprintf(stderr, "%.*s\n", STR_ARG(text));
}

static void
on_moved(void *ctx, uint64_t rows, uint64_t bytes, uint64_t total)
{
    struct import_post *post = ctx;
    const struct progress_figures figures = { rows, bytes, total };

    progress_show(&post->progress, &figures);
}

static void
say_rest(const struct import_post *post)
{
    size_t rest = post->named - NAMED_IN_TRIAL;

    if (!post->is_trial || post->named <= NAMED_IN_TRIAL)
        return;
    fprintf(stderr, ngettext("… and %zu more row", "… and %zu more rows", rest), rest);
    fputc('\n', stderr);
}

/* The first rows about persons: what is to be kept from now on. */
static void
say_new_key(const struct import *import)
{
    if (import->has_key && import->key.is_new)
        fprintf(stderr, _("made the import key %s: keep it, and keep it secret; with another one the same people become others\n"),
                import->key.path);
}

bool
import_post_read(struct import_post *post, const struct import_options *options, char **names, size_t count, const char *db,
                 bool has_bar, struct err *err)
{
    const struct import_listener listener = { on_refused, on_moved, interrupt_came, post };
    bool done;

    post->is_trial = options->is_dry_run;
    interrupt_catch();
    if (has_bar)
        progress_begin(&post->progress);
    done = import_read(&post->import, options, names, count, db, &listener, err);
    progress_hide(&post->progress);
    say_rest(post);
    if (!done)
        return false;
    if (!post->is_trial)
        say_new_key(&post->import);
    snprintf(post->path, sizeof post->path, "/proc/self/fd/%d", fileno(post->import.lines));
    return true;
}

static void
put_json(const struct import_post *post, struct buf *out)
{
    const struct import_totals *totals = &post->import.totals;

    buf_put_byte(out, '{');
    json_truth(out, "dry_run", true, true);
    json_number(out, "rows", true, (int64_t)totals->rows);
    json_number(out, "events", true, (int64_t)totals->made);
    json_number(out, "corrected", true, (int64_t)totals->corrected);
    json_number(out, "repeated", true, (int64_t)totals->repeated);
    json_number(out, "sums", true, (int64_t)totals->sums);
    json_number(out, "refused", true, (int64_t)totals->refused);
    buf_put_str(out, STR("}\n"));
}

void
import_post_show(const struct import_post *post, bool wants_json)
{
    struct buf out = { 0 };

    if (wants_json)
        put_json(post, &out);
    else
        import_put_trial(&post->import, &out);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

void
import_post_free(struct import_post *post)
{
    import_free(&post->import);
}
