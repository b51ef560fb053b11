/* SPDX-License-Identifier: MIT */
#include "cli/import/person_cell.h"

#include "cli/import/key_file.h"
#include "cli/import/plain.h"
#include "lib/base/digest.h"

#include <ctype.h>
#include <stdio.h>

enum { TOKEN_BYTES = 16 };

struct str
person_pseudonym(const unsigned char *secret, const struct str *parts, size_t count, struct arena *arena)
{
    unsigned char hash[DIGEST_SIZE];
    char token[2 * TOKEN_BYTES + 1];
    struct digest digest;

    digest_begin(&digest);
    digest_add(&digest, "person", sizeof "person");
    digest_add(&digest, secret, KEY_SIZE);
    for (size_t i = 0; i < count; i++) {
        struct str key = plain_key(arena, parts[i]);

        digest_add(&digest, key.ptr, key.len);
        digest_add(&digest, "", 1); /* plain text has no NUL: "ab","c" is not "a","bc" */
    }
    digest_end(&digest, hash);
    for (size_t i = 0; i < TOKEN_BYTES; i++)
        snprintf(token + 2 * i, 3, "%02x", hash[i]);
    return arena_printf(arena, "x-%s", token);
}

bool
person_looks_like_name(struct str token)
{
    bool has_blank = false;

    if (plain_has_han(token))
        return true;
    for (size_t i = 0; i < token.len; i++) {
        has_blank |= token.ptr[i] == ' ';
        if (!isalpha((unsigned char)token.ptr[i]) && !strchr(" .-'", token.ptr[i]))
            return false;
    }
    return has_blank;
}
