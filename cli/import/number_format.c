/* SPDX-License-Identifier: MIT */
#include "cli/import/number_format.h"

#include "cli/import/decimal_text.h"
#include "cli/import/serial_date.h"
#include "cli/lang.h"

#include <ctype.h>

/* -- what a format has in it -- */

struct code {
    const char *at, *end;
    char last;         /* letter of the token before: y m d h s, or 0 */
    bool is_open_month; /* the last m may turn out to be minutes */
    struct number_format format;
};

static void
skip_to(struct code *code, char c)
{
    while (code->at < code->end && *code->at != c)
        code->at++;
    if (code->at < code->end)
        code->at++;
}

/* An m that turned out to stand before seconds. */
static void
note_seconds(struct code *code)
{
    if (code->is_open_month)
        code->format.has_month = false;
    code->format.has_time = true;
}

static void
note_letter(struct code *code, char letter, size_t run)
{
    bool is_minutes = letter == 'm' && code->last == 'h';

    code->format.has_year |= letter == 'y' || letter == 'e';
    code->format.has_day |= letter == 'd' && run <= 2; /* more of them are a day of the week */
    code->format.has_time |= letter == 'h' || is_minutes;
    if (letter == 's')
        note_seconds(code);
    code->is_open_month = letter == 'm' && !is_minutes && !code->format.has_month;
    code->format.has_month |= letter == 'm' && !is_minutes;
    code->last = letter;
}

static void
take_letters(struct code *code)
{
    char letter = (char)tolower((unsigned char)*code->at);
    const char *from = code->at;

    while (code->at < code->end && tolower((unsigned char)*code->at) == letter)
        code->at++;
    if (strchr("ymdhse", letter))
        note_letter(code, letter, (size_t)(code->at - from));
}

/* [Red], [$-804], [h]: only elapsed hours, minutes and seconds mean something. */
static void
take_bracket(struct code *code)
{
    if (code->at + 2 < code->end && code->at[2] == ']' && strchr("hmsHMS", code->at[1]))
        code->format.has_time = true;
    skip_to(code, ']');
}

static bool
take_word(struct code *code, struct str word)
{
    struct str rest = { code->at, (size_t)(code->end - code->at) };

    if (!str_starts(rest, word))
        return false;
    code->at += word.len;
    return true;
}

static void
take_token(struct code *code)
{
    char c = *code->at;

    if (take_word(code, STR("General")) || take_word(code, STR("AM/PM")) || take_word(code, STR("A/P")))
        return;
    if (c == '"') {
        code->at++;
        skip_to(code, '"');
    } else if (c == '[') {
        take_bracket(code);
    } else if (strchr("\\_*", c)) {
        code->at += code->at + 1 < code->end ? 2 : 1;
    } else if (isalpha((unsigned char)c)) {
        take_letters(code);
    } else {
        code->format.is_percent |= c == '%';
        code->at++;
    }
}

struct number_format
number_format_of_code(struct str text)
{
    struct code code = { .at = text.ptr, .end = text.ptr + text.len };
    size_t zeros = 0;

    while (zeros < text.len && text.ptr[zeros] == '0')
        zeros++;
    if (zeros > 0 && zeros == text.len)
        return (struct number_format){ .zeros = zeros > 1 ? (int)zeros : 0 };
    while (code.at < code.end && *code.at != ';') /* behind it: negative numbers */
        take_token(&code);
    return code.format;
}

/* As Excel numbers them (ECMA-376 18.8.30); from 27 on those of Chinese versions. */
static const char *const built_in[] = {
    [9] = "0%", [10] = "0.00%", [14] = "y/m/d", [15] = "d-m-y", [16] = "d-m", [17] = "m-y", [18] = "h:m", [19] = "h:m:s",
    [20] = "h:m", [21] = "h:m:s", [22] = "y/m/d h:m", [27] = "y.m", [28] = "m.d", [29] = "m.d", [30] = "m-d-y",
    [31] = "y.m.d", [32] = "h.m", [33] = "h.m.s", [34] = "h.m", [35] = "h.m.s", [36] = "y.m", [45] = "h.m.s", [46] = "[h]",
    [47] = "h.m.s", [50] = "y.m", [51] = "m.d", [52] = "y.m", [53] = "m.d", [54] = "m.d", [55] = "h.m", [56] = "h.m.s",
    [57] = "y.m", [58] = "m.d",
};

struct number_format
number_format_built_in(unsigned id)
{
    if (id >= sizeof built_in / sizeof *built_in || !built_in[id])
        return (struct number_format){ 0 };
    return number_format_of_code(str_of(built_in[id]));
}

/* -- a number in a format -- */

static struct sheet_cell
fault(struct arena *arena, const char *text)
{
    return (struct sheet_cell){ CELL_FAULT, arena_copy(arena, str_of(text)) };
}

static struct str
time_text(const struct serial_date *serial, const char *day, const char *between, struct arena *arena)
{
    return arena_printf(arena, "%s%s%02d:%02d:%02d", day, between, serial->seconds / 3600, serial->seconds / 60 % 60,
                        serial->seconds % 60);
}

static struct str
date_text(const struct number_format *format, const struct serial_date *serial, day_t day, struct arena *arena)
{
    struct civil civil = day_civil(day);
    char text[16];

    day_format(day, text);
    if (format->has_time)
        return time_text(serial, text, " ", arena);
    if (format->has_day)
        return arena_copy(arena, str_of(text));
    if (format->has_month)
        return arena_printf(arena, "%04d-%02d", civil.year, civil.month);
    return arena_printf(arena, "%04d", civil.year);
}

static struct sheet_cell
show_date(const struct number_format *format, struct str number, bool is_1904, struct arena *arena)
{
    struct serial_date serial;
    day_t day;

    if (!serial_parse(number, &serial))
        return fault(arena, _("a number formatted as a date is beyond the calendar"));
    if (serial.days == 0 && format->has_time)
        return (struct sheet_cell){ CELL_DATE, time_text(&serial, "", "", arena) };
    if (!serial_day(serial.days, is_1904, &day))
        return fault(arena, _("a number formatted as a date is no day of the calendar"));
    return (struct sheet_cell){ CELL_DATE, date_text(format, &serial, day, arena) };
}

static struct sheet_cell
show_number(const struct number_format *format, struct str number, struct arena *arena)
{
    struct decimal decimal;
    char text[DECIMAL_TEXT_SIZE];
    uint64_t whole;

    if (!decimal_parse(number, &decimal))
        return fault(arena, _("a number that cannot be read"));
    decimal_round(&decimal);
    if (format->is_percent && decimal.digits > 0)
        decimal.exponent += 2;
    decimal_format(&decimal, text);
    if (format->zeros > 0 && decimal_whole(&decimal, &whole))
        return (struct sheet_cell){ CELL_NUMBER, arena_printf(arena, "%0*llu", format->zeros, (unsigned long long)whole) };
    return (struct sheet_cell){ CELL_NUMBER, arena_printf(arena, "%s%s", text, format->is_percent ? "%" : "") };
}

struct sheet_cell
number_format_show(const struct number_format *format, struct str number, bool is_1904, struct arena *arena)
{
    if (format->has_year || format->has_month || format->has_day || format->has_time)
        return show_date(format, number, is_1904, arena);
    return show_number(format, number, arena);
}
