/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview_terms.h"

const struct str cell_change_names[CELL_CHANGES] = { STR_INIT("new"), STR_INIT("gone"), STR_INIT("changed") };
