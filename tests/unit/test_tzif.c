/* SPDX-License-Identifier: MIT */
#include "lib/model/tzif.h"

#include "lib/base/buf.h"
#include "lib/base/zone_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* A file in pieces; the first block is empty, as "zic -b slim" writes it. */
struct draft {
    char version;
    uint32_t isut, isstd, leap, time, type, chars; /* as the header says */
    int64_t at[4];
    uint8_t kind[4];
    int32_t offset[2];
    const char *footer;
};

static const struct draft good = {
    .version = '2', .time = 3, .type = 2, .chars = 8, .at = { -1000, 0, 1000 }, .kind = { 1, 0, 1 },
    .offset = { 0, 3600 }, .footer = "\nAAA0\n",
};

static void
put_be32(struct buf *buf, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_put_byte(buf, (uint8_t)(value >> shift));
}

static void
put_header(struct buf *buf, const struct draft *draft, bool is_empty)
{
    const uint32_t counts[] = { draft->isut, draft->isstd, draft->leap, draft->time, draft->type, draft->chars };

    buf_put(buf, "TZif", 4);
    buf_put_byte(buf, (uint8_t)draft->version);
    for (int i = 0; i < 15; i++)
        buf_put_byte(buf, 0);
    for (int i = 0; i < 6; i++)
        put_be32(buf, is_empty ? 0 : counts[i]);
}

static struct buf
file_of(const struct draft *draft)
{
    struct buf buf = { 0 };

    put_header(&buf, draft, true);
    put_header(&buf, draft, false);
    for (uint32_t i = 0; i < draft->time && i < 4; i++) {
        put_be32(&buf, (uint32_t)((uint64_t)draft->at[i] >> 32));
        put_be32(&buf, (uint32_t)draft->at[i]);
    }
    for (uint32_t i = 0; i < draft->time && i < 4; i++)
        buf_put_byte(&buf, draft->kind[i]);
    for (uint32_t i = 0; i < draft->type && i < 2; i++) {
        put_be32(&buf, (uint32_t)draft->offset[i]);
        buf_put(&buf, "\0\0", 2);
    }
    for (uint32_t i = 0; i < draft->chars && i < 8; i++)
        buf_put_byte(&buf, 0);
    buf_put_str(&buf, str_of(draft->footer));
    return buf;
}

/* Decodes a copy of exactly the size, so that an address sanitizer sees any read beyond; checks what it was given. */
static bool
decode(struct str bytes, struct err *err)
{
    char *copy = test_malloc(bytes.len ? bytes.len : 1);
    struct tzif tzif = { 0 };
    bool done;

    if (bytes.len)
        memcpy(copy, bytes.ptr, bytes.len);
    done = tzif_decode((struct str){ copy, bytes.len }, &tzif, err);
    test_free(copy);
    for (size_t i = 0; done && i < tzif.count; i++) {
        assert_true(i == 0 || tzif.at[i] > tzif.at[i - 1]);
        assert_in_range(tzif.offset[tzif.type[i]] + TZIF_WEST_MAX, 0, TZIF_WEST_MAX + TZIF_EAST_MAX);
    }
    assert_true(done || (tzif.count == 0 && !tzif.at && !tzif.type));
    tzif_free(&tzif);
    return done;
}

static void
assert_refused(const struct draft *draft, const char *why)
{
    struct buf file = file_of(draft);
    struct err err = { 0 };

    assert_false(decode(buf_str(&file), &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.text, why);
    buf_free(&file);
}

static void
decode__gives_transitions_offsets_and_the_rule(void **state)
{
    struct buf file = file_of(&good);
    struct tzif tzif;
    struct err err = { 0 };

    (void)state;
    assert_true(tzif_decode(buf_str(&file), &tzif, &err));
    assert_int_equal(tzif.count, 3);
    assert_int_equal(tzif.at[0], -1000);
    assert_int_equal(tzif.at[2], 1000);
    assert_int_equal(tzif.offset[tzif.type[0]], 3600);
    assert_int_equal(tzif.offset[tzif.type[1]], 0);
    assert_true(tzif.has_rule);
    assert_int_equal(tzif.rule.standard, 0);
    tzif_free(&tzif);
    buf_free(&file);
}

static void
decode__an_empty_footer_is_no_rule(void **state)
{
    struct draft draft = good;
    struct buf file;
    struct tzif tzif;
    struct err err = { 0 };

    (void)state;
    draft.footer = "\n\n";
    file = file_of(&draft);
    assert_true(tzif_decode(buf_str(&file), &tzif, &err));
    assert_false(tzif.has_rule);
    tzif_free(&tzif);
    buf_free(&file);
}

static void
decode__refuses_other_files_and_old_versions(void **state)
{
    struct draft draft = good;
    struct err err = { 0 };

    (void)state;
    assert_false(decode((struct str){ NULL, 0 }, &err));
    assert_string_equal(err.text, "not a time zone file (TZif)");
    assert_false(decode(STR("a line of text that is longer than a header of forty-four bytes"), &err));
    assert_string_equal(err.text, "not a time zone file (TZif)");
    draft.version = '\0';
    assert_refused(&draft, "a time zone file without 64-bit times (version 1)");
}

static void
decode__refuses_counts_that_the_bytes_do_not_bear_out(void **state)
{
    static const char cut[] = "the time zone file is cut off";
    struct draft draft = good;

    (void)state;
    draft.time = UINT32_MAX;
    assert_refused(&draft, cut);
    draft = good;
    draft.type = UINT32_MAX;
    assert_refused(&draft, cut);
    draft = good;
    draft.chars = UINT32_MAX;
    assert_refused(&draft, cut);
    draft = good;
    draft.isut = UINT32_MAX;
    draft.isstd = UINT32_MAX;
    draft.leap = UINT32_MAX;
    assert_refused(&draft, cut);
    draft = good;
    draft.type = 0;
    assert_refused(&draft, "the time zone file has 0 kinds of local time, not 1 to 256");
    draft = good;
    draft.leap = 1;
    draft.footer = "\nAAA0-bytes-for-the-leap-second\n";
    assert_refused(&draft, "the time zone counts leap seconds, as the log's times do not");
}

static void
decode__refuses_transitions_that_contradict_each_other(void **state)
{
    struct draft draft = good;

    (void)state;
    draft.at[2] = 0;
    assert_refused(&draft, "transition 2 of the time zone file is not after the one before");
    draft = good;
    draft.at[1] = INT64_MIN;
    assert_refused(&draft, "transition 1 of the time zone file is not after the one before");
    draft = good;
    draft.kind[1] = 2;
    assert_refused(&draft, "transition 1 of the time zone file has kind 2 of 2");
    draft = good;
    draft.offset[1] = 93600;
    assert_refused(&draft, "an offset of 93600 seconds in the time zone file");
    draft.offset[1] = -90000;
    assert_refused(&draft, "an offset of -90000 seconds in the time zone file");
    draft.offset[1] = INT32_MIN;
    assert_refused(&draft, "an offset of -2147483648 seconds in the time zone file");
}

static void
decode__refuses_a_footer_that_is_missing_or_no_rule(void **state)
{
    static const char *const cut[] = { "", "\n", "AAA0\n", "\nAAA0" };
    struct draft draft = good;

    (void)state;
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        draft.footer = cut[i];
        assert_refused(&draft, "the time zone file is cut off before its rule");
    }
    draft.footer = "\n0AAA\n";
    assert_refused(&draft, "the time zone file ends with a rule that is not one");
}

static struct buf
read_zone(const char *name)
{
    struct buf file = { 0 };
    struct err err = { 0 };

    if (!zone_file_read(str_of(name), &file, &err))
        fail_msg("%s", err.text);
    return file;
}

static void
decode__survives_a_real_file_cut_off_anywhere(void **state)
{
    struct buf file = read_zone("Europe/London");
    struct err err = { 0 };

    (void)state;
    for (size_t len = 0; len < file.len; len++)
        assert_false(decode((struct str){ file.ptr, len }, &err));
    assert_true(decode(buf_str(&file), &err));
    buf_free(&file);
}

static void
decode__survives_real_files_with_any_byte_changed(void **state)
{
    static const char *const names[] = { "Asia/Shanghai", "America/Havana", "Etc/UTC" };
    static const uint8_t values[] = { 0, 1, 0x7f, 0x80, 0xff, '\n', '9' };
    struct err err = { 0 };
    int accepted = 0, refused = 0;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf file = read_zone(names[i]);

        for (size_t at = 0; at < file.len; at++) {
            char before = file.ptr[at];

            for (size_t v = 0; v < sizeof values; v++) {
                file.ptr[at] = (char)values[v];
                if (decode(buf_str(&file), &err))
                    accepted++;
                else
                    refused++;
            }
            file.ptr[at] = before;
        }
        buf_free(&file);
    }
    assert_true(accepted > 100);
    assert_true(refused > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decode__gives_transitions_offsets_and_the_rule),
        cmocka_unit_test(decode__an_empty_footer_is_no_rule),
        cmocka_unit_test(decode__refuses_other_files_and_old_versions),
        cmocka_unit_test(decode__refuses_counts_that_the_bytes_do_not_bear_out),
        cmocka_unit_test(decode__refuses_transitions_that_contradict_each_other),
        cmocka_unit_test(decode__refuses_a_footer_that_is_missing_or_no_rule),
        cmocka_unit_test(decode__survives_a_real_file_cut_off_anywhere),
        cmocka_unit_test(decode__survives_real_files_with_any_byte_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
