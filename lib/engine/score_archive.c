/* SPDX-License-Identifier: MIT */
#include "lib/engine/score_archive.h"

#include "lib/base/mem.h"
#include "lib/engine/score_rows.h"
#include "lib/engine/score_text.h"

#include <stdlib.h>

void
score_archive_init(struct score_archive *archive, struct frozen_scores *frozen)
{
    *archive = (struct score_archive){ .frozen = frozen };
}

void
score_archive_free(struct score_archive *archive)
{
    codebook_free(&archive->keys);
    free(archive->closes);
    arena_free(&archive->arena);
    *archive = (struct score_archive){ .frozen = archive->frozen };
}

/* ---- freezing ---- */

static void
fill_names(struct score_words *words, const struct score_run *run, const struct scorecard *card, const struct score_entry *entry)
{
    const struct unit *unit = &run->facts->units.units[entry->unit];

    words->unit = unit->name;
    words->unit_en = unit->name_en;
    words->card_zh = card->title_zh;
    words->card_en = card->title_en;
    if (card->of == CARD_TEAM) {
        const struct team_statement *team = team_current(&run->facts->teams, entry->owner, &run->facts->units);
        words->team = team ? team->name : (struct str){ 0 };
    }
    if (score_has_total(&entry->score) && entry->score.grade >= 0) {
        words->grade_zh = card->bands[entry->score.grade].title_zh;
        words->grade_en = card->bands[entry->score.grade].title_en;
    }
}

static struct score_line_words *
line_words(const struct score_run *run, const struct scorecard *card, struct arena *arena)
{
    struct score_line_words *words = arena_array(arena, card->term_count, sizeof *words);

    for (size_t i = 0; i < card->term_count; i++) {
        const struct card_term *term = &card->terms[i];
        if (term->card >= 0) {
            const struct scorecard *other = &run->ruleset->cards[term->card];
            words[i] = (struct score_line_words){ other->title_zh, other->title_en, 1 };
        } else {
            const struct indicator *indicator = &run->ruleset->indicators[term->indicator];
            words[i] = (struct score_line_words){ indicator->title_zh, indicator->title_en, indicator->factor };
        }
    }
    return words;
}

static struct str
hash_text(struct hash128 hash, struct arena *arena)
{
    return arena_printf(arena, "%016llx%016llx", (unsigned long long)hash.high, (unsigned long long)hash.low);
}

/* One close that took effect in this publication. */
struct run {
    struct score_archive *archive;
    const struct score_boards *boards;
    const struct score_run *scores;
    const struct closed_period *closed;
    struct err *err;
};

static bool
freeze_entry(struct run *run, struct score_board *board, struct score_entry *entry)
{
    const struct scorecard *card = &run->scores->ruleset->cards[board->card];
    struct score_change change = score_change_of(run->boards, run->scores, board, entry);
    struct arena arena = { 0 };
    struct frozen_score score = { .row = score_text_row(run->scores, board, entry, &change, &arena),
                                  .rules = hash_text(entry->meaning, &arena),
                                  .line_count = card->term_count };
    bool fine;

    score.lines = score_text_lines(card, entry, &arena);
    score.line_words = line_words(run->scores, card, &arena);
    fill_names(&score.words, run->scores, card, entry);
    fine = frozen_scores_put(run->archive->frozen, run->closed->closing, &score, run->err);
    if (entry->frozen.closing == run->closed->closing) { /* of several closes the shortest speaks */
        entry->frozen.is_there = true;
        entry->frozen.is_late = false;
        entry->frozen.then = entry->frozen.now;
        entry->frozen.rank = entry->rank;
        entry->frozen.of = entry->of;
        score_entry_touch(board, entry);
    }
    arena_free(&arena);
    return fine;
}

static bool
is_paused(const struct score_run *run, uint32_t plugin)
{
    return run->paused[plugin / 64] >> (plugin % 64) & 1;
}

/* A card that is not there now, or of a paused plugin, has nothing to be frozen, as its figures have not. */
static bool
freeze_board(struct run *run, struct score_board *board)
{
    bool fine = true;

    if (board->card < 0 || is_paused(run->scores, run->scores->ruleset->cards[board->card].plugin) ||
        !period_has(&run->closed->period, board->period.first, board->period.end - 1))
        return true;
    for (size_t i = 0; fine && i < board->count; i++)
        if (board->entries[i].live && board->entries[i].unit == run->closed->unit)
            fine = freeze_entry(run, board, &board->entries[i]);
    return fine;
}

bool
score_archive_freeze(struct score_archive *archive, struct score_boards *boards, const struct score_run *run,
                     const struct freezer *freezer, struct err *err)
{
    struct run freezing = { archive, boards, run, NULL, err };
    bool fine = true;

    for (size_t i = 0; fine && i < freezer->fresh_count; i++) {
        freezing.closed = &freezer->fresh[i];
        for (size_t k = 0; fine && k < boards->count; k++)
            fine = freeze_board(&freezing, &boards->boards[k]);
    }
    return fine;
}

/* ---- which of them stand ---- */

/* What the close froze never changes, so it is read once. */
static bool
find_close(struct score_archive *archive, int64_t closing, struct archived_close **found, struct err *err)
{
    uint32_t place = codebook_find(&archive->keys, (struct str){ (const char *)&closing, sizeof closing });
    struct frozen_days *days;
    struct archived_close close = { 0 };

    if (place != CODE_NONE) {
        *found = &archive->closes[place];
        return true;
    }
    if (!frozen_scores_periods(archive->frozen, closing, &archive->arena, &days, &close.count, err))
        return false;
    close.periods = arena_array(&archive->arena, close.count, sizeof *close.periods);
    for (size_t i = 0; i < close.count; i++)
        close.periods[i].days = days[i];
    codebook_add(&archive->keys, (struct str){ (const char *)&closing, sizeof closing });
    archive->closes = mem_grow(archive->closes, archive->count, &archive->capacity, sizeof *archive->closes);
    archive->closes[archive->count++] = close;
    *found = &archive->closes[archive->count - 1];
    return true;
}

static bool
want_close(struct score_archive *archive, const struct freezer *freezer, const struct closed_period *closed, struct err *err)
{
    struct archived_close *close;

    if (!find_close(archive, closed->closing, &close, err))
        return false;
    for (size_t i = 0; i < close->count; i++) {
        const struct period period = { .first = close->periods[i].days.first, .end = close->periods[i].days.end };
        const struct closed_period *speaks = freezer_find(freezer, closed->unit, &period);
        close->periods[i].wanted = speaks && speaks->closing == closed->closing;
    }
    return true;
}

static int64_t
number_of(const struct score_archive *archive, uint32_t place)
{
    int64_t closing;

    memcpy(&closing, codebook_name(&archive->keys, place).ptr, sizeof closing);
    return closing;
}

static bool
write_close(struct score_archive *archive, uint32_t place, struct err *err)
{
    struct archived_close *close = &archive->closes[place];
    bool fine = true;

    for (size_t i = 0; fine && i < close->count; i++) {
        struct archived_period *period = &close->periods[i];
        if (period->shown != period->wanted)
            fine = frozen_scores_show(archive->frozen, number_of(archive, place), &period->days, period->wanted, err);
        period->shown = period->wanted;
        period->wanted = false; /* until the next look says so again */
    }
    return fine;
}

bool
score_archive_show(struct score_archive *archive, const struct freezer *freezer, struct err *err)
{
    bool fine = archive->is_known || frozen_scores_hide_all(archive->frozen, err);

    if (archive->is_known && archive->generation == freezer->generation)
        return true;
    for (size_t i = 0; fine && i < freezer->count; i++)
        fine = want_close(archive, freezer, &freezer->closed[i], err);
    for (uint32_t i = 0; fine && i < archive->count; i++)
        fine = write_close(archive, i, err);
    archive->generation = freezer->generation;
    archive->is_known = fine;
    return fine;
}
