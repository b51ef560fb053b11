/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/plugin_templates.h"
#include "lib/base/buf.h"
#include "lua/plugin_files.h"
#include "lua/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum key { KEY_KIND = 0x200 };
enum { KINDS_MAX = 16 };

struct new_options {
    struct cmdline base;
    char *path; /* of the command line */
    int kind;
};

static const struct argp_option argp_options[] = {
    { "kind", KEY_KIND, N_("KIND"), 0, N_("what it begins with: ratio (a share, the default), count or score"), 0 },
    { 0 },
};

static error_t
choose_kind(struct new_options *options, const struct argp_state *state, const char *value)
{
    struct str kinds[KINDS_MAX];

    for (size_t i = 0; i < plugin_template_count; i++)
        kinds[i] = plugin_templates[i].kind;
    return cmdline_choice(state, "kind", value, kinds, plugin_template_count, &options->kind);
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct new_options *options = state->input;

    switch (key) {
    case KEY_KIND:
        return choose_kind(options, state, value);
    case ARGP_KEY_ARG:
        if (options->path)
            return cmdline_refuse(state, _("makes one plugin at a time: %s or %s?"), options->path, value);
        options->path = value;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

static bool
make_folder(const char *path, struct err *err)
{
    if (mkdir(path, 0777) == 0)
        return true;
    if (errno == EEXIST)
        return err_set(err, ERR_USAGE, _("%s is there already: nothing is written over"), path);
    return err_set(err, errno == ENOENT ? ERR_NO_FILE : ERR_STORE, _("cannot make the folder %s: %s"), path, strerror(errno));
}

/* The text with the name in place of each @NAME@. */
static bool
write_file(struct str folder, const char *file, const char *text, struct str name, struct err *err)
{
    static const char hole[] = "@NAME@";
    struct buf path = { 0 };
    FILE *out;
    bool done;

    buf_printf(&path, "%.*s/%s", STR_ARG(folder), file);
    buf_put_byte(&path, 0);
    out = fopen(path.ptr, "wx");
    for (const char *at; out && (at = strstr(text, hole)) != NULL; text = at + strlen(hole))
        fprintf(out, "%.*s%.*s", (int)(at - text), text, STR_ARG(name));
    done = out && fputs(text, out) >= 0 && !ferror(out);
    done = (!out || fclose(out) == 0) && done;
    if (!done)
        err_set(err, ERR_STORE, _("cannot write %s: %s"), path.ptr, strerror(errno));
    else
        printf("%s\n", path.ptr);
    buf_free(&path);
    return done;
}

static bool
write_all(const struct new_options *options, struct str folder, struct str name, struct err *err)
{
    const struct plugin_template *template = &plugin_templates[options->kind];
    struct buf cases = { 0 };
    bool done;

    buf_printf(&cases, "%.*s/cases", STR_ARG(folder));
    buf_put_byte(&cases, 0);
    done = make_folder(options->path, err) && make_folder(cases.ptr, err) && write_file(folder, "init.lua", template->init, name, err) &&
           write_file(folder, "README.md", template->readme, name, err) &&
           write_file(folder, "cases/first.json", template->first, name, err);
    buf_free(&cases);
    return done;
}

static bool
make(const struct new_options *options, struct err *err)
{
    struct str folder, name;

    if (!options->path)
        return err_set(err, ERR_USAGE, "%s", _("needs the name of the plugin: turnout plugin new NAME"));
    for (size_t end = strlen(options->path); end > 1 && options->path[end - 1] == '/'; end--)
        options->path[end - 1] = '\0';
    folder = str_of(options->path);
    name = plugin_source_name(folder);
    if (!text_is_name(name))
        return err_set(err, ERR_USAGE, _("a plugin's name is small letters, digits and _, beginning with a letter, not \"%.*s\""), STR_ARG(name));
    return write_all(options, folder, name, err);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct new_options options = { .base = { .places = places, .err = err } };

    if (cmdline_parse(&argp, argc, argv, &options.base))
        make(&options, err);
    return 0;
}

const struct command command_plugin_new = {
    .name = "plugin new",
    .operands = N_("NAME"),
    .summary = N_("begins a rule of one's own: a folder with init.lua, README.md and a first case"),
    .details = N_("The folder NAME is made here, or where a path says. What is written passes turnout plugin check and turnout plugin test; from there on it is yours to change.\n"),
    .argp = &argp,
    .run = run,
};
