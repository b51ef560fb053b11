/* SPDX-License-Identifier: MIT */
#include "cli/cmdline.h"

#include "cli/help.h"
#include "cli/lang.h"
#include "cli/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct sample {
    struct cmdline base;
    const char *unit, *operand;
    bool is_full;
    int format;
    uint64_t width;
};

static const struct argp_option sample_options[] = {
    { "unit", 0x201, "CODE", 0, "only this unit", 0 },
    { "full", 'f', NULL, 0, "everything", 0 },
    { "format", 0x202, "FORMAT", 0, "how", 0 },
    { "width", 0x203, "COLUMNS", 0, "how wide", 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    static const struct str formats[] = { STR_INIT("text"), STR_INIT("json"), STR_INIT("csv") };
    struct sample *sample = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = state->input;
        return 0;
    case 0x201:
        sample->unit = value;
        return 0;
    case 'f':
        sample->is_full = true;
        return 0;
    case 0x202:
        return cmdline_choice(state, "format", value, formats, 3, &sample->format);
    case 0x203:
        return cmdline_number(state, "width", value, 20, 1000, &sample->width);
    case ARGP_KEY_ARG:
        if (strcmp(value, "nothing") == 0)
            return cmdline_no_operand(state, value);
        sample->operand = value;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = { .options = sample_options, .parser = parse, .children = places_children };

#define LINE(...) ((char *[]){ "report", __VA_ARGS__, NULL })

static int
count_of(char **line)
{
    int n = 0;

    while (line[n])
        n++;
    return n;
}

static void
parse__fills_the_options_of_the_command_and_those_of_all(void **state)
{
    char **line = LINE("--unit=s/", "word", "--db", "x.db", "-f", "--form", "csv", "--width", "100", "--", "--full");
    struct places places = { 0 };
    struct err err = { 0 };
    struct sample sample = { .base = { .places = &places, .err = &err } };

    (void)state;
    assert_true(cmdline_parse(&argp, count_of(line), line, &sample.base));
    assert_string_equal(sample.unit, "s/");
    assert_string_equal(sample.operand, "--full");
    assert_string_equal(places.given[PATH_DB], "x.db");
    assert_true(sample.is_full);
    assert_int_equal(sample.format, 2);
    assert_int_equal(sample.width, 100);
}

static void
assert_refused(char **line, const char *expected)
{
    struct places places = { 0 };
    struct err err = { 0 };
    struct sample sample = { .base = { .places = &places, .err = &err } };

    lang_set(LANG_EN);
    assert_false(cmdline_parse(&argp, count_of(line), line, &sample.base));
    assert_int_equal(err.code, ERR_USAGE);
    assert_string_equal(err.text, expected);
}

static void
parse__says_what_was_probably_meant(void **state)
{
    (void)state;
    assert_refused(LINE("--unitt", "x"), "there is no option --unitt: did you mean --unit?");
    assert_refused(LINE("--completely-else"), "there is no option --completely-else");
    assert_refused(LINE("--format", "jsn"), "--format is one of text, json, csv, not \"jsn\": did you mean json?");
    assert_refused(LINE("--format=postscript"), "--format is one of text, json, csv, not \"postscript\"");
    assert_refused(LINE("-x"), "there is no option -x: long options begin with --");
}

static void
parse__refuses_values_that_are_missing_or_too_many_or_out_of_range(void **state)
{
    (void)state;
    assert_refused(LINE("--unit"), "--unit needs a value: --unit CODE");
    assert_refused(LINE("--full=yes"), "--full takes no value");
    assert_refused(LINE("--f"), "--f can be the beginning of more than one option");
    assert_refused(LINE("--width", "19"), "--width is a number from 20 to 1000, not \"19\"");
    assert_refused(LINE("--width", "wide"), "--width is a number from 20 to 1000, not \"wide\"");
    assert_refused(LINE("--lang", "fr"), "--lang is zh or en, not \"fr\"");
    assert_refused(LINE("nothing"), "takes no \"nothing\": filters and settings begin with --");
}

static void
parse__does_not_take_a_value_for_an_option(void **state)
{
    char **line = LINE("--unit", "--unti");
    struct places places = { 0 };
    struct err err = { 0 };
    struct sample sample = { .base = { .places = &places, .err = &err } };

    (void)state;
    assert_true(cmdline_parse(&argp, count_of(line), line, &sample.base));
    assert_string_equal(sample.unit, "--unti");
}

static void
end__is_the_first_word_that_is_no_option(void **state)
{
    char **line = LINE("--db", "x.db", "--lang=en", "report", "--unknown");
    struct err err = { 0 };
    int end;

    (void)state;
    assert_true(cmdline_end(&places_argp, count_of(line), line, &end, &err));
    assert_string_equal(line[end], "report");
    line = LINE("--unknown", "report");
    assert_false(cmdline_end(&places_argp, count_of(line), line, &end, &err));
}

static void
help__lists_every_option_aligned_in_both_languages(void **state)
{
    const struct command command = { .name = "report", .summary = "shows", .details = "One.\nTwo.\n", .argp = &argp };
    struct buf out = { 0 };

    (void)state;
    lang_set(LANG_EN);
    help_command(&out, &command, 60);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr,
                        "Usage: turnout report [OPTIONS]\n\nshows\n\nOne.\n\nTwo.\n\n"
                        "Options:\n"
                        "  --unit CODE             only this unit\n"
                        "  -f, --full              everything\n"
                        "  --format FORMAT         how\n"
                        "  --width COLUMNS         how wide\n\n"
                        "Options of every command:\n"
                        "  --db FILE               the database; else $TURNOUT_DB,\n"
                        "                          else where turnoutd keeps it\n"
                        "  --socket PATH           the daemon's socket for events;\n"
                        "                          else $TURNOUT_SOCKET\n"
                        "  --control PATH          the daemon's socket for control;\n"
                        "                          else $TURNOUT_CONTROL\n"
                        "  --lang zh|en            the language; else that of the\n"
                        "                          locale\n"
                        "  --no-pager              never through a pager; else long\n"
                        "                          text on a terminal goes through\n"
                        "                          $TURNOUT_PAGER, $PAGER or less\n"
                        "  -h, --help              prints this\n");
    out.len = 0;
    lang_set(LANG_ZH);
    help_command(&out, &command, 60);
    buf_put_byte(&out, '\0');
    assert_non_null(strstr(out.ptr, "用法：turnout report [选项]\n"));
    assert_non_null(strstr(out.ptr, "  --db 文件               数据库；默认取 $TURNOUT_DB"));
    buf_free(&out);
}

static int
set_up(void **state)
{
    (void)state;
    lang_init();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse__fills_the_options_of_the_command_and_those_of_all),
        cmocka_unit_test(parse__says_what_was_probably_meant),
        cmocka_unit_test(parse__refuses_values_that_are_missing_or_too_many_or_out_of_range),
        cmocka_unit_test(parse__does_not_take_a_value_for_an_option),
        cmocka_unit_test(end__is_the_first_word_that_is_no_option),
        cmocka_unit_test(help__lists_every_option_aligned_in_both_languages),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
