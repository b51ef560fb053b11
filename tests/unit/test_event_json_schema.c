/* SPDX-License-Identifier: MIT */
/* TURNOUT_UPDATE_SCHEMAS=1 writes the files of schema/events anew, instead of comparing them. */
#include "lib/wire/event_json_schema.h"

#include "lib/base/file.h"
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/scratch.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENVELOPE = EVENT_FOREIGN, SCHEMAS };

static struct str
name_of(unsigned schema)
{
    return schema == ENVELOPE ? STR("envelope") : event_json_schema_name((enum event_type)schema);
}

static void
make(struct buf *text, unsigned schema)
{
    if (schema == ENVELOPE)
        event_json_schema_envelope(text);
    else
        event_json_schema(text, (enum event_type)schema);
}

static void
path_of(char path[300], unsigned schema)
{
    snprintf(path, 300, "%s/%.*s.json", source_path("schema/events"), STR_ARG(name_of(schema)));
}

static void
write_schema(const char *path, const struct buf *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text->ptr, 1, text->len, file), text->len);
    assert_int_equal(fclose(file), 0);
}

static void
compare(const char *path, const struct buf *expected)
{
    struct buf found = { 0 };
    struct err err = { 0 };

    if (!file_read(path, 1 << 20, &found, &err))
        check_failed("%s; TURNOUT_UPDATE_SCHEMAS=1 writes it", err.text);
    if (!str_eq(buf_str(&found), buf_str(expected)))
        check_failed("%s is not what the tables say; TURNOUT_UPDATE_SCHEMAS=1 writes it anew", path);
    buf_free(&found);
}

static void
every_file__is_what_the_tables_say(void **state)
{
    const char *update = getenv("TURNOUT_UPDATE_SCHEMAS");
    char path[300];

    (void)state;
    for (unsigned schema = 0; schema < SCHEMAS; schema++) {
        struct buf text = { 0 };

        make(&text, schema);
        path_of(path, schema);
        if (update && *update == '1')
            write_schema(path, &text);
        compare(path, &text);
        buf_free(&text);
    }
}

static int
is_json(const struct dirent *entry)
{
    return strstr(entry->d_name, ".json") != NULL;
}

static void
the_folder__has_a_file_for_every_type_and_no_other(void **state)
{
    struct dirent **entries;
    int count = scandir(source_path("schema/events"), &entries, is_json, NULL);

    (void)state;
    assert_int_equal(count, SCHEMAS);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
}

static void
every_schema__is_json_with_its_own_name_a_title_and_a_comment(void **state)
{
    (void)state;
    for (unsigned schema = 0; schema < SCHEMAS; schema++) {
        struct buf text = { 0 };
        json_error_t error;
        json_t *root;
        char id[80];

        make(&text, schema);
        root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
        if (!root)
            check_failed("%.*s: line %d: %s", STR_ARG(name_of(schema)), error.line, error.text);
        snprintf(id, sizeof id, "urn:turnout:event:%.*s", STR_ARG(name_of(schema)));
        assert_string_equal(json_string_value(json_object_get(root, "$id")), id);
        assert_non_null(strstr(json_string_value(json_object_get(root, "title")), " ("));
        assert_non_null(json_string_value(json_object_get(root, "$comment")));
        json_decref(root);
        buf_free(&text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file__is_what_the_tables_say),
        cmocka_unit_test(the_folder__has_a_file_for_every_type_and_no_other),
        cmocka_unit_test(every_schema__is_json_with_its_own_name_a_title_and_a_comment),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
