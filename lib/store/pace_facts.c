/* SPDX-License-Identifier: MIT */
#include "lib/store/pace_facts.h"

#include "lib/store/query.h"
#include "lib/store/reader.h"

static void
read_name(struct query_row *row, void *item)
{
    *(struct str *)item = row_text(row);
}

static bool
read_names(struct reader *reader, const char *text, struct arena *arena, struct str **names, size_t *count, struct err *err)
{
    void *found = NULL;

    if (!query_all(reader_sql(reader), text, NULL, 0, (struct query_item){ sizeof(struct str), read_name }, arena, &found, count, err))
        return false;
    *names = found;
    return true;
}

bool
pace_facts_read(struct reader *reader, struct arena *arena, struct pace_facts *facts, struct err *err)
{
    return read_names(reader, "SELECT name FROM indicator WHERE counts IN ('people', 'each', 'attendances')", arena, &facts->growing,
                      &facts->growing_count, err);
}

bool
pace_facts_prorated(struct reader *reader, struct arena *arena, struct str **indicators, size_t *count, struct err *err)
{
    return read_names(reader,
                      "SELECT DISTINCT e.data ->> '$.indicator' FROM event_state AS w CROSS JOIN event AS e ON e.seq = w.seq"
                      " WHERE e.type = (SELECT no FROM word WHERE kind = 'type' AND name = 'turnout.target.put') AND w.state = 'applied'"
                      " AND e.data ->> '$.mode' = 'prorated'",
                      arena, indicators, count, err);
}
