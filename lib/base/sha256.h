/* SPDX-License-Identifier: MIT */
/*
 * sha256.h -- the hash by which a page's own policy knows its scripts and styles.
 *
 * Nothing of the store is hashed with it: that is digest.h.
 */
#ifndef LIB_BASE_SHA256_H
#define LIB_BASE_SHA256_H

#include "lib/base/str.h"

enum { SHA256_BASE64_SIZE = 45 }; /* with the NUL byte */

/* In base64 with padding, as Content-Security-Policy takes it. */
void sha256_base64(struct str bytes, char text[SHA256_BASE64_SIZE]);

#endif
