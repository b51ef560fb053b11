/* SPDX-License-Identifier: MIT */
#include "lua/protocol_document.h"

#include "lua/frame.h"
#include "lua/protocol.h"
#include "lua/protocol_pieces.h"

#include <string.h>

enum { NO_DOCUMENT, A_DOCUMENT };
enum { COUNT_BYTES = 4, SOURCE_LEAST = 4, PIECE_LEAST = 9 /* bytes */ };

/* ---- TEMPLATE ---- */

void
protocol_put_template(struct buf *out, const struct template_request *request)
{
    size_t begin = frame_open(out, FRAME_TEMPLATE);

    buf_put_field(out, request->file);
    buf_put_field(out, request->text);
    buf_put_field(out, request->data);
    frame_close(out, begin);
}

bool
protocol_read_template(struct str body, struct template_request *request, struct err *err)
{
    struct buf_reader in = frame_reader(body);

    request->file = buf_read_field(&in);
    request->text = buf_read_field(&in);
    request->data = buf_read_field(&in);
    return frame_is_whole(&in, "TEMPLATE", err);
}

/* ---- blocks: u8 kind, u32 pieces; a piece: u8 begins a cell, text, u32 sources, sources ---- */

size_t
document_open_block(struct buf *blocks, enum block_kind kind)
{
    size_t begin = blocks->len;

    buf_put_byte(blocks, (uint8_t)kind);
    buf_put_u32(blocks, 0);
    return begin;
}

void
document_put_piece(struct buf *blocks, struct str text, bool begins_cell, size_t source_count)
{
    buf_put_byte(blocks, begins_cell);
    buf_put_field(blocks, text);
    buf_put_u32(blocks, (uint32_t)source_count);
}

void
document_close_block(struct buf *blocks, size_t begin, size_t piece_count)
{
    struct buf count = { 0 };

    buf_put_u32(&count, (uint32_t)piece_count);
    memcpy(blocks->ptr + begin + 1, count.ptr, COUNT_BYTES);
    buf_free(&count);
}

static void
read_piece(struct buf_reader *in, struct arena *arena, struct document_piece *piece)
{
    piece->begins_cell = buf_read_byte(in) != 0;
    piece->text = arena_copy(arena, buf_read_field(in));
    piece->source_count = piece_count(in, SOURCE_LEAST);
    piece->sources = arena_array(arena, piece->source_count, sizeof *piece->sources);
    for (size_t i = 0; i < piece->source_count && !in->bad; i++)
        piece->sources[i] = arena_copy(arena, buf_read_field(in));
}

static void
read_block(struct buf_reader *in, struct arena *arena, struct document_block *block)
{
    uint8_t kind = buf_read_byte(in);

    if (kind < BLOCK_TITLE || kind > BLOCK_LAST)
        in->bad = true;
    block->kind = in->bad ? BLOCK_PARAGRAPH : (enum block_kind)kind;
    block->piece_count = piece_count(in, PIECE_LEAST);
    block->pieces = arena_array(arena, block->piece_count, sizeof *block->pieces);
    for (size_t i = 0; i < block->piece_count && !in->bad; i++)
        read_piece(in, arena, &block->pieces[i]);
}

/* Reads them without keeping anything. */
static size_t
count_blocks(struct buf_reader in)
{
    struct arena arena = { 0 };
    size_t count = 0;

    while (in.at < in.end && !in.bad) {
        struct document_block block;
        arena_reset(&arena);
        read_block(&in, &arena, &block);
        count++;
    }
    arena_free(&arena);
    return in.bad ? 0 : count;
}

/* ---- DOCUMENT ---- */

void
protocol_put_document(struct buf *out, struct str blocks)
{
    size_t begin = frame_open(out, FRAME_DOCUMENT);

    buf_put_byte(out, A_DOCUMENT);
    buf_put_str(out, blocks);
    frame_close(out, begin);
}

void
protocol_put_no_document(struct buf *out, struct str message)
{
    size_t begin = frame_open(out, FRAME_DOCUMENT);

    buf_put_byte(out, NO_DOCUMENT);
    buf_put_field(out, message);
    frame_close(out, begin);
}

static bool
read_failure(struct buf_reader *in, struct err *err)
{
    struct str message = buf_read_field(in);

    if (!frame_is_whole(in, "DOCUMENT", err))
        return false;
    return err_set(err, ERR_RULE, "%.*s", STR_ARG(message));
}

bool
protocol_read_document(struct str body, struct arena *arena, struct document *document, struct err *err)
{
    struct buf_reader in = frame_reader(body);
    struct document found = { 0 };

    if (buf_read_byte(&in) != A_DOCUMENT)
        return read_failure(&in, err);
    found.count = count_blocks(in);
    found.blocks = arena_array(arena, found.count, sizeof *found.blocks);
    for (size_t i = 0; i < found.count; i++)
        read_block(&in, arena, &found.blocks[i]);
    if (!frame_is_whole(&in, "DOCUMENT", err))
        return false;
    *document = found;
    return true;
}
