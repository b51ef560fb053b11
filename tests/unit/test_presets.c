/* SPDX-License-Identifier: MIT */
/*
 * The presets that ship: each says where its numbers come from and whether
 * that was verified, and sets only what the shipped plugins know.
 */
#include "daemon/config.h"
#include "lib/wire/line.h"
#include "lua/manifest.h"
#include "lua/rule_host.h"

#include "tests/support/check.h"
#include "tests/support/rules.h"

#include <glob.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE(path) TURNOUT_TEST_SOURCE_DIR "/" path
#define PRESETS SOURCE("plugins/unit_score/presets/")

enum { PLUGINS_ROOM = 64 };

static glob_t
files_like(const char *pattern)
{
    glob_t found;

    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    return found;
}

static char *
text_of(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;

    assert_non_null(file);
    assert_true(getdelim(&text, &size, '\0', file) > 0);
    fclose(file);
    return text;
}

/* All shipped plugins, with the parameters of a configuration. */
static void
load_shipped(struct rules *rules, const struct config *config)
{
    glob_t found = files_like(SOURCE("plugins/*/init.lua"));
    struct plugin_source sources[PLUGINS_ROOM] = { 0 };
    struct load_request request = { .limits = test_limits, .sources = sources, .source_count = found.gl_pathc,
                                    .overrides = config ? config->overrides : NULL,
                                    .override_count = config ? config->override_count : 0 };
    struct buf manifest = { 0 };
    struct err err = { 0 };

    assert_true(found.gl_pathc <= PLUGINS_ROOM);
    memset(rules, 0, sizeof *rules);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        sources[i].file = sources[i].path = str_of(found.gl_pathv[i]);
        sources[i].text = str_of(text_of(found.gl_pathv[i]));
    }
    rules->host = rule_host_new(&rules->board);
    rule_host_load(rules->host, &request, &manifest);
    assert_true(manifest_read(buf_str(&manifest), &rules->ruleset, &err));
    buf_free(&manifest);
    for (size_t i = 0; i < found.gl_pathc; i++)
        free((char *)sources[i].text.ptr);
    globfree(&found);
}

static void
check_said(const char *path, const char *text)
{
    if (!strstr(text, "\n# source: ") || !strstr(text, "\n# url: ") ||
        (!strstr(text, "\n# verified: yes\n") && !strstr(text, "\n# verified: no\n")))
        check_failed("%s does not say its source, url and whether it is verified", path);
}

static void
presets_of_parameters__set_what_the_shipped_plugins_know(void **state)
{
    glob_t found = files_like(PRESETS "*.conf");

    (void)state;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text = text_of(found.gl_pathv[i]);
        struct config config;
        struct rules rules;
        struct err err = { 0 };

        check_said(found.gl_pathv[i], text);
        config_init(&config);
        if (!config_parse(&config, found.gl_pathv[i], str_of(text), &err))
            check_failed("%s", err.text);
        assert_true(config.override_count > 0);
        load_shipped(&rules, &config);
        if (rules.ruleset.fault_count > 0)
            check_failed("%s: %s", found.gl_pathv[i], rules.ruleset.faults[0].message.ptr);
        for (size_t o = 0; o < config.override_count; o++) {
            bool is_there = false;

            for (size_t p = 0; p < rules.ruleset.plugin_count; p++)
                is_there |= str_eq(rules.ruleset.plugins[p].name, config.overrides[o].plugin);
            if (!is_there)
                check_failed("%s: no plugin %.*s ships", found.gl_pathv[i], STR_ARG(config.overrides[o].plugin));
        }
        rules_free(&rules);
        config_free(&config);
        free(text);
    }
    globfree(&found);
}

static void
check_target(const char *path, const char *line, const struct ruleset *ruleset)
{
    static const unsigned char key[32];
    struct line_reader *reader = line_reader_new(key);
    json_t *whole = json_loads(line, JSON_REJECT_DUPLICATES, NULL), *data = json_object_get(whole, "data");
    const char *verified = json_string_value(json_object_get(data, "verified"));
    struct arena arena = { 0 };
    struct refusal refusal;
    struct event event;

    if (!line_read(reader, str_of(line), 2000000000, &arena, &event, &refusal))
        check_failed("%s: %s: %s", path, line, refusal.message);
    assert_int_equal(event.type, EVENT_TARGET_PUT);
    if (ruleset_find(ruleset, event.as.target_put.indicator) < 0)
        check_failed("%s: no indicator %.*s ships", path, STR_ARG(event.as.target_put.indicator));
    assert_true(json_is_string(json_object_get(data, "origin")) && json_is_string(json_object_get(data, "url")));
    assert_true(verified && (strcmp(verified, "yes") == 0 || strcmp(verified, "no") == 0));
    json_decref(whole);
    arena_free(&arena);
    line_reader_free(reader);
}

static void
presets_of_targets__are_events_about_shipped_indicators(void **state)
{
    glob_t found = files_like(PRESETS "*.ndjson");
    struct rules rules;

    (void)state;
    load_shipped(&rules, NULL);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text = text_of(found.gl_pathv[i]), *rest = text, *line;

        while ((line = strsep(&rest, "\n")) != NULL)
            if (*line)
                check_target(found.gl_pathv[i], line, &rules.ruleset);
        free(text);
    }
    rules_free(&rules);
    globfree(&found);
}

static void
presets__are_listed_in_their_readme(void **state)
{
    glob_t found = files_like(PRESETS "*.[cn]*");
    char *readme = text_of(PRESETS "README.md");

    (void)state;
    for (size_t i = 0; i < found.gl_pathc; i++)
        if (!strstr(readme, strrchr(found.gl_pathv[i], '/') + 1))
            check_failed("%s is not listed", found.gl_pathv[i]);
    free(readme);
    globfree(&found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presets_of_parameters__set_what_the_shipped_plugins_know),
        cmocka_unit_test(presets_of_targets__are_events_about_shipped_indicators),
        cmocka_unit_test(presets__are_listed_in_their_readme),
    };

    return cmocka_run_group_tests_name("presets", tests, NULL, NULL);
}
