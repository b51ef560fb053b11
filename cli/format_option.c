/* SPDX-License-Identifier: MIT */
#include "cli/format_option.h"

#include "cli/cmdline.h"
#include "cli/lang.h"
#include "cli/places.h"

enum key { KEY_FORMAT = 0x180 };
enum format { FORMAT_TEXT, FORMAT_JSON, FORMATS };

static const struct str formats[FORMATS] = { STR_INIT("text"), STR_INIT("json") };

static const struct argp_option options[] = {
    { "format", KEY_FORMAT, N_("FORMAT"), 0, N_("text (for people) or json (for programs)"), 0 },
    { 0 },
};

static error_t
choose(struct argp_state *state, const char *value)
{
    struct cmdline *base = state->input;
    int format = FORMAT_TEXT;
    error_t result = cmdline_choice(state, "format", value, formats, FORMATS, &format);

    base->wants_json = format == FORMAT_JSON;
    return result;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = state->input;
        return 0;
    case KEY_FORMAT:
        return choose(state, value);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* With the places as its own children: the parser of a command hands on its input to one child only. */
static const struct argp argp = { .options = options, .parser = parse, .children = places_children };
const struct argp_child format_children[] = { { .argp = &argp }, { 0 } };
