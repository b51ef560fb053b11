/* SPDX-License-Identifier: MIT */
#include "tests/support/hostile.h"

#include "tests/support/check.h"
#include "tests/support/daemon.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

/* "-- LIMIT: WORDS" */
static void
read_head(struct hostile_rule *rule, char *line)
{
    char *colon = strstr(line, ": ");

    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "-- ", 3) != 0 || colon == NULL)
        check_failed("%s: its first line says no limit", rule->path);
    snprintf(rule->limit, sizeof rule->limit, "%.*s", (int)(colon - line - 3), line + 3);
    snprintf(rule->words, sizeof rule->words, "%s", colon + 2);
}

static void
read_rule(struct hostile_rule *rule, const char *path)
{
    const char *file = strrchr(path, '/') + 1;
    FILE *text = fopen(path, "r");
    char line[1024];

    assert_non_null(text);
    memset(rule, 0, sizeof *rule);
    snprintf(rule->path, sizeof rule->path, "%s", path);
    snprintf(rule->name, sizeof rule->name, "%.*s", (int)(strlen(file) - strlen(".lua")), file);
    for (int number = 1; fgets(line, sizeof line, text) != NULL; number++) {
        if (number == 1)
            read_head(rule, line);
        if (strstr(line, "--!\n") != NULL)
            snprintf(rule->place, sizeof rule->place, "%.60s:%d:", file, number);
    }
    fclose(text);
    if (rule->place[0] == '\0')
        check_failed("%s: no line is marked with --!", path);
}

size_t
hostile_rules(struct hostile_rule rules[HOSTILE_MAX])
{
    glob_t found;
    size_t count;

    assert_int_equal(glob(source_path("tests/hostile/*.lua"), 0, NULL, &found), 0);
    count = found.gl_pathc;
    assert_in_range(count, HOSTILE_LEAST, HOSTILE_MAX);
    for (size_t i = 0; i < count; i++)
        read_rule(&rules[i], found.gl_pathv[i]);
    globfree(&found);
    return count;
}

/* "x.lua:7: what" of "/a/folder/x.lua:7: what" */
static const char *
file_of(const char *message)
{
    const char *place = strstr(message, ".lua:");

    while (place != NULL && place > message && place[-1] != '/')
        place--;
    return place != NULL ? place : message;
}

bool
hostile_is_told(const struct hostile_rule *rule, const char *message, bool is_slow)
{
    bool is_soon = strcmp(rule->limit, "not there") == 0 || strcmp(rule->limit, "string") == 0;

    if (is_slow && !is_soon && strstr(message, "ms of processor time in one call") != NULL)
        return strncmp(file_of(message), rule->place, strlen(rule->name) + strlen(".lua:")) == 0;
    return strstr(message, rule->place) != NULL && strstr(message, rule->words) != NULL;
}
