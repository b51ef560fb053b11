/* SPDX-License-Identifier: MIT */
#include "lib/base/sha256.h"

#include <sodium.h>

void
sha256_base64(struct str bytes, char text[SHA256_BASE64_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256(hash, (const unsigned char *)bytes.ptr, bytes.len);
    sodium_bin2base64(text, SHA256_BASE64_SIZE, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
}
