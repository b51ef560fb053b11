/* SPDX-License-Identifier: MIT */
#include "lib/store/packed.h"

#include "tests/support/check.h"

#include <string.h>

static bool
uuid_comes_back(const char *text)
{
    uint8_t bytes[UUID_BYTES];
    char again[UUID_TEXT];

    if (!packed_uuid(str_of(text), bytes))
        return false;
    unpacked_uuid(bytes, again);
    assert_memory_equal(again, text, UUID_TEXT);
    return true;
}

static void
uuid__in_lower_case_comes_back(void **state)
{
    uint8_t bytes[UUID_BYTES];

    (void)state;
    assert_true(uuid_comes_back("8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22"));
    assert_true(uuid_comes_back("00000000-0000-0000-0000-000000000000"));
    assert_true(uuid_comes_back("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    assert_true(uuid_comes_back("01234567-89ab-cdef-fedc-ba9876543210"));
    assert_true(packed_uuid(STR("01234567-89ab-cdef-fedc-ba9876543210"), bytes));
    assert_memory_equal(bytes, "\x01\x23\x45\x67\x89\xab\xcd\xef\xfe\xdc\xba\x98\x76\x54\x32\x10", UUID_BYTES);
}

static void
uuid__in_every_other_form_is_none(void **state)
{
    static const char *const others[] = {
        "",
        "8F14E45F-CEEA-467F-9B4A-3C3A6F0D1E22",
        "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e2",
        "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e222",
        "8f14e45fceea-467f-9b4a-3c3a6f0d1e222-",
        "8f14e45f0ceea-467f-9b4a-3c3a6f0d1e22",
        "{f14e45f-ceea-467f-9b4a-3c3a6f0d1e2}",
        "8f14e45fceea467f9b4a3c3a6f0d1e22",
    };

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(uuid_comes_back(others[i]));
}

/* Each place with each byte: only its own digit or hyphen, or another lower-case digit, may pass. */
static void
uuid__has_no_other_character_anywhere(void **state)
{
    const char *good = "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22";
    char text[UUID_TEXT + 1];

    (void)state;
    for (size_t at = 0; at < UUID_TEXT; at++) {
        for (int c = 1; c < 256; c++) {
            bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');

            memcpy(text, good, sizeof text);
            text[at] = (char)c;
            assert_int_equal(uuid_comes_back(text), good[at] == '-' ? c == '-' : is_digit);
        }
    }
}

static void
id__of_another_kind_is_another_id(void **state)
{
    struct packed_id uuid = packed_id_of(STR("30313233-3435-3637-3839-616263646566"));
    struct packed_id text = packed_id_of(STR("0123456789abcdef")); /* the same 16 bytes */

    (void)state;
    assert_true(uuid.is_uuid);
    assert_false(text.is_uuid);
    assert_true(str_eq(packed_id_bytes(&uuid), packed_id_bytes(&text)));
    assert_false(packed_id_eq(&uuid, &text));
    assert_true(packed_id_eq(&uuid, &uuid));
    assert_true(packed_id_eq(&text, &text));
}

static bool
time_comes_back(const char *text)
{
    struct packed_time time;
    char again[TIME_TEXT];

    if (!packed_time(str_of(text), &time))
        return false;
    assert_int_equal(unpacked_time(&time, again), strlen(text));
    assert_memory_equal(again, text, strlen(text));
    return true;
}

static void
time__in_whole_seconds_comes_back(void **state)
{
    struct packed_time time;

    (void)state;
    assert_true(time_comes_back("2024-05-29T14:03:11+08:00"));
    assert_true(time_comes_back("2024-05-29T14:03:11Z"));
    assert_true(time_comes_back("1969-12-31T23:59:59+00:00"));
    assert_true(time_comes_back("0001-01-01T00:00:00-23:59"));
    assert_true(time_comes_back("9999-12-31T23:59:59+23:59"));
    assert_true(time_comes_back("2024-02-29T00:00:00-05:30"));
    assert_true(packed_time(STR("1970-01-02T00:00:01+08:00"), &time));
    assert_int_equal(time.seconds, 86401); /* of the local clock */
    assert_int_equal(time.zone, 480);
}

static void
time__that_would_not_come_back_stays_text(void **state)
{
    static const char *const others[] = {
        "",
        "2024-05-29",
        "2024-05-29t14:03:11Z",
        "2024-05-29 14:03:11Z",
        "2024-05-29T14:03:11z",
        "2024-05-29T14:03:11.5Z",
        "2024-05-29T14:03:11.000+08:00",
        "2024-05-29T14:03:60Z",
        "2024-05-29T24:00:00Z",
        "2024-02-30T00:00:00Z",
        "2024-05-29T14:03:11-00:00",
        "2024-05-29T14:03:11+24:00",
        "2024-05-29T14:03:11+08:60",
        "2024-05-29T14:03:11+0800",
        "2024-05-29T14:03:11+08",
        "2024-05-29T14:3:11+08:000",
        "2024-05-29T14:03:11+08:00 ",
        "2024-05-29T1a:03:11+08:00",
        "2024-05-29T14:03:11",
    };

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(time_comes_back(others[i]));
    assert_false(packed_time((struct str){ 0 }, &(struct packed_time){ 0 }));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uuid__in_lower_case_comes_back),
        cmocka_unit_test(uuid__in_every_other_form_is_none),
        cmocka_unit_test(uuid__has_no_other_character_anywhere),
        cmocka_unit_test(id__of_another_kind_is_another_id),
        cmocka_unit_test(time__in_whole_seconds_comes_back),
        cmocka_unit_test(time__that_would_not_come_back_stays_text),
    };

    return cmocka_run_group_tests_name("packed", tests, NULL, NULL);
}
