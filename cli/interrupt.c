/* SPDX-License-Identifier: MIT */
#include "cli/interrupt.h"

#include "cli/lang.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t came;

static void
note(int number)
{
    came = number;
}

/* No SA_RESTART: what waits is to look at once. The second signal finds the default. */
void
interrupt_catch(void)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = note, .sa_flags = (int)SA_RESETHAND };

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
}

bool
interrupt_came(void)
{
    return came != 0;
}

bool
interrupt_check(struct err *err)
{
    return !interrupt_came() || err_set(err, ERR_INTERNAL, "%s", _("interrupted"));
}

int
interrupt_status(void)
{
    return came != 0 ? 128 + came : 0;
}
