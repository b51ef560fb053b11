/* SPDX-License-Identifier: MIT */
/*
 * same_indicator.h -- do two indicators surely say the same of the same facts?
 */
#ifndef LIB_ENGINE_SAME_INDICATOR_H
#define LIB_ENGINE_SAME_INDICATOR_H

#include "lib/model/ruleset.h"

#include <stdbool.h>

/* True when both are plain data, without rules and other figures, and equal but for their titles. Doubt is false. */
bool same_indicator(const struct indicator *a, const struct indicator *b);

#endif
