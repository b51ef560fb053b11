/* SPDX-License-Identifier: MIT */
#include "cli/import/key_file.h"

#include "cli/lang.h"
#include "lib/base/digest.h"
#include "lib/base/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_SIZE = 2 * KEY_SIZE + 1 /* and a newline */ };

static bool
default_path(char path[PATH_MAX], struct err *err)
{
    const char *told = getenv("TURNOUT_IMPORT_KEY");

    if (!(told && *told) && geteuid() == 0)
        told = "/etc/turnout/import.key";
    if (told && *told ? snprintf(path, PATH_MAX, "%s", told) < PATH_MAX : path_of_settings("import.key", path))
        return true;
    return err_set(err, ERR_CONFIG, "%s", _("there is no home folder for the import key: name a file with --key-file"));
}

static int
digit_of(char c)
{
    const char *digits = "0123456789abcdef", *found = c ? strchr(digits, c) : NULL;

    return found ? (int)(found - digits) : -1;
}

static bool
parse_key(struct key_file *file, const char *text, ssize_t len, struct err *err)
{
    bool is_key = len >= TEXT_SIZE - 1;

    for (size_t i = 0; is_key && i < KEY_SIZE; i++) {
        int high = digit_of(text[2 * i]), low = digit_of(text[2 * i + 1]);

        is_key = high >= 0 && low >= 0;
        file->key[i] = (unsigned char)(high * 16 + low);
    }
    return is_key || err_set(err, ERR_CONFIG, _("%s is no import key: it has 64 hexadecimal digits; name another with --key-file"),
                             file->path);
}

static bool
read_open(struct key_file *file, int fd, struct err *err)
{
    char text[TEXT_SIZE];
    struct stat st;

    if (fstat(fd, &st) != 0)
        return err_set(err, ERR_NO_FILE, "%s: %s", file->path, strerror(errno));
    if (st.st_mode & S_IRWXO)
        return err_set(err, ERR_CONFIG, _("everybody can read the import key %s: chmod 600 it"), file->path);
    return parse_key(file, text, read(fd, text, sizeof text), err);
}

static bool
write_new(struct key_file *file, struct err *err)
{
    char text[TEXT_SIZE + 1];
    int fd;
    bool done;

    for (size_t i = 0; i < KEY_SIZE; i++)
        snprintf(text + 2 * i, 3, "%02x", file->key[i]);
    text[2 * KEY_SIZE] = '\n';
    fd = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    done = fd >= 0 && write(fd, text, TEXT_SIZE) == TEXT_SIZE && fsync(fd) == 0;
    if (!done)
        err_set(err, ERR_NO_FILE, _("the import key %s cannot be made: %s; name another place with --key-file"), file->path,
                strerror(errno));
    if (fd >= 0)
        close(fd);
    return done;
}

bool
key_file_read(struct key_file *file, const char *given, bool may_make, struct err *err)
{
    int fd;
    bool done;

    *file = (struct key_file){ .is_new = false };
    if (given && strlen(given) >= PATH_MAX)
        return err_set(err, ERR_USAGE, _("a path has fewer than %d bytes"), PATH_MAX);
    if (given)
        snprintf(file->path, sizeof file->path, "%s", given);
    else if (!default_path(file->path, err))
        return false;
    fd = open(file->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        file->is_new = true;
        digest_random(file->key, sizeof file->key);
        return !may_make || (path_make_folder(file->path, err) && write_new(file, err));
    }
    if (fd < 0)
        return err_set(err, ERR_NO_FILE, "%s: %s", file->path, strerror(errno));
    done = read_open(file, fd, err);
    close(fd);
    return done;
}
