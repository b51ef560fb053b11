/* SPDX-License-Identifier: MIT */
#include "lua/protocol_scores.h"

#include "lib/model/fold.h"
#include "lua/frame.h"
#include "lua/protocol.h"
#include "lua/protocol_faults.h"
#include "lua/protocol_pieces.h"
#include "lua/protocol_subject.h"

static void
put_key(struct buf *out, struct hash128 key)
{
    buf_put_u64(out, key.low);
    buf_put_u64(out, key.high);
}

static struct hash128
read_key(struct buf_reader *in)
{
    struct hash128 key = { .low = buf_read_u64(in) };

    key.high = buf_read_u64(in);
    return key;
}

/* ---- ASK_SCORES ---- */

void
protocol_put_score_ask(struct buf *out, uint64_t batch, const struct rule_mask *paused,
                       const struct score_question *questions, size_t count)
{
    size_t begin = frame_open(out, FRAME_ASK_SCORES);

    buf_put_u64(out, batch);
    protocol_put_mask(out, paused);
    buf_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        const struct score_question *question = &questions[i];

        put_key(out, question->key);
        buf_put_u32(out, question->rule);
        buf_put_byte(out, (uint8_t)question->period);
        buf_put_u32(out, (uint32_t)question->count);
        for (size_t k = 0; k < question->count; k++) {
            buf_put_byte(out, (uint8_t)question->readings[k].state);
            buf_put_byte(out, (uint8_t)question->readings[k].verdict);
            buf_put_u64(out, (uint64_t)question->readings[k].numerator);
            buf_put_u64(out, (uint64_t)question->readings[k].denominator);
        }
        buf_put_u32(out, (uint32_t)question->event_count);
        for (size_t k = 0; k < question->event_count; k++)
            protocol_put_subject(out, &question->events[k]);
    }
    frame_close(out, begin);
}

static struct figure_reading
read_reading(struct buf_reader *in)
{
    struct figure_reading reading = { .state = (enum figure_state)piece_choice(in, FIGURE_STATES) };

    reading.verdict = (enum reading_verdict)piece_choice(in, READING_MET + 1);
    reading.numerator = (int64_t)buf_read_u64(in);
    reading.denominator = (int64_t)buf_read_u64(in);
    if (reading.state == FIGURE_OK && reading.denominator <= 0)
        in->bad = true;
    return reading;
}

/* Of a fold: events of other people's. */
static void
read_events(struct buf_reader *in, struct arena *arena, struct score_question *question)
{
    struct rule_subject *events;

    question->event_count = piece_count(in, SUBJECT_SIZE_LEAST);
    if (question->event_count > FOLD_EVENTS_MAX)
        in->bad = true;
    question->events = events = arena_array(arena, in->bad ? 0 : question->event_count, sizeof *events);
    for (size_t i = 0; i < question->event_count && !in->bad; i++) {
        events[i] = protocol_read_subject(in, arena);
        in->bad |= events[i].kind != SUBJECT_RECORD || events[i].type != EVENT_FOREIGN;
    }
}

static struct score_question
read_question(struct buf_reader *in, struct arena *arena)
{
    struct score_question question = { .key = read_key(in) };
    struct figure_reading *readings;

    question.rule = buf_read_u32(in);
    question.period = (enum period_kind)piece_choice(in, PERIOD_KINDS);
    question.count = piece_count(in, 18);
    if (question.rule >= RULES_MAX || question.count > SCORE_READS_MAX)
        in->bad = true;
    question.readings = readings = arena_array(arena, question.count, sizeof *readings);
    for (size_t i = 0; i < question.count && !in->bad; i++)
        readings[i] = read_reading(in);
    read_events(in, arena, &question);
    return question;
}

bool
protocol_read_score_ask(struct str body, struct arena *arena, struct score_ask *ask, struct err *err)
{
    struct buf_reader in = frame_reader(body);
    struct score_ask read = { .batch = buf_read_u64(&in) };

    read.paused = protocol_read_mask(&in);
    read.count = piece_count(&in, 29);
    read.questions = arena_array(arena, read.count, sizeof *read.questions);
    for (size_t i = 0; i < read.count && !in.bad; i++)
        read.questions[i] = read_question(&in, arena);
    if (!frame_is_whole(&in, "ASK_SCORES", err))
        return false;
    *ask = read;
    return true;
}

/* ---- SCORES ---- */

void
protocol_put_scores(struct buf *out, const struct score_batch *batch)
{
    size_t begin = frame_open(out, FRAME_SCORES);

    buf_put_u64(out, batch->batch);
    buf_put_u64(out, batch->nanoseconds);
    buf_put_u32(out, (uint32_t)batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        const struct score_answer *answer = &batch->answers[i];

        put_key(out, answer->key);
        buf_put_byte(out, (uint8_t)answer->state);
        buf_put_u64(out, (uint64_t)answer->value.num);
        buf_put_u64(out, (uint64_t)answer->value.den);
        buf_put_byte(out, (uint8_t)answer->raised);
    }
    protocol_put_faults(out, batch->faults, batch->fault_count);
    protocol_put_uses(out, batch->uses, batch->use_count);
    frame_close(out, begin);
}

static struct score_answer
read_answer(struct buf_reader *in)
{
    struct score_answer answer = { .key = read_key(in) };

    answer.state = (enum figure_state)piece_choice(in, FIGURE_STATES);
    answer.value.num = (int64_t)buf_read_u64(in);
    answer.value.den = (int64_t)buf_read_u64(in);
    answer.raised = piece_choice(in, RAISE_ALL + 1);
    if (answer.state == FIGURE_OK && answer.value.den <= 0)
        in->bad = true;
    return answer;
}

bool
protocol_read_scores(struct str body, struct arena *arena, struct score_batch *batch, struct err *err)
{
    struct buf_reader in = frame_reader(body);
    struct score_batch read = { .batch = buf_read_u64(&in), .count = 0 };

    read.nanoseconds = buf_read_u64(&in);
    read.count = piece_count(&in, 34);
    read.answers = arena_array(arena, read.count, sizeof *read.answers);
    for (size_t i = 0; i < read.count; i++)
        read.answers[i] = read_answer(&in);
    read.fault_count = protocol_read_faults(&in, arena, &read.faults);
    read.use_count = protocol_read_uses(&in, arena, &read.uses);
    if (!frame_is_whole(&in, "SCORES", err))
        return false;
    *batch = read;
    return true;
}
