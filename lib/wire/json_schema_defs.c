/* SPDX-License-Identifier: MIT */
#include "lib/wire/json_schema_defs.h"

/*
 * Patterns that mean the same to JavaScript (ECMA-262, as the standard asks) and
 * to Python, where $ also stands before a newline at the end: so control
 * characters are excluded by a pattern of their own.
 */
#define CONTROL "[\\\\u0000-\\\\u001f\\\\u007f-\\\\u009f]"
#define CONTROL_BUT_TAB_AND_NEWLINE "[\\\\u0000-\\\\u0008\\\\u000b-\\\\u001f\\\\u007f-\\\\u009f]"
#define MONTHS_OF_31 "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
#define MONTHS_OF_30 "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
#define FEBRUARY "02-(?:0[1-9]|1[0-9]|2[0-8])"
#define LEAP_YEAR "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
#define YEAR "(?!0000)[0-9]{4}"
#define MONTH YEAR "-(?:0[1-9]|1[0-2])"
#define DAY "(?!0000)(?:[0-9]{4}-(?:" MONTHS_OF_31 "|" MONTHS_OF_30 "|" FEBRUARY ")|" LEAP_YEAR "-02-29)"
#define CLOCK "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
#define INSTANT DAY "[Tt]" CLOCK ":(?:[0-5][0-9]|60)(?:[.][0-9]{1,9})?(?:[Zz]|[+-]" CLOCK ")"
#define PERIOD YEAR "(?:H[12]|Q[1-4])?|" MONTH "|ytd@" MONTH "|" YEAR "-W(?:0[1-9]|[1-4][0-9]|5[0-3])|" DAY "[.][.]" DAY

#define WITHOUT(pattern) "'not': { 'pattern': '" pattern "' }"
#define TEXT(least, most) "'type': 'string', 'minLength': " #least ", 'maxLength': " #most ", "
#define LIKE(pattern) "'type': 'string', 'pattern': '^(?:" pattern ")$', " WITHOUT(CONTROL)

enum { RULES = TEXT_RULES };

static const struct definition {
    const char *name, *text; /* ' stands for " */
    const char *unsaid;      /* what it does not say, or NULL */
} definitions[RULES + WHEN_RANGE + 1] = {
    [TEXT_FREE] = { "text", TEXT(0, 500) WITHOUT(CONTROL_BUT_TAB_AND_NEWLINE), NULL },
    [TEXT_CODE] = { "code", TEXT(1, 64) "'pattern': '^[^ ](?:[\\\\s\\\\S]*[^ ])?$', " WITHOUT(CONTROL), NULL },
    [TEXT_UNIT] = { "unit", LIKE("[a-z0-9._-]{1,40}"), NULL },
    [TEXT_CATEGORY] = { "category", "'maxLength': 80, " LIKE("[a-z0-9_-]+(?:[.][a-z0-9_-]+)*"), NULL },
    [TEXT_ZONE] = { "zone", "'maxLength': 64, " LIKE("[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*"), NULL },
    [TEXT_PERIOD] = { "period", LIKE(PERIOD), "a year of week 53 has one; the second day of a period is not before the first." },
    [TEXT_LEVEL] = { "level", LIKE("[0-5]"), NULL },
    [TEXT_PERSON] = { "person", TEXT(1, 64) "'not': { 'anyOf': [{ 'pattern': '" CONTROL "' }, { 'pattern': '^1[0-9]{10}$' }] }",
                      "a person is no identity card number: 17 digits and the digit or X that checks them." },
    [TEXT_ID] = { "id", TEXT(1, 64) WITHOUT(CONTROL), NULL },
    [TEXT_SOURCE] = { "source", TEXT(1, 128) WITHOUT(CONTROL), NULL },
    [RULES + WHEN_INSTANT] = { "instant", LIKE(INSTANT), "second 60 is the last of a day of UTC." },
    [RULES + WHEN_DAY] = { "day", LIKE(DAY), NULL },
    [RULES + WHEN_MONTH] = { "month", LIKE(MONTH), NULL },
    [RULES + WHEN_YEAR] = { "year", LIKE(YEAR), NULL },
    [RULES + WHEN_RANGE] = { "range", LIKE(DAY "/" DAY), "the second day of a range is not before the first." },
};

enum { DEFINITIONS = sizeof definitions / sizeof *definitions };

void
schema_put(struct buf *out, const char *text)
{
    for (; *text; text++)
        buf_put_byte(out, *text == '\'' ? '"' : (uint8_t)*text);
}

static const char *
use(unsigned definition, unsigned *used)
{
    *used |= 1u << definition;
    return definitions[definition].name;
}

const char *
schema_def_of_rule(enum text_rule rule, unsigned *used)
{
    return use(rule, used);
}

const char *
schema_def_of_form(enum precision form, unsigned *used)
{
    return use(RULES + (unsigned)form, used);
}

void
schema_put_defs(struct buf *out, unsigned used)
{
    const char *between = "";

    schema_put(out, "  '$defs': {");
    for (unsigned i = 0; i < DEFINITIONS; i++) {
        if (!(used >> i & 1))
            continue;
        buf_printf(out, "%s\n    \"%s\": { ", between, definitions[i].name);
        schema_put(out, definitions[i].text);
        schema_put(out, " }");
        between = ",";
    }
    schema_put(out, "\n  }\n");
}

void
schema_put_comment(struct buf *out, unsigned used, const char *unsaid, bool is_not_ahead)
{
    schema_put(out, "  '$comment': 'Beyond what a schema can say: the lengths of texts count in bytes of UTF-8; integers are "
             "written in digits (90, not 90.0), and numbers fit into 64 bits; no name stands twice in an object, and no text holds NUL; "
             "a line has at most 1 MiB and 32 levels.");
    for (unsigned i = 0; i < DEFINITIONS; i++)
        if ((used >> i & 1) && definitions[i].unsaid)
            buf_printf(out, " %c%s", definitions[i].unsaid[0] - 'a' + 'A', definitions[i].unsaid + 1);
    if (is_not_ahead)
        schema_put(out, " An event begins at most 24 hours from now.");
    if (unsaid)
        buf_printf(out, " Of this type: %s", unsaid);
    schema_put(out, "',\n");
}
