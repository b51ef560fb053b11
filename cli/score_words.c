/* SPDX-License-Identifier: MIT */
#include "cli/score_words.h"

#include "cli/lang.h"
#include "cli/plugin_faults.h"
#include "cli/score_sums.h"
#include "cli/vocabulary.h"
#include "cli/words.h"
#include "lib/base/buf.h"
#include "lib/model/scorecard.h"

struct word {
    struct str code;
    const char *text;
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct word states[] = {
    { STR_INIT("blocked"), N_("no score: data is missing") },
    { STR_INIT("n_a"), N_("nothing applies") },
    { STR_INIT("new"), N_("new, not ranked") },
};

static const struct word flags[] = {
    { STR_INIT("veto"), N_("veto: the lowest grade") },
    { STR_INIT("gate"), N_("a must-have is not met") },
    { STR_INIT("missing"), N_("data is missing") },
    { STR_INIT("in_progress"), N_("the period is not over") },
    { STR_INIT("late"), N_("data that came after the close") },
    { STR_INIT("revised"), N_("revised") },
};

static const struct word marks[] = {
    { STR_INIT("missing"), N_("no data") },
    { STR_INIT("excluded"), N_("no data, left out") },
    { STR_INIT("not_applicable"), N_("does not apply") },
    { STR_INIT("shut"), N_("not met") },
};

static const struct word levels[] = {
    { STR_INIT("city"), N_("cities") },       { STR_INIT("district"), N_("districts") }, { STR_INIT("street"), N_("streets") },
    { STR_INIT("community"), N_("communities") }, { STR_INIT("grid"), N_("grids") },     { STR_INIT("union"), N_("unions") },
    { STR_INIT("branch"), N_("branches") },
};

static const struct word kinds[] = {
    { STR_INIT("team"), N_("teams") }, { STR_INIT("association"), N_("associations") },
    { STR_INIT("troupe"), N_("troupes") }, { STR_INIT("station"), N_("stations") },
};

static const char *const fields[WORK_FIELDS] = {
    N_("venues"), N_("teams"), N_("activities"), N_("volunteering"), N_("special services"), N_("culture industry"), N_("records"),
};

static struct str
find(struct str code, const struct word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(words[i].code, code))
            return str_of(_(words[i].text));
    return (struct str){ 0 };
}

struct str
score_card_title(const struct score_report *score)
{
    return lang_name(score->words.card_zh, score->words.card_en, score->row.card);
}

struct str
score_owner(const struct score_report *score, struct arena *arena)
{
    struct str unit = lang_name(score->words.unit, score->words.unit_en, score->row.unit), code = score->row.unit;

    if (score->row.team.ptr) {
        unit = score->words.team.len > 0 ? score->words.team : score->row.team;
        code = score->row.team;
    }
    return str_eq(unit, code) ? unit : arena_printf(arena, "%.*s (%.*s)", STR_ARG(unit), STR_ARG(code));
}

struct cell
score_total(const struct score_report *score)
{
    if (!score->row.total.ptr)
        return (struct cell){ STR("–"), TONE_QUIET };
    return (struct cell){ score->row.total, TONE_STRONG };
}

struct str
score_grade(const struct score_report *score)
{
    return score->row.grade.ptr ? lang_name(score->words.grade_zh, score->words.grade_en, score->row.grade) : (struct str){ 0 };
}

/* The part of *text before the mark, which is taken off; ptr NULL: there is no mark. */
static struct str
take_before(struct str *text, char mark)
{
    const char *at = memchr(text->ptr, mark, text->len);
    struct str before = { text->ptr, at ? (size_t)(at - text->ptr) : 0 };

    if (!at)
        return (struct str){ 0 };
    text->len -= before.len + 1;
    text->ptr = at + 1;
    return before;
}

struct str
score_class(const struct score_report *score, struct arena *arena)
{
    struct str size = score->row.peers, class = take_before(&size, ':'), level = class.ptr ? class : size;
    struct str kind = take_before(&level, '@'), name = find(level, levels, COUNT(levels));

    if (kind.ptr) {
        kind = find(kind, kinds, COUNT(kinds));
        name = arena_printf(arena, _("%.*s of %.*s"), STR_ARG(kind), STR_ARG(name));
    }
    return class.ptr ? arena_printf(arena, _("%.*s, size %.*s"), STR_ARG(name), STR_ARG(size)) : name;
}

struct str
score_rank(const struct score_report *score, struct arena *arena)
{
    if (!score->row.has_rank)
        return STR("–");
    return arena_printf(arena, "%lld/%lld", (long long)score->row.rank, (long long)score->row.of);
}

struct str
score_change(const struct score_report *score, struct arena *arena)
{
    const struct score_row *row = &score->row;
    long long places = (long long)(row->rank_change < 0 ? -row->rank_change : row->rank_change);

    if (str_eq(row->comparison, STR("other_rules")))
        return STR("≠");
    if (!row->change.ptr)
        return (struct str){ 0 };
    if (!row->has_rank_change || places == 0)
        return row->change;
    if (row->rank_change > 0)
        return arena_printf(arena, ngettext("%.*s, %lld place up", "%.*s, %lld places up", (unsigned long)places),
                            STR_ARG(row->change), places);
    return arena_printf(arena, ngettext("%.*s, %lld place down", "%.*s, %lld places down", (unsigned long)places),
                        STR_ARG(row->change), places);
}

const struct score_report *
score_official_of(const struct score_report *scores, size_t i)
{
    const struct score_row *revised = &scores[i].row, *before = i > 0 ? &scores[i - 1].row : NULL;

    return before && str_eq(revised->kind, STR("revised")) && str_eq(before->kind, STR("official")) &&
                   str_eq(before->card, revised->card) && str_eq(before->period, revised->period) &&
                   str_eq(before->unit, revised->unit) && str_eq(before->team, revised->team)
               ? &scores[i - 1]
               : NULL;
}

struct str
score_difference(const struct score_report *official, const struct score_report *revised, struct arena *arena)
{
    int64_t before, after;
    char text[DECIMAL_SIZE];

    if (!points_parse(official->row.total, &before) || !points_parse(revised->row.total, &after))
        return (struct str){ 0 };
    decimal_print(after - before, 100, 1, SCORE_DECIMALS, text);
    return arena_printf(arena, "%s%s", after > before ? "+" : "", text);
}

static void
add_remark(struct buf *text, struct str remark)
{
    if (remark.len > 0)
        buf_printf(text, "%s%.*s", text->len > 0 ? _("; ") : "", STR_ARG(remark));
}

struct str
score_remarks(const struct score_report *score, struct arena *arena)
{
    struct str rest = score->row.flags, flag, kept;
    struct buf text = { 0 };

    if (str_eq(score->row.kind, STR("official")))
        add_remark(&text, str_of(_("official")));
    add_remark(&text, find(score->row.state, states, COUNT(states)));
    while (words_next(&rest, &flag))
        if (!str_eq(flag, STR("missing")) || !str_eq(score->row.state, STR("blocked")))
            add_remark(&text, find(flag, flags, COUNT(flags)));
    if (score->stale_plugin.ptr)
        add_remark(&text, plugin_stale_text(score->as_of, score->day, score->stale_plugin, score->stale_reason, arena));
    kept = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return kept;
}

size_t
score_board(const struct score_report *scores, size_t count)
{
    size_t size = 1;

    while (size < count && str_eq(scores[size].row.card, scores->row.card) && str_eq(scores[size].row.period, scores->row.period))
        size++;
    return size;
}

struct str
score_moment(const struct score_report *scores, size_t count, struct arena *arena)
{
    const struct score_report *last = scores;

    for (size_t i = 1; i < count; i++)
        if (scores[i].as_of > last->as_of)
            last = &scores[i];
    return words_of_moment(last->day, last->as_of, arena);
}

struct str
line_title(const struct score_report_line *line)
{
    return lang_name(line->words.title_zh, line->words.title_en, line->line.name);
}

struct str
line_value(const struct score_report_line *line, struct arena *arena)
{
    if (str_eq(line->line.state, STR("suppressed")))
        return STR("*"); /* as in the report */
    if (!line->line.value.ptr)
        return word_of_state(line->line.state);
    if (line->line.grade.len > 0)
        return arena_printf(arena, "%.*s%s (%.*s)", STR_ARG(line->line.value), line->words.factor == 100 ? " %" : "",
                            STR_ARG(line->line.grade));
    return line->words.factor == 100 ? arena_printf(arena, "%.*s %%", STR_ARG(line->line.value)) : line->line.value;
}

struct str
line_mark(const struct score_report_line *line)
{
    return find(line->line.mark, marks, COUNT(marks));
}

struct str
word_of_field(int place)
{
    return str_of(_(fields[place]));
}
