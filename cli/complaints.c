/* SPDX-License-Identifier: MIT */
#include "cli/complaints.h"

#include "cli/columns.h"
#include "cli/lang.h"
#include "lib/base/mem.h"
#include "lua/plugin_text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
complaints_free(struct complaints *complaints)
{
    free(complaints->all);
    arena_free(&complaints->arena);
    *complaints = (struct complaints){ 0 };
}

static struct complaint *
add(struct complaints *complaints, const struct plugin_source *source)
{
    complaints->all = mem_grow(complaints->all, complaints->count, &complaints->capacity, sizeof *complaints->all);
    complaints->all[complaints->count] = (struct complaint){ .source = source, .file = source->file };
    return &complaints->all[complaints->count++];
}

/* ---- places ---- */

static bool
is_in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

uint64_t
line_of_word(struct str text, struct str word)
{
    uint64_t line = 1;

    for (size_t i = 0; word.len > 0 && i + word.len <= text.len; i++) {
        if (text.ptr[i] == '\n')
            line++;
        else if (memcmp(text.ptr + i, word.ptr, word.len) == 0 && (i == 0 || !is_in_word(text.ptr[i - 1])) &&
                 (i + word.len == text.len || !is_in_word(text.ptr[i + word.len])))
            return line;
    }
    return 0;
}

/* What stands between the first two ' of the message. */
static struct str
quoted(struct str message)
{
    const char *begin = memchr(message.ptr, '\'', message.len), *end;

    if (!begin)
        return (struct str){ 0 };
    begin++;
    end = memchr(begin, '\'', message.len - (size_t)(begin - message.ptr));
    return end ? (struct str){ begin, (size_t)(end - begin) } : (struct str){ 0 };
}

/* Takes "12: " off the front. */
static bool
take_line(struct str *message, uint64_t *line)
{
    size_t digits = 0;
    unsigned long long number;

    while (digits < message->len && isdigit((unsigned char)message->ptr[digits]))
        digits++;
    if (digits + 1 >= message->len || message->ptr[digits] != ':' || !str_to_u64((struct str){ message->ptr, digits }, &number))
        return false;
    *line = number;
    digits += message->ptr[digits + 1] == ' ' ? 2 : 1;
    *message = (struct str){ message->ptr + digits, message->len - digits };
    return true;
}

/* Takes "file:12: " off the front: the plugin's file, or a module in its folder. */
static bool
take_place(struct str *message, const struct plugin_source *source, struct str *file, uint64_t *line)
{
    const char *colon = memchr(message->ptr, ':', message->len);
    struct str rest;

    if (!colon || !str_starts(*message, source->path))
        return false;
    rest = (struct str){ colon + 1, message->len - (size_t)(colon + 1 - message->ptr) };
    if (!take_line(&rest, line))
        return false;
    *file = (struct str){ message->ptr, (size_t)(colon - message->ptr) };
    *message = rest;
    return true;
}

/* What is said of a whole indicator names the line where that begins: a name that is not there stands somewhere below. */
static uint64_t
line_of_missing(struct str text, struct str message, uint64_t line)
{
    static const char missing[] = "there is no such indicator";
    struct str rest = text;
    uint64_t found;

    if (!memmem(message.ptr, message.len, missing, sizeof missing - 1))
        return line;
    for (uint64_t i = 1; i < line && rest.len > 0; i++) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t taken = end ? (size_t)(end - rest.ptr) + 1 : rest.len;

        rest = (struct str){ rest.ptr + taken, rest.len - taken };
    }
    found = line_of_word(rest, quoted(message));
    return found > 0 ? line + found - 1 : line;
}

void
complaints_add_fault(struct complaints *complaints, const struct plugin_source *source, struct str message)
{
    struct complaint *complaint = add(complaints, source);

    if (take_place(&message, source, &complaint->file, &complaint->line)) {
        complaint->file = arena_copy(&complaints->arena, complaint->file);
        if (str_eq(complaint->file, source->file))
            complaint->line = line_of_missing(plugin_text_main(source->text), message, complaint->line);
    } else {
        complaint->line = line_of_word(plugin_text_main(source->text), quoted(message));
    }
    complaint->text = arena_copy(&complaints->arena, message);
}

void
complaints_warn(struct complaints *complaints, const struct plugin_source *source, struct str file, uint64_t line,
                const char *format, ...)
{
    struct complaint *complaint = add(complaints, source);
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    complaint->is_warning = true;
    complaint->line = line;
    if (file.ptr)
        complaint->file = arena_copy(&complaints->arena, file);
    complaint->text = arena_copy(&complaints->arena, str_of(text));
}

/* ---- showing ---- */

size_t
complaints_count(const struct complaints *complaints, const struct plugin_source *source, bool warnings)
{
    size_t count = 0;

    for (size_t i = 0; i < complaints->count; i++)
        count += complaints->all[i].is_warning == warnings && (!source || complaints->all[i].source == source);
    return count;
}

static void
put_one(struct buf *out, const struct complaint *complaint)
{
    columns_put(out, complaint->file);
    if (complaint->line > 0)
        buf_printf(out, ":%llu", (unsigned long long)complaint->line);
    buf_printf(out, ": %s: ", complaint->is_warning ? _("warning") : _("error"));
    columns_put(out, complaint->text);
    buf_put_byte(out, '\n');
}

void
complaints_text(const struct complaints *complaints, struct buf *out)
{
    for (size_t i = 0; i < complaints->count; i++)
        put_one(out, &complaints->all[i]);
}

json_t *
complaints_json(const struct complaints *complaints, const struct plugin_source *source, bool warnings)
{
    json_t *list = json_array();

    for (size_t i = 0; i < complaints->count; i++) {
        const struct complaint *complaint = &complaints->all[i];

        if (complaint->source != source || complaint->is_warning != warnings)
            continue;
        json_array_append_new(list, json_pack("{s:s%,s:o,s:s%}", "file", complaint->file.ptr, complaint->file.len, "line",
                                              complaint->line > 0 ? json_integer((json_int_t)complaint->line) : json_null(),
                                              "message", complaint->text.ptr, complaint->text.len));
    }
    return list;
}
