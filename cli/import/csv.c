/* SPDX-License-Identifier: MIT */
#include "cli/import/csv.h"

#include "cli/import/encoding.h"
#include "cli/import/merged_cells.h"
#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 65536 };

/*
 *   , "a ""b"" c" , d \n
 *   │ │  ││       │ │
 *   │ │  ││       │ PLAIN
 *   │ │  │└ QUOTED again
 *   │ │  └─ CLOSED: the end, or the first half of ""
 *   │ └──── QUOTED
 *   └────── BEGIN
 */
enum state { BEGIN, PLAIN, QUOTED, CLOSED };

struct csv {
    const struct sheet_sink *sink;
    char separator;
    enum state state;
    bool after_cr, is_begun; /* the row has something */
    uint64_t row;            /* being read, from 1 */
    struct buf text;
    size_t *ends; /* of the fields in text */
    size_t field_count, field_capacity, cell_capacity;
    struct sheet_cell *cells;
    struct err *err;
};

static bool
fail_here(struct csv *csv, const char *what)
{
    char column[8];

    column_name(csv->field_count, column);
    return err_set(csv->err, ERR_INPUT, _("row %llu, column %s: %s"), (unsigned long long)csv->row, column, what);
}

static bool
end_field(struct csv *csv)
{
    if (csv->field_count == SHEET_COLUMNS_MAX)
        return fail_here(csv, _("more columns than a spreadsheet has"));
    csv->ends = mem_grow(csv->ends, csv->field_count, &csv->field_capacity, sizeof *csv->ends);
    csv->ends[csv->field_count++] = csv->text.len;
    csv->state = BEGIN;
    csv->is_begun = true;
    return true;
}

static bool
give_row(struct csv *csv)
{
    struct sheet_row row = { .number = csv->row };
    size_t from = 0;

    if (csv->cell_capacity < csv->field_capacity) {
        csv->cell_capacity = csv->field_capacity;
        csv->cells = mem_resize(csv->cells, csv->cell_capacity * sizeof *csv->cells);
    }
    for (size_t i = 0; i < csv->field_count; i++) {
        struct str text = { csv->text.ptr + from, csv->ends[i] - from };

        csv->cells[i] = (struct sheet_cell){ text.len > 0 ? CELL_TEXT : CELL_EMPTY, text };
        from = csv->ends[i];
    }
    row.cells = csv->cells;
    row.count = csv->field_count;
    return csv->sink->row(csv->sink->ctx, &row, csv->err);
}

static bool
end_row(struct csv *csv)
{
    bool is_blank = !csv->is_begun && csv->text.len == 0 && csv->state == BEGIN;

    if (!is_blank && !end_field(csv))
        return false;
    if (!give_row(csv))
        return false;
    csv->row++;
    csv->text.len = csv->field_count = 0;
    csv->state = BEGIN;
    csv->is_begun = false;
    return true;
}

static bool
put(struct csv *csv, char c, enum state state)
{
    if (csv->text.len >= SHEET_ROW_BYTES_MAX)
        return fail_here(csv, csv->state == QUOTED ? _("more than a mebibyte in one row: is a closing quote missing?")
                                                   : _("more than a mebibyte in one row"));
    buf_put_byte(&csv->text, (uint8_t)c);
    csv->state = state;
    csv->is_begun = true;
    return true;
}

static bool
open_quote(struct csv *csv)
{
    csv->state = QUOTED;
    csv->is_begun = true;
    return true;
}

static bool
take_quoted(struct csv *csv, char c)
{
    if (csv->state == QUOTED && c == '"') {
        csv->state = CLOSED;
        return true;
    }
    return put(csv, c, QUOTED);
}

static bool
take(struct csv *csv, char c)
{
    bool follows_cr = csv->after_cr;

    csv->after_cr = false;
    if (c == '\0')
        return fail_here(csv, _("a NUL character: this is no text; a spreadsheet must be saved as CSV or as .xlsx"));
    if (csv->state == QUOTED || (csv->state == CLOSED && c == '"'))
        return take_quoted(csv, c);
    if (c == '\n' && follows_cr)
        return true;
    if (c == '\n' || c == '\r') {
        csv->after_cr = c == '\r';
        return end_row(csv);
    }
    if (c == csv->separator)
        return end_field(csv);
    if (csv->state == CLOSED)
        return fail_here(csv, _("text behind a closing quote: a quote inside quotes is written twice"));
    return c == '"' && csv->state == BEGIN ? open_quote(csv) : put(csv, c, PLAIN);
}

static bool
take_all(struct csv *csv, const struct buf *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (!take(csv, text->ptr[i]))
            return false;
    return true;
}

static bool
end_all(struct csv *csv)
{
    if (csv->state == QUOTED)
        return fail_here(csv, _("a quote that is opened here is never closed"));
    return !csv->is_begun || end_row(csv);
}

/* The most frequent one outside quotes. */
static char
find_separator(const struct buf *text)
{
    static const char separators[] = ",;\t";
    size_t counts[sizeof separators] = { 0 }, best = 0;
    bool is_quoted = false;

    for (size_t i = 0; i < text->len; i++) {
        const char *found = text->ptr[i] ? strchr(separators, text->ptr[i]) : NULL;

        is_quoted ^= text->ptr[i] == '"';
        if (found && !is_quoted)
            counts[found - separators]++;
    }
    for (size_t i = 1; i < sizeof separators - 1; i++)
        if (counts[i] > counts[best])
            best = i;
    return separators[best];
}

static void
drop_mark(struct buf *text)
{
    if (text->len >= 3 && memcmp(text->ptr, "\xef\xbb\xbf", 3) == 0)
        buf_drop(text, 3);
}

struct source {
    int fd;
    const char *encoding;
    struct decoder *decoder;
    uint64_t bytes, total;
};

static bool
no_text(struct csv *csv, const struct source *source)
{
    char why[160];

    snprintf(why, sizeof why, _("bytes that are no %s: say --encoding, or save the file as UTF-8"), source->encoding);
    return fail_here(csv, why);
}

static bool
read_some(struct csv *csv, struct source *source, bool *ended)
{
    char bytes[PIECE];
    struct buf text = { 0 };
    ssize_t got = pread(source->fd, bytes, sizeof bytes, (off_t)source->bytes);
    bool is_text, done;

    if (got < 0)
        return err_set(csv->err, ERR_STORE, "%s", strerror(errno));
    is_text = got == 0 ? decoder_end(source->decoder) : decoder_feed(source->decoder, bytes, (size_t)got, &text);
    if (source->bytes == 0)
        drop_mark(&text);
    if (!csv->separator)
        csv->separator = find_separator(&text);
    done = take_all(csv, &text);
    buf_free(&text);
    source->bytes += (uint64_t)got;
    *ended = got == 0;
    if (done && !is_text)
        return no_text(csv, source);
    return done && csv->sink->moved(csv->sink->ctx, source->bytes, source->total, csv->err);
}

static bool
read_all(struct csv *csv, struct source *source)
{
    bool ended = false, done = true;

    while (done && !ended)
        done = read_some(csv, source, &ended);
    return done && end_all(csv);
}

bool
csv_each(int fd, const struct csv_options *options, const struct sheet_sink *sink, struct err *err)
{
    struct csv csv = { .sink = sink, .separator = options->separator, .row = 1, .err = err };
    struct source source = { .fd = fd, .encoding = options->encoding };
    struct stat st;
    bool done;

    if (!source.encoding && !encoding_find(fd, &source.encoding, err))
        return false;
    source.total = fstat(fd, &st) == 0 ? (uint64_t)st.st_size : 0;
    source.decoder = decoder_open(source.encoding, err);
    done = source.decoder && read_all(&csv, &source);
    decoder_close(source.decoder);
    buf_free(&csv.text);
    free(csv.ends);
    free(csv.cells);
    return done;
}
