/* SPDX-License-Identifier: MIT */
/*
 * plugin_advice.h -- what in a plugin that loads is probably not meant: warnings.
 */
#ifndef CLI_PLUGIN_ADVICE_H
#define CLI_PLUGIN_ADVICE_H

struct complaints;
struct plugin_load;

/* Looks at the named plugins that loaded, their READMEs and cases, and once at the cases of all. */
void plugin_advise(const struct plugin_load *load, struct complaints *complaints);

#endif
