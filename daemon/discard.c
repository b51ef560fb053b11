/* SPDX-License-Identifier: MIT */
#include "daemon/discard.h"

#include "daemon/chunk.h"
#include "daemon/message.h"
#include "daemon/query.h"
#include "lib/model/ruleset.h"
#include "lib/store/rule_record.h"

#include <stdlib.h>

static void
discard(struct message *message)
{
    switch (message->kind) {
    case MESSAGE_CHUNK:
        chunk_free((struct chunk *)message);
        return;
    case MESSAGE_QUERY:
        query_free((struct query *)message);
        return;
    case MESSAGE_RULESET: {
        struct ruleset *ruleset = ((struct ruleset_message *)message)->ruleset;
        if (ruleset)
            ruleset_free(ruleset);
        free(ruleset);
        rule_record_free(((struct ruleset_message *)message)->record);
        break;
    }
    case MESSAGE_VERDICTS:
        arena_free(&((struct verdicts_message *)message)->arena);
        break;
    case MESSAGE_SCORES:
        arena_free(&((struct scores_message *)message)->arena);
        break;
    case MESSAGE_ASK:
        buf_free(&((struct ask_message *)message)->frame);
        break;
    default:
        break;
    }
    free(message);
}

void
discard_messages(struct message *first)
{
    while (first) {
        struct message *next = first->next;
        discard(first);
        first = next;
    }
}
