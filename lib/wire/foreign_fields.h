/* SPDX-License-Identifier: MIT */
/*
 * foreign_fields.h -- reads the data of an event of other people's type.
 *
 * A posted one is checked against what the loaded rules declare, with the same
 * refusals and paths as our own types; a stored one was, and is only read.
 * Whatever is declared, a unit, team, activity, venue or item must look like
 * one, and a person is taken only where the type says that there is one.
 */
#ifndef LIB_WIRE_FOREIGN_FIELDS_H
#define LIB_WIRE_FOREIGN_FIELDS_H

#include <stdbool.h>

struct json;
struct reading;

/* Into event->as.foreign, whose type stands; and data.at. */
bool foreign_read(const struct reading *in, const struct json *data);

#endif
