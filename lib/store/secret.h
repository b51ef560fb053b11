/* SPDX-License-Identifier: MIT */
/*
 * secret.h -- random bytes that a store keeps: made when it is new, the same ever after.
 */
#ifndef LIB_STORE_SECRET_H
#define LIB_STORE_SECRET_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct sql;

enum { PERSON_KEY_SIZE = 32 };

/* The key under which person tokens are hashed. */
bool secret_person_key(struct sql *sql, unsigned char key[PERSON_KEY_SIZE], struct err *err);
/* The seed of the hashes of identities. */
bool secret_identity_seed(struct sql *sql, uint64_t *seed, struct err *err);

#endif
