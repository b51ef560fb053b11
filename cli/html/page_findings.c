/* SPDX-License-Identifier: MIT */
#include "cli/html/page_findings.h"

#include "cli/quality_words.h"

static struct str
say_severity(const void *finding, struct arena *arena)
{
    (void)arena;
    return word_of_severity(((const struct finding_report *)finding)->row.severity);
}

static struct str
say_check(const void *finding, struct arena *arena)
{
    (void)arena;
    return title_of_check(((const struct finding_report *)finding)->row.check);
}

static struct str
say_numbers(const void *finding, struct arena *arena)
{
    return words_of_numbers(finding, arena);
}

static struct str
say_events(const void *finding, struct arena *arena)
{
    return words_of_events(finding, arena);
}

static struct str
say_thing(const void *finding, struct arena *arena)
{
    return finding_thing(finding, arena);
}

static json_t *
finding_of(struct page_names *names, const struct finding_report *finding)
{
    struct bilingual *words = names->words;
    const struct finding_row *row = &finding->row;
    json_t *entry = json_object();

    json_object_set_new(entry, "grave", json_stringn(row->severity.ptr, row->severity.len));
    json_object_set_new(entry, "severity", bilingual_say(words, say_severity, finding));
    json_object_set_new(entry, "check", bilingual_say(words, say_check, finding));
    json_object_set_new(entry, "unit", page_unit_of(names, row->unit, finding->unit_name, finding->unit_name_en));
    json_object_set_new(entry, "thing", bilingual_say(words, say_thing, finding));
    json_object_set_new(entry, "period", row->period.ptr ? json_stringn(row->period.ptr, row->period.len) : json_null());
    json_object_set_new(entry, "numbers", bilingual_say(words, say_numbers, finding));
    json_object_set_new(entry, "events", bilingual_say(words, say_events, finding));
    return entry;
}

json_t *
page_findings(struct page_names *names, const struct findings_report *found)
{
    json_t *list = json_array();

    for (size_t i = 0; i < found->count; i++)
        json_array_append_new(list, finding_of(names, &found->findings[i]));
    return list;
}
