/* SPDX-License-Identifier: MIT */
#include "tests/support/bystander.h"

#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"

#include <stdio.h>

unsigned
bystander_number(void)
{
    static unsigned number;

    return ++number;
}

void
bystander_add_event(struct buf *lines)
{
    char id[32];

    snprintf(id, sizeof id, "person-%u", bystander_number());
    add_event(lines, id, 1, "person.put", "\"person\":\"%s\"", id);
}

void
bystander_is_served(const struct daemon *daemon)
{
    struct buf lines = { 0 };

    bystander_add_event(&lines);
    bystander_add_event(&lines);
    post_expect(daemon->socket, &lines, (struct totals){ .applied = 2 });
    buf_free(&lines);
}
