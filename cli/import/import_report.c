/* SPDX-License-Identifier: MIT */
#include "cli/import/import_report.h"

#include "cli/columns.h"
#include "cli/import/import_place.h"
#include "cli/lang.h"

static void
put_line(struct buf *out, struct buf *text)
{
    columns_put(out, buf_str(text));
    buf_put_byte(out, '\n');
    text->len = 0;
}

static void
put_head(const struct import_table *table, struct buf *out, struct buf *text)
{
    buf_printf(text, "%s", table->file);
    if (table->sheet.ptr)
        buf_printf(text, _(", sheet %.*s"), STR_ARG(table->sheet));
    buf_printf(text, ": ");
    buf_printf(text, ngettext("%llu row", "%llu rows", table->rows), (unsigned long long)table->rows);
    if (table->mapping.heading_row > 0)
        buf_printf(text, _(", headings in row %llu"), (unsigned long long)table->mapping.heading_row);
    put_line(out, text);
}

static void
put_binding(const struct mapping *mapping, const struct binding *binding, struct arena *arena, struct buf *text)
{
    const struct target *target = &binding->target;

    buf_printf(text, "  %.*s%s%.*s = ", STR_ARG(target->name), target->key.len > 0 ? "." : "", STR_ARG(target->key));
    for (size_t i = 0; i < binding->column_count; i++)
        buf_printf(text, "%s%.*s", i > 0 ? " + " : "", STR_ARG(mapping_column(mapping, binding->columns[i], arena)));
    if (binding->set.ptr && binding->column_count > 0)
        buf_printf(text, _(", where empty \"%.*s\""), STR_ARG(binding->set));
    else if (binding->set.ptr)
        buf_printf(text, "\"%.*s\"", STR_ARG(binding->set));
}

static bool
is_used(const struct mapping *mapping, size_t column)
{
    for (size_t i = 0; i < mapping->count; i++)
        for (size_t j = 0; j < mapping->bindings[i].column_count; j++)
            if (mapping->bindings[i].columns[j] == column)
                return true;
    return false;
}

static void
put_unused(const struct mapping *mapping, struct buf *out, struct buf *text)
{
    for (size_t i = 0; i < mapping->heading_count; i++)
        if (mapping->headings[i].len > 0 && !is_used(mapping, i))
            buf_printf(text, "%s%.*s", text->len > 0 ? ", " : _("  not used: "), STR_ARG(mapping->headings[i]));
    if (text->len > 0)
        put_line(out, text);
}

static void
put_table(const struct import_table *table, struct buf *out)
{
    struct arena arena = { 0 };
    struct buf text = { 0 };

    put_head(table, out, &text);
    for (size_t i = 0; i < table->mapping.count; i++) {
        put_binding(&table->mapping, &table->mapping.bindings[i], &arena, &text);
        put_line(out, &text);
    }
    put_unused(&table->mapping, out, &text);
    buf_free(&text);
    arena_free(&arena);
}

void
import_put_totals(const struct import *import, struct buf *out)
{
    const struct import_totals *totals = &import->totals;

    buf_printf(out, ngettext("%llu row", "%llu rows", totals->rows), (unsigned long long)totals->rows);
    buf_printf(out, ngettext(": %llu event", ": %llu events", totals->made), (unsigned long long)totals->made);
    if (totals->corrected > 0)
        buf_printf(out, _(", %llu of them correct what was posted before"), (unsigned long long)totals->corrected);
    if (totals->repeated > 0)
        buf_printf(out, _(", %llu repeated"), (unsigned long long)totals->repeated);
    if (totals->sums > 0)
        buf_printf(out, _(", %llu of sums left out"), (unsigned long long)totals->sums);
    if (totals->refused > 0)
        buf_printf(out, _(", %llu refused"), (unsigned long long)totals->refused);
}

void
import_put_trial(const struct import *import, struct buf *out)
{
    for (size_t i = 0; i < import->count; i++)
        put_table(&import->tables[i], out);
    import_put_totals(import, out);
    buf_put_byte(out, '\n');
    if (import->first.ptr)
        buf_printf(out, "%s\n%.*s", _("The first event:"), STR_ARG(import->first));
    if (import->has_key && import->key.is_new)
        buf_printf(out, "%s\n", _("The import key is not there yet and will be made: ids and tokens will be others then."));
    buf_printf(out, "%s\n", _("Nothing was sent."));
}

void
import_put_place(const struct import *import, uint64_t line, struct str path, struct buf *out)
{
    size_t table;
    uint64_t row;

    if (origins_find(&import->origins, line, &table, &row))
        import_put_path(&import->tables[table], row, path, out);
    else
        buf_printf(out, "%llu", (unsigned long long)line);
}
