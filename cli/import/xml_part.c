/* SPDX-License-Identifier: MIT */
#include "cli/import/xml_part.h"

#include "cli/lang.h"

#include <expat.h>
#include <stdlib.h>

enum { DEPTH_MAX = 100 };

/* Between namespace and name; no name of either has it. */
static const char between = '\n';

struct parsing {
    XML_Parser parser;
    const struct xml_reader *reader;
    const char *name;
    struct err *err;
    uint64_t bytes;
    int depth;
    bool is_stopped; /* err says why */
};

static const char *
local_name(const char *name)
{
    const char *end = strrchr(name, between);

    return end ? end + 1 : name;
}

const char *
xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

static void
stop(struct parsing *parsing)
{
    parsing->is_stopped = true;
    XML_StopParser(parsing->parser, XML_FALSE);
}

static void
on_begin(void *ctx, const char *name, const char **attributes)
{
    struct parsing *parsing = ctx;

    if (parsing->is_stopped)
        return;
    if (++parsing->depth > DEPTH_MAX) {
        err_set(parsing->err, ERR_INPUT, _("%s in it has elements more than %d deep: this is no workbook"), parsing->name, DEPTH_MAX);
        stop(parsing);
    } else if (!parsing->reader->begin(parsing->reader->ctx, local_name(name), attributes, parsing->err)) {
        stop(parsing);
    }
}

static void
on_end(void *ctx, const char *name)
{
    struct parsing *parsing = ctx;

    parsing->depth--;
    if (!parsing->is_stopped && parsing->reader->end && !parsing->reader->end(parsing->reader->ctx, local_name(name), parsing->err))
        stop(parsing);
}

static void
on_text(void *ctx, const char *text, int len)
{
    struct parsing *parsing = ctx;

    if (!parsing->is_stopped && !parsing->reader->text(parsing->reader->ctx, (struct str){ text, (size_t)len }, parsing->err))
        stop(parsing);
}

static void
on_doctype(void *ctx, const char *name, const char *system_id, const char *public_id, int has_subset)
{
    struct parsing *parsing = ctx;

    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    err_set(parsing->err, ERR_INPUT, _("%s in it declares a document type, as no workbook does: it is not read"), parsing->name);
    stop(parsing);
}

static bool
take_piece(void *ctx, const char *bytes, size_t len, struct err *err)
{
    struct parsing *parsing = ctx;

    if (XML_Parse(parsing->parser, bytes, (int)len, len == 0) != XML_STATUS_OK)
        return parsing->is_stopped ? false
                                   : err_set(err, ERR_INPUT, _("%s in it is no XML (line %lu: %s): the workbook is damaged"),
                                             parsing->name, (unsigned long)XML_GetCurrentLineNumber(parsing->parser),
                                             XML_ErrorString(XML_GetErrorCode(parsing->parser)));
    parsing->bytes += len;
    return !parsing->reader->moved || parsing->reader->moved(parsing->reader->ctx, parsing->bytes, err);
}

bool
xml_part_read(struct zip_parts *parts, const char *name, const struct xml_reader *reader, struct err *err)
{
    struct parsing parsing = { .parser = XML_ParserCreateNS(NULL, between), .reader = reader, .name = name, .err = err };
    bool done;

    if (!parsing.parser)
        abort(); /* as when any memory is missing: lib/base/mem.h */
    XML_SetUserData(parsing.parser, &parsing);
    XML_SetElementHandler(parsing.parser, on_begin, on_end);
    XML_SetCharacterDataHandler(parsing.parser, reader->text ? on_text : NULL);
    XML_SetStartDoctypeDeclHandler(parsing.parser, on_doctype);
    done = zip_parts_read(parts, name, take_piece, &parsing, err);
    XML_ParserFree(parsing.parser);
    return done;
}
