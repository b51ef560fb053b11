/* SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include "cli/columns.h"
#include "cli/lang.h"

enum { LABEL_INDENT = 2, TEXT_INDENT = 26 };

/* A label, and beside it its text; on the next line when the label is too long. */
static void
put_item(struct buf *out, struct str label, struct str text, size_t width)
{
    struct buf wrapped = { 0 };
    size_t taken = columns_width(label) + LABEL_INDENT;

    columns_wrap(&wrapped, text, TEXT_INDENT, width);
    columns_space(out, LABEL_INDENT);
    columns_put(out, label);
    if (taken + 2 > TEXT_INDENT || wrapped.len == 0) {
        buf_put_byte(out, '\n');
        buf_put_str(out, buf_str(&wrapped));
    } else {
        columns_space(out, TEXT_INDENT - taken);
        buf_put(out, wrapped.ptr + TEXT_INDENT, wrapped.len - TEXT_INDENT);
    }
    buf_free(&wrapped);
}

static void
put_option(struct buf *out, const struct argp_option *option, size_t width)
{
    struct buf label = { 0 };

    if (option->key > 0 && option->key < 0x80)
        buf_printf(&label, "-%c, ", option->key);
    buf_printf(&label, "--%s", option->name);
    if (option->arg)
        buf_printf(&label, " %s", _(option->arg));
    put_item(out, buf_str(&label), str_of(_(option->doc)), width);
    buf_free(&label);
}

/* Children without a header of their own go on with the list. */
static void
put_options(struct buf *out, const struct argp *argp, size_t width)
{
    for (const struct argp_option *option = argp->options; option && option->name; option++)
        put_option(out, option, width);
    for (const struct argp_child *child = argp->children; child && child->argp; child++) {
        if (child->header)
            buf_printf(out, "\n%s\n", _(child->header));
        put_options(out, child->argp, width);
    }
}

static void
put_all_options(struct buf *out, const struct argp *argp, size_t width)
{
    buf_printf(out, "\n%s\n", _("Options:"));
    put_options(out, argp, width);
}

static void
put_paragraphs(struct buf *out, const char *text, size_t width)
{
    struct str rest = str_of(text);

    while (rest.len > 0) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        struct str paragraph = { rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len };
        size_t taken = paragraph.len + (end != NULL);

        buf_put_byte(out, '\n');
        columns_wrap(out, paragraph, 0, width);
        rest = (struct str){ rest.ptr + taken, rest.len - taken };
    }
}

void
help_program(struct buf *out, const struct command *const *commands, size_t count, const struct argp *argp,
             size_t width)
{
    buf_printf(out, "%s\n\n", _("Usage: turnout [OPTIONS] COMMAND [OPTIONS]"));
    columns_wrap(out, str_of(_("Who took part, in what, how many of those who could, and is that enough?")), 0, width);
    buf_printf(out, "\n%s\n", _("Commands:"));
    for (size_t i = 0; i < count; i++)
        put_item(out, str_of(commands[i]->name), str_of(_(commands[i]->summary)), width);
    put_all_options(out, argp, width);
    put_paragraphs(out, _("turnout COMMAND --help says more about a command; so does the manual, turnout(1)."), width);
}

static void
put_subcommands(struct buf *out, const struct command *const *subcommands, size_t width)
{
    buf_printf(out, "\n%s\n", _("Commands:"));
    for (; *subcommands; subcommands++)
        put_item(out, str_of((*subcommands)->name), str_of(_((*subcommands)->summary)), width);
}

void
help_command(struct buf *out, const struct command *command, size_t width)
{
    buf_printf(out, _("Usage: turnout %s [OPTIONS]"), command->name);
    buf_printf(out, "%s%s\n\n", command->operands ? " " : "", command->operands ? _(command->operands) : "");
    columns_wrap(out, str_of(_(command->summary)), 0, width);
    if (command->details)
        put_paragraphs(out, _(command->details), width);
    if (command->subcommands)
        put_subcommands(out, command->subcommands, width);
    put_all_options(out, command->argp, width);
}
