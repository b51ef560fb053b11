/* SPDX-License-Identifier: MIT */
/*
 * plugin_templates.h -- what a new plugin begins with, by kind: files that load, and a case that holds.
 */
#ifndef CLI_PLUGIN_TEMPLATES_H
#define CLI_PLUGIN_TEMPLATES_H

#include "lib/base/str.h"

#include <stddef.h>

struct plugin_template {
    struct str kind;
    const char *init, *readme, *first; /* @NAME@ stands for the name */
};

extern const struct plugin_template plugin_templates[];
extern const size_t plugin_template_count;

#endif
