/* SPDX-License-Identifier: MIT */
#include "lua/description.h"

void
description_free(struct description *description)
{
    arena_free(&description->arena);
    buf_free(&description->json);
    buf_free(&description->meaning);
    *description = (struct description){ 0 };
}
