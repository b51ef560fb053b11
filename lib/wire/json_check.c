/* SPDX-License-Identifier: MIT */
#include "lib/wire/json_check.h"

#include "lib/wire/json_show.h"

#include <math.h>

/* Members being put in order; `twice` is one whose key an earlier one has too. */
struct sorting {
    struct json *next; /* the first one not taken yet, in document order */
    struct json *twice;
};

enum { SHORT_OBJECT = 12 };

static inline int
key_cmp(const struct json *a, const struct json *b)
{
    if (a->key_order != b->key_order)
        return a->key_order < b->key_order ? -1 : 1;
    return str_cmp(a->key, b->key);
}

static struct json *
take(struct sorting *sorting)
{
    struct json *taken = sorting->next;

    sorting->next += taken->span;
    taken->after = NULL;
    return taken;
}

/* A few members, each put at its place among those before it. */
static struct json *
take_few(struct sorting *sorting, uint32_t count)
{
    struct json *least = NULL;

    while (count-- > 0) {
        struct json *member = take(sorting), **place = &least;
        int order = 1;

        while (*place && (order = key_cmp(member, *place)) > 0)
            place = &(*place)->after;
        if (order == 0)
            sorting->twice = member;
        member->after = *place;
        *place = member;
    }
    return least;
}

/* Two lists in order as one. Equal keys always meet here: in the end nothing stands between them. */
static struct json *
merge(struct sorting *sorting, struct json *a, struct json *b)
{
    struct json *least = NULL, **end = &least;

    while (a && b) {
        int order = key_cmp(a, b);
        struct json **lesser = order <= 0 ? &a : &b;

        if (order == 0)
            sorting->twice = b;
        *end = *lesser;
        end = &(*lesser)->after;
        *lesser = *end;
    }
    *end = a ? a : b;
    return least;
}

/* Takes `count` members and gives them in the order of their keys, linked by `after`. */
static struct json *
take_sorted(struct sorting *sorting, uint32_t count)
{
    struct json *first;

    if (count <= SHORT_OBJECT)
        return take_few(sorting, count);
    first = take_sorted(sorting, count / 2);
    return merge(sorting, first, take_sorted(sorting, count - count / 2));
}

static bool
refuse(struct refusal *refusal, const struct json *root, const char *base, const struct json *value,
       enum refusal_code code, const char *sentence)
{
    char path[JSON_PATH_SIZE];

    json_path(root, base, value, path);
    return refusal_set(refusal, code, path, "%s %s", path[0] ? json_path_name(path) : "the line", sentence);
}

static bool
has_nul(struct str s)
{
    return s.len && memchr(s.ptr, '\0', s.len);
}

bool
json_check(struct json *root, bool has_escapes, const char *base, struct refusal *refusal)
{
    for (struct json *value = root; value < root + root->span; value++) {
        if (value->kind == VALUE_OBJECT) {
            struct sorting sorting = { value + 1, NULL };

            value->as.least = take_sorted(&sorting, value->count);
            if (sorting.twice)
                return refuse(refusal, root, base, sorting.twice, REFUSED_DUPLICATE_KEY, "is given twice");
        } else if (value->kind == VALUE_DECIMAL && !isfinite(value->as.decimal)) {
            return refuse(refusal, root, base, value, REFUSED_BAD_FIELD,
                          "is a number that 64 bits cannot hold");
        }
        if (has_escapes && (has_nul(value->key) || (value->kind == VALUE_TEXT && has_nul(value->as.text))))
            return refuse(refusal, root, base, value, REFUSED_BAD_FIELD, "holds the character NUL (\\u0000)");
    }
    return true;
}
