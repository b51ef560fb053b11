/* SPDX-License-Identifier: MIT */
#include "cli/cmdline.h"

#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/nearest.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { OPTIONS_MAX = 64 };

/* The options of an argp and of its children. */
struct known {
    const struct argp_option *options[OPTIONS_MAX];
    struct str names[OPTIONS_MAX];
    size_t count;
};

static void
collect(const struct argp *argp, struct known *known)
{
    for (const struct argp_option *o = argp->options; o && (o->name || o->key || o->doc); o++) {
        if (!o->name || known->count == OPTIONS_MAX)
            continue;
        known->options[known->count] = o;
        known->names[known->count++] = str_of(o->name);
    }
    for (const struct argp_child *child = argp->children; child && child->argp; child++)
        collect(child->argp, known);
}

/* The option of that name or of the only one that begins so; -1: none, -2: more than one. */
static int
find_long(const struct known *known, struct str name)
{
    int found = str_find(name, known->names, known->count);

    for (size_t i = 0; found < 0 && i < known->count; i++) {
        if (!str_starts(known->names[i], name))
            continue;
        for (size_t j = i + 1; j < known->count; j++)
            if (str_starts(known->names[j], name))
                return -2;
        return (int)i;
    }
    return found;
}

static bool
refuse_long(const struct known *known, struct str name, int found, struct err *err)
{
    int near = nearest_word(name, known->names, known->count);

    if (found == -2)
        return err_set(err, ERR_USAGE, _("--%.*s can be the beginning of more than one option"), STR_ARG(name));
    if (near < 0)
        return err_set(err, ERR_USAGE, _("there is no option --%.*s"), STR_ARG(name));
    return err_set(err, ERR_USAGE, _("there is no option --%.*s: did you mean --%.*s?"), STR_ARG(name),
                   STR_ARG(known->names[near]));
}

/* `--name` or `--name=value`; *takes_next: its value is the next word. */
static bool
check_long(const struct known *known, const char *word, bool has_next, bool *takes_next, struct err *err)
{
    const char *equal = strchr(word, '=');
    struct str name = { word + 2, (equal ? (size_t)(equal - word) : strlen(word)) - 2 };
    int found = find_long(known, name);
    const struct argp_option *option;

    if (found < 0)
        return refuse_long(known, name, found, err);
    option = known->options[found];
    if (equal && !option->arg)
        return err_set(err, ERR_USAGE, _("--%s takes no value"), option->name);
    *takes_next = option->arg && !equal;
    if (*takes_next && !has_next)
        return err_set(err, ERR_USAGE, _("--%s needs a value: --%s %s"), option->name, option->name, _(option->arg));
    return true;
}

/* "-qv": short options take no values here. */
static bool
check_short(const struct known *known, const char *word, struct err *err)
{
    for (const char *at = word + 1; *at; at++) {
        bool found = false;

        for (size_t i = 0; i < known->count; i++)
            found = found || known->options[i]->key == *at;
        if (!found)
            return err_set(err, ERR_USAGE, _("there is no option -%c: long options begin with --"), *at);
    }
    return true;
}

/* Checks the options of the line; with `all` those behind other words, too. */
static bool
check(const struct argp *argp, int argc, char **argv, bool all, int *end, struct err *err)
{
    struct known known = { .count = 0 };
    int i = 1;

    collect(argp, &known);
    for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
        bool takes_next = false;

        if (argv[i][0] != '-' || argv[i][1] == '\0') {
            if (!all)
                break;
            continue;
        }
        if (argv[i][1] == '-' ? !check_long(&known, argv[i], i + 1 < argc, &takes_next, err)
                              : !check_short(&known, argv[i], err))
            return false;
        i += takes_next;
    }
    *end = i;
    return true;
}

bool
cmdline_end(const struct argp *argp, int argc, char **argv, int *end, struct err *err)
{
    return check(argp, argc, argv, false, end, err);
}

bool
cmdline_parse(const struct argp *argp, int argc, char **argv, struct cmdline *input)
{
    int end;

    if (!check(argp, argc, argv, true, &end, input->err))
        return false;
    if (argp_parse(argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_ERRS | ARGP_NO_HELP, NULL, input) == 0)
        return true;
    if (input->err->code == ERR_NONE)
        err_set(input->err, ERR_USAGE, _("the command line cannot be understood"));
    return false;
}

error_t
cmdline_refuse(const struct argp_state *state, const char *format, ...)
{
    struct cmdline *line = state->input;
    char text[sizeof line->err->text];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    err_set(line->err, ERR_USAGE, "%s", text);
    return EINVAL;
}

error_t
cmdline_no_operand(const struct argp_state *state, const char *word)
{
    return cmdline_refuse(state, _("takes no \"%s\": filters and settings begin with --"), word);
}

error_t
cmdline_other(int key, char *word, struct argp_state *state)
{
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = state->input;
        return 0;
    case ARGP_KEY_ARG:
        return cmdline_no_operand(state, word);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

error_t
cmdline_one_file(const struct argp_state *state, const char *word, const char **file)
{
    if (*file)
        return cmdline_refuse(state, _("takes one file, not \"%s\" as well"), word);
    *file = word;
    return 0;
}

error_t
cmdline_operand(const struct argp_state *state, const char *what, const char *value, const struct str *names, size_t n,
                int *choice)
{
    int near, found = str_find(str_of(value), names, n);
    struct buf list = { 0 };

    if (found >= 0) {
        *choice = found;
        return 0;
    }
    near = nearest_word(str_of(value), names, n);
    for (size_t i = 0; i < n; i++)
        buf_printf(&list, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names[i]));
    if (near >= 0)
        cmdline_refuse(state, _("%s is one of %.*s, not \"%s\": did you mean %.*s?"), what, (int)list.len, list.ptr, value,
                       STR_ARG(names[near]));
    else
        cmdline_refuse(state, _("%s is one of %.*s, not \"%s\""), what, (int)list.len, list.ptr, value);
    buf_free(&list);
    return EINVAL;
}

error_t
cmdline_choice(const struct argp_state *state, const char *option, const char *value, const struct str *names,
               size_t n, int *choice)
{
    struct buf what = { 0 };
    error_t wrong;

    buf_printf(&what, "--%s", option);
    buf_put_byte(&what, '\0');
    wrong = cmdline_operand(state, what.ptr, value, names, n, choice);
    buf_free(&what);
    return wrong;
}

error_t
cmdline_number(const struct argp_state *state, const char *option, const char *value, uint64_t low, uint64_t high,
               uint64_t *number)
{
    unsigned long long wanted;

    if (!str_to_u64(str_of(value), &wanted) || wanted < low || wanted > high)
        return cmdline_refuse(state, _("--%s is a number from %llu to %llu, not \"%s\""), option,
                              (unsigned long long)low, (unsigned long long)high, value);
    *number = wanted;
    return 0;
}
