/* SPDX-License-Identifier: MIT */
#include "cli/store/looking_on.h"

#include "cli/interrupt.h"
#include "cli/lang.h"

static void
on_progress(void *ctx, enum check_step step, uint64_t done, uint64_t total)
{
    static const char *const names[] = {
        [CHECK_COPYING] = N_("copying"), [CHECK_FILE] = N_("checking the file"), [CHECK_LOG] = N_("checking the log"),
    };
    struct looking_on *looking = ctx;

    percent_show(&looking->percent, _(names[step]), done, total);
}

static bool
is_unwanted(void *ctx)
{
    (void)ctx;
    return interrupt_came();
}

void
looking_on_begin(struct looking_on *looking)
{
    percent_begin(&looking->percent);
    looking->watch = (struct check_watch){ on_progress, is_unwanted, looking };
}

void
looking_on_end(struct looking_on *looking)
{
    percent_hide(&looking->percent);
}
