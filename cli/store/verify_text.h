/* SPDX-License-Identifier: MIT */
/*
 * verify_text.h -- what turnout verify found, for people.
 */
#ifndef CLI_STORE_VERIFY_TEXT_H
#define CLI_STORE_VERIFY_TEXT_H

#include "lib/base/buf.h"

#include <jansson.h>

/* The object that --format json prints. */
void verify_text(struct buf *out, const json_t *result);

#endif
