/* SPDX-License-Identifier: MIT */
#include "lua/protocol.h"

#include "lib/model/emission.h"
#include "lua/protocol_faults.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/rules.h"

static struct arena arena;

static int
forget(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct str
body_of(const struct buf *frame, enum frame_kind expected)
{
    enum frame_kind kind;
    struct str body;
    size_t used;

    assert_int_equal(protocol_frame(buf_str(frame), &kind, &body, &used), 1);
    assert_int_equal(kind, expected);
    assert_int_equal(used, frame->len);
    return body;
}

static struct buf
load_frame(void)
{
    struct plugin_source sources[] = {
        { .path = STR_INIT("plugins/a"), .file = STR_INIT("plugins/a/init.lua"), .text = STR_INIT("return 1") },
        { .path = STR_INIT("b.lua"), .file = STR_INIT("b.lua"), .text = STR_INIT(""), .skip = true, .reason = STR_INIT("killed") },
    };
    struct param_override overrides[] = { { STR_INIT("a"), STR_INIT("target"), STR_INIT("80") } };
    struct load_request request = { { 1, 2, 3, 4, 5 }, sources, 2, overrides, 1, true };
    struct buf frame = { 0 };

    protocol_put_load(&frame, &request);
    return frame;
}

static struct buf
ask_frame(void)
{
    struct rule_subject subjects[] = { full_session(), bare_session(), plan_item(), publicity_item(), declared_number(), feedback_summary(), library() };
    struct rule_mask paused = { { 5, 0, 0, 1 } };
    struct buf frame = { 0 };

    protocol_put_ask(&frame, 77, &paused, subjects, sizeof subjects / sizeof *subjects);
    return frame;
}

static struct buf
verdicts_frame(void)
{
    struct emission emissions[] = { { 5, EVENT_ATTENDANCE, STR_INIT("{}"), 17, STR_INIT("x.lua:4") }, { 5, EVENT_HEADCOUNT, STR_INIT("{\"total\":1}"), 0, STR_INIT("x.lua:5") } };
    struct verdict verdicts[] = {
        { SUBJECT_SESSION, 7, 3, { { 1, 2, 3, 4 } }, NULL, 0 },
        { SUBJECT_PLAN_ITEM, 9, 1, { { 0 } }, NULL, 0 },
        { SUBJECT_RECORD, 11, 2, { { 0 } }, emissions, 2 },
    };
    struct rule_fault faults[] = { { 2, 5, 7, STR_INIT("x.lua:1: why"), FAULT_TIME, { 100, 200, 300, 400, 500, 600 }, { 1, 2, 3, 4, 5, 6 }, { 8, 9 } }, { .plugin = 3, .rule = RULE_NONE, .subject = UINT32_MAX, .message = STR_INIT("") } };
    struct plugin_use uses[] = { { 2, { .calls = 3, .instructions = 4, .nanoseconds = 5, .memory = 6 } } };
    struct verdict_batch batch = { 77, verdicts, 3, faults, 2, 10, 20, uses, 1 };
    struct buf frame = { 0 };

    protocol_put_verdicts(&frame, &batch);
    return frame;
}

static void
load__arrives_as_it_was_sent(void **state)
{
    struct buf frame = load_frame(), again = { 0 };
    struct load_request read;
    struct err err = { 0 };

    (void)state;
    assert_true(protocol_read_load(body_of(&frame, FRAME_LOAD), &arena, &read, &err));
    assert_int_equal(read.source_count, 2);
    assert_true(str_eq(read.sources[0].text, STR("return 1")));
    assert_null(read.sources[0].reason.ptr);
    assert_true(read.sources[1].skip);
    assert_true(str_eq(read.overrides[0].value, STR("80")));
    protocol_put_load(&again, &read);
    assert_int_equal(again.len, frame.len);
    assert_memory_equal(again.ptr, frame.ptr, frame.len);
    buf_free(&again);
    buf_free(&frame);
}

static void
ask__arrives_with_every_field(void **state)
{
    struct buf frame = ask_frame(), again = { 0 };
    struct err err = { 0 };
    struct ask read;

    (void)state;
    assert_true(protocol_read_ask(body_of(&frame, FRAME_ASK), &arena, &read, &err));
    assert_int_equal(read.batch, 77);
    assert_int_equal(read.count, 7);
    assert_true(str_eq(read.subjects[0].activity->tags.items[1], STR("summer")));
    assert_null(read.subjects[1].activity->title.ptr);
    assert_int_equal(read.subjects[2].plan->weight, 2);
    assert_int_equal(read.subjects[3].type, EVENT_PUBLICITY_PUT);
    assert_int_equal(read.subjects[3].delay, 4);
    assert_int_equal(read.subjects[3].data->publicity_put.reach, 1200);
    assert_null(read.subjects[3].data->publicity_put.title.ptr);
    assert_int_equal(read.subjects[4].data->declared_put.value.num, 25);
    assert_int_equal(read.subjects[5].data->feedback.counts[1].count, 10);
    assert_true(str_eq(read.subjects[6].data->venue_put.rooms.items[1], STR("children")));
    protocol_put_ask(&again, read.batch, &read.paused, read.subjects, read.count);
    assert_int_equal(again.len, frame.len);
    assert_memory_equal(again.ptr, frame.ptr, frame.len);
    buf_free(&again);
    buf_free(&frame);
}

static void
verdicts__arrive_and_their_messages_outlive_the_frame(void **state)
{
    struct buf frame = verdicts_frame(), again = { 0 };
    struct verdict_batch read;
    struct err err = { 0 };

    (void)state;
    assert_true(protocol_read_verdicts(body_of(&frame, FRAME_VERDICTS), &arena, &read, &err));
    protocol_put_verdicts(&again, &read);
    assert_int_equal(again.len, frame.len);
    assert_memory_equal(again.ptr, frame.ptr, frame.len);
    buf_free(&frame);
    assert_true(str_eq(read.faults[0].message, STR("x.lua:1: why")));
    assert_int_equal(read.faults[0].used.nanoseconds, 200);
    assert_int_equal(read.faults[0].cause, FAULT_TIME);
    assert_int_equal(read.faults[0].limit.round, 6);
    assert_int_equal(read.use_count, 1);
    assert_int_equal(read.uses[0].plugin, 2);
    assert_int_equal(read.uses[0].use.instructions, 4);
    assert_int_equal(read.uses[0].use.memory, 6);
    assert_int_equal(read.faults[1].rule, RULE_NONE);
    buf_free(&again);
}

static void
frame__is_whole_or_not_there_yet(void **state)
{
    struct buf frame = load_frame();
    enum frame_kind kind;
    struct str body;
    size_t used;

    (void)state;
    for (size_t len = 0; len < frame.len; len++)
        assert_int_equal(protocol_frame((struct str){ frame.ptr, len }, &kind, &body, &used), 0);
    buf_put_byte(&frame, 1); /* the beginning of the next one */
    assert_int_equal(protocol_frame(buf_str(&frame), &kind, &body, &used), 1);
    assert_int_equal(used, frame.len - 1);
    buf_free(&frame);
}

static void
frame__of_no_kind_or_too_long_is_refused(void **state)
{
    static const struct str frames[] = {
        STR_INIT("\0\0\0\0"), STR_INIT("\1\0\0\0\0"), STR_INIT("\1\0\0\0\x0a"), STR_INIT("\1\0\0\0\xff"),
        STR_INIT("\1\0\0\4"), STR_INIT("\xff\xff\xff\xff\1"),
    };
    enum frame_kind kind;
    struct str body;
    size_t used;

    (void)state;
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        assert_int_equal(protocol_frame(frames[i], &kind, &body, &used), -1);
}

/* Any of the three, whatever it makes of it. */
static bool
read_any(int which, struct str body, struct err *err)
{
    struct load_request load;
    struct ask ask;
    struct verdict_batch batch;
    bool good;

    if (which == 0)
        good = protocol_read_load(body, &arena, &load, err);
    else if (which == 1)
        good = protocol_read_ask(body, &arena, &ask, err);
    else
        good = protocol_read_verdicts(body, &arena, &batch, err);
    return good;
}

static void
make_all(struct buf frames[3])
{
    frames[0] = load_frame();
    frames[1] = ask_frame();
    frames[2] = verdicts_frame();
}

static void
read__refuses_every_frame_that_is_cut_or_too_long(void **state)
{
    struct buf frames[3];
    struct err err = { 0 };

    (void)state;
    make_all(frames);
    for (int which = 0; which < 3; which++) {
        for (size_t len = 0; len < frames[which].len - 5; len++)
            assert_false(read_any(which, (struct str){ frames[which].ptr + 5, len }, &err));
        buf_put_byte(&frames[which], 0);
        assert_false(read_any(which, (struct str){ frames[which].ptr + 5, frames[which].len - 5 }, &err));
        assert_int_equal(err.code, ERR_INPUT);
        buf_free(&frames[which]);
    }
}

/* Whatever the other side sends: an answer or a refusal, and no byte read or allocated beyond it. */
static void
read__takes_or_refuses_ten_thousand_damaged_frames(void **state)
{
    struct dice dice = { 11 };
    struct buf frames[3];
    struct err err = { 0 };
    int taken = 0;

    (void)state;
    make_all(frames);
    for (int i = 0; i < 10000; i++) {
        struct buf *frame = &frames[i % 3];
        struct buf copy = { 0 };

        buf_put(&copy, frame->ptr + 5, frame->len - 5 - dice_below(&dice, 3));
        for (unsigned hits = dice_below(&dice, 4); hits > 0; hits--)
            copy.ptr[dice_below(&dice, (unsigned)copy.len)] = (char)dice_below(&dice, 256);
        taken += read_any(i % 3, buf_str(&copy), &err);
        arena_reset(&arena);
        buf_free(&copy);
    }
    assert_true(taken > 100 && taken < 9900);
    for (int which = 0; which < 3; which++)
        buf_free(&frames[which]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(load__arrives_as_it_was_sent, forget),
        cmocka_unit_test_teardown(ask__arrives_with_every_field, forget),
        cmocka_unit_test_teardown(verdicts__arrive_and_their_messages_outlive_the_frame, forget),
        cmocka_unit_test_teardown(frame__is_whole_or_not_there_yet, forget),
        cmocka_unit_test_teardown(frame__of_no_kind_or_too_long_is_refused, forget),
        cmocka_unit_test_teardown(read__refuses_every_frame_that_is_cut_or_too_long, forget),
        cmocka_unit_test_teardown(read__takes_or_refuses_ten_thousand_damaged_frames, forget),
    };

    return cmocka_run_group_tests_name("protocol", tests, NULL, NULL);
}
