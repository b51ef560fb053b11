/* SPDX-License-Identifier: MIT */
/*
 * xml_part.h -- one XML part of a workbook, read as it streams by.
 *
 * Names come without their namespace.  A document type is refused, and with it
 * every entity of its own; so is nesting deeper than 100.
 */
#ifndef CLI_IMPORT_XML_PART_H
#define CLI_IMPORT_XML_PART_H

#include "cli/import/zip_parts.h"

/* Each returns false to end the reading; err is then its own. text may come in several pieces. All but begin may be NULL. */
struct xml_reader {
    bool (*begin)(void *ctx, const char *name, const char **attributes, struct err *err);
    bool (*end)(void *ctx, const char *name, struct err *err);
    bool (*text)(void *ctx, struct str text, struct err *err);
    bool (*moved)(void *ctx, uint64_t bytes, struct err *err); /* of the part */
    void *ctx;
};

bool xml_part_read(struct zip_parts *parts, const char *name, const struct xml_reader *reader, struct err *err);
/* The value of an attribute, whatever its namespace, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
