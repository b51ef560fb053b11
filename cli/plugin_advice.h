/* SPDX-License-Identifier: MIT */
/*
 * plugin_advice.h -- what in a plugin that loads is probably not meant: warnings.
 */
#ifndef CLI_PLUGIN_ADVICE_H
#define CLI_PLUGIN_ADVICE_H

struct complaints;
struct plugin_load;
struct plugin_source;

/* Looks at one plugin, its README and its cases. */
void plugin_advise(const struct plugin_load *load, const struct plugin_source *source, struct complaints *complaints);

#endif
