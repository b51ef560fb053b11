/* SPDX-License-Identifier: MIT */
/*
 * plugin_needs.h -- which other plugins a plugin's figures are made of.
 *
 * Trying a plugin with those alone instead of all that ship saves most of the time.
 */
#ifndef CLI_PLUGIN_NEEDS_H
#define CLI_PLUGIN_NEEDS_H

#include <stdbool.h>
#include <stddef.h>

struct plugin_load;

/* Marks, by place in load.sources, the source and what it needs, to read and for what its cases ask. A plugin of checks needs everything. */
void plugin_needs(const struct plugin_load *load, size_t source, bool *keeps);

#endif
