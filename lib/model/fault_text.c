/* SPDX-License-Identifier: MIT */
#include "lib/model/fault_text.h"

#include <string.h>

/* ---- places ---- */

struct fault_place
fault_text_place(struct str message)
{
    struct fault_place none = { 0 };
    unsigned long long line;

    for (size_t i = 0; i + 1 < message.len && message.ptr[i] != '\n'; i++) {
        const char *behind = message.ptr + i + 1;
        size_t left = message.len - i - 1, digits = 0;

        if (message.ptr[i] != ':')
            continue;
        while (digits < left && behind[digits] >= '0' && behind[digits] <= '9')
            digits++;
        if (digits == 0 || !str_starts((struct str){ behind + digits, left - digits }, STR(": ")))
            continue;
        if (!str_to_u64((struct str){ behind, digits }, &line))
            return none;
        return (struct fault_place){ { message.ptr, i }, line, i + 1 + digits + 2 };
    }
    return none;
}

struct str
fault_text_first(struct str message)
{
    const char *end = message.len ? memchr(message.ptr, '\n', message.len) : NULL;

    return (struct str){ message.ptr, end ? (size_t)(end - message.ptr) : message.len };
}

struct str
fault_text_traceback(struct str message)
{
    struct str first = fault_text_first(message);

    if (first.len == message.len)
        return (struct str){ 0 };
    return (struct str){ message.ptr + first.len + 1, message.len - first.len - 1 };
}

/* ---- words ---- */

struct hiding {
    struct str source;
    char *out;
    size_t used, size;
    bool is_full;
};

static bool
is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

static bool
is_number(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return false;
    return true;
}

/* A character is put whole or not at all, for texts are cut at the end of one. */
static void
put(struct hiding *hiding, struct str text)
{
    hiding->is_full |= hiding->used + text.len >= hiding->size;
    if (hiding->is_full || text.len == 0)
        return;
    memcpy(hiding->out + hiding->used, text.ptr, text.len);
    hiding->used += text.len;
}

/* Several hidden words one behind the other are one. */
static void
put_hidden(struct hiding *hiding)
{
    static const struct str dots = STR_INIT("…"), more = STR_INIT("… ");
    struct str end = { hiding->out + hiding->used - (hiding->used < more.len ? 0 : more.len), more.len };

    if (hiding->used >= more.len && str_eq(end, more))
        hiding->used--;
    else
        put(hiding, dots);
}

static bool
stands_in(struct str word, struct str source, bool whole)
{
    const char *at = source.ptr, *end = source.ptr + source.len;

    while (word.len > 0 && at && (at = memmem(at, (size_t)(end - at), word.ptr, word.len)) != NULL) {
        const char *behind = at + word.len;
        if (!whole || ((at == source.ptr || !is_word(at[-1])) && (behind == end || !is_word(*behind))))
            return true;
        at++;
    }
    return false;
}

/* ---- a rule's own words ---- */

/* Words of Lua's own messages, which a rule may pass on, and of our own. */
static bool
is_common(struct str word)
{
    static const char *const common[] = {
        "a", "an", "argument", "arithmetic", "attempt", "bad", "be", "boolean", "by", "call", "cannot", "compare", "concatenate", "constant",
        "declared", "did", "division", "dormant", "expected", "field", "float", "for", "function", "global", "got", "has", "in", "index", "integer", "is",
        "large", "limit", "local", "long", "mean", "method", "module", "must", "n_a", "new", "nil", "no", "not", "number", "of", "on", "only", "or", "out",
        "perform", "range", "read", "representation", "set", "string", "table", "the", "there", "this", "to", "too", "two", "upvalue", "value",
        "values", "with", "write", "you", "zero",
    };

    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (str_eq(word, str_of(common[i])))
            return true;
    return false;
}

static void
hide_words(struct hiding *hiding, struct str text)
{
    for (size_t i = 0; i < text.len;) {
        struct str word = { text.ptr + i, 0 };

        while (i + word.len < text.len && is_word(text.ptr[i + word.len]))
            word.len++;
        if (word.len == 0)
            put(hiding, (struct str){ text.ptr + i, 1 });
        else if (is_common(word) || (!is_number(word) && stands_in(word, hiding->source, true)))
            put(hiding, word);
        else
            put_hidden(hiding);
        i += word.len > 0 ? word.len : 1;
    }
}

/* ---- a library's words ---- */

/* Where the quoted text that begins here ends; 0: none begins. A quote between letters is one of O'Neil's. */
static size_t
quoted(struct str text)
{
    if (text.len < 2 || (text.ptr[0] != '\'' && text.ptr[0] != '"'))
        return 0;
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] == text.ptr[0] && (i + 1 == text.len || !is_word(text.ptr[i + 1])))
            return i + 1;
    return 0;
}

/* "0.25": integers are limits and places, fractions are somebody's. */
static size_t
decimal(struct str text)
{
    size_t len = 0, points = 0;

    while (len < text.len && ((text.ptr[len] >= '0' && text.ptr[len] <= '9') || (len > 0 && text.ptr[len] == '.')))
        points += text.ptr[len++] == '.';
    return points == 1 && text.ptr[len - 1] != '.' ? len : 0;
}

/* What stands behind these may be a value that is not in quotes. */
static size_t
announced(struct str text)
{
    static const struct str words[] = { STR_INIT("got "), STR_INIT("there is no ") };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(text, words[i]) && (i == 0 || !memmem(text.ptr, text.len, " here: ", 7))) /* that is our own word */
            return words[i].len;
    return 0;
}

/* Whole characters of UTF-8, so that a cut is none within one. */
static size_t
character(struct str text)
{
    size_t len = 1;

    while (len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
        len++;
    return len;
}

static bool
may_be_quoted(const struct hiding *hiding, struct str text)
{
    return is_common(text) || stands_in(text, hiding->source, false);
}

static void
hide_values(struct hiding *hiding, struct str text)
{
    bool is_start = true;

    for (size_t i = 0; i < text.len;) {
        struct str rest = { text.ptr + i, text.len - i };
        size_t quote = quoted(rest), number = is_start ? decimal(rest) : 0, words = is_start ? announced(rest) : 0;
        size_t len = quote ? quote : number ? number : character(rest);

        if (words > 0) {
            put(hiding, (struct str){ rest.ptr, words });
            hide_words(hiding, (struct str){ rest.ptr + words, rest.len - words });
            return;
        }
        if ((number > 0 && !stands_in((struct str){ rest.ptr, number }, hiding->source, true)) ||
            (quote > 2 && !may_be_quoted(hiding, (struct str){ rest.ptr + 1, quote - 2 }))) {
            put(hiding, (struct str){ rest.ptr, quote > 0 });
            put_hidden(hiding);
            put(hiding, (struct str){ rest.ptr, quote > 0 });
        } else {
            put(hiding, (struct str){ rest.ptr, len });
        }
        is_start = !is_word(rest.ptr[len - 1]);
        i += len;
    }
}

/* "string is read-only: NAME cannot be set": a name may be made of anything. */
static bool
names_anything(struct str text)
{
    static const struct str words[] = { STR_INIT(" cannot be set"), STR_INIT(" is not declared") };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text.len > 0 && memmem(text.ptr, text.len, words[i].ptr, words[i].len))
            return true;
    return false;
}

/* ": did you mean 'category'?": a name that there is. */
static struct str
advice(struct str text)
{
    static const struct str words = STR_INIT(": did you mean ");

    for (size_t i = text.len; i-- > 0;)
        if (str_starts((struct str){ text.ptr + i, text.len - i }, words))
            return (struct str){ text.ptr + i, text.len - i };
    return (struct str){ 0 };
}

static void
hide_in_library(struct hiding *hiding, struct str text)
{
    struct str tail = advice(text);

    text.len -= tail.len;
    if (names_anything(text))
        hide_words(hiding, text);
    else
        hide_values(hiding, text);
    put(hiding, tail);
}

size_t
fault_text_hide(struct str text, struct str source, enum fault_teller teller, char *out, size_t size)
{
    struct hiding hiding = { .source = source, .out = out, .size = size };

    if (teller == FAULT_BY_RULE)
        hide_words(&hiding, text);
    else
        hide_in_library(&hiding, text);
    out[hiding.used] = '\0';
    return hiding.used;
}
