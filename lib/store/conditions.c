/* SPDX-License-Identifier: MIT */
#include "lib/store/conditions.h"

#include "lib/base/mem.h"

static bool
may_be_none(enum filter_kind kind)
{
    return kind == FILTER_TEAM || kind == FILTER_CATEGORY || kind == FILTER_GROUP;
}

bool
filter_is_none(enum filter_kind kind, struct str value)
{
    return may_be_none(kind) && str_eq(value, STR("-"));
}

bool
filter_is_subtree(enum filter_kind kind, struct str value)
{
    return kind == FILTER_UNIT && value.len > 1 && value.ptr[value.len - 1] == '/';
}

/* c.unit IN (SELECT ? UNION SELECT ? UNION SELECT below.code ...): one IN, so that the index is used whatever is in it. */
static void
put_value(struct conditions *conditions, enum filter_kind kind, struct str value, size_t place)
{
    static const char below[] = "SELECT below.code FROM unit AS top CROSS JOIN unit AS below"
                                " ON below.place >= top.place AND below.place < top.\"end\" WHERE top.code = ?";
    bool subtree = filter_is_subtree(kind, value);

    buf_printf(conditions->text, "%s%s", place ? " UNION " : "", subtree ? below : "SELECT ?");
    value.len -= subtree;
    conditions->values[conditions->count++] = value;
}

static void
put_condition(struct conditions *conditions, enum filter_kind kind, const char *column, const struct str *values, size_t count)
{
    size_t given = 0;
    bool none = false;

    buf_printf(conditions->text, " AND (%s IN (", column);
    for (size_t i = 0; i < count; i++) {
        if (filter_is_none(kind, values[i]))
            none = true;
        else
            put_value(conditions, kind, values[i], given++);
    }
    buf_printf(conditions->text, none ? ") OR %s IS NULL)" : "))", column);
}

static size_t
count_values(const struct report_filter *filter)
{
    size_t count = 0;

    for (int kind = 0; kind < FILTERS; kind++)
        count += filter->counts[kind];
    return count;
}

struct conditions
conditions_put(struct buf *text, const struct report_filter *filter, const char *const columns[FILTERS])
{
    struct conditions conditions = { .text = text, .values = mem_array(count_values(filter) + 1, sizeof(struct str)) };

    for (int kind = 0; kind < FILTERS; kind++)
        if (columns[kind] && filter->counts[kind])
            put_condition(&conditions, (enum filter_kind)kind, columns[kind], filter->values[kind], filter->counts[kind]);
    return conditions;
}
