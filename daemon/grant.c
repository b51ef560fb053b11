/* SPDX-License-Identifier: MIT */
#include "daemon/grant.h"

#include "lib/base/mem.h"

#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>

const struct str grant_list_names[GRANT_LISTS] = { STR_INIT("users"), STR_INIT("groups"), STR_INIT("sources"),
                                                   STR_INIT("types") };

/* A number is one's id, whether or not it has a name. */
static bool
is_id(struct str word, unsigned long long *id)
{
    return str_to_u64(word, id) && *id < UINT_MAX;
}

static bool
add_user(struct grant *grant, struct str word, struct err *err)
{
    const struct passwd *user;
    unsigned long long id;

    if (str_eq(word, STR("*"))) {
        grant->anyone = true;
        return true;
    }
    if (!is_id(word, &id)) {
        user = getpwnam(word.ptr);
        if (!user)
            return err_set(err, ERR_CONFIG, "there is no user \"%s\"", word.ptr);
        id = user->pw_uid;
    }
    grant->users = mem_resize(grant->users, (grant->user_count + 1) * sizeof *grant->users);
    grant->users[grant->user_count++] = (uid_t)id;
    return true;
}

static bool
add_group(struct grant *grant, struct str word, struct err *err)
{
    const struct group *group;
    unsigned long long id;

    if (!is_id(word, &id)) {
        group = getgrnam(word.ptr);
        if (!group)
            return err_set(err, ERR_CONFIG, "there is no group \"%s\"", word.ptr);
        id = group->gr_gid;
    }
    grant->groups = mem_resize(grant->groups, (grant->group_count + 1) * sizeof *grant->groups);
    grant->groups[grant->group_count++] = (gid_t)id;
    return true;
}

static bool
add_pattern(struct str **patterns, size_t *count, struct str word, struct err *err)
{
    const char *star = memchr(word.ptr, '*', word.len);

    if (star && star != word.ptr + word.len - 1)
        return err_set(err, ERR_CONFIG, "\"%s\": a * may only stand at the end", word.ptr);
    *patterns = mem_resize(*patterns, (*count + 1) * sizeof **patterns);
    (*patterns)[(*count)++] = word;
    return true;
}

static bool
add_source(struct grant *grant, struct str word, struct err *err)
{
    return add_pattern(&grant->sources, &grant->source_count, word, err);
}

static bool
add_type(struct grant *grant, struct str word, struct err *err)
{
    return add_pattern(&grant->types, &grant->type_count, word, err);
}

/* In the order of the names. The word is followed by a NUL byte. */
static bool (*const adders[GRANT_LISTS])(struct grant *, struct str word, struct err *) = { add_user, add_group,
                                                                                            add_source, add_type };

static bool
is_between(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

bool
grant_add(struct grant *grant, int list, struct str words, struct arena *arena, struct err *err)
{
    const char *at = words.ptr, *end = words.ptr + words.len, *start;

    while (at < end) {
        if (is_between(*at)) {
            at++;
            continue;
        }
        for (start = at; at < end && !is_between(*at);)
            at++;
        if (!adders[list](grant, arena_copy(arena, (struct str){ start, (size_t)(at - start) }), err))
            return false;
    }
    return true;
}

void
grant_free(struct grant *grant)
{
    free(grant->users);
    free(grant->groups);
    free(grant->sources);
    free(grant->types);
    *grant = (struct grant){ 0 };
}

bool
grant_matches(struct str pattern, struct str text)
{
    if (pattern.len == 0 || pattern.ptr[pattern.len - 1] != '*')
        return str_eq(pattern, text);
    return str_starts(text, (struct str){ pattern.ptr, pattern.len - 1 });
}
