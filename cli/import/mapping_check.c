/* SPDX-License-Identifier: MIT */
#include "cli/import/mapping_check.h"

#include "cli/import/mapping.h"
#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/wire/event_fields.h"

static bool
missing(const struct mapping *mapping, struct str name, struct err *err)
{
    struct buf list = { 0 };
    struct str headings;

    mapping_put_headings(mapping, &list);
    headings = buf_str(&list);
    if (headings.len > 0)
        err_set(err, ERR_USAGE, _("nothing says %.*s: --map COLUMN=%.*s or --set %.*s=VALUE; row %llu has %.*s"), STR_ARG(name),
                STR_ARG(name), STR_ARG(name), (unsigned long long)mapping->heading_row, STR_ARG(headings));
    else
        err_set(err, ERR_USAGE, _("nothing says %.*s: --map COLUMN=%.*s or --set %.*s=VALUE"), STR_ARG(name), STR_ARG(name), STR_ARG(name));
    buf_free(&list);
    return false;
}

/* Without at and time the start, from or window of the thing dates the statement (event_line.c). */
bool
mapping_check(const struct mapping *mapping, const struct import_options *options, struct err *err)
{
    static const struct str dates[] = { STR_INIT("at"), STR_INIT("time"), STR_INIT("start"), STR_INIT("from"), STR_INIT("window") };
    const struct event_schema *schema = event_schema(options->type);
    bool is_dated = false;

    for (size_t i = 0; i < schema->field_count; i++)
        if (schema->fields[i].is_required && !mapping_find(mapping, schema->fields[i].name.text))
            return missing(mapping, schema->fields[i].name.text, err);
    if (options->type == EVENT_ATTENDANCE && !mapping_find(mapping, STR("person")) && !mapping_find(mapping, STR("persons")))
        return missing(mapping, STR("person"), err);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        is_dated = is_dated || (mapping_find(mapping, dates[i]) && (i < 2 || target_is_date(&mapping_find(mapping, dates[i])->target)));
    return is_dated || missing(mapping, STR("at"), err);
}
