/* SPDX-License-Identifier: MIT */
#include "tests/support/reasons.h"

#include "cli/lang.h"
#include "cli/daemon_words.h"
#include "tests/support/check.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Past a value in quotation marks; a cut one ends with the text. */
static const char *
skip_quoted(const char *text)
{
    for (text++; *text && *text != '"'; text++)
        text += text[0] == '\\' && text[1];
    return *text ? text + 1 : text;
}

/* Two words of small letters in a row are English: codes and names of fields stand alone, or between commas. */
static bool
has_english(const char *text)
{
    unsigned letters = 0;
    bool after_word = false;

    while (*text) {
        if (*text == '"') {
            text = skip_quoted(text);
            letters = 0;
            after_word = false;
            continue;
        }
        if (islower((unsigned char)*text)) {
            if (++letters == 2 && after_word)
                return true;
        } else {
            after_word = *text == ' ' && letters >= 2;
            letters = 0;
        }
        text++;
    }
    return false;
}

void
reason_is_said_in_chinese(const char *message)
{
    struct buf text = { 0 };

    if (lang_now() != LANG_ZH) {
        lang_init();
        lang_set(LANG_ZH);
    }
    put_said(&text, str_of(message));
    buf_put_byte(&text, 0);
    if (strcmp(text.ptr, message) == 0 || has_english(text.ptr))
        check_failed("\"%s\" is \"%s\" in Chinese", message, text.ptr);
    buf_free(&text);
}
