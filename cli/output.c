/* SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include "cli/lang.h"
#include "cli/new_file.h"
#include "cli/pager.h"
#include "cli/places.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <unistd.h>

enum key { KEY_FORMAT = 0x190, KEY_OUT, KEY_FULL, KEY_WIDTH };
enum { WIDTH_LEAST = 20, WIDTH_MOST = 1000 };

static const struct str names[OUTPUT_FORMATS] = {
    [OUTPUT_TEXT] = STR_INIT("text"), [OUTPUT_JSON] = STR_INIT("json"), [OUTPUT_CSV] = STR_INIT("csv"),
    [OUTPUT_MD] = STR_INIT("md"),     [OUTPUT_XLSX] = STR_INIT("xlsx"), [OUTPUT_HTML] = STR_INIT("html"),
};

/* What output_open_children leaves out stands first. */
static const struct argp_option options[] = {
    { "full", KEY_FULL, NULL, 0, N_("small numbers of people, too; for those who may, and logged"), 0 },
    { "format", KEY_FORMAT, N_("FORMAT"), 0, N_("text (for people), json or csv (for programs), md, xlsx or html (to hand on)"), 0 },
    { "out", KEY_OUT, N_("FILE"), 0, N_("to this file, which is replaced as a whole; else to standard output"), 0 },
    { "width", KEY_WIDTH, N_("COLUMNS"), 0, N_("the width of the text; else that of the terminal"), 0 },
    { 0 },
};

/* Of the formats only those that the command has are offered. */
static error_t
choose(struct argp_state *state, const char *value)
{
    struct output *output = state->input;
    struct str offered[OUTPUT_FORMATS];
    int formats[OUTPUT_FORMATS], choice = 0;
    size_t count = 0;
    error_t wrong;

    for (int i = 0; i < OUTPUT_FORMATS; i++)
        if (output->formats & 1u << i) {
            offered[count] = names[i];
            formats[count++] = i;
        }
    wrong = cmdline_choice(state, "format", value, offered, count, &choice);
    output->format = formats[choice];
    output->base.wants_json = output->format == OUTPUT_JSON;
    return wrong;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct output *output = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = state->input;
        return 0;
    case KEY_FORMAT:
        return choose(state, value);
    case KEY_OUT:
        output->file = value;
        return 0;
    case KEY_FULL:
        output->full = true;
        return 0;
    case KEY_WIDTH:
        return cmdline_number(state, "width", value, WIDTH_LEAST, WIDTH_MOST, &output->width);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* With the places as its own children: the parser of a command hands on its input to one child only. */
static const struct argp argp = { .options = options, .parser = parse, .children = places_children };
static const struct argp open_argp = { .options = options + 1, .parser = parse, .children = places_children };
const struct argp_child output_children[] = { { .argp = &argp }, { 0 } };
const struct argp_child output_open_children[] = { { .argp = &open_argp }, { 0 } };

struct page
output_page(const struct output *output)
{
    return (struct page){
        .width = output->width > 0 ? (size_t)output->width : terminal_width(STDOUT_FILENO),
        .has_colour = !output->file && output->format == OUTPUT_TEXT && terminal_has_colour(STDOUT_FILENO),
        .is_ascii = !terminal_is_utf8(),
        .is_markdown = output->format == OUTPUT_MD,
    };
}

bool
output_check(const struct output *output, struct err *err)
{
    struct str name = names[output->format];

    if ((output->format != OUTPUT_XLSX && output->format != OUTPUT_HTML) || output->file || !isatty(STDOUT_FILENO))
        return true;
    return err_set(err, ERR_USAGE, _("--format %.*s is nothing to be read on a terminal: name a file with --out FILE"), STR_ARG(name));
}

bool
output_write(const struct output *output, struct str bytes, struct err *err)
{
    if (output->format == OUTPUT_MD && bytes.len > 1 && bytes.ptr[bytes.len - 2] == '\n')
        bytes.len--; /* the empty line behind the last part */
    if (output->file)
        return new_file_put(output->file, bytes, err);
    if (output->format == OUTPUT_TEXT && !output->base.places->no_pager)
        pager_put(bytes);
    else
        fwrite(bytes.ptr, 1, bytes.len, stdout); /* main looks whether all of it arrived */
    return true;
}
