/* SPDX-License-Identifier: MIT */
#include "lib/wire/text_rule.h"

#include "lib/model/event.h"
#include "lib/model/period.h"
#include "lib/wire/eight_bytes.h"

static bool
is_lower_or_digit(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
is_among(char c, const char *bytes)
{
    return c && strchr(bytes, c);
}

/* At s[i]: C0, DEL, or U+0080..U+009F (0xc2 0x80..0x9f). */
static bool
is_control_at(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.ptr[i];

    return c < 0x20 || c == 0x7f || (c == 0xc2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xa0);
}

/* Could one of the eight be, or begin, a control character? */
static bool
is_suspect(const char *text)
{
    uint64_t eight = eight_bytes_at(text);

    return eight_bytes_below(eight, 0x20) | eight_bytes_equal(eight, 0x7f) | eight_bytes_equal(eight, 0xc2);
}

/* Looks at single bytes only of short and of suspect texts; the last eight may overlap those before. */
static bool
has_no_control(struct str s)
{
    bool look = s.len < 8 || is_suspect(s.ptr + s.len - 8);

    for (size_t i = 0; !look && i + 8 < s.len; i += 8)
        look = is_suspect(s.ptr + i);
    for (size_t i = 0; look && i < s.len; i++)
        if (is_control_at(s, i))
            return false;
    return true;
}

static bool
is_free(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_control_at(s, i) && s.ptr[i] != '\t' && s.ptr[i] != '\n')
            return false;
    return true;
}

static bool
is_code(struct str s)
{
    return s.ptr[0] != ' ' && s.ptr[s.len - 1] != ' ' && has_no_control(s);
}

static bool
is_unit(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_lower_or_digit((unsigned char)s.ptr[i]) && !is_among(s.ptr[i], "._-"))
            return false;
    return true;
}

static bool
is_category(struct str s)
{
    bool in_segment = false;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.' && !in_segment)
            return false;
        in_segment = s.ptr[i] != '.';
        if (in_segment && !is_lower_or_digit((unsigned char)s.ptr[i]) && !is_among(s.ptr[i], "_-"))
            return false;
    }
    return in_segment;
}

/* "America/Argentina/Buenos_Aires", "Etc/GMT+8": no dots, so that no name leaves the folder of the zone files. */
static bool
is_zone(struct str s)
{
    bool in_segment = false;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c == '/' && !in_segment)
            return false;
        in_segment = c != '/';
        if (in_segment && !is_lower_or_digit(c) && !(c >= 'A' && c <= 'Z') && !is_among(s.ptr[i], "_+-"))
            return false;
    }
    return in_segment && !is_among(s.ptr[0], "0123456789_+-");
}

/* Which months a year has in it is the engine's to know: the shape does not depend on it. */
static bool
is_period(struct str s)
{
    struct period period;

    return period_parse(s, 1, &period);
}

static bool
is_level(struct str s)
{
    return s.ptr[0] >= '0' && s.ptr[0] <= '0' + FEEDBACK_LEVEL_MAX;
}

static const struct rule {
    size_t shortest, longest;
    bool (*allows)(struct str text); /* of a length that is right */
    const char *words;
} rules[TEXT_RULES] = {
    [TEXT_FREE] = { 0, 500, is_free, "a text of at most 500 bytes without control characters" },
    [TEXT_CODE] = { 1, 64, is_code, "1..64 bytes without control characters and without spaces at the ends" },
    [TEXT_UNIT] = { 1, 40, is_unit, "1..40 of the characters a-z 0-9 . _ -" },
    [TEXT_CATEGORY] = { 1, 80, is_category, "1..80 of the characters a-z 0-9 _ - in segments joined by dots" },
    [TEXT_ZONE] = { 1, 64, is_zone, "the name of a time zone such as \"Asia/Shanghai\"" },
    [TEXT_PERIOD] = { 4, 32, is_period, "a period that exists, such as 2025, 2025H1, 2025Q3 or 2025-07" },
    [TEXT_LEVEL] = { 1, 1, is_level, "one of the levels 5, 4, 3, 2, 1, 0" },
    [TEXT_PERSON] = { 1, 64, has_no_control, "a token of 1..64 bytes without control characters" },
    [TEXT_ID] = { 1, 64, has_no_control, "1..64 bytes without control characters" },
    [TEXT_SOURCE] = { 1, 128, has_no_control, "1..128 bytes without control characters" },
};

bool
text_obeys(struct str text, enum text_rule rule)
{
    return text.len >= rules[rule].shortest && text.len <= rules[rule].longest && rules[rule].allows(text);
}

const char *
text_rule_words(enum text_rule rule)
{
    return rules[rule].words;
}
