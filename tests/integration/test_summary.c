/* SPDX-License-Identifier: MIT */
/*
 * turnout summary of the demonstration: its texts as they are kept in tests/golden/summary (written afresh by
 * scripts/renew-golden.sh), on every paper, by other templates.
 */
#include "cli/import/zip_parts.h"
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/demo_data.h"
#include "tests/support/report.h"
#include "tests/support/summary.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct daemon demo;

/* ---- texts ---- */

static char *
file_text(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;

    if (!file)
        check_failed("cannot open %s", path);
    if (getdelim(&text, &size, '\0', file) < 0)
        check_failed("%s is empty", path);
    fclose(file);
    return text;
}

static void
write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* ---- the demonstration ---- */

static void
expect_golden(const char *name, const char *text)
{
    char path[256];
    char *kept;

    snprintf(path, sizeof path, "%s/%s", source_path("tests/golden/summary"), name);
    if (getenv("TURNOUT_RENEW_GOLDEN"))
        write_text(path, text);
    kept = file_text(path);
    if (strcmp(kept, text) != 0)
        check_failed("%s is not what is printed now:\n%s", path, text);
    free(kept);
}

static void
demo__reads_as_it_is_kept(void **state)
{
    static const struct {
        const char *name, *unit, *lang, *sources;
    } kept[] = {
        { "liubeiqiao.zh.md", "liubeiqiao", "zh", "--sources" },
        { "liubeiqiao.en.md", "liubeiqiao", "en", "--sources" },
        { "jinzhili.zh.md", "jinzhili", "zh", NULL },
        { "jinzhili-street.en.md", "jinzhili-street", "en", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        char *text = SUMMARY(&demo, "--unit", kept[i].unit, "--lang", kept[i].lang, kept[i].sources);
        expect_golden(kept[i].name, text);
        free(text);
    }
}

/* Every run of digits in it becomes a member. */
static void
collect_numbers(const char *text, json_t *numbers)
{
    char number[64];

    while (*text) {
        size_t len = strspn(text, "0123456789");
        if (len > 0) {
            assert_true(len < sizeof number);
            memcpy(number, text, len);
            number[len] = '\0';
            json_object_set_new(numbers, number, json_true());
        }
        text += len > 0 ? len : 1;
    }
}

static void
collect_of(const json_t *value, json_t *numbers)
{
    const json_t *child;
    const char *key;
    char text[32];
    size_t i;

    json_array_foreach(value, i, child)
        collect_of(child, numbers);
    json_object_foreach((json_t *)(uintptr_t)value, key, child)
        if (strcmp(key, "source") != 0) /* positions are no numbers of the text */
            collect_of(child, numbers);
    if (json_is_string(value))
        collect_numbers(json_string_value(value), numbers);
    if (json_is_integer(value)) {
        snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
        collect_numbers(text, numbers);
    }
}

/* Fails unless each number of the text stands in the data; returns how many there are. */
static size_t
check_numbers(const char *unit, const char *lang, const char *period)
{
    json_t *data = command_json(&demo, WORDS("summary", "--unit", unit, "--lang", lang, "--period", period, "--format", "json"));
    char *text = summary_said(&demo, WORDS("summary", "--unit", unit, "--lang", lang, "--period", period));
    json_t *given = json_object(), *used = json_object();
    const char *number;
    json_t *value;
    size_t count;

    collect_of(data, given);
    collect_numbers(text, used);
    json_object_foreach(used, number, value)
        if (!json_object_get(given, number))
            check_failed("%s of %s in %s: nobody handed over %s:\n%s", unit, period, lang, number, text);
    count = json_object_size(used);
    json_decref(data);
    json_decref(given);
    json_decref(used);
    free(text);
    return count;
}

static void
demo__has_no_number_that_was_not_handed_over(void **state)
{
    static const char *const units[] = { "liubeiqiao", "jinzhili", "jinzhili-street" }, *const langs[] = { "zh", "en" };

    (void)state;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 2; k++)
            assert_true(check_numbers(units[i], langs[k], "2025") > 30);
    check_numbers("liubeiqiao", "zh", "2025H1");
    check_numbers("jinzhili", "en", "2025Q2");
    check_numbers("jinzhili", "zh", "2025-10");
}

/* ---- the figures are those of the report ---- */

static void
figures__are_those_of_the_report(void **state)
{
    (void)state;
    expect_figures_of_report(&demo, "liubeiqiao");
    expect_figures_of_report(&demo, "jinzhili-street");
}

/* ---- other papers ---- */

static void
docx__is_read_back_by_pandoc(void **state)
{
    char path[128], *text;
    struct command command;

    (void)state;
    snprintf(path, sizeof path, "%s/summary.docx", demo.folder);
    text = SUMMARY(&demo, "--unit", "liubeiqiao", "--lang", "zh", "--sources", "--format", "docx", "--out", path);
    assert_string_equal(text, "");
    free(text);
    command_run(&command, WORDS("/usr/bin/pandoc", "--wrap=none", "--standalone", "--to=markdown", path), NULL);
    assert_int_equal(command.status, 0);
    expect_in(command.out, "title: 柳背桥社区2025年活动总结");
    expect_in(command.out, "# 一、加强组织，健全机制");
    expect_in(command.out, "参与率76.44%（1223/1600）");
    expect_in(command.out, "education_coverage");
    expect_in(command.out, "负责人（签字）");
    command_free(&command);
}

static bool
put_piece(void *ctx, const char *bytes, size_t len, struct err *err)
{
    (void)err;
    buf_put(ctx, bytes, len);
    return true;
}

/* A part of a docx as text; the caller frees the buffer. */
static struct buf
part_of_docx(const char *path, const char *name)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct err err = { 0 };
    struct zip_parts *parts = zip_parts_open(fd, &err);
    struct buf text = { 0 };

    if (!parts || !zip_parts_read(parts, name, put_piece, &text, &err))
        check_failed("%s: %s", path, err.text);
    zip_parts_close(parts);
    close(fd);
    buf_put_byte(&text, 0);
    return text;
}

/* Pandoc's own page is that of America. */
static void
docx__is_on_the_paper_of_an_office(void **state)
{
    static const char *const langs[] = { "zh", "en" };

    (void)state;
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        struct buf document, styles;
        char path[128];

        snprintf(path, sizeof path, "%s/paper.%s.docx", demo.folder, langs[i]);
        free(SUMMARY(&demo, "--unit", "liubeiqiao", "--lang", langs[i], "--sources", "--format", "docx", "--out", path));
        document = part_of_docx(path, "word/document.xml");
        styles = part_of_docx(path, "word/styles.xml");
        expect_in(document.ptr, "w:w=\"11906\"");
        expect_in(document.ptr, "w:h=\"16838\"");
        expect_in(styles.ptr, "FootnoteText");
        assert_int_equal(strstr(styles.ptr, "firstLineChars") != NULL, strcmp(langs[i], "zh") == 0);
        buf_free(&document);
        buf_free(&styles);
    }
}

static void
docx__is_on_an_offices_own_paper_where_it_has_one(void **state)
{
    char folder[128], path[256], docx[128], setting[160];
    const char *program = turnout_program("turnout");
    struct command command;

    (void)state;
    snprintf(folder, sizeof folder, "%s/settings", demo.folder);
    snprintf(path, sizeof path, "%s/turnout/summary", folder);
    command_run(&command, WORDS("/bin/mkdir", "-p", path), NULL);
    command_free(&command);
    /* No document at all: pandoc says so, which it does only when it is asked to take it. */
    snprintf(path, sizeof path, "%s/turnout/summary/zh.docx", folder);
    command_run(&command, WORDS("/bin/cp", "/bin/sh", path), NULL);
    command_free(&command);
    snprintf(docx, sizeof docx, "%s/own.docx", demo.folder);
    snprintf(setting, sizeof setting, "XDG_CONFIG_HOME=%s", folder);
    command_run(&command, WORDS("/usr/bin/env", setting, program, "summary", "--db", demo.db, "--unit", "liubeiqiao", "--lang", "zh", "--format", "docx", "--out", docx), NULL);
    assert_int_not_equal(command.status, 0);
    assert_int_not_equal(access(docx, F_OK), 0);
    command_free(&command);
}

static void
docx__says_which_program_is_missing(void **state)
{
    struct command command;
    char program[256];

    (void)state;
    snprintf(program, sizeof program, "%s", turnout_program("turnout"));
    command_run(&command, WORDS("/usr/bin/env", "PATH=/nowhere", program, "summary", "--db", demo.db, "--unit", "liubeiqiao", "--format", "docx"), NULL);
    assert_int_equal(command.status, 66);
    expect_in(command.err, "apt install pandoc");
    assert_string_equal(command.out, "");
    command_free(&command);
}

static void
html__is_one_page_of_the_same_text(void **state)
{
    char *page = SUMMARY(&demo, "--unit", "liubeiqiao", "--lang", "zh", "--sources", "--format", "html");

    (void)state;
    expect_in(page, "<html lang=\"zh-CN\">");
    expect_in(page, "<h1>柳背桥社区2025年活动总结</h1>");
    expect_in(page, "参与率76.44%（1223/1600）");
    expect_in(page, "<section class=\"sources\"><h2>资料来源</h2>");
    free(page);
}

/* ---- templates ---- */

static void
expect_template(const char *text, int status, const char *words)
{
    struct command command;
    char path[128];

    snprintf(path, sizeof path, "%s/office.lua", demo.folder);
    write_text(path, text);
    daemon_command(&demo, &command, WORDS("summary", "--unit", "liubeiqiao", "--template", path));
    if (command.status != status)
        check_failed("ended with %d: %s", command.status, command.err);
    expect_in(status == 0 ? command.out : command.err, words);
    command_free(&command);
}

static void
template__that_fails_says_file_and_line(void **state)
{
    (void)state;
    expect_template("local s = require 'summary'\nreturn function(d)\n  s.title(d.unit.nam.e)\nend\n", 65, "office.lua:3: attempt to index a nil value");
    expect_template("return function(d)\n  while true do end\nend\n", 65, "office.lua:2: ");
    expect_template("return function(d) end\n", 65, "wrote nothing");
}

static void
template__that_is_not_there_is_named(void **state)
{
    (void)state;
    daemon_command_says(&demo, 66, WORDS("summary", "--unit", "liubeiqiao", "--template", "/nowhere/office.lua"), "", "/nowhere/office.lua");
}

static void
template__of_the_user_is_used_when_none_is_named(void **state)
{
    char folder[160], path[200], config[176];
    struct command command;

    (void)state;
    snprintf(folder, sizeof folder, "%s/turnout/summary", demo.folder);
    snprintf(path, sizeof path, "%s/en.lua", folder);
    snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s", demo.folder);
    command_run(&command, WORDS("/bin/mkdir", "-p", folder), NULL);
    command_free(&command);
    write_text(path, "local s = require 'summary'\nreturn function(d) s.title('Our own, ', d.unit.name) end\n");
    command_run(&command, WORDS("/usr/bin/env", config, turnout_program("turnout"), "summary", "--db", demo.db, "--unit", "liubeiqiao", "--lang", "en"), NULL);
    assert_string_equal(command.out, "# Our own, Liubeiqiao Community\n");
    command_free(&command);
}

/* Every block of Lua in the page is a whole template. */
static void
page__has_an_example_that_runs(void **state)
{
    char *page = file_text(source_path("docs/summary.md")), *at = strstr(page, "\n```lua\n"), *end;

    (void)state;
    assert_non_null(at);
    end = strstr(at + 8, "\n```\n");
    assert_non_null(end);
    *end = '\0';
    expect_template(at + 8, 0, "Held: 17.");
    expect_template(at + 8, 0, "- 18.1. 迎春游园");
    free(page);
}

/* Each member of the data has its name in the page. */
static void
page__names_every_field_of_the_data(void **state)
{
    char *page = file_text(source_path("docs/summary.md")), name[64];
    json_t *data = command_json(&demo, WORDS("summary", "--unit", "liubeiqiao", "--period", "2025", "--format", "json"));
    const json_t *figure = json_object_get(json_object_get(data, "figures"), "education_coverage");
    const char *key;
    json_t *value;

    (void)state;
    json_object_foreach(data, key, value) {
        snprintf(name, sizeof name, "`%s`", key);
        expect_in(page, name);
    }
    json_object_foreach((json_t *)(uintptr_t)figure, key, value) {
        snprintf(name, sizeof name, "`%s`", key);
        expect_in(page, name);
    }
    free(page);
    json_decref(data);
}

static int
set_up(void **state)
{
    (void)state;
    demo_start(&demo);
    daemon_stop(&demo); /* what reads needs no daemon */
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&demo);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demo__reads_as_it_is_kept),
        cmocka_unit_test(demo__has_no_number_that_was_not_handed_over),
        cmocka_unit_test(figures__are_those_of_the_report),
        cmocka_unit_test(docx__is_read_back_by_pandoc),
        cmocka_unit_test(docx__is_on_the_paper_of_an_office),
        cmocka_unit_test(docx__is_on_an_offices_own_paper_where_it_has_one),
        cmocka_unit_test(docx__says_which_program_is_missing),
        cmocka_unit_test(html__is_one_page_of_the_same_text),
        cmocka_unit_test(template__that_fails_says_file_and_line),
        cmocka_unit_test(template__that_is_not_there_is_named),
        cmocka_unit_test(template__of_the_user_is_used_when_none_is_named),
        cmocka_unit_test(page__has_an_example_that_runs),
        cmocka_unit_test(page__names_every_field_of_the_data),
    };

    return cmocka_run_group_tests_name("summary", tests, set_up, tear_down);
}
