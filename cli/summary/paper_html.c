/* SPDX-License-Identifier: MIT */
#include "cli/summary/paper_html.h"

#include "cli/columns.h"
#include "cli/lang.h"
#include "cli/summary/footings.h"

#include <string.h>

/* What opens around blocks of these kinds, and closes behind the last of them. */
enum around { AROUND_NOTHING, AROUND_LIST, AROUND_TABLE };

struct page_sheet {
    struct buf *out;
    struct footings footings;
    bool has_sources;
    enum around around;
};

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--quiet:#555;--paper:#fff;--line:#bbb}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e6e6;--quiet:#aaa;--paper:#16181b;--line:#555}}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1.05rem/1.8 \"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,Songti SC,Georgia,serif}\n"
    "main{max-width:44rem;margin:0 auto;padding:2.5rem 1.25rem}\n"
    "h1{font-size:1.7rem;line-height:1.35;text-align:center;margin:0 0 .5rem}\n"
    "h2{font-size:1.2rem;margin:1.8rem 0 .5rem}h3{font-size:1.05rem;margin:1.2rem 0 .3rem}\n"
    "h1,h2,h3,th{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",SimHei,Heiti SC,Arial,sans-serif}\n"
    "p{margin:.4rem 0;overflow-wrap:anywhere}:lang(zh) p.text{text-indent:2em;text-align:justify}\n"
    "p.subtitle{text-align:center;color:var(--quiet);margin-bottom:1.2rem}p.signature{text-align:right;margin:.2rem 0}\n"
    "ul{margin:.3rem 0;padding-left:1.6rem}li{margin:.2rem 0;overflow-wrap:anywhere}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}\n"
    "th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:left}\n"
    "sup a{color:inherit;text-decoration:none;font-size:.7rem}sup a:focus,sup a:hover{text-decoration:underline}\n"
    "section.sources{margin-top:2.5rem;border-top:1px solid var(--line);font-size:.8rem;color:var(--quiet)}\n"
    "section.sources h2{font-size:.95rem}section.sources li:target{outline:2px solid}\n"
    "@page{size:A4;margin:22mm 20mm}\n"
    "@media print{:root{--ink:#000;--quiet:#000;--paper:#fff;--line:#000}body{font-size:11.5pt}main{max-width:none;padding:0}"
    "h2,h3{break-after:avoid}li,tr,p.signature{break-inside:avoid}}\n";

/* ---- text ---- */

static void
put_text(struct buf *out, struct str text)
{
    struct buf harmless = { 0 };

    columns_put(&harmless, text);
    for (size_t i = 0; i < harmless.len; i++) {
        char c = harmless.ptr[i];
        if (c != '\0' && strchr("&<>\"'", c))
            buf_printf(out, "&#%d;", c);
        else
            buf_put_byte(out, (uint8_t)c);
    }
    buf_free(&harmless);
}

static void
put_piece(struct page_sheet *sheet, const struct document_piece *piece)
{
    put_text(sheet->out, piece->text);
    for (size_t i = 0; sheet->has_sources && i < piece->source_count; i++) {
        unsigned n = footings_mark(&sheet->footings, piece->sources[i]);
        if (n > 0)
            buf_printf(sheet->out, "<sup><a href=\"#s%u\">[%u]</a></sup>", n, n);
    }
}

static void
put_pieces(struct page_sheet *sheet, const struct document_block *block)
{
    for (size_t i = 0; i < block->piece_count; i++)
        put_piece(sheet, &block->pieces[i]);
}

/* ---- blocks ---- */

static void
put_in(struct page_sheet *sheet, const char *open, const struct document_block *block, const char *close)
{
    buf_put_str(sheet->out, str_of(open));
    put_pieces(sheet, block);
    buf_put_str(sheet->out, str_of(close));
}

static void
put_row(struct page_sheet *sheet, const struct document_block *block)
{
    bool is_head = block->kind == BLOCK_HEAD;

    buf_put_str(sheet->out, STR("<tr>"));
    for (size_t i = 0; i < block->piece_count; i++) {
        if (i > 0 && block->pieces[i].begins_cell)
            buf_put_str(sheet->out, is_head ? STR("</th>") : STR("</td>"));
        if (i == 0 || block->pieces[i].begins_cell)
            buf_put_str(sheet->out, is_head ? STR("<th scope=\"col\">") : STR("<td>"));
        put_piece(sheet, &block->pieces[i]);
    }
    buf_put_str(sheet->out, block->piece_count == 0 ? STR("</tr>\n") : is_head ? STR("</th></tr>\n") : STR("</td></tr>\n"));
}

static enum around
around_of(enum block_kind kind)
{
    return kind == BLOCK_ITEM ? AROUND_LIST : kind == BLOCK_HEAD || kind == BLOCK_ROW ? AROUND_TABLE : AROUND_NOTHING;
}

static void
turn_to(struct page_sheet *sheet, enum around around, bool is_new)
{
    static const char *const opens[] = { "", "<ul>\n", "<div class=\"wide\"><table>\n" };
    static const char *const closes[] = { "", "</ul>\n", "</table></div>\n" };

    if (sheet->around == around && !is_new)
        return;
    buf_put_str(sheet->out, str_of(closes[sheet->around]));
    buf_put_str(sheet->out, str_of(opens[around]));
    sheet->around = around;
}

static void
put_block(struct page_sheet *sheet, const struct document_block *block)
{
    turn_to(sheet, around_of(block->kind), block->kind == BLOCK_HEAD);
    footings_next_block(&sheet->footings);
    switch (block->kind) {
    case BLOCK_TITLE:
        put_in(sheet, "<h1>", block, "</h1>\n");
        break;
    case BLOCK_SUBTITLE:
        put_in(sheet, "<p class=\"subtitle\">", block, "</p>\n");
        break;
    case BLOCK_HEADING:
        put_in(sheet, "<h2>", block, "</h2>\n");
        break;
    case BLOCK_SUBHEADING:
        put_in(sheet, "<h3>", block, "</h3>\n");
        break;
    case BLOCK_PARAGRAPH:
        put_in(sheet, "<p class=\"text\">", block, "</p>\n");
        break;
    case BLOCK_ITEM:
        put_in(sheet, "<li>", block, "</li>\n");
        break;
    case BLOCK_HEAD:
    case BLOCK_ROW:
        put_row(sheet, block);
        break;
    case BLOCK_SIGNATURE:
        put_in(sheet, "<p class=\"signature\">", block, "</p>\n");
        break;
    }
}

static void
put_footings(struct page_sheet *sheet)
{
    if (footings_count(&sheet->footings) == 0)
        return;
    buf_printf(sheet->out, "<section class=\"sources\"><h2>%s</h2>\n<ol>\n", _("Sources"));
    for (unsigned i = 1; i <= footings_count(&sheet->footings); i++) {
        buf_printf(sheet->out, "<li id=\"s%u\">", i);
        put_text(sheet->out, footings_text(&sheet->footings, i));
        buf_put_str(sheet->out, STR("</li>\n"));
    }
    buf_put_str(sheet->out, STR("</ol></section>\n"));
}

static void
put_title(struct buf *out, const struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct document_block *block = &document->blocks[i];
        if (block->kind != BLOCK_TITLE)
            continue;
        for (size_t k = 0; k < block->piece_count; k++)
            put_text(out, block->pieces[k].text);
        return;
    }
}

void
paper_html(struct buf *out, const struct document *document, bool has_sources)
{
    struct page_sheet sheet = { .out = out, .has_sources = has_sources };

    buf_printf(out,
               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
               lang_now() == LANG_ZH ? "zh-CN" : "en");
    put_title(out, document);
    buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", style);
    for (size_t i = 0; i < document->count; i++)
        put_block(&sheet, &document->blocks[i]);
    turn_to(&sheet, AROUND_NOTHING, false);
    put_footings(&sheet);
    buf_put_str(out, STR("</main>\n</body>\n</html>\n"));
    footings_free(&sheet.footings);
}
