/* SPDX-License-Identifier: MIT */
#include "cli/interrupt.h"

#include "cli/lang.h"

#include <signal.h>
#include <stddef.h>

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static volatile sig_atomic_t came;

static void
note(int number)
{
    came = number;
}

/* nohup has HUP ignored. */
static bool
is_left_alone(int number)
{
    struct sigaction now;

    return number == SIGHUP && sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

/* No SA_RESTART: what waits is to look at once. The second signal finds the default. */
void
interrupt_catch(void)
{
    struct sigaction action = { .sa_handler = note, .sa_flags = (int)SA_RESETHAND };

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < NUMBERS; i++)
        if (!is_left_alone(numbers[i]))
            sigaction(numbers[i], &action, NULL);
}

void
interrupt_catch_waiting(void)
{
    sigset_t signals;

    sigemptyset(&signals);
    for (size_t i = 0; i < NUMBERS; i++)
        sigaddset(&signals, numbers[i]);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    interrupt_catch();
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
