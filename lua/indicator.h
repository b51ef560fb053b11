/* SPDX-License-Identifier: MIT */
/*
 * indicator.h -- t.ratio, t.value and t.all_of as JSON, once their parts fit together.
 */
#ifndef LUA_INDICATOR_H
#define LUA_INDICATOR_H

#include "lua/writer.h"

/*
 * The indicator at the stack index, called writer->indicator, without its
 * title and closing brace: that much decides figures.  Raises where it makes
 * no sense: a share of nothing, a part that does not exist.
 */
void indicator_put(struct writer *writer, struct buf *json, int indicator);

#endif
