/* SPDX-License-Identifier: MIT */
#include "cli/explain_lists.h"

#include "cli/explain_words.h"
#include "cli/json_read.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"

#include <string.h>

enum { COLUMNS_MAX = 9 };

/* A column of a list: how it is called, and the member of each entry that stands in it. */
struct column {
    const char *title, *key;
    enum align align;
};

struct list {
    const char *title, *key;
    struct column columns[COLUMNS_MAX];
};

static const struct list lists[] = {
    { N_("Sub-periods"), "parts",
      { { N_("period"), "period", ALIGN_LEFT }, { N_("state"), "state", ALIGN_LEFT }, { N_("had"), "had", ALIGN_RIGHT },
        { N_("needed"), "needed", ALIGN_RIGHT }, { N_("sessions"), "activities", ALIGN_LEFT } } },
    { N_("Plan items"), "items",
      { { N_("item"), "item", ALIGN_LEFT }, { N_("title"), "title", ALIGN_LEFT }, { N_("from"), "from", ALIGN_LEFT },
        { N_("to"), "to", ALIGN_LEFT }, { N_("done"), "done", ALIGN_RIGHT }, { N_("required"), "required", ALIGN_RIGHT },
        { N_("weight"), "weight", ALIGN_RIGHT }, { N_("dropped"), "dropped", ALIGN_LEFT }, { N_("position"), "seq", ALIGN_RIGHT } } },
    { N_("Looked for"), "entries",
      { { N_("name"), "name", ALIGN_LEFT }, { N_("found"), "found", ALIGN_RIGHT }, { N_("needed"), "needed", ALIGN_RIGHT },
        { N_("met"), "met", ALIGN_LEFT } } },
    { N_("Sessions"), "sessions",
      { { N_("date"), "date", ALIGN_LEFT }, { N_("title"), "title", ALIGN_LEFT }, { N_("category"), "category", ALIGN_LEFT },
        { N_("host"), "unit", ALIGN_LEFT }, { N_("named"), "named", ALIGN_RIGHT }, { N_("headcount"), "headcount", ALIGN_RIGHT },
        { N_("asked for"), "asked", ALIGN_RIGHT }, { N_("counts"), "adds", ALIGN_RIGHT }, { N_("position"), "seq", ALIGN_RIGHT } } },
    { N_("Venues"), "venues",
      { { N_("venue"), "venue", ALIGN_LEFT }, { N_("name"), "name", ALIGN_LEFT }, { N_("met"), "met", ALIGN_RIGHT },
        { N_("expected"), "expected", ALIGN_RIGHT }, { N_("excused"), "excused", ALIGN_RIGHT }, { N_("position"), "seq", ALIGN_RIGHT } } },
    { N_("Populations"), "populations",
      { { N_("unit"), "unit", ALIGN_LEFT }, { N_("people"), "count", ALIGN_RIGHT }, { N_("since"), "from", ALIGN_LEFT },
        { N_("asked for"), "day", ALIGN_LEFT }, { N_("source"), "source", ALIGN_LEFT }, { N_("days"), "days", ALIGN_RIGHT },
        { N_("position"), "seq", ALIGN_RIGHT } } },
    { N_("Things"), "things",
      { { N_("kind"), "kind", ALIGN_LEFT }, { N_("code"), "code", ALIGN_LEFT }, { N_("name"), "name", ALIGN_LEFT },
        { N_("position"), "seq", ALIGN_RIGHT } } },
    { N_("Records"), "records",
      { { N_("date"), "from", ALIGN_LEFT }, { N_("type"), "type", ALIGN_LEFT }, { N_("unit"), "unit", ALIGN_LEFT },
        { N_("what"), "data", ALIGN_LEFT }, { N_("position"), "seq", ALIGN_RIGHT } } },
};

static void
add_text(struct buf *text, struct str word)
{
    if (text->len > 0)
        buf_put_str(text, STR(", "));
    buf_put_str(text, word);
}

static void
add_value(struct buf *text, const json_t *value)
{
    const json_t *member;
    const char *key;
    size_t i;

    if (json_is_string(value))
        add_text(text, (struct str){ json_string_value(value), json_string_length(value) });
    else if (json_is_integer(value))
        buf_printf(text, "%lld", (long long)json_integer_value(value));
    else if (json_is_boolean(value))
        buf_put_str(text, str_of(json_is_true(value) ? _("yes") : ""));
    json_array_foreach(value, i, member)
        add_value(text, member);
    json_object_foreach((json_t *)(uintptr_t)value, key, member) {
        if (!json_is_string(member) && !json_is_integer(member))
            continue;
        buf_printf(text, "%s%s=", text->len ? " " : "", key);
        if (json_is_string(member))
            buf_put_str(text, (struct str){ json_string_value(member), json_string_length(member) });
        else
            buf_printf(text, "%lld", (long long)json_integer_value(member));
    }
}

/* A null is nothing; of a number that is hidden, "*". */
static struct str
cell_text(const json_t *entry, const struct column *column, struct arena *arena)
{
    const json_t *value = json_object_get(entry, column->key);
    bool is_hidden = json_is_true(json_object_get(entry, "hidden")) && json_is_null(value) && column->align == ALIGN_RIGHT;
    struct buf text = { 0 };
    struct str copy;

    if (is_hidden)
        return STR("*");
    if (strcmp(column->key, "state") == 0)
        return word_of_part(json_str(entry, "state"));
    if (strcmp(column->key, "title") == 0 && json_is_null(value))
        value = json_object_get(entry, "activity");
    add_value(&text, value);
    if (strcmp(column->key, "activities") == 0 && json_integer_value(json_object_get(entry, "left_out")) > 0)
        buf_printf(&text, _("%s and %lld more"), text.len > 0 ? "," : "", (long long)json_integer_value(json_object_get(entry, "left_out")));
    copy = text.len > 0 ? arena_copy(arena, buf_str(&text)) : (struct str){ 0 };
    buf_free(&text);
    return copy;
}

static size_t
columns_of(const struct list *list, enum align *align)
{
    size_t count = 0;

    while (count < COLUMNS_MAX && list->columns[count].key) {
        align[count] = list->columns[count].align;
        count++;
    }
    return count;
}

static void
put_heading(struct buf *out, const char *title, const struct page *page)
{
    buf_put_str(out, STR("\n"));
    tone_begin(out, page, TONE_STRONG);
    columns_wrap(out, str_of(title), 0, page->width);
    tone_end(out, page, TONE_STRONG);
}

static void
print_list(struct buf *out, const json_t *entries, const struct list *list, const struct page *page, struct arena *arena)
{
    enum align align[COLUMNS_MAX];
    struct table table;
    const json_t *entry;
    size_t i, columns = columns_of(list, align);

    if (json_array_size(entries) == 0)
        return;
    put_heading(out, _(list->title), page);
    table_init(&table, arena, align, columns);
    for (size_t k = 0; k < columns; k++)
        table.heading[k] = (struct cell){ str_of(_(list->columns[k].title)), TONE_QUIET };
    json_array_foreach(entries, i, entry) {
        struct cell *cells = table_row(&table);
        for (size_t k = 0; k < columns; k++)
            cells[k].text = cell_text(entry, &list->columns[k], arena);
        if (json_is_true(json_object_get(entry, "late")))
            table_note(&table, str_of(_("after the period was closed")), TONE_QUIET);
    }
    table_print(&table, out, page);
    table_free(&table);
}

/* What is not listed. */
static void
print_more(struct buf *out, json_int_t more, const struct page *page, struct arena *arena)
{
    if (more <= 0)
        return;
    tone_begin(out, page, TONE_QUIET);
    columns_wrap(out, arena_printf(arena, _("and %lld more: --all lists them"), (long long)more), 0, page->width);
    tone_end(out, page, TONE_QUIET);
}

void
explain_print_lists(struct buf *out, const json_t *measure, const struct page *page, struct arena *arena)
{
    const json_t *left_out = json_object_get(measure, "left_out");

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        print_list(out, json_object_get(measure, lists[i].key), &lists[i], page, arena);
        print_more(out, json_integer_value(json_object_get(left_out, lists[i].key)), page, arena);
    }
}

/* ---- cutting ---- */

static void
cut_list(json_t *measure, const char *key, size_t most)
{
    json_t *list = json_object_get(measure, key), *left_out = json_object_get(measure, "left_out");
    size_t count = json_array_size(list);

    if (count <= most)
        return;
    if (!left_out)
        json_object_set_new(measure, "left_out", left_out = json_object());
    json_object_set_new(left_out, key,
                        json_integer(json_integer_value(json_object_get(left_out, key)) + (json_int_t)(count - most)));
    while (count > most)
        json_array_remove(list, --count);
}

void
explain_cut_lists(json_t *figure, size_t most)
{
    json_t *of;
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, of)
        for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
            cut_list(of, lists[k].key, most);
    json_array_foreach(json_object_get(figure, "made_of"), i, of)
        explain_cut_lists(of, most);
}

/* ---- for whoever shows them otherwise ---- */

size_t
explain_list_count(void)
{
    return sizeof lists / sizeof *lists;
}

const char *
explain_list_title(size_t list)
{
    return _(lists[list].title);
}

const json_t *
explain_list_entries(size_t list, const json_t *measure)
{
    return json_object_get(measure, lists[list].key);
}

int64_t
explain_list_left_out(size_t list, const json_t *measure)
{
    return json_integer_value(json_object_get(json_object_get(measure, "left_out"), lists[list].key));
}

size_t
explain_list_columns(size_t list)
{
    enum align align[COLUMNS_MAX];

    return columns_of(&lists[list], align);
}

const char *
explain_list_heading(size_t list, size_t column)
{
    return _(lists[list].columns[column].title);
}

bool
explain_list_is_number(size_t list, size_t column)
{
    return lists[list].columns[column].align == ALIGN_RIGHT;
}

bool
explain_list_is_position(size_t list, size_t column)
{
    return strcmp(lists[list].columns[column].key, "seq") == 0;
}

struct str
explain_list_cell(size_t list, size_t column, const json_t *entry, struct arena *arena)
{
    return cell_text(entry, &lists[list].columns[column], arena);
}

/* ---- components ---- */

enum line_column { NAME, VALUE, FULL, POINTS, WHY, LINE_COLUMNS };

static const enum align line_align[LINE_COLUMNS] = {
    [NAME] = ALIGN_LEFT, [VALUE] = ALIGN_RIGHT, [FULL] = ALIGN_RIGHT, [POINTS] = ALIGN_RIGHT, [WHY] = ALIGN_LEFT,
};

static struct str
line_value(const json_t *line)
{
    struct str value = json_str(line, "value");

    return value.ptr ? value : word_of_state(json_str(line, "state"));
}

void
explain_print_lines(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena)
{
    const char *const texts[LINE_COLUMNS] = { [NAME] = _("component"), [VALUE] = _("value"), [FULL] = _("full"), [POINTS] = _("points"),
                                              [WHY] = _("why") };
    struct table table;
    const json_t *line;
    size_t i;

    put_heading(out, _("Components"), page);
    table_init(&table, arena, line_align, LINE_COLUMNS);
    for (int k = 0; k < LINE_COLUMNS; k++)
        table.heading[k] = (struct cell){ str_of(texts[k]), TONE_QUIET };
    json_array_foreach(json_object_get(answer, "lines"), i, line) {
        struct cell *cells = table_row(&table);
        cells[NAME].text = explain_title(line);
        cells[VALUE].text = line_value(line);
        cells[FULL].text = json_str(line, "full");
        cells[POINTS].text = json_str(line, "points");
        cells[WHY].text = explain_shape_story(line, arena);
    }
    table_print(&table, out, page);
    table_free(&table);
}
