/* SPDX-License-Identifier: MIT */
/*
 * row_text.h -- a computed figure as the row that is published (design.md section 7).
 */
#ifndef LIB_ENGINE_ROW_TEXT_H
#define LIB_ENGINE_ROW_TEXT_H

#include "lib/base/arena.h"
#include "lib/model/figure.h"
#include "lib/store/figures.h"

/* What many rows share: the code of their period; "name@version" of their plugin. */
struct row_words {
    struct str period, plugin;
};
struct str row_text_plugin(const struct plugin *plugin, struct arena *arena);

/* All but `cell`; texts in the arena or borrowed from facts and ruleset. */
struct figure_row row_text_make(const struct scope *scope, const struct ruleset *ruleset, uint32_t indicator,
                           const struct figure *figure, struct arena *arena);

/* The same with what was said once for all of them. */
struct figure_row row_text_with(const struct row_words *words, const struct scope *scope, const struct ruleset *ruleset, uint32_t indicator,
                                const struct figure *figure, struct arena *arena);

#endif
