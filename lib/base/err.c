/* SPDX-License-Identifier: MIT */
#include "lib/base/err.h"

#include "lib/base/err_language.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/*
 * A text that was cut may end inside a character, and what is posted back must
 * be UTF-8: drops the bytes of a last character that is not whole.
 */
static void
drop_partial_character(char *text)
{
    size_t len = strlen(text), tail = 0;
    unsigned char lead;

    while (tail < 3 && tail < len && ((unsigned char)text[len - 1 - tail] & 0xc0) == 0x80)
        tail++;
    if (tail == len)
        return;
    lead = (unsigned char)text[len - 1 - tail];
    if ((lead >= 0xf0 && tail < 3) || (lead >= 0xe0 && tail < 2) || (lead >= 0xc0 && tail < 1))
        text[len - 1 - tail] = '\0';
}

static err_translate_fn *translator;

void
err_translate_by(err_translate_fn *translate)
{
    translator = translate;
}

static const char *said(const char *format) __attribute__((format_arg(1)));

static const char *
said(const char *format)
{
    return translator && *format ? translator(format) : format;
}

bool
err_set(struct err *err, enum err_code code, const char *format, ...)
{
    va_list args;

    err->code = code;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, said(format), args);
    va_end(args);
    drop_partial_character(err->text);
    return false;
}

bool
err_wrap(struct err *err, const char *format, ...)
{
    char inner[sizeof err->text];
    size_t used, kept;
    va_list args;

    memcpy(inner, err->text, sizeof inner);
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text - 2, said(format), args);
    va_end(args);
    drop_partial_character(err->text);
    used = strlen(err->text);
    memcpy(err->text + used, ": ", 2);
    used += 2;
    kept = strnlen(inner, sizeof err->text - used - 1);
    memcpy(err->text + used, inner, kept);
    err->text[used + kept] = '\0';
    drop_partial_character(err->text);
    return false;
}

int
err_exit_status(enum err_code code)
{
    switch (code) {
    case ERR_NONE:
        return 0;
    case ERR_USAGE:
        return 64;
    case ERR_INPUT:
    case ERR_RULE:
        return 65;
    case ERR_NO_FILE:
        return 66;
    case ERR_UNAVAILABLE:
        return 69;
    case ERR_INTERNAL:
        return 70;
    case ERR_STORE:
        return 74;
    case ERR_CONFIG:
        return 78;
    }
    return 70;
}
