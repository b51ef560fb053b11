/* SPDX-License-Identifier: MIT */
#include "cli/html/html_page.h"

#include "cli/explain_hide.h"
#include "cli/html/page.h"
#include "cli/html/page_explained.h"
#include "cli/html/page_explains.h"
#include "cli/html/page_figures.h"
#include "cli/html/page_findings.h"
#include "cli/html/page_months.h"
#include "cli/html/page_scores.h"
#include "cli/html/page_texts.h"
#include "cli/lang.h"
#include "cli/quality_report.h"
#include "cli/score_suppression.h"
#include "cli/suppression.h"
#include "lib/store/people_rows.h"

/* A page stays below 2 MiB as long as its rows leave room: explanations fill what is left up to here. */
enum { PAGE_SIZE_MOST = 1984 * 1024 };

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* What one page is made of. */
struct making {
    const struct html_subject *subject;
    struct arena *arena;
    struct bilingual words;
    struct page_names names;
    struct page_entries entries;
    struct report_row *rows;
    size_t count;
    struct ordered_row *ordered; /* what of them is shown */
    size_t ordered_count;
    struct trends trends;
    struct other_periods months;
    struct score_report *scores;
    size_t score_count;
    struct quality_report quality;
    struct explain_hider *hider;
    struct disclosure_rule rule;
    json_t *data;
};

static void
begin(struct making *making, const struct html_subject *subject, struct arena *arena)
{
    *making = (struct making){ .subject = subject, .arena = arena, .data = json_object() };
    bilingual_init(&making->words, arena);
    page_names_init(&making->names, &making->words);
    page_entries_init(&making->entries);
}

static void
end(struct making *making)
{
    explain_hider_close(making->hider);
    page_entries_free(&making->entries);
    page_names_free(&making->names);
    bilingual_free(&making->words);
    json_decref(making->data);
}

/* ---- reading ---- */

/* A table by teams, categories or groups has room for what is about people, and for these. */
static bool
is_shown(const struct ordered_row *row, const struct report_filter *filter)
{
    static const struct str also[] = {
        STR_INIT("activities"),   STR_INIT("attendances"),     STR_INIT("award_points"),  STR_INIT("cadence_month"),
        STR_INIT("group_parity"), STR_INIT("team_attendance"), STR_INIT("team_vitality"),
    };
    static const struct str not[] = { STR_INIT("education_all"), STR_INIT("education_opportunity") };
    static const struct str not_of_teams[] = { STR_INIT("education_coverage"), STR_INIT("participation_rate") };
    struct str indicator = row->row->figure.indicator;

    if (row->breakdown == BREAKDOWN_NONE || filter->counts[FILTER_INDICATOR] > 0)
        return true;
    if (str_find(indicator, not, COUNT(not)) >= 0 || (row->breakdown == BREAKDOWN_TEAM && str_find(indicator, not_of_teams, COUNT(not_of_teams)) >= 0))
        return false;
    if (row->breakdown == BREAKDOWN_CATEGORY && str_eq(indicator, STR("cadence_month")))
        return false;
    return row->row->figure.method.len > 0 || str_find(indicator, also, COUNT(also)) >= 0;
}

static void
order(struct making *making, const struct report_filter *filter)
{
    size_t kept = 0;

    making->ordered = report_order(making->rows, making->count, making->arena);
    for (size_t i = 0; i < making->count; i++)
        if (is_shown(&making->ordered[i], filter))
            making->ordered[kept++] = making->ordered[i];
    making->ordered_count = kept;
}

static bool
read_figures(struct making *making, struct reader *reader, const struct report_filter *filter, struct err *err)
{
    bool full = making->subject->full;
    struct arena *arena = making->arena;

    if (!reader_report(reader, filter, arena, &making->rows, &making->count, err) ||
        (!full && !suppression_hide(reader, filter, making->rows, making->count, arena, err)))
        return false;
    order(making, filter);
    return trends_read(&making->trends, reader, filter, making->rows, making->count, full, arena, err) &&
           page_months_read(&making->months, reader, filter, making->rows, making->count, full, arena, err);
}

/* What is hidden of the figures' periods, and of the months of their sessions. */
static bool
read_hider(struct making *making, struct reader *reader, const struct report_filter *filter, struct err *err)
{
    struct str *months, *periods;
    size_t month_count, count = filter->counts[FILTER_PERIOD];

    if (making->subject->full || making->subject->no_explain || making->count == 0)
        return true;
    page_months_codes(making->rows, making->count, 0, making->arena, &months, &month_count);
    periods = arena_array(making->arena, count + month_count + 1, sizeof *periods);
    for (size_t i = 0; i < count; i++)
        periods[i] = filter->values[FILTER_PERIOD][i];
    for (size_t i = 0; i < month_count; i++)
        periods[count + i] = months[i];
    making->hider = explain_hider_open(reader, periods, count + month_count, making->arena, err);
    return making->hider != NULL;
}

static bool
read_scores(struct making *making, struct reader *reader, const struct report_filter *filter, struct err *err)
{
    return score_reader_report(reader, filter, making->arena, &making->scores, &making->score_count, err) &&
           (making->subject->full || score_suppression_apply(reader, filter, making->scores, making->score_count, making->arena, err));
}

/* ---- what the page says of itself ---- */

static bool
has_hidden(const struct making *making)
{
    for (size_t i = 0; i < making->count; i++)
        if (making->rows[i].hidden.ptr)
            return true;
    for (size_t i = 0; i < making->score_count; i++)
        for (size_t k = 0; k < making->scores[i].line_count; k++)
            if (str_eq(making->scores[i].lines[k].line.state, STR("suppressed")))
                return true;
    return false;
}

/* What stands now is of one moment; official figures and scores are of their own. */
static void
put_moment(const struct making *making, json_t *about)
{
    struct str day = making->quality.found.day;
    uint64_t position = making->quality.found.as_of;

    for (size_t i = 0; i < making->score_count; i++)
        if (!day.ptr || making->scores[i].as_of > position) {
            day = making->scores[i].day;
            position = making->scores[i].as_of;
        }
    for (size_t i = 0; i < making->count; i++)
        if (!day.ptr || making->rows[i].as_of > position) {
            day = making->rows[i].day;
            position = making->rows[i].as_of;
        }
    json_object_set_new(about, "day", day.ptr ? json_stringn(day.ptr, day.len) : json_null());
    json_object_set_new(about, "position", json_integer((json_int_t)position));
}

static void
put_about(struct making *making, const char *kind)
{
    json_t *about = json_pack("{s:s,s:s,s:b,s:I,s:b,s:i,s:b}", "kind", kind, "program", "Turnout", "hidden", has_hidden(making), "below",
                              (json_int_t)making->rule.below, "full", making->subject->full, "unit", 0, "licences", 1);

    put_moment(making, about);
    json_object_set_new(making->data, "about", about);
    json_object_set_new(making->data, "language", json_string(lang_now() == LANG_ZH ? "zh" : "en"));
}

static json_t *
first_indicators(void)
{
    json_t *list = json_array();

    for (size_t i = 0; i < page_first_count; i++)
        json_array_append_new(list, json_stringn(page_first_indicators[i].ptr, page_first_indicators[i].len));
    return list;
}

/* ---- putting it together ---- */

static void
put_data(struct making *making, const char *kind, bool has_findings)
{
    json_t *data = making->data, *shapes;

    put_about(making, kind);
    json_object_set_new(data, "blocks", page_figures(&making->names, making->ordered, making->ordered_count, &making->trends));
    json_object_set_new(data, "months", page_months(&making->names, &making->months));
    json_object_set_new(data, "scores", page_scores(&making->names, making->scores, making->score_count, &shapes));
    json_object_set_new(data, "lines", shapes);
    json_object_set_new(data, "findings", has_findings ? page_findings(&making->names, &making->quality.found) : json_null());
    page_names_put(&making->names, data);
    json_object_set_new(data, "states", page_states(&making->words));
    json_object_set_new(data, "first", first_indicators());
    json_object_set_new(data, "lists", page_explain_lists(&making->words));
    json_object_set_new(data, "texts", page_texts(&making->words));
    json_object_set_new(data, "explains", json_object());
    json_object_set(data, "entries", making->entries.texts);
    json_object_set(data, "words", making->words.texts);
}

/* Beside an official figure the revised one has the same explanation. */
static const struct report_row **
explained_rows(const struct making *making)
{
    const struct report_row **rows = arena_array(making->arena, making->ordered_count, sizeof *rows);

    for (size_t i = 0; i < making->ordered_count; i++)
        if (!str_eq(making->ordered[i].row->figure.kind, STR("revised")))
            rows[i] = making->ordered[i].row;
    return rows;
}

static bool
put_explains(struct making *making, struct err *err)
{
    size_t size = page_frame_size() + json_dumpb(making->data, NULL, 0, JSON_COMPACT);
    struct page_explains explains = {
        .places = making->subject->places, .db = making->subject->db, .hider = making->hider, .words = &making->words,
        .entries = &making->entries,
        .room = size < PAGE_SIZE_MOST ? PAGE_SIZE_MOST - size : 0,
    };
    json_t *by_row;

    if (making->subject->no_explain)
        return true;
    if (!page_explains_make(&explains, explained_rows(making), making->ordered_count, &by_row, err))
        return false;
    json_object_set_new(making->data, "explains", by_row);
    return true;
}

/* ---- the three pages ---- */

/* Scores and findings are about units and teams as a whole: who asks for single figures wants none of them. */
static bool
is_narrow(const struct report_filter *filter)
{
    return filter->counts[FILTER_INDICATOR] + filter->counts[FILTER_CATEGORY] + filter->counts[FILTER_GROUP] > 0;
}

/* Of the same units, whenever it was: what is found is not about a period. */
static bool
read_findings(struct making *making, struct reader *reader, const struct report_filter *filter, struct err *err)
{
    struct report_filter units = { 0 };

    units.values[FILTER_UNIT] = filter->values[FILTER_UNIT];
    units.counts[FILTER_UNIT] = filter->counts[FILTER_UNIT];
    return quality_report_read(reader, &units, making->subject->full, making->arena, &making->quality, err);
}

static bool
read_report(struct making *making, struct reader *reader, const struct report_filter *filter, struct err *err)
{
    return reader_disclosure(reader, &making->rule, err) && read_figures(making, reader, filter, err) && read_hider(making, reader, filter, err) &&
           (is_narrow(filter) || making->count == 0 || (read_scores(making, reader, filter, err) && read_findings(making, reader, filter, err)));
}

bool
html_report(struct buf *out, const struct html_subject *subject, struct reader *reader, const struct report_filter *filter,
            struct arena *arena, struct err *err)
{
    struct making making;
    bool done;

    begin(&making, subject, arena);
    done = reader_begin(reader, err) && read_report(&making, reader, filter, err);
    reader_end(reader);
    if (done) {
        put_data(&making, "report", !is_narrow(filter) && making.count > 0);
        done = put_explains(&making, err);
    }
    if (done)
        page_put(out, making.data);
    end(&making);
    return done;
}

void
html_scorecard(struct buf *out, bool full, struct score_report *scores, size_t count, struct arena *arena)
{
    const struct html_subject subject = { .full = full, .no_explain = true };
    struct making making;

    begin(&making, &subject, arena);
    making.scores = scores;
    making.score_count = count;
    put_data(&making, "scorecard", false);
    page_put(out, making.data);
    end(&making);
}

void
html_quality(struct buf *out, bool full, const struct quality_report *report, struct arena *arena)
{
    const struct html_subject subject = { .full = full, .no_explain = true };
    struct making making;

    begin(&making, &subject, arena);
    making.quality = *report;
    put_data(&making, "quality", true);
    page_put(out, making.data);
    end(&making);
}
