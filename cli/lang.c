/* SPDX-License-Identifier: MIT */
#include "cli/lang.h"

#include "lib/base/err_language.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define DOMAIN "turnout"

static enum lang current = LANG_EN;

enum lang
lang_of_locale(const char *name)
{
    return name && strncasecmp(name, "zh", 2) == 0 && strchr("_-.@", name[2]) ? LANG_ZH : LANG_EN;
}

struct str
lang_name(struct str zh, struct str en, struct str code)
{
    struct str first = current == LANG_ZH ? zh : en, second = current == LANG_ZH ? en : zh;

    return first.len > 0 ? first : second.len > 0 ? second : code;
}

bool
lang_parse(const char *text, enum lang *lang)
{
    *lang = lang_of_locale(text);
    return *lang == LANG_ZH || (strncasecmp(text, "en", 2) == 0 && strchr("_-.@", text[2]));
}

/* The locale of messages by the environment alone: it need not exist on this machine. */
static const char *
wanted_locale(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    const char *list = getenv("LANGUAGE");

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (!value || !*value)
            continue;
        /* As gettext does it: LANGUAGE comes first, but not in the locale C. */
        if (list && *list && strcmp(value, "C") != 0 && strcmp(value, "POSIX") != 0)
            return list;
        return value;
    }
    return NULL;
}

/* Does the running program lie in the build folder? Then the translations built there are its own. */
static bool
is_built_here(void)
{
    size_t size = strlen(TURNOUT_BUILD_DIR);
    char path[4096];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);

    return size > 0 && len > (ssize_t)size && memcmp(path, TURNOUT_BUILD_DIR, size) == 0 && path[size] == '/';
}

static const char *
translate(const char *text)
{
    return gettext(text);
}

void
lang_init(void)
{
    err_translate_by(translate);
    setlocale(LC_ALL, "");
    /* Numbers have a point in every language: files are read by programs. */
    setlocale(LC_NUMERIC, "C");
    /* gettext translates nothing in the locale C, and LANGUAGE needs one that exists: this one always does. */
    setlocale(LC_MESSAGES, "C.UTF-8");
    bindtextdomain(DOMAIN, is_built_here() ? TURNOUT_BUILD_LOCALE_DIR : TURNOUT_LOCALE_DIR);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    /* Where the locale of the environment is not installed, strerror() would put "?" for each Chinese character. */
    bind_textdomain_codeset("libc", "UTF-8");
    lang_set(lang_of_locale(wanted_locale()));
}

void
lang_set(enum lang lang)
{
    current = lang;
    setenv("LANGUAGE", lang == LANG_ZH ? "zh_CN" : "en", 1);
    textdomain(DOMAIN); /* makes gettext read LANGUAGE again */
}

enum lang
lang_now(void)
{
    return current;
}
