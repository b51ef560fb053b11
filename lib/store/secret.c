/* SPDX-License-Identifier: MIT */
#include "lib/store/secret.h"

#include "lib/base/digest.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"

#include <endian.h>
#include <string.h>

static bool
get(struct sql *sql, const char *name, void *bytes, size_t size, struct err *err)
{
    struct arena arena = { 0 };
    struct str value;
    bool done = meta_get(sql, name, &arena, &value, err);

    if (done && !value.ptr) {
        digest_random(bytes, size);
        done = meta_put_blob(sql, name, bytes, size, err);
    } else if (done && value.len == size) {
        memcpy(bytes, value.ptr, size);
    } else if (done) {
        done = err_set(err, ERR_STORE, "%s: meta.%s is damaged; restore a backup", sql->path, name);
    }
    arena_free(&arena);
    return done;
}

bool
secret_person_key(struct sql *sql, unsigned char key[PERSON_KEY_SIZE], struct err *err)
{
    return get(sql, "person_key", key, PERSON_KEY_SIZE, err);
}

/* Little-endian, so that the file can move to another kind of machine. */
bool
secret_identity_seed(struct sql *sql, uint64_t *seed, struct err *err)
{
    uint64_t bytes;

    if (!get(sql, "identity_seed", &bytes, sizeof bytes, err))
        return false;
    *seed = le64toh(bytes);
    return true;
}
