/* SPDX-License-Identifier: MIT */
#include "cli/import/import_place.h"

#include "cli/columns.h"
#include "cli/daemon_words.h"
#include "cli/import/import_table.h"
#include "cli/import/value.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"

static void
put_table(const struct import_table *table, struct buf *out)
{
    struct buf text = { 0 };

    columns_put(out, str_of(table->file));
    if (table->sheet.ptr) {
        buf_printf(&text, _(", sheet %.*s"), STR_ARG(table->sheet));
        columns_put(out, buf_str(&text));
    }
    buf_free(&text);
}

static void
put_column(const struct import_table *table, size_t column, struct str field, struct buf *out)
{
    struct arena arena = { 0 };
    struct buf text = { 0 };

    if (column == ISSUE_SET)
        buf_printf(&text, ", --set %.*s", STR_ARG(field));
    else if (column != ISSUE_ROW)
        buf_printf(&text, _(", column %.*s"), STR_ARG(mapping_column(&table->mapping, column, &arena)));
    columns_put(out, buf_str(&text));
    buf_free(&text);
    arena_free(&arena);
}

void
import_put_issue(const struct import_table *table, uint64_t row, const struct issue *issue, struct buf *out)
{
    put_table(table, out);
    buf_printf(out, _(", row %llu"), (unsigned long long)row);
    put_column(table, issue->column, issue->field, out);
    buf_put_str(out, STR(": "));
    put_refusal(out, str_of(issue->code));
    buf_put_str(out, STR(": "));
    put_said(out, str_of(issue->text));
}

void
import_put_path(const struct import_table *table, uint64_t row, struct str path, struct buf *out)
{
    const struct binding *binding;

    put_table(table, out);
    buf_printf(out, _(", row %llu"), (unsigned long long)row);
    if (!str_starts(path, STR("data.")))
        return;
    binding = mapping_find_path(&table->mapping, path);
    if (binding)
        put_column(table, issue_column(binding), binding->target.name, out);
}
