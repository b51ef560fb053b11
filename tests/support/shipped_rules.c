/* SPDX-License-Identifier: MIT */
#include "tests/support/shipped_rules.h"

#include "lib/base/mem.h"
#include "lua/manifest.h"
#include "lua/rule_host.h"
#include "lua/score_host.h"
#include "tests/support/check.h"
#include "tests/support/rules.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

enum { PLUGINS_ROOM = 96 };

/* Not inlined: gcc's thread sanitizer build takes the text for the variable that getdelim was given. */
__attribute__((noinline)) static char *
file_text(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;

    if (!file || getdelim(&text, &size, '\0', file) < 0)
        check_failed("cannot read %s", path);
    fclose(file);
    return text;
}

static char *
edited(char *text, const struct rule_edit *edit)
{
    const char *found = strstr(text, edit->from);
    size_t at = found ? (size_t)(found - text) : 0;
    struct buf out = { 0 };

    if (!found)
        check_failed("%s has no \"%s\"", edit->plugin, edit->from);
    buf_put(&out, text, at);
    buf_put_str(&out, str_of(edit->to));
    buf_put_str(&out, str_of(text + at + strlen(edit->from)));
    buf_put_byte(&out, 0);
    free(text);
    return out.ptr;
}

static bool
is_of(const char *path, const char *plugin)
{
    return strstr(path, plugin) && strstr(path, plugin)[-1] == '/' && strstr(path, plugin)[strlen(plugin)] == '/';
}

void
shipped_rules_load_edited(struct shipped_rules *rules, const struct rule_edit *edit)
{
    struct plugin_source sources[PLUGINS_ROOM] = { 0 };
    struct load_request request = { .limits = test_limits, .sources = sources };
    glob_t found;

    memset(rules, 0, sizeof *rules);
    assert_int_equal(glob(TURNOUT_TEST_SOURCE_DIR "/plugins/*/init.lua", 0, NULL, &found), 0);
    assert_in_range(found.gl_pathc, 1, PLUGINS_ROOM);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        bool is_edited = edit && is_of(found.gl_pathv[i], edit->plugin);
        struct plugin_source *source = &sources[request.source_count];
        char *text;
        if (is_edited && !edit->to)
            continue;
        text = file_text(found.gl_pathv[i]);
        source->file = source->path = str_of(found.gl_pathv[i]);
        source->text = str_of(is_edited ? edited(text, edit) : text);
        request.source_count++;
    }
    rules->host = rule_host_new(&rules->board);
    rule_host_load(rules->host, &request, &rules->manifest);
    for (size_t i = 0; i < request.source_count; i++)
        free((char *)(uintptr_t)sources[i].text.ptr);
    globfree(&found);
}

void
shipped_rules_load(struct shipped_rules *rules)
{
    struct ruleset ruleset;

    shipped_rules_load_edited(rules, NULL);
    ruleset = shipped_ruleset(rules);
    if (ruleset.fault_count)
        check_failed("%.*s", STR_ARG(ruleset.faults[0].message));
    ruleset_free(&ruleset);
}

void
shipped_rules_free(struct shipped_rules *rules)
{
    rule_host_free(rules->host);
    buf_free(&rules->manifest);
    arena_free(&rules->arena);
}

struct ruleset
shipped_ruleset(const struct shipped_rules *rules)
{
    struct ruleset ruleset = { 0 };
    struct err err;

    if (!manifest_read(buf_str(&rules->manifest), &ruleset, &err))
        check_failed("%s", err.text);
    return ruleset;
}

struct verdict_batch
shipped_answer(struct shipped_rules *rules, const struct rule_subject *subjects, size_t count)
{
    struct rule_subject *copy = mem_copy(subjects, count * sizeof *subjects);
    struct ask ask = { .batch = 1, .subjects = copy, .count = count };
    struct verdict_batch batch;

    arena_reset(&rules->arena);
    rule_host_answer(rules->host, &ask, &rules->arena, &batch);
    if (batch.fault_count)
        check_failed("%.*s", STR_ARG(batch.faults[0].message));
    free(copy);
    return batch;
}

struct score_batch
shipped_answer_scores(struct shipped_rules *rules, const struct score_question *questions, size_t count)
{
    struct score_question *copy = mem_copy(questions, count * sizeof *questions);
    struct score_ask ask = { .batch = 1, .questions = copy, .count = count };
    struct score_batch batch;
    struct err err;

    arena_reset(&rules->arena);
    if (!score_host_answer(rules->host, &ask, &rules->arena, &batch, &err))
        check_failed("%s", err.text);
    if (batch.fault_count)
        check_failed("%.*s", STR_ARG(batch.faults[0].message));
    free(copy);
    return batch;
}
