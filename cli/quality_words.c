/* SPDX-License-Identifier: MIT */
#include "cli/quality_words.h"

#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/model/quality_rule.h"

struct word {
    struct str code;
    const char *text;
};

static const struct word numbers[] = {
    { STR_INIT("after"), N_("after") },
    { STR_INIT("attendances"), N_("attendances") },
    { STR_INIT("before"), N_("before") },
    { STR_INIT("contests"), N_("hosted contests") },
    { STR_INIT("count"), N_("people") },
    { STR_INIT("days"), N_("days") },
    { STR_INIT("declared"), N_("declared") },
    { STR_INIT("difference"), N_("difference") },
    { STR_INIT("events"), N_("events") },
    { STR_INIT("figures"), N_("indicators and scorecards") },
    { STR_INIT("headcount"), N_("headcount") },
    { STR_INIT("headcounts"), N_("headcounts") },
    { STR_INIT("items"), N_("items") },
    { STR_INIT("least"), N_("least") },
    { STR_INIT("minutes"), N_("minutes") },
    { STR_INIT("missing"), N_("missing") },
    { STR_INIT("months"), N_("months") },
    { STR_INIT("more"), N_("further findings of this check") },
    { STR_INIT("most"), N_("most") },
    { STR_INIT("named"), N_("named") },
    { STR_INIT("others"), N_("other records") },
    { STR_INIT("people"), N_("people") },
    { STR_INIT("quarters"), N_("quarters") },
    { STR_INIT("recorded"), N_("recorded") },
    { STR_INIT("recorded_at_the_end"), N_("recorded around the last day") },
    { STR_INIT("round"), N_("round") },
    { STR_INIT("sessions"), N_("sessions") },
    { STR_INIT("since"), N_("since log position") },
    { STR_INIT("sources"), N_("sources") },
};

static const char *const severities[SEVERITIES] = { N_("Errors"), N_("Warnings"), N_("Notices") };

struct str
name_and_code(struct str name, struct str code, struct arena *arena)
{
    if (!code.ptr)
        return STR("–");
    if (!name.len || str_eq(name, code))
        return code;
    return arena_printf(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(code));
}

struct str
finding_unit(const struct finding_report *finding, struct arena *arena)
{
    struct str code = finding->row.unit;

    return name_and_code(lang_name(finding->unit_name, finding->unit_name_en, code), code, arena);
}

struct str
finding_thing(const struct finding_report *finding, struct arena *arena)
{
    const struct finding_row *row = &finding->row;
    struct str thing = row->activity, subject = row->subject;

    if (row->team.ptr)
        thing = name_and_code(finding->team_name, row->team, arena);
    if (!thing.ptr)
        return subject.ptr ? subject : (struct str){ 0 };
    return subject.ptr ? arena_printf(arena, "%.*s + %.*s", STR_ARG(thing), STR_ARG(subject)) : thing;
}

struct str
word_of_severity(struct str severity)
{
    int place = str_find(severity, quality_severity_names, SEVERITIES);

    return place >= 0 ? str_of(_(severities[place])) : severity;
}

struct str
title_of_check(struct str check)
{
    int place = str_find(check, quality_check_names, QUALITY_CHECKS);

    if (str_eq(check, STR("stale_figures")))
        return str_of(_("Figures that stay as they were, for a plugin is paused: turnout plugin list --faults"));
    if (place < 0)
        return check;
    return lang_now() == LANG_ZH ? quality_checks[place].title_zh : quality_checks[place].title_en;
}

static struct str
label_of(struct str name)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (str_eq(numbers[i].code, name))
            return str_of(_(numbers[i].text));
    return name;
}

/* "months" and then "months_expected", "numerator" and then "denominator": a part and its whole. */
static bool
is_whole_of(struct str name, struct str part)
{
    if (str_eq(part, STR("numerator")))
        return str_eq(name, STR("denominator"));
    return name.len == part.len + strlen("_expected") && str_starts(name, part) &&
           memcmp(name.ptr + part.len, "_expected", strlen("_expected")) == 0;
}

struct str
words_of_numbers(const struct finding_report *finding, struct arena *arena)
{
    struct buf text = { 0 };
    struct str copy;

    for (size_t i = 0; i < finding->number_count; i++) {
        const struct finding_count *one = &finding->numbers[i], *next = one + 1;
        bool has_whole = i + 1 < finding->number_count && is_whole_of(next->name, one->name);
        buf_put_str(&text, i > 0 ? str_of(_(", ")) : STR(""));
        if (!str_eq(one->name, STR("numerator")))
            buf_printf(&text, "%.*s ", STR_ARG(label_of(one->name)));
        buf_put_str(&text, one->hidden.ptr ? one->hidden : one->value);
        if (has_whole)
            buf_printf(&text, "/%.*s", STR_ARG(next->value));
        i += has_whole;
    }
    copy = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

struct str
words_of_events(const struct finding_report *finding, struct arena *arena)
{
    struct buf text = { 0 };
    struct str copy;

    if (finding->event_count == 0)
        return (struct str){ 0 };
    buf_put_str(&text, str_of(_("events: ")));
    for (size_t i = 0; i < finding->event_count; i++)
        buf_printf(&text, "%s%.*s/%.*s", i > 0 ? _(", ") : "", STR_ARG(finding->events[i].source),
                   STR_ARG(finding->events[i].id));
    if (finding->row.more > 0)
        buf_printf(&text, ngettext(" and %llu more", " and %llu more", finding->row.more),
                   (unsigned long long)finding->row.more);
    copy = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}
