/* SPDX-License-Identifier: MIT */
#include "daemon/config.h"

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"

#include <dirent.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SECTION_MAX = 49, /* bytes: inih cuts what is longer */
    FILE_MAX = 1024 * 1024,
};

/* One file being read. */
struct parse {
    struct config *config;
    const char *file;
    struct str rest; /* not read yet */
    int line;
    bool indented;   /* the line begins with a space */
    char last_section[64], last_key[64];
    unsigned seen;   /* settings of [daemon] in this file: a bit each */
    bool failed;
    struct err *err;
};

void
config_init(struct config *config)
{
    *config = (struct config){ 0 };
    settings_init(&config->settings);
}

void
config_free(struct config *config)
{
    for (size_t i = 0; i < config->grant_count; i++)
        grant_free(&config->grants[i]);
    free(config->grants);
    free(config->overrides);
    arena_free(&config->arena);
    *config = (struct config){ 0 };
}

/* The first thing wrong in a file is what is reported; why: err, or a text of its own. Returns false. */
__attribute__((format(printf, 2, 3))) static bool
wrong(struct parse *parse, const char *format, ...)
{
    char text[400];
    va_list args;

    if (parse->failed)
        return false;
    parse->failed = true;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return err_set(parse->err, ERR_CONFIG, "%s:%d: %s", parse->file, parse->line, text);
}

/* ", did you mean x?" or nothing. */
static const char *
suggest(struct parse *parse, struct str word, const struct str *known, size_t count)
{
    int near = nearest_word(word, known, count);

    return near < 0 ? "" : arena_printf(&parse->config->arena, ", did you mean %.*s?", STR_ARG(known[near])).ptr;
}

/* -- [daemon] -- */

static bool
in_daemon(struct parse *parse, struct str key, struct str value)
{
    int n = str_find(key, setting_names, SETTINGS);
    struct config *config = parse->config;
    struct err why;

    if (n < 0)
        return wrong(parse, "[daemon] has no setting \"%.*s\"%s", STR_ARG(key),
                     suggest(parse, key, setting_names, SETTINGS));
    if (parse->seen & 1u << n)
        return wrong(parse, "%.*s is set a second time in this file", STR_ARG(key));
    parse->seen |= 1u << n;
    return settings_set(&config->settings, n, value, &config->arena, &why) || wrong(parse, "%.*s: %s", STR_ARG(key), why.text);
}

/* -- [plugin NAME] -- */

/* What a later file says counts. */
static bool
in_plugin(struct parse *parse, struct str plugin, struct str key, struct str value)
{
    struct config *config = parse->config;
    struct param_override *override;

    for (size_t i = 0; i < config->override_count; i++) {
        override = &config->overrides[i];
        if (!str_eq(override->plugin, plugin) || !str_eq(override->name, key))
            continue;
        override->value = arena_copy(&config->arena, value);
        return true;
    }
    config->overrides =
        mem_grow(config->overrides, config->override_count, &config->override_capacity, sizeof *config->overrides);
    override = &config->overrides[config->override_count++];
    override->plugin = arena_copy(&config->arena, plugin);
    override->name = arena_copy(&config->arena, key);
    override->value = arena_copy(&config->arena, value);
    return true;
}

/* -- [allow NAME] -- */

static struct grant *
grant_of(struct config *config, struct str name)
{
    struct grant *grant;

    for (size_t i = 0; i < config->grant_count; i++)
        if (str_eq(config->grants[i].name, name))
            return &config->grants[i];
    config->grants = mem_grow(config->grants, config->grant_count, &config->grant_capacity, sizeof *config->grants);
    grant = &config->grants[config->grant_count++];
    *grant = (struct grant){ .name = arena_copy(&config->arena, name) };
    return grant;
}

static bool
in_allow(struct parse *parse, struct str name, struct str key, struct str value)
{
    int list = str_find(key, grant_list_names, GRANT_LISTS);
    struct err why;

    if (list < 0)
        return wrong(parse, "[allow %.*s] has no setting \"%.*s\"%s", STR_ARG(name), STR_ARG(key),
                     suggest(parse, key, grant_list_names, GRANT_LISTS));
    return grant_add(grant_of(parse->config, name), list, value, &parse->config->arena, &why) ||
           wrong(parse, "%.*s: %s", STR_ARG(key), why.text);
}

/* Who is allowed must stand in the same file as what. */
static bool
check_grants(const struct config *config, const char *file, struct err *err)
{
    for (size_t i = 0; i < config->grant_count; i++) {
        const struct grant *grant = &config->grants[i];
        if (!grant->anyone && grant->user_count == 0 && grant->group_count == 0)
            return err_set(err, ERR_CONFIG, "%s: [allow %.*s] names neither users nor groups", file,
                           STR_ARG(grant->name));
    }
    return true;
}

/* -- the file -- */

enum section { SECTION_DAEMON, SECTION_PLUGIN, SECTION_ALLOW, SECTIONS };
static const struct str section_names[SECTIONS] = { STR_INIT("daemon"), STR_INIT("plugin"), STR_INIT("allow") };

/* "plugin education_coverage": the section and the name behind it. */
static bool
read_section(struct parse *parse, const char *text, enum section *section, struct str *name)
{
    struct str kind = { text, strcspn(text, " \t") };
    int n = str_find(kind, section_names, SECTIONS);

    *name = str_of(text + kind.len + strspn(text + kind.len, " \t"));
    if (n < 0)
        return wrong(parse, "there is no section [%s]%s", text, suggest(parse, kind, section_names, SECTIONS));
    if (n == SECTION_DAEMON && name->len > 0)
        return wrong(parse, "[daemon] takes no name");
    if (n != SECTION_DAEMON && name->len == 0)
        return wrong(parse, "[%s] needs a name: [%s NAME]", text, text);
    *section = (enum section)n;
    return true;
}

/* inih gives an indented line to the setting above it: good for lists, a trap for everything else. */
static bool
continues(struct parse *parse, const char *section, const char *key)
{
    bool same = strcmp(parse->last_section, section) == 0 && strcmp(parse->last_key, key) == 0;

    snprintf(parse->last_section, sizeof parse->last_section, "%s", section);
    snprintf(parse->last_key, sizeof parse->last_key, "%s", key);
    return same && parse->indented;
}

static int
on_setting(void *user, const char *section_text, const char *key_text, const char *value_text)
{
    struct parse *parse = user;
    struct str key = str_of(key_text), value = str_of(value_text), name;
    bool continued = continues(parse, section_text, key_text);
    enum section section = SECTION_DAEMON;

    if (parse->failed)
        return 0;
    if (!*section_text)
        return wrong(parse, "\"%s\" stands before the first [section]", key_text);
    if (!read_section(parse, section_text, &section, &name))
        return 0;
    if (continued && section != SECTION_ALLOW)
        return wrong(parse, "an indented line continues the one above, but %s takes only one line", key_text);
    switch (section) {
    case SECTION_DAEMON:
        return in_daemon(parse, key, value);
    case SECTION_PLUGIN:
        return in_plugin(parse, name, key, value);
    default:
        return in_allow(parse, name, key, value);
    }
}

static bool
check_line(struct parse *parse, struct str line, size_t room)
{
    const char *end;

    if (line.len > room)
        return wrong(parse, "the line has more than %zu bytes (a list may go on in indented lines)", room);
    if (memchr(line.ptr, '\0', line.len))
        return wrong(parse, "the line holds a NUL byte");
    end = line.ptr[0] == '[' ? memchr(line.ptr, ']', line.len) : NULL;
    if (end && end - line.ptr - 1 > SECTION_MAX)
        return wrong(parse, "the name of a section has at most %d bytes", SECTION_MAX);
    return true;
}

/* inih's fgets: the next line with its newline, NULL at the end. */
static char *
next_line(char *to, int size, void *stream)
{
    struct parse *parse = stream;
    struct str line = parse->rest;
    const char *end;

    if (parse->failed || line.len == 0)
        return NULL;
    end = memchr(line.ptr, '\n', line.len);
    if (end)
        line.len = (size_t)(end - line.ptr) + 1;
    parse->line++;
    if (!check_line(parse, line, (size_t)size - 1))
        return NULL;
    parse->indented = line.ptr[0] == ' ' || line.ptr[0] == '\t';
    memcpy(to, line.ptr, line.len);
    to[line.len] = '\0';
    parse->rest = (struct str){ line.ptr + line.len, parse->rest.len - line.len };
    return to;
}

bool
config_parse(struct config *config, const char *file, struct str text, struct err *err)
{
    struct parse parse = { .config = config, .file = file, .rest = text, .err = err };
    int line = ini_parse_stream(next_line, &parse, on_setting, &parse);

    if (parse.failed)
        return false;
    if (line != 0)
        return err_set(err, ERR_CONFIG, "%s:%d: this is neither a [section] nor \"setting = value\"", file, line);
    return check_grants(config, file, err);
}

bool
config_read_file(struct config *config, const char *file, struct err *err)
{
    struct buf text = { 0 };
    bool done = file_read(file, FILE_MAX, &text, err) && config_parse(config, file, buf_str(&text), err);

    buf_free(&text);
    if (!done && err->code != ERR_NO_FILE)
        err->code = ERR_CONFIG;
    return done;
}

static int
is_conf(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".conf") == 0;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool
read_folder(struct config *config, const char *folder, struct err *err)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_conf, by_name);
    bool good = true;

    for (int i = 0; i < count; i++) {
        struct str path = arena_printf(&config->arena, "%s/%s", folder, entries[i]->d_name);
        good = good && config_read_file(config, path.ptr, err);
        free(entries[i]);
    }
    free(entries);
    return good;
}

bool
config_read_system(struct config *config, const char *file, struct err *err)
{
    const char *slash = strrchr(file, '/');
    int len = slash ? (int)(slash - file) : 0;

    if (!config_read_file(config, file, err) && err->code != ERR_NO_FILE)
        return false;
    return read_folder(config, arena_printf(&config->arena, "%.*s/conf.d", len, file).ptr, err);
}
