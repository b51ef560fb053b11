/* SPDX-License-Identifier: MIT */
#include "cli/import/import_options.h"

#include "cli/cmdline.h"
#include "cli/lang.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"

#include <stdlib.h>

enum key {
    KEY_CSV = 0x300, KEY_MAP, KEY_SET, KEY_KEY, KEY_SHEET, KEY_SOURCE, KEY_NAMES, KEY_KEY_FILE, KEY_DRY_RUN, KEY_NO_HEADING,
    KEY_HEADING_ROW, KEY_YEAR, KEY_ORDER, KEY_ZONE, KEY_ENCODING, KEY_SEPARATOR
};

enum { YEAR_LEAST = 1900, YEAR_MOST = 2100, ROW_MOST = 1000000 };

static const struct str orders[DATE_ORDERS] = {
    [DATE_YMD] = STR_INIT("ymd"), [DATE_DMY] = STR_INIT("dmy"), [DATE_MDY] = STR_INIT("mdy")
};

const struct argp_option import_argp_options[] = {
    { "csv", KEY_CSV, N_("TYPE"), 0, N_("the files are tables (CSV or .xlsx): each row is an event of this type, such as attendance"), 0 },
    { "xlsx", KEY_CSV, N_("TYPE"), 0, N_("the same: what a file is, its beginning says"), 0 },
    { "map", KEY_MAP, N_("COLUMN=FIELD"), 0, N_("what a column says, by its heading, or by @C or @3; without --map headings are recognised"), 0 },
    { "set", KEY_SET, N_("FIELD=VALUE"), 0, N_("what no column says, or where a cell is empty"), 0 },
    { "key", KEY_KEY, N_("COLUMN"), 0, N_("by what a row is known again when it was corrected"), 0 },
    { "sheet", KEY_SHEET, N_("NAME"), 0, N_("this sheet of a workbook; \"*\" is all of them"), 0 },
    { "source", KEY_SOURCE, N_("SOURCE"), 0, N_("the source of the events; else import"), 0 },
    { "dry-run", KEY_DRY_RUN, NULL, 0, N_("checks everything, shows the first event, sends nothing"), 0 },
    { "pseudonyms", KEY_NAMES, NULL, 0, N_("persons are names here: tokens are made of them before anything is sent"), 0 },
    { "key-file", KEY_KEY_FILE, N_("FILE"), 0, N_("the secret that these tokens are made with; else $TURNOUT_IMPORT_KEY, else import.key in the folder of settings"), 0 },
    { "no-heading", KEY_NO_HEADING, NULL, 0, N_("the first row is data: columns are called A or 1"), 0 },
    { "heading-row", KEY_HEADING_ROW, N_("ROW"), 0, N_("where the headings stand; else they are found"), 0 },
    { "year", KEY_YEAR, N_("YEAR"), 0, N_("of dates that are written without one"), 0 },
    { "date-order", KEY_ORDER, N_("ORDER"), 0, N_("how 5/6/2024 is meant: dmy or mdy"), 0 },
    { "zone", KEY_ZONE, N_("ZONE"), 0, N_("of times of day; else Asia/Shanghai"), 0 },
    { "encoding", KEY_ENCODING, N_("NAME"), 0, N_("of CSV; else UTF-8 or GB18030 is recognised"), 0 },
    { "separator", KEY_SEPARATOR, N_("CHARACTER"), 0, N_("between the fields of CSV; else comma, semicolon or tab is recognised"), 0 },
    { 0 },
};

/* With the nearest of ours when there is none. */
static error_t
take_type(struct argp_state *state, struct import_options *options, const char *value)
{
    static const struct str prefix = STR_INIT("turnout.");
    struct str names[EVENT_TYPES], name = str_of(value);
    char whole[128];
    int near;

    snprintf(whole, sizeof whole, "%s%s", str_starts(name, prefix) ? "" : prefix.ptr, value);
    options->is_wanted = true;
    if (event_type_find(str_of(whole), &options->type) && options->type != EVENT_FOREIGN)
        return 0;
    for (enum event_type i = 0; i < EVENT_FOREIGN; i++)
        names[i] = event_type_name(i);
    near = nearest_word(str_of(whole), names, EVENT_FOREIGN);
    if (near >= 0)
        return cmdline_refuse(state, _("--csv: there is no event type \"%s\": did you mean %s?"), value, names[near].ptr + prefix.len);
    return cmdline_refuse(state, _("--csv: there is no event type \"%s\": it is attendance, headcount, activity.held, person.put or another that turnout(1) lists"),
                          value);
}

/* At the last "=", since a heading may have one; at the first for --set. */
static error_t
take_pair(struct argp_state *state, struct pairs *pairs, const char *option, const char *value, bool at_last)
{
    const char *equal = at_last ? strrchr(value, '=') : strchr(value, '=');

    if (!equal || equal == value || (at_last && !equal[1]))
        return at_last ? cmdline_refuse(state, _("--%s is COLUMN=FIELD, such as 状态=status, not \"%s\""), option, value)
                       : cmdline_refuse(state, _("--%s is FIELD=VALUE, such as status=present, not \"%s\""), option, value);
    pairs->items = mem_grow(pairs->items, pairs->count, &pairs->capacity, sizeof *pairs->items);
    pairs->items[pairs->count++] = (struct pair){ { value, (size_t)(equal - value) }, str_of(equal + 1) };
    return 0;
}

static error_t
take_separator(struct argp_state *state, struct import_options *options, const char *value)
{
    if (strcmp(value, "tab") == 0 || strcmp(value, "\\t") == 0)
        options->separator = '\t';
    else if (strlen(value) == 1 && !strchr("\"\r\n", *value))
        options->separator = *value;
    else
        return cmdline_refuse(state, _("--separator is one character, or tab, not \"%s\""), value);
    return 0;
}

static error_t
parse_numbers(struct import_options *options, int key, char *value, struct argp_state *state)
{
    switch (key) {
    case KEY_HEADING_ROW:
        return cmdline_number(state, "heading-row", value, 1, ROW_MOST, &options->heading_row);
    case KEY_YEAR:
        return cmdline_number(state, "year", value, YEAR_LEAST, YEAR_MOST, &options->year);
    case KEY_ORDER:
        return cmdline_choice(state, "date-order", value, orders, DATE_ORDERS, &options->date_order);
    case KEY_SEPARATOR:
        return take_separator(state, options, value);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t
parse_words(struct import_options *options, int key, char *value, struct argp_state *state)
{
    switch (key) {
    case KEY_KEY:
        operands_add(&options->keys, value);
        return 0;
    case KEY_SHEET:
        operands_add(&options->sheets, value);
        return 0;
    case KEY_SOURCE:
        options->source = value;
        return 0;
    case KEY_KEY_FILE:
        options->key_file = value;
        return 0;
    case KEY_ZONE:
        options->zone = value;
        return 0;
    case KEY_ENCODING:
        options->encoding = value;
        return 0;
    default:
        return parse_numbers(options, key, value, state);
    }
}

static void
note_option(struct import_options *options, int key)
{
    for (const struct argp_option *option = import_argp_options; option->name; option++)
        if (option->key == key && key != KEY_CSV && !options->first_other)
            options->first_other = option->name;
}

error_t
import_options_parse(struct import_options *options, int key, char *value, struct argp_state *state)
{
    note_option(options, key);
    switch (key) {
    case KEY_CSV:
        return take_type(state, options, value);
    case KEY_MAP:
        return take_pair(state, &options->maps, "map", value, true);
    case KEY_SET:
        return take_pair(state, &options->sets, "set", value, false);
    case KEY_NAMES:
        options->has_names = true;
        return 0;
    case KEY_DRY_RUN:
        options->is_dry_run = true;
        return 0;
    case KEY_NO_HEADING:
        options->has_no_heading = true;
        return 0;
    case ARGP_KEY_END:
        if (options->first_other && !options->is_wanted)
            return cmdline_refuse(state, _("--%s is about tables: say --csv TYPE, too"), options->first_other);
        return 0;
    default:
        return parse_words(options, key, value, state);
    }
}

void
import_options_free(struct import_options *options)
{
    free(options->maps.items);
    free(options->sets.items);
    operands_free(&options->keys);
    operands_free(&options->sheets);
}
