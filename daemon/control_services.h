/* SPDX-License-Identifier: MIT */
/*
 * control_services.h -- the parts of the daemon that methods of the control socket work with.
 */
#ifndef DAEMON_CONTROL_SERVICES_H
#define DAEMON_CONTROL_SERVICES_H

struct backups;
struct changes;
struct planner;
struct plugin_origin;
struct queue;
struct watchers;
struct worker;

struct control_services {
    struct queue *writer; /* query.h: what needs the facts or the store */
    struct worker *worker;
    struct changes *changes;
    struct planner *planner;
    struct backups *backups;
    struct watchers *watchers;
    const struct plugin_origin *origin; /* of the rules' files */
};

#endif
