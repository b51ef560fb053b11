/* SPDX-License-Identifier: MIT */
#include "cli/html/bilingual.h"

#include "cli/lang.h"
#include "lib/base/buf.h"

void
bilingual_init(struct bilingual *bilingual, struct arena *arena)
{
    *bilingual = (struct bilingual){ .texts = json_array(), .arena = arena };
}

void
bilingual_free(struct bilingual *bilingual)
{
    codebook_free(&bilingual->known);
    json_decref(bilingual->texts);
    bilingual->texts = NULL;
}

static json_t *
text_of(struct str text)
{
    return json_stringn(text.ptr ? text.ptr : "", text.len);
}

static void
add_text(struct bilingual *bilingual, json_t *text)
{
    bilingual->bytes += json_dumpb(text, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY) + 1;
    json_array_append_new(bilingual->texts, text);
}

static json_t *
number_of(struct bilingual *bilingual, struct str zh, struct str en)
{
    size_t count = bilingual->known.count;
    struct buf key = { 0 };
    uint32_t number;

    if (zh.len == 0 && en.len == 0)
        return json_null();
    buf_put_field(&key, zh);
    buf_put_field(&key, en);
    number = codebook_add(&bilingual->known, buf_str(&key));
    buf_free(&key);
    if (number == count)
        add_text(bilingual, str_eq(zh, en) ? text_of(zh) : json_pack("[o,o]", text_of(zh), text_of(en)));
    return json_integer(number);
}

json_t *
bilingual_say(struct bilingual *bilingual, words_fn words, const void *thing)
{
    enum lang before = lang_now();
    struct str zh, en;

    lang_set(LANG_ZH);
    zh = words(thing, bilingual->arena);
    lang_set(LANG_EN);
    en = words(thing, bilingual->arena);
    lang_set(before);
    return number_of(bilingual, zh, en);
}

json_t *
bilingual_name(struct bilingual *bilingual, struct str same)
{
    return number_of(bilingual, same, same);
}
