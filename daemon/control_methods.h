/* SPDX-License-Identifier: MIT */
/*
 * control_methods.h -- what can be asked of the control socket: a table of names and functions.
 *
 * To add a method: a function here or in a file of its own, a row in the table,
 * a heading in docs/control.md.
 */
#ifndef DAEMON_CONTROL_METHODS_H
#define DAEMON_CONTROL_METHODS_H

#include <jansson.h>

struct control_call;
struct control_services;

/* Calls the method, which answers the call now or later; one that is not there is refused. */
void control_methods_call(const struct control_services *services, struct control_call *call, const char *method,
                          const json_t *params);

#endif
