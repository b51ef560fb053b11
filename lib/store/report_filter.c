/* SPDX-License-Identifier: MIT */
#include "lib/store/report_filter.h"

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

struct condition {
    struct buf *text;
    struct str *values; /* bound so far */
    size_t count;
};

/* c.unit IN (SELECT ? UNION SELECT ? UNION SELECT below.code ...): one IN, so that the index is used whatever is in it. */
static void
put_value(struct condition *condition, enum filter_kind kind, struct str value, size_t place)
{
    static const char below[] = "SELECT below.code FROM unit AS top CROSS JOIN unit AS below"
                                " ON below.place >= top.place AND below.place < top.\"end\" WHERE top.code = ?";
    bool subtree = filter_is_subtree(kind, value);

    buf_printf(condition->text, "%s%s", place ? " UNION " : "", subtree ? below : "SELECT ?");
    value.len -= subtree;
    condition->values[condition->count++] = value;
}

static void
put_condition(struct condition *condition, enum filter_kind kind, const struct str *values, size_t count)
{
    static const char *const columns[FILTERS] = { "c.indicator", "c.unit", "c.team", "c.category", "c.\"group\"", "c.period" };
    size_t given = 0;
    bool none = false;

    buf_printf(condition->text, " AND (%s IN (", columns[kind]);
    for (size_t i = 0; i < count; i++) {
        if (filter_is_none(kind, values[i]))
            none = true;
        else
            put_value(condition, kind, values[i], given++);
    }
    buf_printf(condition->text, none ? ") OR %s IS NULL)" : "))", columns[kind]);
}

size_t
filter_count(const struct report_filter *filter)
{
    size_t count = 0;

    for (int kind = 0; kind < FILTERS; kind++)
        count += filter->counts[kind];
    return count;
}

void
filter_put(struct buf *text, const struct report_filter *filter, unsigned mask, struct str *values, size_t *count)
{
    struct condition condition = { .text = text, .values = values, .count = *count };

    for (int kind = 0; kind < FILTERS; kind++)
        if (filter->counts[kind] && (mask >> kind & 1))
            put_condition(&condition, (enum filter_kind)kind, filter->values[kind], filter->counts[kind]);
    *count = condition.count;
}
