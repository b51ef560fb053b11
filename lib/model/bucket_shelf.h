/* SPDX-License-Identifier: MIT */
/*
 * bucket_shelf.h -- the people of buckets, put aside while all rules are asked anew.
 *
 * Who was counted in a bucket follows from its sessions alone, not from the
 * rules that select them.  When other rules take over every session leaves its
 * buckets and enters others; a bucket that ends up with the sessions of one
 * that was has its people already.  So a change of rules counts again only
 * where it divides sessions that were together.  An entry is a set of sessions
 * of one owner, month and epoch; it is void as soon as something happens to one
 * of them, or to one of its people.
 */
#ifndef LIB_MODEL_BUCKET_SHELF_H
#define LIB_MODEL_BUCKET_SHELF_H

#include "lib/model/tally.h"

/* Takes the people of all buckets that are counted, before their sessions leave: what tally_keep is to be given afterwards. */
struct tally_keeper bucket_shelf_fill(struct tally *tally);

#endif
