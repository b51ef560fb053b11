/* SPDX-License-Identifier: MIT */
/*
 * rule_record.h -- a version of the rules that owns its texts, on its way to the store.
 */
#ifndef LIB_STORE_RULE_RECORD_H
#define LIB_STORE_RULE_RECORD_H

#include "lib/base/arena.h"
#include "lib/store/rule_versions.h"

struct rule_record {
    struct arena arena; /* of all texts and lists */
    struct rule_version version;
};

struct rule_record *rule_record_new(void);
/* NULL is fine. */
void rule_record_free(struct rule_record *record);

#endif
