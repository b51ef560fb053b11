/* SPDX-License-Identifier: MIT */
#include "tests/support/demo_data.h"

#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/report.h"

#include <stdio.h>

void
demo_start(struct daemon *daemon)
{
    static const char *const files[] = { "demo/liubeiqiao.ndjson", "demo/jinzhili.ndjson" };

    daemon_init(daemon, DEMO_DAY);
    daemon_start(daemon);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct command command = daemon_command_ends(daemon, 0, WORDS("post", "--quiet", source_path(files[i])));
        command_free(&command);
    }
    wait_published(daemon);
}
