/* SPDX-License-Identifier: MIT */
/*
 * control_status.h -- the method "status": what `turnout status --format json` prints, of this moment.
 */
#ifndef DAEMON_CONTROL_STATUS_H
#define DAEMON_CONTROL_STATUS_H

struct control_call;
struct control_services;

void control_status_call(const struct control_services *services, struct control_call *call);

#endif
