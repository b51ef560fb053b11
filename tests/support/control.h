/* SPDX-License-Identifier: MIT */
/*
 * control.h -- asks a test's daemon over its control socket.
 */
#ifndef TESTS_SUPPORT_CONTROL_H
#define TESTS_SUPPORT_CONTROL_H

#include <jansson.h>

struct client;
struct daemon;

/* The next line as JSON; NULL at the end. */
json_t *control_next(struct client *client);
/* The whole answer to one request, with `result` or `error`; params is taken over, NULL: none. */
json_t *control_request(const struct daemon *daemon, const char *method, json_t *params);
/* Its result; an error fails the test. */
json_t *control_result(const struct daemon *daemon, const char *method, json_t *params);
/* Its error, which must have this code. */
json_t *control_error(const struct daemon *daemon, const char *method, json_t *params, int code);

#endif
