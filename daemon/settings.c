/* SPDX-License-Identifier: MIT */
#include "daemon/settings.h"

#include "daemon/quantity.h"

#include <grp.h>

void
settings_init(struct settings *settings)
{
    *settings = (struct settings){
        .max_line = 1024 * 1024,
        .queue_bytes = 64 * 1024 * 1024,
        .publish_interval = 250,
        .rule_budget = 10 * 1000,
        .socket_mode = 0660,
        .year_start_month = 1,
        .disclosure = { .below = DISCLOSURE_BELOW },
    };
}

static bool
set_path(struct str value, const char **path, struct arena *arena, struct err *err)
{
    if (value.len == 0 || value.ptr[0] != '/')
        return err_set(err, ERR_CONFIG, "\"%.*s\" is not an absolute path", STR_ARG(value));
    *path = arena_copy(arena, value).ptr;
    return true;
}

static bool
set_socket(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    return set_path(value, &settings->socket, arena, err);
}

static bool
set_control(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    return set_path(value, &settings->control, arena, err);
}

static bool
set_db(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    return set_path(value, &settings->db, arena, err);
}

static bool
set_max_line(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    unsigned long long bytes;

    (void)arena;
    if (!quantity_read(&quantity_bytes, value, 1024, 16 * 1024 * 1024, &bytes, err))
        return false;
    settings->max_line = bytes;
    return true;
}

static bool
set_queue_bytes(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    unsigned long long bytes;

    (void)arena;
    if (!quantity_read(&quantity_bytes, value, 1024 * 1024, 1ULL << 36, &bytes, err))
        return false;
    settings->queue_bytes = bytes;
    return true;
}

static bool
set_publish_interval(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    unsigned long long ms;

    (void)arena;
    if (!quantity_read(&quantity_duration, value, 10, 60000, &ms, err))
        return false;
    settings->publish_interval = (int)ms;
    return true;
}

static bool
set_rule_budget(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    unsigned long long ms;

    (void)arena;
    if (!quantity_read(&quantity_duration, value, 100, 3600 * 1000, &ms, err))
        return false;
    settings->rule_budget = (uint32_t)ms;
    return true;
}

static bool
set_socket_mode(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    (void)arena;
    return quantity_read_mode(value, &settings->socket_mode, err);
}

static bool
set_year_start_month(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    unsigned long long month;

    (void)arena;
    if (!quantity_read(&quantity_count, value, 1, 12, &month, err))
        return false;
    settings->year_start_month = (int)month;
    return true;
}

static bool
set_suppress_below(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    unsigned long long people;

    (void)arena;
    if (!quantity_read(&quantity_count, value, DISCLOSURE_BELOW_LEAST, DISCLOSURE_BELOW_MOST, &people, err))
        return false;
    settings->disclosure.below = (int64_t)people;
    return true;
}

static bool
read_truth(struct str value, bool *truth, struct err *err)
{
    static const struct str words[] = { STR_INIT("false"), STR_INIT("true") };
    int found = str_find(value, words, 2);

    if (found < 0)
        return err_set(err, ERR_CONFIG, "\"%.*s\" is neither true nor false", STR_ARG(value));
    *truth = found == 1;
    return true;
}

static bool
set_hide_zero(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    (void)arena;
    return read_truth(value, &settings->disclosure.hides_zero, err);
}

static bool
set_control_group(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    const struct group *group = getgrnam(arena_copy(arena, value).ptr);

    if (!group)
        return err_set(err, ERR_CONFIG, "there is no group \"%.*s\"", STR_ARG(value));
    settings->has_control_group = true;
    settings->control_group = group->gr_gid;
    return true;
}

static bool
set_watch_plugins(struct settings *settings, struct str value, struct arena *arena, struct err *err)
{
    (void)arena;
    return read_truth(value, &settings->watches_plugins, err);
}

const struct str setting_names[SETTINGS] = {
    STR_INIT("socket"),      STR_INIT("control"),          STR_INIT("db"),          STR_INIT("max_line"),
    STR_INIT("queue_bytes"), STR_INIT("publish_interval"), STR_INIT("socket_mode"), STR_INIT("year_start_month"),
    STR_INIT("suppress_below"), STR_INIT("hide_zero"),     STR_INIT("control_group"), STR_INIT("watch_plugins"),
    STR_INIT("rule_budget"),
};

/* In the order of the names. */
static bool (*const setters[SETTINGS])(struct settings *, struct str value, struct arena *, struct err *) = {
    set_socket,      set_control,          set_db,          set_max_line,
    set_queue_bytes, set_publish_interval, set_socket_mode, set_year_start_month,
    set_suppress_below, set_hide_zero, set_control_group, set_watch_plugins,
    set_rule_budget,
};

bool
settings_set(struct settings *settings, int setting, struct str value, struct arena *arena, struct err *err)
{
    return setters[setting](settings, value, arena, err);
}
