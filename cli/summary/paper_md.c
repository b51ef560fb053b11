/* SPDX-License-Identifier: MIT */
#include "cli/summary/paper_md.h"

#include "cli/columns.h"
#include "cli/markdown.h"
#include "cli/summary/footings.h"

#include <string.h>

struct sheet {
    struct buf *out;
    struct footings footings;
    bool has_sources, for_pandoc;
    bool at_begin; /* of a block: there some signs mean more */
};

/* ---- text ---- */

/* How many digits in front make it look like an entry of a numbered list: "1. ", "12) ". */
static size_t
list_digits(struct str text)
{
    size_t digits = 0;

    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
        digits++;
    if (digits == 0 || digits == text.len || (text.ptr[digits] != '.' && text.ptr[digits] != ')'))
        return 0;
    return digits + 1 == text.len || text.ptr[digits + 1] == ' ' ? digits : 0;
}

/* Four blanks would begin code. */
static struct str
without_blanks(struct str text)
{
    while (text.len > 0 && strchr(" \t\r\n", text.ptr[0]))
        text = (struct str){ text.ptr + 1, text.len - 1 };
    return text;
}

/* Where a block begins some signs mean more, whatever the next piece may be. */
static struct str
begin_block(struct sheet *sheet, struct str text)
{
    size_t digits = list_digits(text);

    buf_put(sheet->out, text.ptr, digits);
    if (digits > 0 || (text.len == 1 && strchr("#+-=", text.ptr[0])) || (text.len > 0 && strchr(":%", text.ptr[0])))
        buf_put_byte(sheet->out, '\\');
    return (struct str){ text.ptr + digits, text.len - digits };
}

static void
put_text(struct sheet *sheet, struct str text)
{
    if (sheet->at_begin) {
        text = without_blanks(text);
        if (text.len == 0)
            return;
        text = begin_block(sheet, text);
        sheet->at_begin = false;
    }
    markdown_put(sheet->out, text);
}

static void
put_piece(struct sheet *sheet, const struct document_piece *piece)
{
    put_text(sheet, piece->text);
    for (size_t i = 0; sheet->has_sources && i < piece->source_count; i++) {
        unsigned n = footings_mark(&sheet->footings, piece->sources[i]);
        if (n > 0)
            buf_printf(sheet->out, "[^%u]", n);
    }
}

static void
put_pieces(struct sheet *sheet, const struct document_block *block)
{
    sheet->at_begin = true;
    for (size_t i = 0; i < block->piece_count; i++)
        put_piece(sheet, &block->pieces[i]);
}

/* ---- blocks ---- */

static void
put_marked(struct sheet *sheet, const char *mark, const struct document_block *block)
{
    buf_put_str(sheet->out, str_of(mark));
    put_pieces(sheet, block);
    buf_put_str(sheet->out, STR("\n"));
}

static void
put_row(struct sheet *sheet, const struct document_block *block)
{
    for (size_t i = 0; i < block->piece_count; i++) {
        if (block->pieces[i].begins_cell || i == 0) {
            buf_put_str(sheet->out, i == 0 ? STR("| ") : STR(" | "));
            sheet->at_begin = true;
        }
        put_piece(sheet, &block->pieces[i]);
    }
    buf_put_str(sheet->out, STR(" |\n"));
}

static void
put_head(struct sheet *sheet, const struct document_block *block)
{
    put_row(sheet, block);
    for (size_t i = 0; i < block->piece_count; i++)
        if (block->pieces[i].begins_cell || i == 0)
            buf_put_str(sheet->out, STR("|---"));
    buf_put_str(sheet->out, STR("|\n"));
}

/* pandoc knows these styles of its documents. */
static void
put_styled(struct sheet *sheet, const char *style, const struct document_block *block)
{
    buf_printf(sheet->out, "::: {custom-style=\"%s\"}\n", style);
    put_marked(sheet, "", block);
    buf_put_str(sheet->out, STR(":::\n"));
}

/* As numbers: neither XML nor Markdown sees a sign in them. */
static void
put_xml(struct buf *out, struct str text)
{
    struct buf harmless = { 0 };

    columns_put(&harmless, text);
    for (size_t i = 0; i < harmless.len; i++) {
        char c = harmless.ptr[i];
        if (c != '\0' && strchr("&<>\"'`", c))
            buf_printf(out, "&#%d;", c);
        else
            buf_put_byte(out, (uint8_t)c);
    }
    buf_free(&harmless);
}

/* On the right: no style of pandoc's is. */
static void
put_signature(struct sheet *sheet, const struct document_block *block)
{
    buf_put_str(sheet->out, STR("```{=openxml}\n<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t xml:space=\"preserve\">"));
    for (size_t i = 0; i < block->piece_count; i++)
        put_xml(sheet->out, block->pieces[i].text);
    buf_put_str(sheet->out, STR("</w:t></w:r></w:p>\n```\n"));
}

static void
put_block(struct sheet *sheet, const struct document_block *block)
{
    switch (block->kind) {
    case BLOCK_TITLE:
        if (sheet->for_pandoc)
            put_styled(sheet, "Title", block);
        else
            put_marked(sheet, "# ", block);
        return;
    case BLOCK_SUBTITLE:
        if (sheet->for_pandoc)
            put_styled(sheet, "Subtitle", block);
        else
            put_marked(sheet, "", block);
        return;
    case BLOCK_HEADING:
        put_marked(sheet, "## ", block);
        return;
    case BLOCK_SUBHEADING:
        put_marked(sheet, "### ", block);
        return;
    case BLOCK_ITEM:
        put_marked(sheet, "- ", block);
        return;
    case BLOCK_HEAD:
        put_head(sheet, block);
        return;
    case BLOCK_ROW:
        put_row(sheet, block);
        return;
    case BLOCK_SIGNATURE:
        if (sheet->for_pandoc) {
            put_signature(sheet, block);
            return;
        }
        break;
    case BLOCK_PARAGRAPH:
        break;
    }
    put_marked(sheet, "", block);
}

/* Items of one list and rows of one table stand together. */
static bool
is_apart(const struct document_block *before, const struct document_block *block)
{
    return !((before->kind == BLOCK_ITEM && block->kind == BLOCK_ITEM) || block->kind == BLOCK_ROW);
}

static void
put_footings(struct sheet *sheet)
{
    for (unsigned i = 1; i <= footings_count(&sheet->footings); i++) {
        buf_printf(sheet->out, "\n[^%u]: ", i);
        sheet->at_begin = true;
        put_text(sheet, footings_text(&sheet->footings, i));
        buf_put_str(sheet->out, STR("\n"));
    }
}

void
paper_md(struct buf *out, const struct document *document, bool has_sources, bool for_pandoc)
{
    struct sheet sheet = { .out = out, .has_sources = has_sources, .for_pandoc = for_pandoc };

    for (size_t i = 0; i < document->count; i++) {
        if (i > 0 && is_apart(&document->blocks[i - 1], &document->blocks[i]))
            buf_put_str(out, STR("\n"));
        footings_next_block(&sheet.footings);
        put_block(&sheet, &document->blocks[i]);
    }
    put_footings(&sheet);
    footings_free(&sheet.footings);
}
