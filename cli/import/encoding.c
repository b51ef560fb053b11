/* SPDX-License-Identifier: MIT */
#include "cli/import/encoding.h"

#include "cli/lang.h"
#include "lib/base/mem.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 65536, LONGEST = 16 /* bytes of one character, in any encoding */ };

struct decoder {
    iconv_t iconv;
    char rest[LONGEST]; /* the beginning of a character whose end has not come */
    size_t rest_len;
};

struct decoder *
decoder_open(const char *encoding, struct err *err)
{
    iconv_t opened = iconv_open("UTF-8", encoding);
    struct decoder *decoder;

    if (opened == (iconv_t)-1) { /* allowed: what iconv_open gives */
        err_set(err, ERR_USAGE, _("--encoding %s: this system knows no such encoding; UTF-8 and GB18030 are recognised without it"),
                encoding);
        return NULL;
    }
    decoder = mem_new(sizeof *decoder);
    decoder->iconv = opened;
    return decoder;
}

void
decoder_close(struct decoder *decoder)
{
    if (!decoder)
        return;
    iconv_close(decoder->iconv);
    free(decoder);
}

/* As much as there is; *in and *left say what was not taken. */
static int
convert(struct decoder *decoder, char **in, size_t *left, struct buf *out)
{
    char room[PIECE];

    for (;;) {
        char *at = room;
        size_t free_room = sizeof room;
        size_t result = iconv(decoder->iconv, in, left, &at, &free_room);
        int why = result == (size_t)-1 ? errno : 0;

        buf_put(out, room, sizeof room - free_room);
        if (why != E2BIG)
            return why;
    }
}

/* The character that was begun before, with as many of the new bytes as it needs. */
static bool
finish_rest(struct decoder *decoder, const char **bytes, size_t *len, struct buf *out)
{
    while (decoder->rest_len > 0 && *len > 0) {
        char *in = decoder->rest;
        size_t left;
        int why;

        decoder->rest[decoder->rest_len++] = **bytes;
        ++*bytes;
        --*len;
        left = decoder->rest_len;
        why = convert(decoder, &in, &left, out);
        if (why == EILSEQ || (why == EINVAL && decoder->rest_len == LONGEST))
            return false;
        if (why == 0)
            decoder->rest_len = 0;
    }
    return true;
}

bool
decoder_feed(struct decoder *decoder, const char *bytes, size_t len, struct buf *out)
{
    char *in;
    int why;

    if (!finish_rest(decoder, &bytes, &len, out))
        return false;
    if (len == 0)
        return true;
    in = (char *)bytes; /* iconv does not write there */
    why = convert(decoder, &in, &len, out);
    if (why == EILSEQ || len >= LONGEST)
        return false;
    memcpy(decoder->rest, in, len);
    decoder->rest_len = len;
    return true;
}

bool
decoder_end(struct decoder *decoder)
{
    return decoder->rest_len == 0;
}

/* -- recognising -- */

static const struct mark {
    const char bytes[4];
    size_t len;
    const char *encoding;
} marks[] = {
    { "\xef\xbb\xbf", 3, "UTF-8" },
    { "\xff\xfe", 2, "UTF-16LE" },
    { "\xfe\xff", 2, "UTF-16BE" },
    { "\x84\x31\x95\x33", 4, "GB18030" },
};

static const char *
encoding_of_mark(const char *bytes, size_t len)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (len >= marks[i].len && memcmp(bytes, marks[i].bytes, marks[i].len) == 0)
            return marks[i].encoding;
    return NULL;
}

static bool
read_piece(int fd, char bytes[PIECE], size_t at, size_t *got, struct err *err)
{
    ssize_t n = pread(fd, bytes, PIECE, (off_t)at);

    if (n < 0)
        return err_set(err, ERR_STORE, "%s", strerror(errno));
    *got = (size_t)n;
    return true;
}

static bool
is_all(int fd, const char *encoding, bool *fits, struct err *err)
{
    struct decoder *decoder = decoder_open(encoding, err);
    char bytes[PIECE];
    struct buf out = { 0 };
    size_t got = 1;
    bool done = decoder != NULL;

    *fits = true;
    for (size_t at = 0; done && *fits && got > 0; at += got) {
        done = read_piece(fd, bytes, at, &got, err);
        out.len = 0;
        *fits = done && decoder_feed(decoder, bytes, got, &out);
    }
    *fits = *fits && done && decoder_end(decoder);
    buf_free(&out);
    decoder_close(decoder);
    return done;
}

bool
encoding_find(int fd, const char **name, struct err *err)
{
    static const char *const tried[] = { "UTF-8", "GB18030" };
    char bytes[PIECE];
    size_t got = 0;
    bool fits = false;

    if (!read_piece(fd, bytes, 0, &got, err))
        return false;
    *name = encoding_of_mark(bytes, got);
    for (size_t i = 0; !*name && i < sizeof tried / sizeof *tried; i++) {
        if (!is_all(fd, tried[i], &fits, err))
            return false;
        *name = fits ? tried[i] : NULL;
    }
    if (!*name)
        *name = tried[0];
    return true;
}
