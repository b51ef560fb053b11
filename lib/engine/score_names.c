/* SPDX-License-Identifier: MIT */
#include "lib/engine/score_names.h"

#include "lib/base/mem.h"
#include "lib/store/scores.h"

#include <stdlib.h>

static uint64_t
mix(uint64_t hash, struct str text)
{
    return hash_mix(hash, hash64(text.ptr, text.len));
}

uint64_t
score_names_hash(const struct ruleset *ruleset)
{
    uint64_t hash = ruleset->card_count;

    for (size_t i = 0; i < ruleset->card_count; i++) {
        const struct scorecard *card = &ruleset->cards[i];

        hash = mix(mix(mix(hash, card->name), card->title_zh), card->title_en);
        for (size_t j = 0; j < card->band_count; j++)
            hash = mix(mix(mix(hash, card->bands[j].name), card->bands[j].title_zh), card->bands[j].title_en);
    }
    return hash;
}

static bool
put_cards(struct score_table *table, const struct ruleset *ruleset, struct err *err)
{
    struct score_card_row *rows = mem_array(ruleset->card_count + 1, sizeof *rows);
    bool done;

    for (size_t i = 0; i < ruleset->card_count; i++) {
        const struct scorecard *card = &ruleset->cards[i];

        rows[i] = (struct score_card_row){ card->name, card_of_names[card->of], card->title_zh, card->title_en,
                                           ruleset->plugins[card->plugin].name };
    }
    done = score_table_put_cards(table, rows, ruleset->card_count, err);
    free(rows);
    return done;
}

static bool
put_grades(struct score_table *table, const struct ruleset *ruleset, struct err *err)
{
    struct score_grade_row *rows = mem_array(ruleset->card_count * CARD_BANDS_MAX + 1, sizeof *rows);
    size_t count = 0;
    bool done;

    for (size_t i = 0; i < ruleset->card_count; i++) {
        const struct scorecard *card = &ruleset->cards[i];

        for (size_t j = 0; j < card->band_count; j++)
            rows[count++] = (struct score_grade_row){ card->name, card->bands[j].name, card->bands[j].title_zh,
                                                      card->bands[j].title_en };
    }
    done = score_table_put_grades(table, rows, count, err);
    free(rows);
    return done;
}

bool
score_names_put(struct score_table *table, const struct ruleset *ruleset, struct err *err)
{
    return put_cards(table, ruleset, err) && put_grades(table, ruleset, err);
}
