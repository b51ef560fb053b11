/* SPDX-License-Identifier: MIT */
/*
 * protocol_document.h -- the frames that have a template write, and what it wrote.
 *
 *   command                                   worker
 *     TEMPLATE  file, text, data (JSON) ───▶
 *                                       ◀───  DOCUMENT  blocks, or why there are none
 *
 * A document is plain text in blocks; where a piece says what it stands on,
 * its sources go with it.  How that looks on paper is for who prints it.
 * Framing and manners: protocol.h.
 */
#ifndef LUA_PROTOCOL_DOCUMENT_H
#define LUA_PROTOCOL_DOCUMENT_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum block_kind {
    BLOCK_TITLE = 1,
    BLOCK_SUBTITLE,
    BLOCK_HEADING,
    BLOCK_SUBHEADING,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,      /* of a list: those that follow one another are one list */
    BLOCK_HEAD,      /* of a table: its first row */
    BLOCK_ROW,
    BLOCK_SIGNATURE, /* stands on the right */
    BLOCK_LAST = BLOCK_SIGNATURE
};

struct document_piece {
    struct str text;
    struct str *sources;
    size_t source_count;
    bool begins_cell; /* of BLOCK_HEAD and BLOCK_ROW */
};

struct document_block {
    enum block_kind kind;
    struct document_piece *pieces;
    size_t piece_count;
};

struct document {
    struct document_block *blocks;
    size_t count;
};

struct template_request {
    struct str file; /* for messages */
    struct str text; /* Lua */
    struct str data; /* JSON */
};

void protocol_put_template(struct buf *out, const struct template_request *request);
/* Texts are borrowed from body. */
bool protocol_read_template(struct str body, struct template_request *request, struct err *err);

/* For the one who writes: a block is opened, its pieces are put, and it is closed. */
size_t document_open_block(struct buf *blocks, enum block_kind kind);
/* Opens a piece; its sources follow, each by buf_put_field. */
void document_put_piece(struct buf *blocks, struct str text, bool begins_cell, size_t source_count);
void document_close_block(struct buf *blocks, size_t begin, size_t piece_count);

void protocol_put_document(struct buf *out, struct str blocks);
/* It failed: "zh.lua:12: what". */
void protocol_put_no_document(struct buf *out, struct str message);
/* Texts and lists are in the arena. ERR_RULE: the template failed; ERR_INPUT: no such frame. */
bool protocol_read_document(struct str body, struct arena *arena, struct document *document, struct err *err);

#endif
