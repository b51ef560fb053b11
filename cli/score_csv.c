/* SPDX-License-Identifier: MIT */
#include "cli/score_csv.h"

#include "cli/csv.h"

static const char score_header[] =
    "card,unit,team,period,state,total,sum,available,full,base,bonus,penalty,most,grade,class,rank,of,change,rank_change,"
    "comparison,flags,kind,unit_name,plugin,day,as_of\n";
static const char component_header[] =
    "card,unit,team,period,role,component,dimension,full,self,points,state,mark,value,target,grade,kind,unit_name,plugin,day,as_of\n";

static void
put_subject(struct buf *out, const struct score_row *row)
{
    csv_texts(out, (const struct str *const[]){ &row->card, &row->unit, &row->team, &row->period }, 4);
}

static void
put_source(struct buf *out, const struct score_report *score)
{
    csv_texts(out, (const struct str *const[]){ &score->row.kind, &score->words.unit, &score->row.plugin, &score->day }, 4);
    csv_number(out, true, (int64_t)score->as_of);
    csv_end(out);
}

void
score_csv(struct buf *out, const struct score_report *scores, size_t count)
{
    buf_put_str(out, str_of(score_header));
    for (size_t i = 0; i < count; i++) {
        const struct score_row *row = &scores[i].row;

        put_subject(out, row);
        csv_texts(out, (const struct str *const[]){ &row->state, &row->total, &row->sum, &row->available, &row->full, &row->base,
                                                    &row->bonus, &row->penalty, &row->most, &row->grade, &row->peers }, 11);
        csv_number(out, row->has_rank, row->rank);
        csv_number(out, row->has_rank, row->of);
        csv_text(out, row->change);
        csv_number(out, row->has_rank_change, row->rank_change);
        csv_texts(out, (const struct str *const[]){ &row->comparison, &row->flags }, 2);
        put_source(out, &scores[i]);
    }
}

void
score_component_csv(struct buf *out, const struct score_report *scores, size_t count)
{
    buf_put_str(out, str_of(component_header));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < scores[i].line_count; k++) {
            const struct score_line_row *line = &scores[i].lines[k].line;

            put_subject(out, &scores[i].row);
            csv_texts(out, (const struct str *const[]){ &line->role, &line->name, &line->dimension, &line->full, &line->self, &line->points,
                                                        &line->state, &line->mark, &line->value, &line->target, &line->grade }, 11);
            put_source(out, &scores[i]);
        }
}
