/* SPDX-License-Identifier: MIT */
#include "tests/support/edited_rules.h"

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEOPLE = 300, LECTURES = 40 };

static void
write_file(const char *path, struct str text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static struct str
text_of(const char *path, struct buf *buf)
{
    struct err err;

    buf->len = 0;
    if (!file_read(path, 1 << 20, buf, &err))
        check_failed("%s", err.text);
    return buf_str(buf);
}

static void
copy_plugins(const char *folder)
{
    char from[DAEMON_PATH_SIZE], path[3 * DAEMON_PATH_SIZE];
    struct buf text = { 0 };
    struct dirent *entry;
    DIR *plugins;

    snprintf(from, sizeof from, "%s", source_path("plugins"));
    plugins = opendir(from);
    assert_non_null(plugins);
    assert_int_equal(mkdir(folder, 0700), 0);
    while ((entry = readdir(plugins)) != NULL) {
        snprintf(path, sizeof path, "%s/%s/init.lua", from, entry->d_name);
        if (entry->d_name[0] == '.' || access(path, R_OK) != 0)
            continue;
        text_of(path, &text);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        assert_int_equal(mkdir(path, 0700), 0);
        snprintf(path, sizeof path, "%s/%s/init.lua", folder, entry->d_name);
        write_file(path, buf_str(&text));
    }
    closedir(plugins);
    buf_free(&text);
}

void
edited_rules_edit(const struct edited_rules *rules, const char *from, const char *to)
{
    char path[2 * DAEMON_PATH_SIZE];
    struct buf text = { 0 }, out = { 0 };
    const char *at;

    snprintf(path, sizeof path, "%s/education_coverage/init.lua", rules->folder);
    text_of(path, &text);
    buf_put_byte(&text, 0);
    at = strstr(text.ptr, from);
    assert_non_null(at);
    buf_put(&out, text.ptr, (size_t)(at - text.ptr));
    buf_put_str(&out, str_of(to));
    buf_put_str(&out, str_of(at + strlen(from)));
    write_file(path, buf_str(&out));
    buf_free(&text);
    buf_free(&out);
}

void
edited_rules_start(struct edited_rules *rules, bool is_edited)
{
    daemon_init(&rules->server, EDITED_RULES_DAY);
    rules->server.no_shipped = true;
    snprintf(rules->folder, sizeof rules->folder, "%s/rules", rules->server.folder);
    copy_plugins(rules->folder);
    if (is_edited)
        edited_rules_edit(rules, EDUCATION_RULE, EDUCATION_EDITED);
    daemon_add_plugins(&rules->server, rules->folder);
    daemon_start(&rules->server);
}

json_t *
plan_of(const struct daemon *server)
{
    return command_json(server, WORDS("plugin", "plan", "--all", "--format", "json"));
}

long long
plan_count(const json_t *plan, const char *group, const char *key)
{
    return json_integer_value(json_object_get(json_object_get(plan, group), key));
}

void
add_hall(struct buf *lines)
{
    char id[32];

    add_event(lines, "hall", 1, "unit.put", "\"unit\":\"hall\",\"level\":\"community\"");
    add_event(lines, "hall-people", 1, "population.put", "\"unit\":\"hall\",\"basis\":\"usual\",\"count\":%d,\"at\":\"2025-01-01\"", PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(id, sizeof id, "home-%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"h%d\",\"home\":\"hall\",\"at\":\"2025-01-01\"", i);
    }
    for (int i = 0; i < LECTURES; i++) {
        snprintf(id, sizeof id, "lecture-%d", i);
        add_event(lines, id, 1, "activity.held", "\"activity\":\"lecture-%d\",\"unit\":\"hall\",\"category\":\"%s\",\"start\":\"2025-0%d-11\"",
                  i, i % 4 == 0 ? "edu.law" : "culture.lecture", 1 + i % 9);
    }
}

void
hall_batch(int batch, struct buf *lines)
{
    char id[32];

    lines->len = 0;
    for (int i = batch * HALL_BATCH; i < (batch + 1) * HALL_BATCH; i++) {
        snprintf(id, sizeof id, "came-%d", i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"lecture-%d\",\"person\":\"h%d\",\"status\":\"present\"", i % LECTURES,
                  i % PEOPLE);
    }
}
