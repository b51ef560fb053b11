/* SPDX-License-Identifier: MIT */
#include "tests/support/demonstration.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/report.h"

#include <stdio.h>

static const char *const posted[] = { "demo/liubeiqiao.ndjson", "demo/jinzhili.ndjson", "tests/golden/earlier.ndjson" };

static void
post_file(const struct daemon *daemon, const char *path)
{
    struct buf lines = { 0 };
    char bytes[1 << 16];
    FILE *file = fopen(source_path(path), "r");
    json_t *replies, *end;
    size_t n;

    assert_non_null(file);
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        buf_put(&lines, bytes, n);
    fclose(file);
    replies = post_lines(daemon->socket, lines.ptr, lines.len);
    end = json_array_get(replies, json_array_size(replies) - 1);
    assert_true(json_equal(json_object_get(end, "acked"), json_object_get(end, "applied")));
    json_decref(replies);
    buf_free(&lines);
}

void
demonstration_make(struct daemon *daemon)
{
    daemon_init(daemon, "2026-01-01");
    daemon_start(daemon);
    for (size_t i = 0; i < sizeof posted / sizeof *posted; i++)
        post_file(daemon, posted[i]);
    wait_published(daemon);
    daemon_stop(daemon);
}
