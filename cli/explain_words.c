/* SPDX-License-Identifier: MIT */
#include "cli/explain_words.h"

#include "cli/json_read.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"
#include "lib/base/buf.h"

static long long
number_of(const json_t *object, const char *key)
{
    return (long long)json_integer_value(json_object_get(object, key));
}

static bool
is_text(const json_t *object, const char *key, const char *text)
{
    return str_eq(json_str(object, key), str_of(text));
}

static struct str
either(struct str first, struct str second, struct str third)
{
    return first.len > 0 ? first : second.len > 0 ? second : third;
}

struct str
explain_title(const json_t *of)
{
    struct str zh = json_str(of, "title_zh"), en = json_str(of, "title_en");
    struct str name = either(json_str(of, "indicator"), json_str(of, "scorecard"), json_str(of, "name"));

    return lang_name(zh, en, name);
}

struct str
explain_unit_name(const json_t *answer)
{
    return lang_name(json_str(answer, "unit_name"), json_str(answer, "unit_name_en"), json_str(answer, "unit"));
}

static const json_t *
measure_of(const json_t *figure, const char *role)
{
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        if (is_text(measure, "role", role))
            return measure;
    return NULL;
}

static int
count_of(const json_t *measure, const char *list)
{
    const json_t *left_out = json_object_get(measure, "left_out");

    return (int)json_array_size(json_object_get(measure, list)) + (int)json_integer_value(json_object_get(left_out, list));
}

static struct str
sessions_of(const json_t *measure, struct arena *arena)
{
    int n = count_of(measure, "sessions");

    return arena_printf(arena, ngettext("%d session", "%d sessions", (unsigned long)n), n);
}

static struct str
of_people(const json_t *figure, const json_t *measure, struct arena *arena)
{
    const char *who = is_text(measure, "who", "members") ? _("members of the team") : is_text(measure, "who", "all") ? _("people") : _("residents");
    struct str sessions = sessions_of(measure, arena);

    if (!json_is_integer(json_object_get(figure, "named")))
        return arena_printf(arena, _("Different %s who came to %.*s."), who, STR_ARG(sessions));
    return arena_printf(arena, _("%lld different %s are named at %.*s, each counted once."), number_of(figure, "named"), who,
                        STR_ARG(sessions));
}

static int
parts_that_are(const json_t *measure, const char *state)
{
    const json_t *part;
    int count = 0;
    size_t i;

    json_array_foreach(json_object_get(measure, "parts"), i, part)
        count += is_text(part, "state", state);
    return count;
}

static struct str
of_parts(const json_t *measure, struct arena *arena)
{
    int met = parts_that_are(measure, "met"), missed = parts_that_are(measure, "missed");
    int open = parts_that_are(measure, "in_progress") + parts_that_are(measure, "in_progress_met");

    if (open > 0)
        return arena_printf(arena, _("Of %d sub-periods that are over %d had enough; one is in progress and does not count yet."),
                            met + missed, met);
    return arena_printf(arena, _("Of %d sub-periods that are over %d had enough."), met + missed, met);
}

static struct str
of_stretch(const json_t *measure, struct arena *arena)
{
    const json_t *stretch = json_object_get(measure, "stretch");
    struct str from = json_str(stretch, "from"), to = json_str(stretch, "to");
    struct str after = json_str(stretch, "after"), before = json_str(stretch, "before");
    struct str edge = str_of(_("the edge of the period"));

    after = after.ptr ? after : edge;
    before = before.ptr ? before : edge;
    return arena_printf(arena, _("The longest stretch without a session: %lld days, from %.*s (%.*s) to %.*s (%.*s)."),
                        number_of(stretch, "days"), STR_ARG(from), STR_ARG(after), STR_ARG(to), STR_ARG(before));
}

static struct str
of_items(const json_t *measure, struct arena *arena)
{
    int n = count_of(measure, "items");

    return arena_printf(arena, ngettext("%d plan item counts.", "%d plan items count.", (unsigned long)n), n);
}

static struct str
of_entries(const json_t *measure, struct arena *arena)
{
    const json_t *entry;
    int met = 0;
    size_t i;

    json_array_foreach(json_object_get(measure, "entries"), i, entry)
        met += json_is_true(json_object_get(entry, "met"));
    return arena_printf(arena, _("%d of the %d that are looked for are there."), met, count_of(measure, "entries"));
}

static struct str
of_records(const json_t *measure, struct arena *arena)
{
    const json_t *count;
    const char *type;
    struct buf text = { 0 };
    struct str copy;

    json_object_foreach(json_object_get((json_t *)(uintptr_t)measure, "record_counts"), type, count)
        buf_printf(&text, "%s%s × %lld", text.len ? ", " : "", type, (long long)json_integer_value(count));
    copy = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy.len > 0 ? arena_printf(arena, _("From these records: %.*s."), STR_ARG(copy)) : copy;
}

static struct str
of_measure(const json_t *figure, const json_t *measure, struct arena *arena)
{
    if (is_text(measure, "kind", "people"))
        return of_people(figure, measure, arena);
    if (json_object_get(measure, "stretch"))
        return of_stretch(measure, arena);
    if (count_of(measure, "parts") > 0)
        return of_parts(measure, arena);
    if (count_of(measure, "entries") > 0)
        return of_entries(measure, arena);
    if (count_of(measure, "items") > 0)
        return of_items(measure, arena);
    if (is_text(measure, "kind", "attendances"))
        return arena_printf(arena, _("Everybody who came to %.*s, added up."), STR_ARG(sessions_of(measure, arena)));
    if (count_of(measure, "sessions") > 0)
        return arena_printf(arena, _("Counted from %.*s."), STR_ARG(sessions_of(measure, arena)));
    return of_records(measure, arena);
}

struct str
explain_story(const json_t *figure, struct arena *arena)
{
    const json_t *numerator = measure_of(figure, "numerator");
    int parts = count_of(figure, "made_of");

    if (is_text(figure, "state", "no_data"))
        return str_of(_("Nothing was reported for this period."));
    if (parts > 0)
        return arena_printf(arena, ngettext("Made of %d other figure:", "Made of %d other figures:", (unsigned long)parts), parts);
    return numerator ? of_measure(figure, numerator, arena) : (struct str){ 0 };
}

struct str
explain_bounds_story(const json_t *measure, struct arena *arena)
{
    const json_t *bounds = json_object_get(measure, "bounds");
    struct str lower = { 0 }, upper = { 0 };

    if (!bounds || is_text(bounds, "upper_by", "named"))
        return (struct str){ 0 };
    if (is_text(bounds, "lower_by", "session"))
        lower = arena_printf(arena, _("At least %lld: so many came to %.*s."), number_of(bounds, "lower"),
                             STR_ARG(json_str(bounds, "lower_session")));
    else
        lower = arena_printf(arena, _("At least %lld."), number_of(bounds, "lower"));
    if (is_text(bounds, "upper_by", "population"))
        upper = arena_printf(arena, _("At most %lld: there are no more people."), number_of(bounds, "upper"));
    else
        upper = arena_printf(arena, _("At most %lld, if nobody of those without a name is named elsewhere."), number_of(bounds, "upper"));
    return arena_printf(arena, "%.*s %.*s", STR_ARG(lower), STR_ARG(upper));
}

static struct str
source_of_target(const json_t *target, struct arena *arena)
{
    long long seq = number_of(target, "seq");

    if (is_text(target, "from", "unit"))
        return arena_printf(arena, _("posted for this unit (log position %lld)"), seq);
    if (is_text(target, "from", "ancestor"))
        return arena_printf(arena, _("posted for %.*s above it (log position %lld)"), STR_ARG(json_str(target, "unit")), seq);
    if (is_text(target, "from", "level"))
        return arena_printf(arena, _("posted for units of its level (log position %lld)"), seq);
    if (is_text(target, "from", "everywhere"))
        return arena_printf(arena, _("posted for every unit (log position %lld)"), seq);
    if (is_text(target, "from", "previous"))
        return arena_printf(arena, is_text(target, "kind", "official") ? _("the official figure of %.*s") : _("the figure of %.*s"),
                            STR_ARG(json_str(target, "period")));
    if (json_str(target, "unit").ptr)
        return arena_printf(arena, is_text(target, "from", "configuration") ? _("from the configuration, for %.*s") : _("from the rule, for %.*s"),
                            STR_ARG(json_str(target, "unit")));
    if (json_str(target, "level").ptr)
        return str_of(is_text(target, "from", "configuration") ? _("from the configuration, for units of its level")
                                                               : _("from the rule, for units of its level"));
    return str_of(is_text(target, "from", "configuration") ? _("from the configuration") : _("from the rule"));
}

/* There is nothing to improve on, or it is not told. */
static struct str
no_past_story(const json_t *target, struct arena *arena)
{
    struct str period = json_str(target, "period");

    if (json_is_true(json_object_get(target, "hidden")))
        return arena_printf(arena, _("Target: the figure of %.*s, which is hidden."), STR_ARG(period));
    return arena_printf(arena, _("Target: none, for there is no figure of %.*s to improve on."), STR_ARG(period));
}

struct str
explain_target_story(const json_t *figure, struct arena *arena)
{
    const json_t *target = json_object_get(figure, "target_from");
    struct str source, value = json_str(target, "value"), posted = json_str(target, "posted");
    bool at_most = is_text(target, "direction", "at_most");

    if (!json_is_object(target))
        return (struct str){ 0 };
    if (is_text(target, "from", "previous") && !value.ptr)
        return no_past_story(target, arena);
    if (!posted.ptr)
        posted = json_str(target, "asked");
    source = source_of_target(target, arena);
    if (is_text(target, "mode", "prorated"))
        return arena_printf(arena, at_most ? _("Target: at most %.*s, the share of %.*s for the time that is over; %.*s.")
                                           : _("Target: at least %.*s, the share of %.*s for the time that is over; %.*s."),
                            STR_ARG(value), STR_ARG(posted), STR_ARG(source));
    return arena_printf(arena, at_most ? _("Target: at most %.*s, %.*s.") : _("Target: at least %.*s, %.*s."), STR_ARG(value),
                        STR_ARG(source));
}

static void
add_sentence(struct buf *text, struct str sentence)
{
    if (text->len > 0)
        buf_put_str(text, STR(" "));
    buf_put_str(text, sentence);
}

static struct str
taken(struct buf *text, struct arena *arena)
{
    struct str copy = text->len > 0 ? arena_copy(arena, buf_str(text)) : (struct str){ 0 };

    buf_free(text);
    return copy;
}

static struct str
best_story(const json_t *best, struct arena *arena)
{
    struct str value = json_str(best, "value");

    if (!json_object_get(best, "met"))
        return arena_printf(arena, _("Still possible: %.*s."), STR_ARG(value));
    return arena_printf(arena, json_is_true(json_object_get(best, "met")) ? _("Still possible: %.*s, which meets the target.")
                                                                          : _("Still possible: %.*s, which misses the target."),
                        STR_ARG(value));
}

struct str
explain_outlook_story(const json_t *answer, struct arena *arena)
{
    const json_t *outlook = json_object_get(answer, "outlook"), *best = json_object_get(outlook, "best_possible");
    long long missing = number_of(outlook, "missing"), days = number_of(outlook, "days_left"), pace = number_of(outlook, "per_30_days");
    bool people = json_is_string(json_object_get(answer, "method"));
    struct buf text = { 0 };

    if (missing > 0)
        add_sentence(&text, arena_printf(arena, people ? ngettext("%lld more person is needed.", "%lld more people are needed.", (unsigned long)missing)
                                                       : ngettext("%lld more is needed.", "%lld more are needed.", (unsigned long)missing),
                                         missing));
    if (days > 0)
        add_sentence(&text, arena_printf(arena, ngettext("%lld day is left.", "%lld days are left.", (unsigned long)days), days));
    if (pace > 0)
        add_sentence(&text, arena_printf(arena, _("The pace needed: %lld every 30 days."), pace));
    if (json_is_object(best))
        add_sentence(&text, best_story(best, arena));
    return taken(&text, arena);
}

struct str
explain_official_story(const json_t *answer, struct arena *arena)
{
    const json_t *official = json_object_get(answer, "official");
    struct str value = json_str(official, "value");

    if (!json_is_object(official))
        return (struct str){ 0 };
    if (!value.ptr)
        value = json_str(official, "total");
    if (!value.ptr)
        value = word_of_state(json_str(official, "state"));
    if (is_text(answer, "kind", "official"))
        return arena_printf(arena, _("The period is closed (log position %lld), and the figure is what was frozen then."),
                            number_of(official, "close_seq"));
    return arena_printf(arena, _("The period is closed (log position %lld): official is %.*s; above stands what the events say now."),
                        number_of(official, "close_seq"), STR_ARG(value));
}

struct str
explain_rule_story(const json_t *figure, struct arena *arena)
{
    const json_t *rule = json_object_get(figure, "rule"), *numerator = measure_of(figure, "numerator");
    struct str plugin = json_str(rule, "plugin"), version = json_str(rule, "version"), path = json_str(rule, "path");
    struct str where = json_str(numerator, "rule");

    if (where.len > 0)
        return arena_printf(arena, _("Rule: %.*s %.*s (%.*s), %.*s"), STR_ARG(plugin), STR_ARG(version), STR_ARG(where), STR_ARG(path));
    return arena_printf(arena, _("Rule: %.*s %.*s, %.*s"), STR_ARG(plugin), STR_ARG(version), STR_ARG(path));
}

struct str
explain_shape_story(const json_t *line, struct arena *arena)
{
    const json_t *shape = json_object_get(line, "shape");
    struct str target = json_str(shape, "target"), full = json_str(line, "full");

    if (is_text(line, "role", "gate"))
        return arena_printf(arena, _("gate: %.*s"), STR_ARG(json_str(line, "target")));
    if (is_text(line, "role", "tie_break"))
        return str_of(_("breaks ties"));
    if (is_text(shape, "kind", "linear"))
        return arena_printf(arena, _("in proportion, all of %.*s at %.*s"), STR_ARG(full), STR_ARG(target));
    if (is_text(shape, "kind", "threshold"))
        return arena_printf(arena, json_is_true(json_object_get(shape, "at_most")) ? _("all of %.*s up to %.*s, else nothing")
                                                                                   : _("all of %.*s from %.*s on, else nothing"),
                            STR_ARG(full), STR_ARG(target));
    if (is_text(shape, "kind", "steps"))
        return arena_printf(arena, _("%.*s, less %.*s for each %.*s below %.*s"), STR_ARG(full), STR_ARG(json_str(shape, "minus")),
                            STR_ARG(json_str(shape, "per")), STR_ARG(target));
    if (is_text(shape, "kind", "per_count"))
        return arena_printf(arena, _("%.*s for each, at most %.*s"), STR_ARG(json_str(shape, "each")), STR_ARG(json_str(shape, "most")));
    if (json_is_object(shape))
        return str_of(_("by a table"));
    return (struct str){ 0 };
}

struct str
word_of_part(struct str state)
{
    if (str_eq(state, STR("met")))
        return str_of(_("■ met"));
    if (str_eq(state, STR("missed")))
        return str_of(_("□ missed"));
    if (str_eq(state, STR("in_progress_met")))
        return str_of(_("▣ met, in progress"));
    if (str_eq(state, STR("in_progress")))
        return str_of(_("▢ in progress"));
    return str_of(_("· not expected"));
}
