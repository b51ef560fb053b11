/* SPDX-License-Identifier: MIT */
/*
 * protocol_faults.h -- what every question and every answer carries: plugins that pause, and rules that failed.
 */
#ifndef LUA_PROTOCOL_FAULTS_H
#define LUA_PROTOCOL_FAULTS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/model/ruleset.h"
#include "lua/rule_use.h"

void protocol_put_mask(struct buf *out, const struct rule_mask *mask);
struct rule_mask protocol_read_mask(struct buf_reader *in);

void protocol_put_faults(struct buf *out, const struct rule_fault *faults, size_t count);
/* Returns how many; their messages are copied into the arena and outlive the frame. */
size_t protocol_read_faults(struct buf_reader *in, struct arena *arena, struct rule_fault **faults);

/* What each plugin used to answer a batch. */
struct plugin_use {
    uint32_t plugin;
    struct rule_use use;
};
void protocol_put_uses(struct buf *out, const struct plugin_use *uses, size_t count);
size_t protocol_read_uses(struct buf_reader *in, struct arena *arena, struct plugin_use **uses);

#endif
