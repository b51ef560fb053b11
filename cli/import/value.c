/* SPDX-License-Identifier: MIT */
#include "cli/import/value.h"

#include "cli/import/decimal_text.h"
#include "cli/import/person_cell.h"
#include "cli/import/plain.h"
#include "cli/import/typed_words.h"
#include "cli/lang.h"

#include <stdarg.h>
#include <stdio.h>

enum { EXACT_LENGTH = 15 /* digits that a spreadsheet keeps of a number */, DIGITS_MAX = 18 };

struct reading {
    struct buf *json;
    const struct target *target;
    const struct value_habits *habits;
    struct arena *arena;
    struct issue *issue;
    size_t column; /* of what is being read: for issues */
    enum cell_kind kind;
};

bool
issue_set(struct issue *issue, size_t column, const char *code, const char *format, ...)
{
    va_list args;

    issue->column = column;
    issue->code = code;
    va_start(args, format);
    vsnprintf(issue->text, sizeof issue->text, format, args);
    va_end(args);
    return false;
}

size_t
issue_column(const struct binding *binding)
{
    if (!binding)
        return ISSUE_ROW;
    return binding->column_count > 0 ? binding->columns[0] : ISSUE_SET;
}

/* -- kinds of values -- */

static bool
put_text(struct reading *in, struct str text)
{
    bool is_free = in->target->field && in->target->field->rule == TEXT_FREE;

    if (in->kind == CELL_NUMBER && text.len > EXACT_LENGTH)
        return issue_set(in->issue, in->column, "bad_field",
                         _("the spreadsheet kept only 15 digits of this number: format the column as text and type it again"));
    buf_put_json(in->json, is_free ? plain_trim(text) : plain_text(in->arena, text));
    return true;
}

static bool
put_period(struct reading *in, struct str text)
{
    char date[TYPED_DATE_SIZE];
    struct err err = { 0 };

    text = plain_text(in->arena, text);
    if (typed_date(text, &in->habits->dates, date, &err) && strlen(date) <= sizeof "2024-05" - 1)
        text = str_of(date);
    buf_put_json(in->json, text);
    return true;
}

/* "1,234" */
static struct str
without_commas(struct str text, struct arena *arena)
{
    char *digits = arena_new(arena, text.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        bool is_comma = text.ptr[i] == ',';

        if (is_comma && (i == 0 || (text.len - i) % 4 != 0))
            return text;
        if (!is_comma)
            digits[len++] = text.ptr[i];
    }
    return (struct str){ digits, len };
}

static bool
is_whole(struct str text)
{
    size_t sign = text.len > 1 && *text.ptr == '-';

    if (text.len == 0 || text.len - sign > DIGITS_MAX || (text.len - sign > 1 && text.ptr[sign] == '0'))
        return false;
    for (size_t i = sign; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return !sign || text.ptr[1] != '0';
}

static bool
put_whole(struct reading *in, struct str text)
{
    text = without_commas(plain_text(in->arena, text), in->arena);
    if (is_whole(text))
        buf_put_str(in->json, text);
    else
        buf_put_json(in->json, text);
    return true;
}

static bool
put_decimal(struct reading *in, struct str text)
{
    struct decimal decimal;
    char number[DECIMAL_TEXT_SIZE];
    struct str plain = without_commas(plain_text(in->arena, text), in->arena);

    if (plain.len > 1 && plain.ptr[plain.len - 1] == '%')
        plain.len--;
    if (!decimal_parse(plain, &decimal)) {
        buf_put_json(in->json, text);
        return true;
    }
    decimal_format(&decimal, number);
    buf_put_str(in->json, str_of(number));
    return true;
}

static bool
put_truth(struct reading *in, struct str text)
{
    int truth = typed_truth(text, in->arena);

    if (truth < 0)
        buf_put_json(in->json, text);
    else
        buf_put_str(in->json, truth ? STR("true") : STR("false"));
    return true;
}

static bool
put_date(struct reading *in, struct str text)
{
    struct str plain = plain_text(in->arena, text);
    char date[TYPED_DATE_SIZE];
    struct err err = { 0 };

    if (!typed_date(plain, &in->habits->dates, date, &err))
        return issue_set(in->issue, in->column, "bad_field", _("\"%.*s\": %s"), (int)(plain.len < 60 ? plain.len : 60), plain.ptr, err.text);
    buf_put_json(in->json, str_of(date));
    return true;
}

/* -- persons -- */

static bool
holds_several(struct str text)
{
    return memchr(text.ptr, ';', text.len) || memchr(text.ptr, '\n', text.len) || memmem(text.ptr, text.len, "、", 3);
}

static bool
put_token(struct reading *in, struct str text)
{
    struct str token = plain_text(in->arena, text);

    if (in->target->field->kind == FIELD_PERSON && holds_several(token))
        return issue_set(in->issue, in->column, "bad_field", "%s",
                         _("several people in one cell: map the column to persons where the type has it, or give each a row"));
    if (person_looks_like_name(token))
        return issue_set(in->issue, in->column, "personal_data", "%s",
                         _("this looks like a name, and no names are kept: --pseudonyms makes tokens of names, or map a column of numbers"));
    return put_text(in, token);
}

static bool
put_pseudonym(struct reading *in, const struct str *parts, size_t count)
{
    if (in->target->field->kind == FIELD_PERSON && holds_several(parts[0]))
        return issue_set(in->issue, in->column, "bad_field", "%s",
                         _("several people in one cell: map the column to persons where the type has it, or give each a row"));
    buf_put_json(in->json, person_pseudonym(in->habits->secret, parts, count, in->arena));
    return true;
}

/* -- lists: 、 , ; and newlines, also their wide forms -- */

static bool
next_item(struct str *rest, struct str *item)
{
    while (rest->len > 0) {
        size_t len = 0, sign = 0;

        for (; len < rest->len && sign == 0; len += sign == 0) {
            struct str at = { rest->ptr + len, rest->len - len };

            sign = strchr(",;\n", *at.ptr) && *at.ptr ? 1 : str_starts(at, STR("、")) ? 3 : 0;
        }
        *item = plain_trim((struct str){ rest->ptr, len });
        *rest = (struct str){ rest->ptr + len + sign, rest->len - len - sign };
        if (item->len > 0)
            return true;
    }
    return false;
}

static bool
put_items(struct reading *in, struct str text, size_t *count)
{
    struct str rest = plain_text(in->arena, text), item;

    while (next_item(&rest, &item)) {
        if ((*count)++ > 0)
            buf_put_byte(in->json, ',');
        if (in->target->field->kind == FIELD_PERSONS && in->habits->secret) {
            if (!put_pseudonym(in, &item, 1))
                return false;
        } else if (in->target->field->kind == FIELD_PERSONS ? !put_token(in, item) : !put_text(in, item)) {
            return false;
        }
    }
    return true;
}

static bool
put_one(struct reading *in, struct str text)
{
    if (in->target->place == TARGET_TIME)
        return put_date(in, text);
    if (in->target->place == TARGET_COUNT)
        return put_whole(in, text);
    if (in->target->place == TARGET_NOTE)
        return put_text(in, text);
    switch (in->target->field->kind) {
    case FIELD_WHOLE:
        return put_whole(in, text);
    case FIELD_DECIMAL:
        return put_decimal(in, text);
    case FIELD_CHOICE:
        buf_put_json(in->json, typed_word(in->target->field, plain_trim(text), in->arena));
        return true;
    case FIELD_TRUTH:
        return put_truth(in, text);
    case FIELD_DAY:
    case FIELD_WHEN:
        return put_date(in, text);
    case FIELD_PERSON:
        return put_token(in, text);
    default:
        return in->target->field->rule == TEXT_PERIOD ? put_period(in, text) : put_text(in, text);
    }
}

/* -- cells -- */

struct filled {
    struct str texts[BINDING_COLUMNS];
    size_t columns[BINDING_COLUMNS];
    enum cell_kind kind; /* of the first */
    size_t count;
};

static bool
take_cells(const struct binding *binding, const struct sheet_row *row, struct filled *filled, struct issue *issue)
{
    *filled = (struct filled){ .count = 0 };
    for (size_t i = 0; i < binding->column_count; i++) {
        size_t column = binding->columns[i];
        struct sheet_cell cell = column < row->count ? row->cells[column] : (struct sheet_cell){ 0 };
        struct str text = plain_trim(cell.text);

        if (cell.kind == CELL_FAULT)
            return issue_set(issue, column, "bad_field", "%.*s", STR_ARG(cell.text));
        if (text.len == 0)
            continue;
        filled->kind = filled->count == 0 ? cell.kind : filled->kind;
        filled->columns[filled->count] = column;
        filled->texts[filled->count++] = text;
    }
    if (filled->count == 0 && binding->set.ptr) {
        filled->kind = CELL_TEXT;
        filled->columns[0] = ISSUE_SET;
        filled->texts[filled->count++] = binding->set;
    }
    issue->field = binding->target.name;
    return true;
}

static bool
put_list(struct reading *in, const struct filled *filled)
{
    size_t count = 0;

    buf_put_byte(in->json, '[');
    for (size_t i = 0; i < filled->count; i++) {
        in->column = filled->columns[i];
        if (!put_items(in, filled->texts[i], &count))
            return false;
    }
    buf_put_byte(in->json, ']');
    return true;
}

/* Names with what tells them apart, each in a column of its own. */
static bool
put_name(struct reading *in, const struct binding *binding, const struct filled *filled)
{
    if (filled->count < binding->column_count && filled->columns[0] != ISSUE_SET)
        return issue_set(in->issue, filled->columns[0], "missing_field", "%s",
                         _("another cell that the person is known by is empty: people of one name would become one"));
    return put_pseudonym(in, filled->texts, filled->count);
}

/* A date and a time of day may stand in two columns. */
static bool
put_joined(struct reading *in, const struct filled *filled)
{
    struct str text = filled->texts[0];

    for (size_t i = 1; i < filled->count; i++)
        text = arena_printf(in->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(filled->texts[i]));
    return put_one(in, text);
}

bool
value_put(struct buf *json, const struct binding *binding, const struct sheet_row *row, const struct value_habits *habits,
          struct arena *arena, bool *is_there, struct issue *issue)
{
    struct reading in = { json, &binding->target, habits, arena, issue, ISSUE_ROW, CELL_TEXT };
    struct filled filled;

    if (!take_cells(binding, row, &filled, issue))
        return false;
    *is_there = filled.count > 0;
    if (!*is_there)
        return true;
    in.column = filled.columns[0];
    in.kind = filled.kind;
    if (target_is_list(&binding->target))
        return put_list(&in, &filled);
    if (binding->target.field && binding->target.field->kind == FIELD_PERSON && habits->secret)
        return put_name(&in, binding, &filled);
    return put_joined(&in, &filled);
}
