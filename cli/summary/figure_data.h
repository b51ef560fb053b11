/* SPDX-License-Identifier: MIT */
/*
 * figure_data.h -- one figure as a template gets it.
 *
 * Its numbers and texts are those of `turnout report`; of a hidden one only what
 * stands for it is there.
 */
#ifndef CLI_SUMMARY_FIGURE_DATA_H
#define CLI_SUMMARY_FIGURE_DATA_H

#include "lib/base/arena.h"
#include "lib/store/reader.h"

#include <jansson.h>

/* revised: what stands beside an official one, or NULL. The fields: docs/summary.md. */
json_t *figure_data(const struct report_row *row, const struct report_row *revised, struct arena *arena);

#endif
