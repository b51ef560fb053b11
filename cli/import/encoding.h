/* SPDX-License-Identifier: MIT */
/*
 * encoding.h -- bytes of a file as UTF-8, from whatever encoding they are in.
 *
 * Without being told, a file is what its mark at the beginning says, else UTF-8
 * when all of it is, else GB18030 when all of it is.  Reads in pieces.
 */
#ifndef CLI_IMPORT_ENCODING_H
#define CLI_IMPORT_ENCODING_H

#include "lib/base/buf.h"
#include "lib/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The name of the encoding of a file that can be read again from its beginning.
 * One that fits nothing is called UTF-8: reading it finds the place that is wrong.
 */
bool encoding_find(int fd, const char **name, struct err *err);

struct decoder;

/* NULL: ERR_USAGE when the system does not know the encoding. */
struct decoder *decoder_open(const char *encoding, struct err *err);
void decoder_close(struct decoder *decoder);
/* Appends what the bytes say; false when the next ones say nothing: what stands in front of them is appended. */
bool decoder_feed(struct decoder *decoder, const char *bytes, size_t len, struct buf *out);
/* No more bytes come; false when they ended inside a character. */
bool decoder_end(struct decoder *decoder);

#endif
