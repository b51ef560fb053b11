/* SPDX-License-Identifier: MIT */
#include "cli/json_members.h"

#include "cli/words.h"

#include <inttypes.h>

void
json_key(struct buf *out, const char *key)
{
    buf_printf(out, "%s\"%s\":", out->ptr[out->len - 1] == '{' ? "" : ",", key);
}

void
json_text(struct buf *out, const char *key, struct str text)
{
    json_key(out, key);
    if (text.ptr)
        buf_put_json(out, text);
    else
        buf_put_str(out, STR("null"));
}

void
json_number(struct buf *out, const char *key, bool has_number, int64_t number)
{
    json_key(out, key);
    if (has_number)
        buf_printf(out, "%" PRId64, number);
    else
        buf_put_str(out, STR("null"));
}

void
json_truth(struct buf *out, const char *key, bool has_truth, bool truth)
{
    json_key(out, key);
    buf_put_str(out, !has_truth ? STR("null") : truth ? STR("true") : STR("false"));
}

void
json_words(struct buf *out, const char *key, struct str words)
{
    const char *between = "";
    struct str word;

    json_key(out, key);
    buf_put_byte(out, '[');
    while (words_next(&words, &word)) {
        buf_put_str(out, str_of(between));
        buf_put_json(out, word);
        between = ",";
    }
    buf_put_byte(out, ']');
}
