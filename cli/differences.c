/* SPDX-License-Identifier: MIT */
#include "cli/differences.h"

#include "cli/columns.h"
#include "cli/lang.h"

#include <stdlib.h>
#include <string.h>

/* What says which row it is. */
static const char *const row_keys[] = { "indicator", "unit", "team", "category", "group", "period", NULL };
static const char *const score_keys[] = { "card", "unit", "team", "period", NULL };
static const char *const component_keys[] = { "component", NULL };
static const char *const same_keys[] = { "indicator", "card", "unit", "team", "category", "group", "period", "kind", "official", NULL };

/* ---- one difference ---- */

static char *
name_of(const json_t *row, const char *const *keys)
{
    struct buf name = { 0 };

    for (; *keys; keys++) {
        const char *value = json_string_value(json_object_get(row, *keys));

        if (value)
            buf_printf(&name, "%s%s", name.len > 0 ? " " : "", value);
    }
    buf_put_byte(&name, 0);
    return name.ptr;
}

/* Takes the values. */
static void
add(json_t *differences, const char *row, const char *key, json_t *expected, json_t *got)
{
    json_array_append_new(differences, json_pack("{s:s,s:s?,s:o,s:o}", "row", row, "key", key, "expected", expected, "got", got));
}

static void
add_missing(json_t *differences, const json_t *pattern, const char *const *keys, const char *expected, const char *got)
{
    char *name = name_of(pattern, keys);

    add(differences, name, NULL, json_string(expected), json_string(got));
    free(name);
}

/* ---- values ---- */

static bool
contains(const json_t *list, const json_t *value)
{
    const json_t *one;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)list, i, one)
        if (json_equal(one, value))
            return true;
    return false;
}

/* The order of flags says nothing. */
static bool
same_words(const json_t *a, const json_t *b)
{
    const json_t *one;
    size_t i;

    if (!json_is_array(a) || !json_is_array(b) || json_array_size(a) != json_array_size(b))
        return false;
    json_array_foreach((json_t *)(uintptr_t)a, i, one)
        if (!contains(b, one))
            return false;
    return true;
}

static bool
same_value(const char *key, const json_t *a, const json_t *b)
{
    return json_equal(a, b) || (strcmp(key, "flags") == 0 && same_words(a, b));
}

static void compare_components(json_t *differences, const char *of, const json_t *patterns, const json_t *components);

/* The values that the pattern has. */
static void
compare_values(json_t *differences, const char *name, const json_t *pattern, const json_t *row)
{
    json_t *value;
    const char *key;

    json_object_foreach((json_t *)(uintptr_t)pattern, key, value) {
        json_t *got = json_object_get(row, key);

        if (strcmp(key, "components") == 0)
            compare_components(differences, name, value, got);
        else if (!same_value(key, value, got))
            add(differences, name, key, json_incref(value), got ? json_incref(got) : json_null());
    }
}

/* ---- finding rows ---- */

static bool
is_row(const json_t *pattern, const json_t *row, const char *const *keys)
{
    const json_t *kind = json_object_get(pattern, "kind");

    for (; *keys; keys++) {
        const json_t *wanted = json_object_get(pattern, *keys), *given = json_object_get(row, *keys);

        if (wanted && !json_is_null(wanted) ? !json_equal(wanted, given) : given && !json_is_null(given))
            return false;
    }
    return !kind || json_equal(kind, json_object_get(row, "kind"));
}

static const json_t *
find_row(const json_t *pattern, const json_t *rows, const char *const *keys)
{
    const json_t *row;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)rows, i, row)
        if (is_row(pattern, row, keys))
            return row;
    return NULL;
}

static void
compare_patterns(json_t *differences, const json_t *patterns, const json_t *rows, const char *const *keys)
{
    const json_t *pattern, *row;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)patterns, i, pattern) {
        char *name = name_of(pattern, keys);

        row = find_row(pattern, rows, keys);
        if (row)
            compare_values(differences, name, pattern, row);
        else
            add_missing(differences, pattern, keys, _("a row"), _("no row"));
        free(name);
    }
}

void
differences_of_rows(json_t *differences, const json_t *patterns, const json_t *rows)
{
    compare_patterns(differences, patterns, rows, row_keys);
}

void
differences_of_scores(json_t *differences, const json_t *patterns, const json_t *scores)
{
    compare_patterns(differences, patterns, scores, score_keys);
}

static bool
is_component(const json_t *pattern, const json_t *component)
{
    const char *role = json_string_value(json_object_get(pattern, "role"));
    const char *given = json_string_value(json_object_get(component, "role"));

    return is_row(pattern, component, component_keys) && given && strcmp(role ? role : "item", given) == 0;
}

static void
compare_components(json_t *differences, const char *of, const json_t *patterns, const json_t *components)
{
    const json_t *pattern, *component, *found;
    size_t i, k;

    json_array_foreach((json_t *)(uintptr_t)patterns, i, pattern) {
        struct buf name = { 0 };

        found = NULL;
        json_array_foreach((json_t *)(uintptr_t)components, k, component)
            if (!found && is_component(pattern, component))
                found = component;
        buf_printf(&name, "%s %s", of, json_string_value(json_object_get(pattern, "component")));
        buf_put_byte(&name, 0);
        if (found)
            compare_values(differences, name.ptr, pattern, found);
        else
            add(differences, name.ptr, NULL, json_string("a component"), json_string("none"));
        buf_free(&name);
    }
}

/* ---- findings ---- */

static bool
fits(const json_t *pattern, const json_t *finding)
{
    json_t *value;
    const char *key;

    json_object_foreach((json_t *)(uintptr_t)pattern, key, value)
        if (!json_equal(value, json_object_get(finding, key)))
            return false;
    return true;
}

static size_t
count_fitting(const json_t *pattern, const json_t *findings)
{
    const json_t *finding;
    size_t i, count = 0;

    json_array_foreach((json_t *)(uintptr_t)findings, i, finding)
        count += fits(pattern, finding);
    return count;
}

void
differences_of_findings(json_t *differences, const json_t *patterns, const json_t *findings)
{
    static const char *const keys[] = { "check", "unit", "team", "activity", "period", NULL };
    const json_t *pattern, *finding;
    size_t i, k;

    if (!patterns)
        return;
    json_array_foreach((json_t *)(uintptr_t)patterns, i, pattern)
        if (count_fitting(pattern, findings) != 1)
            add_missing(differences, pattern, keys, _("one finding"), count_fitting(pattern, findings) == 0 ? _("none") : _("several"));
    json_array_foreach((json_t *)(uintptr_t)findings, i, finding) {
        bool is_wanted = false;

        json_array_foreach((json_t *)(uintptr_t)patterns, k, pattern)
            is_wanted = is_wanted || fits(pattern, finding);
        if (!is_wanted)
            add_missing(differences, finding, keys, _("no finding"), _("one"));
    }
}

/* ---- the same ---- */

static json_t *
by_name(const json_t *rows)
{
    json_t *index = json_object(), *row;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)rows, i, row) {
        struct buf key = { 0 };

        for (const char *const *part = same_keys; *part; part++) {
            char *value = json_dumps(json_object_get(row, *part), JSON_ENCODE_ANY);
            buf_printf(&key, "%s|", value ? value : "");
            free(value);
        }
        buf_put_byte(&key, 0);
        json_object_set(index, key.ptr, row);
        buf_free(&key);
    }
    return index;
}

static void
compare_whole(json_t *differences, const json_t *expected, const json_t *got)
{
    char *name = name_of(expected, same_keys);
    json_t *value;
    const char *key;

    json_object_foreach((json_t *)(uintptr_t)expected, key, value)
        if (strcmp(key, "as_of") != 0 && strcmp(key, "day") != 0 && !json_equal(value, json_object_get(got, key)))
            add(differences, name, key, json_incref(value), json_incref(json_object_get(got, key)));
    free(name);
}

void
differences_of_same(json_t *differences, const json_t *expected, const json_t *got)
{
    json_t *left = by_name(expected), *right = by_name(got), *row;
    const char *key;

    json_object_foreach(left, key, row) {
        const json_t *other = json_object_get(right, key);

        if (other)
            compare_whole(differences, row, other);
        else
            add_missing(differences, row, same_keys, _("a row"), _("no row"));
    }
    json_object_foreach(right, key, row)
        if (!json_object_get(left, key))
            add_missing(differences, row, same_keys, _("no row"), _("a row"));
    json_decref(left);
    json_decref(right);
}

/* ---- words ---- */

static void
put_value(struct buf *out, const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);

    columns_put(out, str_of(text ? text : "null"));
    free(text);
}

void
difference_text(struct buf *out, const json_t *difference)
{
    const char *key = json_string_value(json_object_get(difference, "key"));

    columns_put(out, str_of(json_string_value(json_object_get(difference, "row"))));
    if (key)
        buf_printf(out, ": %s", key);
    buf_printf(out, ": %s ", _("expected"));
    put_value(out, json_object_get(difference, "expected"));
    buf_printf(out, ", %s ", _("got"));
    put_value(out, json_object_get(difference, "got"));
}
