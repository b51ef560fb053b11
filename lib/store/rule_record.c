/* SPDX-License-Identifier: MIT */
#include "lib/store/rule_record.h"

#include "lib/base/mem.h"

#include <stdlib.h>

struct rule_record *
rule_record_new(void)
{
    return mem_new(sizeof(struct rule_record));
}

void
rule_record_free(struct rule_record *record)
{
    if (!record)
        return;
    arena_free(&record->arena);
    free(record);
}
