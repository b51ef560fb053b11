/* SPDX-License-Identifier: MIT */
/*
 * figure_state.h -- what a figure's value is worth (domain.md D8).
 */
#ifndef LIB_MODEL_FIGURE_STATE_H
#define LIB_MODEL_FIGURE_STATE_H

enum figure_state { FIGURE_OK, FIGURE_NO_DATA, FIGURE_NO_DENOMINATOR, FIGURE_N_A, FIGURE_ERROR };
enum { FIGURE_STATES = FIGURE_ERROR + 1 };

/* "ok", "no_data" ... */
const char *figure_state_name(enum figure_state state);

#endif
