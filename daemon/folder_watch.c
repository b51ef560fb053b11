/* SPDX-License-Identifier: MIT */
#include "daemon/folder_watch.h"

#include "daemon/log.h"
#include "daemon/plugin_set.h"
#include "lib/base/mem.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { WATCHED_MAX = 1024 };

struct folder_watch {
    uv_loop_t *loop;
    const struct plugin_folder *folders;
    size_t folder_count;
    uv_fs_event_t *handles[WATCHED_MAX];
    size_t handle_count;
    uv_timer_t quiet;
    void (*changed)(void *ctx);
    void *ctx;
};

static void
on_event(uv_fs_event_t *handle, const char *name, int events, int status)
{
    struct folder_watch *watch = handle->data;

    (void)name;
    (void)events;
    (void)status; /* a folder that went is a change, too */
    uv_timer_again(&watch->quiet);
}

static void
on_handle_closed(uv_handle_t *handle)
{
    free(handle);
}

static void
watch_one(struct folder_watch *watch, const char *path)
{
    uv_fs_event_t *handle;
    int result;

    if (watch->handle_count == WATCHED_MAX)
        return;
    handle = mem_new(sizeof *handle);
    uv_fs_event_init(watch->loop, handle);
    handle->data = watch;
    result = uv_fs_event_start(handle, on_event, path, 0);
    if (result == 0) {
        watch->handles[watch->handle_count++] = handle;
        return;
    }
    log_warning("cannot watch %s: %s", path, uv_strerror(result));
    uv_close((uv_handle_t *)handle, on_handle_closed);
}

static void
watch_below(struct folder_watch *watch, const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    char path[PATH_MAX];
    struct stat st;

    while (entries && (entry = readdir(entries)))
        if (entry->d_name[0] != '.' && snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < PATH_MAX &&
            stat(path, &st) == 0 && S_ISDIR(st.st_mode))
            watch_one(watch, path);
    if (entries)
        closedir(entries);
}

static void
watch_all(struct folder_watch *watch)
{
    for (size_t i = 0; i < watch->folder_count; i++) {
        watch_one(watch, watch->folders[i].path);
        watch_below(watch, watch->folders[i].path);
    }
}

static void
watch_none(struct folder_watch *watch)
{
    while (watch->handle_count > 0)
        uv_close((uv_handle_t *)watch->handles[--watch->handle_count], on_handle_closed);
}

/* Folders may have come and gone; what changes from here on is told again. */
static void
on_quiet(uv_timer_t *timer)
{
    struct folder_watch *watch = timer->data;

    uv_timer_stop(timer);
    watch_none(watch);
    watch_all(watch);
    watch->changed(watch->ctx);
}

struct folder_watch *
folder_watch_new(uv_loop_t *loop, const struct plugin_folder *folders, size_t count, void (*changed)(void *ctx), void *ctx)
{
    struct folder_watch *watch = mem_new(sizeof *watch);

    watch->loop = loop;
    watch->folders = folders;
    watch->folder_count = count;
    watch->changed = changed;
    watch->ctx = ctx;
    uv_timer_init(loop, &watch->quiet);
    watch->quiet.data = watch;
    uv_timer_start(&watch->quiet, on_quiet, FOLDER_WATCH_QUIET, FOLDER_WATCH_QUIET);
    uv_timer_stop(&watch->quiet); /* only uv_timer_again starts it, by its repeat */
    watch_all(watch);
    return watch;
}

static void
on_timer_closed(uv_handle_t *handle)
{
    free(handle->data);
}

void
folder_watch_close(struct folder_watch *watch)
{
    if (!watch)
        return;
    watch_none(watch);
    uv_close((uv_handle_t *)&watch->quiet, on_timer_closed);
}
