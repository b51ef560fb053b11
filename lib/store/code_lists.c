/* SPDX-License-Identifier: MIT */
#include "lib/store/code_lists.h"

#include "lib/base/buf.h"
#include "lib/store/query.h"
#include "lib/store/reader.h"
#include "lib/store/sql.h"

#include <stdlib.h>

const struct str code_list_names[CODE_LISTS] = {
    [LIST_UNITS] = STR_INIT("units"),   [LIST_TEAMS] = STR_INIT("teams"),           [LIST_CATEGORIES] = STR_INIT("categories"),
    [LIST_GROUPS] = STR_INIT("groups"), [LIST_INDICATORS] = STR_INIT("indicators"), [LIST_PERIODS] = STR_INIT("periods"),
};

const struct str code_list_columns[CODE_LISTS][LIST_COLUMNS_MAX] = {
    [LIST_UNITS] = { STR_INIT("unit"), STR_INIT("name"), STR_INIT("name_en"), STR_INIT("level"), STR_INIT("parent") },
    [LIST_TEAMS] = { STR_INIT("team"), STR_INIT("name"), STR_INIT("unit") },
    [LIST_CATEGORIES] = { STR_INIT("category"), STR_INIT("name"), STR_INIT("name_en") },
    [LIST_GROUPS] = { STR_INIT("group"), STR_INIT("name"), STR_INIT("name_en") },
    [LIST_INDICATORS] = { STR_INIT("indicator"), STR_INIT("title"), STR_INIT("title_en"), STR_INIT("plugin") },
    [LIST_PERIODS] = { STR_INIT("period"), STR_INIT("first"), STR_INIT("last"), STR_INIT("kinds") },
};

/* In front of the condition about c.unit, and behind it. Each gives six columns and the depth. */
struct query {
    const char *all;    /* without a filter; NULL: as with one */
    const char *before, *after;
};

static const struct query queries[CODE_LISTS] = {
    [LIST_UNITS] = { NULL, "SELECT c.code, c.name, c.name_en, c.level, c.parent, NULL, c.depth FROM unit AS c WHERE 1",
                     " ORDER BY c.place" },
    /* Of a team that moved the unit of its latest figure. */
    [LIST_TEAMS] = { "SELECT t.code, t.name, f.unit, NULL, NULL, NULL, 0 FROM code AS t"
                     " LEFT JOIN (SELECT team, unit, max(\"end\") FROM cell WHERE team IS NOT NULL GROUP BY team) AS f ON f.team = t.code"
                     " WHERE t.kind = 'team' ORDER BY t.code",
                     "SELECT c.team, t.name, c.unit, NULL, NULL, NULL, 0 FROM cell AS c LEFT JOIN code AS t ON t.kind = 'team' AND t.code = c.team"
                     " WHERE c.team IS NOT NULL",
                     " GROUP BY c.team, c.unit ORDER BY c.team, c.unit" },
    [LIST_CATEGORIES] = { "SELECT code, name, NULL, NULL, NULL, NULL, 0 FROM code WHERE kind = 'category' ORDER BY code",
                          "SELECT c.category, NULL, NULL, NULL, NULL, NULL, 0 FROM cell AS c WHERE c.category IS NOT NULL",
                          " GROUP BY c.category ORDER BY c.category" },
    [LIST_GROUPS] = { "SELECT code, name, NULL, NULL, NULL, NULL, 0 FROM code WHERE kind = 'group' ORDER BY code",
                      "SELECT c.\"group\", NULL, NULL, NULL, NULL, NULL, 0 FROM cell AS c WHERE c.\"group\" IS NOT NULL",
                      " GROUP BY c.\"group\" ORDER BY c.\"group\"" },
    [LIST_INDICATORS] = { "SELECT name, title_zh, title_en, plugin, NULL, NULL, 0 FROM indicator ORDER BY name",
                          "SELECT i.name, i.title_zh, i.title_en, i.plugin, NULL, NULL, 0 FROM indicator AS i"
                          " WHERE i.name IN (SELECT c.indicator FROM cell AS c WHERE 1",
                          ") ORDER BY i.name" },
    [LIST_PERIODS] = { NULL,
                       "SELECT c.period, date(min(c.first) * 86400, 'unixepoch'), date(max(c.\"end\") * 86400 - 86400, 'unixepoch'),"
                       " rtrim(iif(max(c.kind = 'draft'), 'draft ', '') || iif(max(c.kind = 'official'), 'official ', '') ||"
                       " iif(max(c.kind = 'revised'), 'revised ', '')), NULL, NULL, 0 FROM cell AS c WHERE 1",
                       " GROUP BY c.period ORDER BY min(c.first), max(c.\"end\") DESC" },
};

static void
read_listed(struct query_row *row, void *item)
{
    struct listed_code *code = item;

    for (size_t i = 0; i < LIST_COLUMNS_MAX; i++)
        code->columns[i] = row_text(row);
    code->depth = (int)row_int(row);
}

bool
code_list_read(struct reader *reader, enum code_list list, const struct report_filter *filter, struct arena *arena,
               struct listed_code **codes, size_t *count, struct err *err)
{
    const char *const columns[FILTERS] = { [FILTER_UNIT] = list == LIST_UNITS ? "c.code" : "c.unit" };
    const struct query_item item = { sizeof **codes, read_listed };
    const struct query *query = &queries[list];
    struct conditions conditions = { 0 };
    struct buf text = { 0 };
    void *found = NULL;
    bool done;

    if (filter->counts[FILTER_UNIT] == 0 && query->all) {
        buf_put_str(&text, str_of(query->all));
    } else {
        buf_put_str(&text, str_of(query->before));
        conditions = conditions_put(&text, filter, columns);
        buf_put_str(&text, str_of(query->after));
    }
    buf_put_byte(&text, '\0');
    done = query_all(reader_sql(reader), text.ptr, conditions.values, conditions.count, item, arena, &found, count, err);
    if (done)
        *codes = found;
    free(conditions.values);
    buf_free(&text);
    return done;
}
