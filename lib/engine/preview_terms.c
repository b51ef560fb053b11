/* SPDX-License-Identifier: MIT */
#include "lib/engine/preview_terms.h"

const struct str revision_change_names[REVISION_CHANGES] = { STR_INIT("none"), STR_INIT("new"), STR_INIT("gone"), STR_INIT("changed") };

enum revision_change
revision_change(bool was_revised, bool is_revised)
{
    if (was_revised)
        return is_revised ? REVISION_CHANGED : REVISION_GONE;
    return is_revised ? REVISION_NEW : REVISION_NONE;
}

const struct str cell_change_names[CELL_CHANGES] = { STR_INIT("new"), STR_INIT("gone"), STR_INIT("changed") };
