/* SPDX-License-Identifier: MIT */
#include "cli/store/verify_text.h"

#include "cli/columns.h"
#include "cli/lang.h"

#include <stdlib.h>

static void
put_text(struct buf *out, const char *text)
{
    columns_put(out, str_of(text));
}

static void
put_problems(struct buf *out, const json_t *problems)
{
    const json_t *problem;
    size_t i;

    json_array_foreach(problems, i, problem) {
        buf_put_str(out, STR("  ✗ "));
        put_text(out, json_string_value(json_object_get(problem, "message")));
        buf_put_byte(out, '\n');
    }
}

/* "education_coverage liubeiqiao 2024": whatever names it and is there. */
static void
put_name(struct buf *out, const json_t *difference)
{
    static const char *const members[] = { "indicator", "card", "unit", "team", "category", "group", "period", "activity", "place" };
    const char *kind = json_string_value(json_object_get(difference, "figure_kind"));
    const json_t *seq = json_object_get(difference, "seq");

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *value = json_object_get(difference, members[i]);
        if (json_is_string(value)) {
            buf_put_byte(out, ' ');
            put_text(out, json_string_value(value));
        } else if (json_is_integer(value)) {
            buf_printf(out, _(" component %lld"), (long long)json_integer_value(value) + 1);
        }
    }
    if (json_is_integer(seq))
        buf_printf(out, _(" event at log position %lld"), (long long)json_integer_value(seq));
    if (kind && kind[0] != 'd')
        buf_printf(out, " (%s)", kind);
}

static void
put_value(struct buf *out, const json_t *value)
{
    char *text;

    if (json_is_string(value)) {
        put_text(out, json_string_value(value));
        return;
    }
    text = json_dumps(value ? value : json_null(), JSON_ENCODE_ANY);
    put_text(out, text && !json_is_null(value) && value ? text : "–");
    free(text);
}

static void
put_members(struct buf *out, const json_t *difference)
{
    const json_t *stored = json_object_get(difference, "stored"), *rebuilt = json_object_get(difference, "rebuilt"), *member;
    bool hidden = json_is_true(json_object_get(difference, "hidden"));
    size_t i;

    json_array_foreach(json_object_get(difference, "members"), i, member) {
        const char *name = json_string_value(member);
        buf_put_str(out, i > 0 ? STR("; ") : STR(" "));
        put_text(out, name);
        if (hidden)
            continue;
        buf_put_byte(out, ' ');
        put_value(out, json_object_get(stored, name));
        buf_put_str(out, STR(" ≠ "));
        put_value(out, json_object_get(rebuilt, name));
    }
}

static void
put_difference(struct buf *out, const json_t *difference)
{
    const char *change = json_string_value(json_object_get(difference, "change"));

    buf_put_str(out, STR("  ✗"));
    put_name(out, difference);
    buf_put_byte(out, ':');
    if (change[0] == 'c')
        put_members(out, difference);
    else
        buf_printf(out, " %s", change[0] == 'm' ? _("is not there, but follows from the log") : _("is there, but does not follow from the log"));
    buf_put_byte(out, '\n');
}

static long long
number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static long long
sum(const json_t *counts)
{
    const json_t *value;
    const char *key;
    long long all = 0;

    json_object_foreach((json_t *)counts, key, value)
        all += json_integer_value(value);
    return all;
}

static void
put_counts(struct buf *out, const json_t *result)
{
    static const struct {
        const char *kind, *text;
    } kinds[] = {
        { "figure", N_("figures") },   { "score", N_("scores") },           { "component", N_("components of scores") },
        { "session", N_("sessions") }, { "event", N_("states of events") }, { "unit", N_("units") },
    };
    const json_t *counts = json_object_get(result, "counts"), *compared = json_object_get(result, "compared");

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (number(compared, kinds[i].kind) == 0 && number(counts, kinds[i].kind) == 0)
            continue;
        buf_put_str(out, STR("  "));
        buf_printf(out, _("%s: %lld compared, %lld differ"), _(kinds[i].text), number(compared, kinds[i].kind), number(counts, kinds[i].kind));
        buf_put_byte(out, '\n');
    }
}

static void
put_paused(struct buf *out, const json_t *result)
{
    const char *fault = json_string_value(json_object_get(result, "fault"));
    const json_t *name;
    size_t i;

    json_array_foreach(json_object_get(result, "paused"), i, name) {
        buf_put_str(out, STR("  "));
        buf_printf(out, _("%s pauses: its figures were not compared"), json_string_value(name));
        buf_put_byte(out, '\n');
    }
    if (fault && json_array_size(json_object_get(result, "paused")) == 0) {
        buf_put_str(out, STR("  "));
        buf_printf(out, _("a rule failed while the figures were made anew: %s"), fault);
        buf_put_byte(out, '\n');
    }
}

static void
put_rebuilt(struct buf *out, const json_t *result)
{
    const json_t *differences = json_object_get(result, "differences"), *difference;
    const char *day = json_string_value(json_object_get(result, "day"));
    long long more = sum(json_object_get(result, "counts")) - (long long)json_array_size(differences);
    size_t i;

    if (!day) {
        buf_printf(out, "%s\n", _("nothing was published yet: there is nothing to compare"));
        return;
    }
    buf_printf(out, _("made anew from the log up to position %lld, on %s:\n"), number(result, "position"), day);
    put_counts(out, result);
    put_paused(out, result);
    json_array_foreach(differences, i, difference)
        put_difference(out, difference);
    if (more > 0) {
        buf_put_str(out, STR("  "));
        buf_printf(out, ngettext("and %lld more", "and %lld more", (unsigned long)more), more);
        buf_put_byte(out, '\n');
    }
}

void
verify_text(struct buf *out, const json_t *result)
{
    const json_t *problems = json_object_get(result, "problems");

    buf_printf(out, "%s: ", json_string_value(json_object_get(result, "database")));
    buf_printf(out, json_array_size(problems) > 0 ? _("file and log are not sound\n") : _("file and log are sound, %lld events\n"),
               number(result, "events"));
    put_problems(out, problems);
    if (json_object_get(result, "differences") || json_object_get(result, "position"))
        put_rebuilt(out, result);
}
