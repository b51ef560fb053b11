/* SPDX-License-Identifier: MIT */
#include "cli/words.h"

bool
words_next(struct str *rest, struct str *word)
{
    size_t at = 0, begin;

    while (at < rest->len && rest->ptr[at] == ' ')
        at++;
    begin = at;
    while (at < rest->len && rest->ptr[at] != ' ')
        at++;
    *word = (struct str){ rest->ptr + begin, at - begin };
    rest->ptr += at;
    rest->len -= at;
    return word->len > 0;
}

bool
words_next_part(struct str *detail, struct str *part)
{
    const char *end = detail->len > 0 ? memchr(detail->ptr, ';', detail->len) : NULL;
    size_t taken = end ? (size_t)(end - detail->ptr) + 1 : detail->len;

    *part = (struct str){ detail->ptr, taken - (end != NULL) };
    detail->ptr += taken;
    detail->len -= taken;
    return taken > 0;
}

bool
words_pair(struct str word, struct str *name, unsigned long long *count)
{
    const char *equal = word.len > 0 ? memchr(word.ptr, '=', word.len) : NULL;

    if (!equal)
        return false;
    *name = (struct str){ word.ptr, (size_t)(equal - word.ptr) };
    return str_to_u64((struct str){ equal + 1, word.len - name->len - 1 }, count);
}
