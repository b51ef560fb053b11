/* SPDX-License-Identifier: MIT */
/*
 * person_token.h -- the posted token of a person, and the keyed hash that stands for it.
 *
 * The hash is BLAKE2b-128 under a secret key, so that neither the log nor a
 * copy of it tells who a token was.  It is a fifth of what reading an
 * attendance costs; taking the key in once saves a sixth of that.  What is a
 * person's number elsewhere (an identity card, a mobile phone) is no token: it
 * is refused at the door.
 */
#ifndef LIB_WIRE_PERSON_TOKEN_H
#define LIB_WIRE_PERSON_TOKEN_H

#include "lib/base/str.h"
#include "lib/model/event.h"

#include <sodium.h>

enum { PERSON_SECRET_BYTES = 32 };

/* The hash with the secret already in it; wipe it with sodium_memzero. */
struct person_hasher {
    crypto_generichash_state keyed;
};

void person_hasher_init(struct person_hasher *hasher, const unsigned char secret[PERSON_SECRET_BYTES]);
struct person_key person_token_hash(const struct person_hasher *hasher, struct str token);

/* "an identity card number" or "a mobile phone number" when it looks like one, else NULL. */
const char *person_token_looks_like(struct str token);

#endif
