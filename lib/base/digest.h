/* SPDX-License-Identifier: MIT */
/*
 * digest.h -- hashes that nobody can forge (BLAKE2b), and random bytes.
 *
 * For what must show when it was altered and for what must not be guessed;
 * hash.h is ten times faster and enough for all else.  Cannot fail.
 */
#ifndef LIB_BASE_DIGEST_H
#define LIB_BASE_DIGEST_H

#include <stdalign.h>
#include <stddef.h>

enum { DIGEST_SIZE = 32 };

/* A hash in the making: begin, add any number of times, end. */
struct digest {
    alignas(64) unsigned char state[384];
};

void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t len);
void digest_end(struct digest *digest, unsigned char hash[DIGEST_SIZE]);

/* Bytes that nobody can guess, from the kernel. */
void digest_random(void *bytes, size_t size);

#endif
