/* SPDX-License-Identifier: MIT */
#include "lib/wire/person_token.h"

#include <stdlib.h>

enum { ID_CARD_LENGTH = 18, MOBILE_LENGTH = 11 };

static bool
is_digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return true;
}

/* GB 11643-1999: the last of 18 characters checks the others, X for ten (ISO 7064, MOD 11-2). */
static bool
is_id_card(struct str token)
{
    static const unsigned char weights[ID_CARD_LENGTH - 1] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    static const char checks[] = "10X98765432";
    unsigned sum = 0;
    char last;

    if (token.len != ID_CARD_LENGTH || !is_digits((struct str){ token.ptr, ID_CARD_LENGTH - 1 }))
        return false;
    for (size_t i = 0; i < sizeof weights; i++)
        sum += weights[i] * (unsigned)(token.ptr[i] - '0');
    last = token.ptr[ID_CARD_LENGTH - 1];
    return (last == 'x' ? 'X' : last) == checks[sum % 11];
}

static bool
is_mobile(struct str token)
{
    return token.len == MOBILE_LENGTH && token.ptr[0] == '1' && is_digits(token);
}

const char *
person_token_looks_like(struct str token)
{
    if (is_id_card(token))
        return "an identity card number";
    if (is_mobile(token))
        return "a mobile phone number";
    return NULL;
}

/* The calls below fail only for sizes that the library does not do. */
static void
must(int result)
{
    if (result != 0)
        abort();
}

void
person_hasher_init(struct person_hasher *hasher, const unsigned char secret[PERSON_SECRET_BYTES])
{
    must(crypto_generichash_init(&hasher->keyed, secret, PERSON_SECRET_BYTES, sizeof(struct person_key)));
}

struct person_key
person_token_hash(const struct person_hasher *hasher, struct str token)
{
    crypto_generichash_state state = hasher->keyed;
    struct person_key key;

    must(crypto_generichash_update(&state, (const unsigned char *)token.ptr, token.len));
    must(crypto_generichash_final(&state, key.bytes, sizeof key.bytes));
    return key;
}
