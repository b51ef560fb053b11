/* SPDX-License-Identifier: MIT */
/*
 * manifest_volunteers.h -- reads the measures about volunteers and feedback from the manifest.
 */
#ifndef LUA_MANIFEST_VOLUNTEERS_H
#define LUA_MANIFEST_VOLUNTEERS_H

#include "lua/manifest_members.h"

/* The measure's kind is one of the three; what is not given gets its default. */
bool read_volunteer_measure(struct reading *reading, const json_t *object, struct measure *measure);

#endif
