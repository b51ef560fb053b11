/* SPDX-License-Identifier: MIT */
#include "lib/base/paths.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *variable, *system, *file;
} kinds[PATH_KINDS] = {
    [PATH_DB] = { "TURNOUT_DB", "/var/lib/turnout/turnout.db", "turnout.db" },
    [PATH_SOCKET] = { "TURNOUT_SOCKET", "/run/turnout/turnoutd.sock", "turnoutd.sock" },
    [PATH_CONTROL] = { "TURNOUT_CONTROL", "/run/turnout/control.sock", "control.sock" },
};

/* from is shorter than PATH_MAX. */
static void
copy(char path[PATH_MAX], const char *from)
{
    memcpy(path, from, strlen(from) + 1);
}

static bool
put(char path[PATH_MAX], struct err *err, const char *folder, const char *below, const char *file)
{
    int len = snprintf(path, PATH_MAX, "%s%s/%s", folder, below, file);

    if (len < 0 || len >= PATH_MAX)
        return err_set(err, ERR_CONFIG, "the path of %s under %.60s... is longer than %d bytes", file, folder, PATH_MAX);
    return true;
}

/* The XDG specification: a relative path there is to be ignored. */
static const char *
xdg(const char *variable)
{
    const char *folder = getenv(variable);

    return folder && folder[0] == '/' ? folder : NULL;
}

static const char *
home(void)
{
    const char *folder = getenv("HOME");
    const struct passwd *user;

    if (folder && folder[0] == '/')
        return folder;
    user = getpwuid(getuid());
    return user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir : NULL;
}

static void
temporary_folder(char folder[64])
{
    snprintf(folder, 64, "/tmp/turnout-%lu", (unsigned long)getuid());
}

static bool
state_path(const char *file, char path[PATH_MAX], struct err *err)
{
    const char *folder = xdg("XDG_STATE_HOME");

    if (folder)
        return put(path, err, folder, "/turnout", file);
    folder = home();
    if (!folder)
        return err_set(err, ERR_CONFIG, "user %lu has no home folder for the database: name a file with --db",
                       (unsigned long)getuid());
    return put(path, err, folder, "/.local/state/turnout", file);
}

static bool
runtime_path(const char *file, char path[PATH_MAX], struct err *err)
{
    const char *folder = xdg("XDG_RUNTIME_DIR");
    char own[64];

    if (folder)
        return put(path, err, folder, "/turnout", file);
    temporary_folder(own);
    return put(path, err, own, "", file);
}

bool
path_default(enum path_kind kind, char path[PATH_MAX], struct err *err)
{
    if (getuid() == 0) {
        copy(path, kinds[kind].system);
        return true;
    }
    if (kind == PATH_DB)
        return state_path(kinds[kind].file, path, err);
    return runtime_path(kinds[kind].file, path, err);
}

bool
path_of_command(enum path_kind kind, char path[PATH_MAX], struct err *err)
{
    const char *said = getenv(kinds[kind].variable);

    if (said && said[0]) {
        if (strlen(said) >= PATH_MAX)
            return err_set(err, ERR_CONFIG, "%s is longer than %d bytes", kinds[kind].variable, PATH_MAX);
        copy(path, said);
        return true;
    }
    if (!path_default(kind, path, err))
        return false;
    if (access(path, F_OK) != 0 && access(kinds[kind].system, F_OK) == 0)
        copy(path, kinds[kind].system);
    return true;
}

bool
path_of_settings(const char *name, char path[PATH_MAX])
{
    const char *folder = xdg("XDG_CONFIG_HOME"), *below = folder ? "" : "/.config";
    int len = -1;

    folder = folder ? folder : home();
    if (folder)
        len = snprintf(path, PATH_MAX, "%s%s/turnout/%s", folder, below, name);
    return len >= 0 && len < PATH_MAX;
}

/* Everybody may write to /tmp: somebody else's folder of that name is a trap. */
static bool
is_ours(const char *folder, struct err *err)
{
    struct stat st;

    if (lstat(folder, &st) != 0)
        return err_set(err, ERR_CONFIG, "%s: %s", folder, strerror(errno));
    if (!S_ISDIR(st.st_mode) || st.st_uid != getuid() || (st.st_mode & 077) != 0)
        return err_set(err, ERR_CONFIG, "%s must be a folder of your own that only you can enter (mode 0700): "
                       "remove it, or set XDG_RUNTIME_DIR", folder);
    return true;
}

static bool
make_one(const char *folder, mode_t mode, struct err *err)
{
    if (mkdir(folder, mode) == 0 || errno == EEXIST)
        return true;
    return err_set(err, ERR_CONFIG, "cannot make the folder %s: %s", folder, strerror(errno));
}

bool
path_make_folder(const char *path, struct err *err)
{
    char folder[PATH_MAX], own[64];
    size_t len = strlen(path);
    char *end;

    if (len >= sizeof folder)
        return err_set(err, ERR_CONFIG, "a path of %zu bytes is too long: %.60s...", len, path);
    memcpy(folder, path, len + 1);
    end = strrchr(folder, '/');
    if (!end || end == folder)
        return true;
    *end = '\0';
    temporary_folder(own);
    if (strcmp(folder, own) == 0)
        return make_one(folder, 0700, err) && is_ours(folder, err);
    if (access(folder, F_OK) == 0)
        return true;
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (access(folder, F_OK) != 0 && !make_one(folder, 0755, err))
            return false;
        *slash = '/';
    }
    return make_one(folder, getuid() == 0 ? 0755 : 0700, err);
}
