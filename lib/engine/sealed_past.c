/* SPDX-License-Identifier: MIT */
#include "lib/engine/sealed_past.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/store/officials.h"

#include <stdlib.h>

static void
put_key(struct buf *key, const struct figure_row *row)
{
    const int64_t numbers[] = { row->closing, row->period_first, row->period_end };

    buf_put(key, numbers, sizeof numbers);
    buf_put_field(key, row->indicator);
    buf_put_field(key, row->team);
    buf_put_field(key, row->category);
    buf_put_field(key, row->group);
}

static struct str
name_of(const struct codebook *codes, uint32_t number)
{
    return number == CODE_NONE ? (struct str){ 0 } : codebook_name(codes, number);
}

static bool
find(const void *ctx, const struct scope *scope, struct str indicator, bool *known, struct fraction *share)
{
    const struct sealed_past *past = ctx;
    const struct closed_period *closed = freezer_find(past->freezer, scope->unit, &scope->period);
    struct buf key = { 0 };
    uint32_t number;

    if (!closed)
        return false;
    put_key(&key, &(const struct figure_row){
                      .closing = closed->closing,
                      .indicator = indicator,
                      .team = name_of(&scope->facts->teams.codes, scope->team),
                      .category = name_of(&scope->facts->categories.codes, scope->category),
                      .group = name_of(&scope->facts->people.groups, scope->group),
                      .period_first = scope->period.first,
                      .period_end = scope->period.end,
                  });
    number = codebook_find(&past->keys, buf_str(&key));
    buf_free(&key);
    *known = number != CODE_NONE;
    if (*known)
        *share = past->shares[number];
    return true;
}

void
sealed_past_init(struct sealed_past *past, const struct freezer *freezer)
{
    *past = (struct sealed_past){ .source = { find, past }, .freezer = freezer };
}

void
sealed_past_free(struct sealed_past *past)
{
    codebook_free(&past->read);
    codebook_free(&past->keys);
    free(past->shares);
    *past = (struct sealed_past){ 0 };
}

void
sealed_past_forget_rules(struct sealed_past *past)
{
    past->of = NULL;
}

static void
take(void *ctx, const struct figure_row *row)
{
    struct sealed_past *past = ctx;
    struct buf key = { 0 };

    put_key(&key, row);
    if (codebook_add(&past->keys, buf_str(&key)) == past->count) {
        past->shares = mem_grow(past->shares, past->count, &past->capacity, sizeof *past->shares);
        past->shares[past->count++] = (struct fraction){ row->numerator, row->denominator };
    }
    buf_free(&key);
}

static bool
read_once(struct sealed_past *past, int64_t closing, struct str indicator, struct err *err)
{
    struct buf key = { 0 };
    size_t before = past->read.count;
    bool is_new;

    buf_put(&key, &closing, sizeof closing);
    buf_put_field(&key, indicator);
    is_new = codebook_add(&past->read, buf_str(&key)) == before;
    buf_free(&key);
    return !is_new || officials_shares(past->freezer->officials, closing, indicator, take, past, err);
}

bool
sealed_past_refresh(struct sealed_past *past, const struct ruleset *ruleset, struct err *err)
{
    const struct freezer *freezer = past->freezer;

    if (past->of == ruleset && past->generation == freezer->generation)
        return true;
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        for (size_t k = 0; ruleset->indicators[i].improves && k < freezer->count; k++)
            if (!read_once(past, freezer->closed[k].closing, ruleset->indicators[i].name, err)) {
                sealed_past_free(past);
                sealed_past_init(past, freezer);
                return err_wrap(err, "the official figures of earlier periods");
            }
    past->of = ruleset;
    past->generation = freezer->generation;
    return true;
}
