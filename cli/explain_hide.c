/* SPDX-License-Identifier: MIT */
#include "cli/explain_hide.h"

#include "cli/explain_hidden_sessions.h"
#include "cli/figure_past.h"
#include "cli/filter.h"
#include "cli/json_read.h"
#include "cli/suppression.h"
#include "lib/base/mem.h"
#include "lib/model/ruleset.h"

#include <stdlib.h>
#include <string.h>

enum { PLUGINS_MAX = RULES_MAX };

struct hiding {
    struct suppression suppression;
    struct hidden_months months;
    const json_t *row; /* whose row it is */
    struct arena *arena;
};

/* ---- which periods decide ---- */

static void
add_months(const json_t *figure, struct report_filter *filter, struct arena *arena)
{
    const json_t *measure, *session, *child;
    size_t i, k;

    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        json_array_foreach(json_object_get(measure, "sessions"), k, session) {
            struct str month = month_of_session(session, arena);
            if (str_find(month, filter->values[FILTER_PERIOD], filter->counts[FILTER_PERIOD]) < 0)
                filter_add(filter, FILTER_PERIOD, month);
        }
    json_array_foreach(json_object_get(figure, "made_of"), i, child)
        add_months(child, filter, arena);
}

/* Those of the figure and of all that it is made of. */
static void
add_plugins(const json_t *figure, struct str *plugins, size_t *count)
{
    struct str plugin = json_str(json_object_get(figure, "rule"), "plugin");
    const json_t *child;
    size_t i;

    if (plugin.ptr && *count < PLUGINS_MAX && str_find(plugin, plugins, *count) < 0)
        plugins[(*count)++] = plugin;
    json_array_foreach(json_object_get(figure, "made_of"), i, child)
        add_plugins(child, plugins, count);
}

static bool
read_suppression(struct hiding *hiding, const json_t *answer, struct reader *reader, struct err *err)
{
    struct report_filter filter = { 0 };
    struct str plugins[PLUGINS_MAX];
    size_t count = 0;
    bool done;

    if (!json_object_get(answer, "lines")) /* a score reads figures of many */
        add_plugins(answer, plugins, &count);

    filter_add(&filter, FILTER_PERIOD, json_str(answer, "period"));
    add_months(answer, &filter, hiding->arena);
    done = suppression_read_of(&hiding->suppression, reader, &filter, plugins, count, hiding->arena, err);
    filter_free(&filter);
    return done;
}

/* ---- one figure ---- */

static bool
is_hidden_row(const struct hiding *hiding, struct str indicator, const char *kind)
{
    const json_t *row = hiding->row;
    const struct people_row key = {
        .indicator = indicator, .unit = json_str(row, "unit"), .team = json_str(row, "team"), .category = json_str(row, "category"),
        .group = json_str(row, "group"), .period = json_str(row, "period"), .kind = str_of(kind),
    };

    return suppression_hides_row(&hiding->suppression, &key);
}

static int64_t
number_of(const json_t *object, const char *key)
{
    return (int64_t)json_integer_value(json_object_get(object, key));
}

/* The figure of this moment may be small though the published one was not yet. */
static bool
is_small_now(const struct hiding *hiding, const json_t *figure)
{
    const int64_t values[DISCLOSURE_COLUMNS] = { number_of(figure, "numerator"), number_of(figure, "named"),
                                                 number_of(figure, "lower"), number_of(figure, "upper") };
    const json_t *measure = json_array_get(json_object_get(figure, "measures"), 0);
    bool counts_people = json_is_integer(json_object_get(figure, "named"));
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        counts_people |= str_eq(json_str(measure, "role"), STR("numerator")) && str_eq(json_str(measure, "kind"), STR("attendances"));
    return counts_people && disclosure_is_small(hiding->suppression.rule, values);
}

static void
drop_word(json_t *list, const char *word)
{
    for (size_t i = json_array_size(list); i-- > 0;)
        if (strcmp(json_string_value(json_array_get(list, i)), word) == 0)
            json_array_remove(list, i);
}

static void
set_null(json_t *object, const char *const *keys)
{
    for (; *keys; keys++)
        if (json_object_get(object, *keys))
            json_object_set_new(object, *keys, json_null());
}

static void
hide_numbers(json_t *figure)
{
    static const char *const numbers[] = { "numerator", "value", "named", "lower", "upper", "met", "short", "detail", NULL };
    static const char *const outlook[] = { "missing", "per_30_days", "best_possible", NULL };

    if (!str_eq(json_str(figure, "state"), STR("no_data")))
        json_object_set_new(figure, "state", json_string("suppressed"));
    set_null(figure, numbers);
    drop_word(json_object_get(figure, "flags"), "over_100");
    json_object_del(json_object_get(figure, "notes"), "unknown_home");
    if (json_object_get(figure, "outlook"))
        set_null(json_object_get(figure, "outlook"), outlook);
}

/* A whole that counts people (registered volunteers) is hidden with its part. */
static void
hide_whole(json_t *figure)
{
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        if (str_eq(json_str(measure, "role"), STR("denominator")) && str_eq(json_str(measure, "kind"), STR("volunteers")))
            json_object_set_new(figure, "denominator", json_null());
    if (json_array_size(json_object_get(figure, "made_of")) > 0)
        json_object_set_new(figure, "denominator", json_null());
}

/* What lists of a hidden figure would tell it. */
static void
hide_lists(json_t *measure)
{
    static const char *const lists[] = { "bounds", "records", "record_counts", "record_events", NULL };
    static const char *const found[] = { "found", NULL };
    const json_t *entry;
    size_t i;

    for (const char *const *key = lists; *key; key++)
        json_object_del(measure, *key);
    json_array_foreach(json_object_get(measure, "entries"), i, entry)
        set_null((json_t *)(uintptr_t)entry, found);
}

/* People of a group, and what records say of people, where they are few. */
static void
hide_few(const struct hiding *hiding, const json_t *list, const char *const *keys)
{
    const json_t *entry;
    size_t i;

    json_array_foreach(list, i, entry) {
        json_t *data = json_object_get(entry, "data");
        json_t *of = data ? data : (json_t *)(uintptr_t)entry;
        for (const char *const *key = keys; *key; key++) {
            int64_t people = number_of(of, *key);
            if (people > 0 && disclosure_is_few(hiding->suppression.rule, people))
                json_object_set_new(of, *key, json_null());
        }
    }
}

static void
hide_measure(const struct hiding *hiding, json_t *measure, bool is_hidden)
{
    static const char *const of_groups[] = { "found", NULL };
    static const char *const of_records[] = { "registered", "recruited", "people", "persons", "group", "sent", NULL };

    hidden_sessions(&hiding->months, measure, hiding->suppression.rule, is_hidden);
    if (is_hidden)
        hide_lists(measure);
    if (str_eq(json_str(measure, "kind"), STR("groups")))
        hide_few(hiding, json_object_get(measure, "entries"), of_groups);
    hide_few(hiding, json_object_get(measure, "records"), of_records);
}

static bool hide_figure(const struct hiding *hiding, json_t *figure, const char *kind);

/* A figure that is made of a hidden one alone would tell it. */
static bool
hide_parts(const struct hiding *hiding, json_t *figure, const char *kind)
{
    bool found = false;
    json_t *part;
    size_t i;

    json_array_foreach(json_object_get(figure, "made_of"), i, part)
        found |= hide_figure(hiding, part, kind);
    return found;
}

static bool
hide_figure(const struct hiding *hiding, json_t *figure, const char *kind)
{
    bool is_score = str_eq(json_str(figure, "indicator_kind"), STR("score"));
    bool is_hidden = is_hidden_row(hiding, json_str(figure, "indicator"), kind) || is_small_now(hiding, figure);
    json_t *measure;
    size_t i;

    is_hidden |= hide_parts(hiding, figure, kind) && !is_score && json_array_size(json_object_get(figure, "measures")) > 0;
    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        hide_measure(hiding, measure, is_hidden);
    if (is_hidden) {
        hide_whole(figure);
        hide_numbers(figure);
    }
    return is_hidden;
}

/* The figure's row, of whatever period. */
static struct people_row
row_of(const struct hiding *hiding, const json_t *figure)
{
    const json_t *row = hiding->row;

    return (struct people_row){
        .indicator = json_str(figure, "indicator"), .unit = json_str(row, "unit"), .team = json_str(row, "team"),
        .category = json_str(row, "category"), .group = json_str(row, "group"),
    };
}

/* A target that is the hidden figure of an earlier period, and what would tell it. */
static void
hide_past(const struct hiding *hiding, json_t *figure)
{
    static const char *const told[] = { "target", "met", "short", NULL }, *const value[] = { "value", NULL };
    static const char *const outlook[] = { "missing", "per_30_days", "best_possible", NULL };
    json_t *from = json_object_get(figure, "target_from"), *part;
    const struct people_row key = row_of(hiding, figure);
    size_t i;

    json_array_foreach(json_object_get(figure, "made_of"), i, part)
        hide_past(hiding, part);
    if (!str_eq(json_str(from, "from"), STR("previous")) || json_is_null(json_object_get(from, "value")) ||
        !suppression_hides_past(&hiding->suppression, &key, json_str(from, "period")))
        return;
    set_null(figure, told);
    set_null(from, value);
    json_object_set_new(from, "hidden", json_true());
    if (json_object_get(figure, "outlook"))
        set_null(json_object_get(figure, "outlook"), outlook);
}

static void
hide_official(const struct hiding *hiding, json_t *answer)
{
    static const char *const told[] = { "target", "met", "short", NULL };
    json_t *official = json_object_get(answer, "official");
    const struct figure_row row = { .detail = json_str(official, "detail") };
    const struct people_row key = row_of(hiding, answer);
    struct str past = figure_past_of(&row);

    if (past.ptr && suppression_hides_past(&hiding->suppression, &key, past))
        set_null(official, told);
    if (json_is_object(official) && is_hidden_row(hiding, json_str(answer, "indicator"), "official"))
        hide_numbers(official);
}

/* Of a closed period a component's figure stands as official, and as revised only where it says something else. */
static bool
is_hidden_in_any(const struct hiding *hiding, struct str indicator)
{
    static const char *const kinds[] = { "draft", "official", "revised" };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_hidden_row(hiding, indicator, kinds[i]))
            return true;
    return false;
}

/* Points stand as they are; the figures behind them are hidden as in the report. */
static void
hide_lines(const struct hiding *hiding, const json_t *answer)
{
    static const char *const numbers[] = { "value", "grade", "numerator", "denominator", NULL };
    json_t *line;
    size_t i;

    json_array_foreach(json_object_get(answer, "lines"), i, line) {
        if (!is_hidden_in_any(hiding, json_str(line, "name")))
            continue;
        json_object_set_new(line, "state", json_string("suppressed"));
        set_null(line, numbers);
    }
}

static void
hide(const struct hiding *hiding, json_t *answer)
{
    hide_lines(hiding, json_object_get(answer, "official"));
    if (json_object_get(answer, "lines"))
        hide_lines(hiding, answer);
    else
        hide_figure(hiding, answer, json_str(answer, "kind").ptr);
    hide_past(hiding, answer);
    hide_official(hiding, answer);
}

bool
explain_hide(json_t *answer, struct reader *reader, struct arena *arena, struct err *err)
{
    struct hiding hiding = { .row = answer, .arena = arena };

    if (!read_suppression(&hiding, answer, reader, err))
        return false;
    hidden_months_find(&hiding.months, &hiding.suppression, answer);
    hide(&hiding, answer);
    hidden_months_free(&hiding.months);
    return true;
}

/* ---- many figures ---- */

struct explain_hider {
    struct hiding hiding;
};

struct explain_hider *
explain_hider_open(struct reader *reader, const struct str *periods, size_t count, struct arena *arena, struct err *err)
{
    struct explain_hider *hider = mem_new(sizeof *hider);
    struct report_filter filter = { 0 };
    bool done;

    for (size_t i = 0; i < count; i++)
        filter_add(&filter, FILTER_PERIOD, periods[i]);
    hider->hiding.arena = arena;
    done = suppression_read(&hider->hiding.suppression, reader, &filter, arena, err);
    filter_free(&filter);
    if (!done) {
        free(hider);
        return NULL;
    }
    hidden_months_find(&hider->hiding.months, &hider->hiding.suppression, NULL);
    return hider;
}

void
explain_hider_apply(struct explain_hider *hider, json_t *answer)
{
    hider->hiding.row = answer;
    hider->hiding.months.unit = json_str(answer, "unit");
    hide(&hider->hiding, answer);
}

void
explain_hider_close(struct explain_hider *hider)
{
    if (!hider)
        return;
    hidden_months_free(&hider->hiding.months);
    free(hider);
}
