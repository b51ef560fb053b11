/* SPDX-License-Identifier: MIT */
#include "lib/wire/line.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/read_line.h"
#include "tests/support/reasons.h"

#include <stdio.h>

/* The envelope but for the type and data; ' stands for ". */
#define HEAD "{'specversion':'1.0','id':'e1','source':'test','time':'2024-05-29T14:03:11+08:00',"
#define EVENT(type, data) HEAD "'type':'turnout." type "','data':" data "}"
#define ATTENDANCE(more) EVENT("attendance", "{'activity':'a','person':'p','status':'present'" more "}")
#define HELD(more) EVENT("activity.held", "{'activity':'a','unit':'u','category':'edu'" more "}")
#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define SIXTY_FOUR FIFTY TEN "0123"

struct bad_line {
    const char *line;
    enum refusal_code code;
    const char *path, *message;
};

static const struct bad_line bad_lines[] = {
    /* what is no JSON, or JSON that is not taken */
    { "hello", REFUSED_BAD_JSON, "", NULL },
    { "", REFUSED_BAD_JSON, "", NULL },
    { HEAD, REFUSED_BAD_JSON, "", NULL },
    { EVENT("attendance", "{}") " {}", REFUSED_BAD_JSON, "", NULL },
    { EVENT("attendance", "{'a':01}"), REFUSED_BAD_JSON, "", NULL },
    { EVENT("attendance", "{'a':'\\ud800'}"), REFUSED_BAD_JSON, "", NULL },
    { EVENT("attendance", "{'a':'\\udc00\\ud800'}"), REFUSED_BAD_JSON, "", NULL },
    { EVENT("attendance", "{'a':'\t'}"), REFUSED_BAD_JSON, "", NULL },
    { EVENT("attendance", "{'a':NaN}"), REFUSED_BAD_JSON, "", NULL },
    { "[1,2]", REFUSED_BAD_JSON, "", "the line must be a JSON object, got a list" },
    { "7", REFUSED_BAD_JSON, "", "the line must be a JSON object, got a number" },
    { ATTENDANCE(",'by':'\xff'"), REFUSED_BAD_UTF8, "", "the line is not UTF-8" },
    { ATTENDANCE(",'by':'\xc0\xaf'"), REFUSED_BAD_UTF8, "", NULL },
    { ATTENDANCE(",'by':'\xed\xa0\x80'"), REFUSED_BAD_UTF8, "", NULL },
    { ATTENDANCE(",'by':'\xf4\x90\x80\x80'"), REFUSED_BAD_UTF8, "", NULL },
    { ATTENDANCE(",'b\xe6\x9f':1"), REFUSED_BAD_UTF8, "", NULL },
    { ATTENDANCE(",'x':'a\\u0000b'"), REFUSED_BAD_FIELD, "data.x", "x holds the character NUL (\\u0000)" },
    { ATTENDANCE(",'x':{'\\u0000':1}"), REFUSED_BAD_FIELD, "data.x[\"\\u0000\"]", NULL },
    { HEAD "'id':'e2'}", REFUSED_DUPLICATE_KEY, "id", "id is given twice" },
    { ATTENDANCE(",'status':'late'"), REFUSED_DUPLICATE_KEY, "data.status", "status is given twice" },
    { ATTENDANCE(",'\\u0073tatus':'late'"), REFUSED_DUPLICATE_KEY, "data.status", "status is given twice" },
    { ATTENDANCE(",'x':[{},{'y':{'k':1,'k':1}}]"), REFUSED_DUPLICATE_KEY, "data.x[1].y.k", NULL },
    { ATTENDANCE(",'':1,'':1"), REFUSED_DUPLICATE_KEY, "data[\"\"]", NULL },
    { ATTENDANCE(",'a.b':[{'c d':1,'c d':1}]"), REFUSED_DUPLICATE_KEY, "data[\"a.b\"][0][\"c d\"]", NULL },
    { ATTENDANCE(",'x':9223372036854775808"), REFUSED_BAD_FIELD, "data.x", "x is a number that 64 bits cannot hold" },
    { ATTENDANCE(",'x':[0,-9223372036854775809]"), REFUSED_BAD_FIELD, "data.x[1]", NULL },
    { ATTENDANCE(",'x':{'y':-1e999,'z':1e5}"), REFUSED_BAD_FIELD, "data.x.y", NULL },

    /* the envelope */
    { "{}", REFUSED_MISSING_FIELD, "specversion", "specversion is missing" },
    { "{'specversion':1.0}", REFUSED_BAD_FIELD, "specversion", "specversion must be \"1.0\", got 1.0" },
    { "{'specversion':'0.3'}", REFUSED_BAD_FIELD, "specversion", "specversion must be \"1.0\", got \"0.3\"" },
    { "{'specversion':'1.0'}", REFUSED_MISSING_FIELD, "id", "id is missing" },
    { "{'specversion':'1.0','id':7}", REFUSED_BAD_FIELD, "id", "id must be a text, got 7" },
    { "{'specversion':'1.0','id':null}", REFUSED_BAD_FIELD, "id", "id must be a text, got null" },
    { "{'specversion':'1.0','id':''}", REFUSED_BAD_ID, "id", "id must be 1..64 bytes without control characters, got \"\"" },
    { "{'specversion':'1.0','id':'" SIXTY_FOUR "4'}", REFUSED_BAD_ID, "id",
      "id must be 1..64 bytes without control characters, got \"" TEN TEN TEN TEN "\xe2\x80\xa6\"" },
    { "{'specversion':'1.0','id':'a\\nb'}", REFUSED_BAD_ID, "id",
      "id must be 1..64 bytes without control characters, got \"a\\u000ab\"" },
    { "{'specversion':'1.0','id':'x'}", REFUSED_MISSING_FIELD, "source", "source is missing" },
    { "{'specversion':'1.0','id':'x','source':''}", REFUSED_BAD_ID, "source", NULL },
    { "{'specversion':'1.0','id':'x','source':'" SIXTY_FOUR SIXTY_FOUR "8'}", REFUSED_BAD_ID, "source", NULL },
    { "{'specversion':'1.0','id':'x','source':'\\u007f'}", REFUSED_BAD_ID, "source", NULL },
    { "{'specversion':'1.0','id':'x','source':'\\u0085'}", REFUSED_BAD_ID, "source", NULL },
    { "{'specversion':'1.0','id':'x','source':[]}", REFUSED_BAD_FIELD, "source", "source must be a text, got a list" },
    { HEAD "'rev':0}", REFUSED_BAD_FIELD, "rev", "rev must be 1..2147483647, got 0" },
    { HEAD "'rev':2147483648}", REFUSED_BAD_FIELD, "rev", "rev must be 1..2147483647, got 2147483648" },
    { HEAD "'rev':2.0}", REFUSED_BAD_FIELD, "rev", "rev must be a whole number written in digits, 1..2147483647, got 2.0" },
    { HEAD "'rev':'2'}", REFUSED_BAD_FIELD, "rev", NULL },
    { HEAD "'rev':null}", REFUSED_BAD_FIELD, "rev", NULL },
    { HEAD "'data':{}}", REFUSED_MISSING_FIELD, "type", "type is missing" },
    { HEAD "'type':5}", REFUSED_BAD_FIELD, "type", "type must be a text, got 5" },
    { HEAD "'type':'turnout.atendance'}", REFUSED_UNKNOWN_TYPE, "type",
      "no event has the type \"turnout.atendance\"; did you mean \"turnout.attendance\"?" },
    { HEAD "'type':'activity.held'}", REFUSED_UNKNOWN_TYPE, "type",
      "no event has the type \"activity.held\"; did you mean \"turnout.activity.held\"?" },
    { HEAD "'type':'com.example.door'}", REFUSED_UNKNOWN_TYPE, "type", "no event has the type \"com.example.door\", and no loaded rule reads it" },
    { HEAD "'type':''}", REFUSED_UNKNOWN_TYPE, "type", "no event has the type \"\"" },
    { HEAD "'type':'turnout.attendance'}", REFUSED_MISSING_FIELD, "data", "data is missing" },
    { HEAD "'type':'turnout.attendance','data':[]}", REFUSED_BAD_FIELD, "data", "data must be an object, got a list" },
    { HEAD "'type':'turnout.attendance','data':null}", REFUSED_BAD_FIELD, "data", NULL },
    { "{'specversion':'1.0','id':'x','source':'s','type':'turnout.activity.void','time':'2024-05-29','data':{}}",
      REFUSED_BAD_FIELD, "time",
      "time must be an RFC 3339 time with an offset such as 2024-05-29T14:03:11+08:00, got \"2024-05-29\"" },
    { "{'specversion':'1.0','id':'x','source':'s','type':'turnout.activity.void','time':'2024-02-30T00:00:00Z','data':{}}",
      REFUSED_BAD_FIELD, "time", NULL },
    { "{'specversion':'1.0','id':'x','source':'s','type':'turnout.activity.void','time':null,'data':{'at':'2024'}}",
      REFUSED_BAD_FIELD, "time", NULL },
    { "{'specversion':'1.0','id':'x','source':'s','type':'turnout.activity.void','data':{'activity':'a'}}",
      REFUSED_MISSING_FIELD, "time", "time is missing, and data.at does not give the date" },

    /* fields */
    { EVENT("attendance", "{'person':'p','status':'present'}"), REFUSED_MISSING_FIELD, "data.activity", "activity is missing" },
    { EVENT("attendance", "{'activity':'a','status':'present'}"), REFUSED_MISSING_FIELD, "data.person",
      "person is missing, and so is persons: give one of them" },
    { ATTENDANCE(",'persons':['q']"), REFUSED_BAD_FIELD, "data.persons", "persons cannot be given beside person" },
    { EVENT("attendance", "{'activity':'a','persons':['q'],'person':'p','status':'late'}"), REFUSED_BAD_FIELD,
      "data.persons", "persons cannot be given beside person" },
    { ATTENDANCE(",'minutes':9000"), REFUSED_BAD_FIELD, "data.minutes", "minutes must be 0..1440, got 9000" },
    { ATTENDANCE(",'minutes':90.0"), REFUSED_BAD_FIELD, "data.minutes",
      "minutes must be a whole number written in digits, 0..1440, got 90.0" },
    { ATTENDANCE(",'minutes':'ninety'"), REFUSED_BAD_FIELD, "data.minutes",
      "minutes must be a whole number written in digits, 0..1440, got \"ninety\"" },
    { ATTENDANCE(",'minutes':-0"), REFUSED_BAD_FIELD, "data.minutes",
      "minutes must be a whole number written in digits, 0..1440, got -0.0" },
    { ATTENDANCE(",'minutes':18446744073709551616"), REFUSED_BAD_FIELD, "data.minutes",
      "minutes is a number that 64 bits cannot hold" },
    { EVENT("attendance", "{'activity':'a','person':'p','status':'here'}"), REFUSED_BAD_FIELD, "data.status",
      "status must be one of present, late, left_early, online, absent, excused, registered, unknown, got \"here\"" },
    { ATTENDANCE(",'at':'soon'"), REFUSED_BAD_FIELD, "data.at",
      "at must be a date that exists, such as 2024-05-29T14:03:11+08:00 or 2024-05-29 or 2024-05 or 2024 or "
      "2024-07-10/2024-08-25, got \"soon\"" },
    { ATTENDANCE(",'at':'2024-02-30'"), REFUSED_BAD_FIELD, "data.at", NULL },
    { ATTENDANCE(",'at':null"), REFUSED_BAD_FIELD, "data.at", NULL },
    { ATTENDANCE(",'by':5"), REFUSED_BAD_FIELD, "data.by",
      "by must be a text of at most 500 bytes without control characters, got 5" },
    { ATTENDANCE(",'evidence':true"), REFUSED_BAD_FIELD, "data.evidence", NULL },
    { EVENT("attendance", "{'activity':' a','person':'p','status':'late'}"), REFUSED_BAD_FIELD, "data.activity",
      "activity must be 1..64 bytes without control characters and without spaces at the ends, got \" a\"" },
    { EVENT("unit.put", "{'unit':'Liu Bei','level':'grid'}"), REFUSED_BAD_FIELD, "data.unit",
      "unit must be 1..40 of the characters a-z 0-9 . _ -, got \"Liu Bei\"" },
    { EVENT("unit.put", "{'unit':'" FIFTY "','level':'grid'}"), REFUSED_BAD_FIELD, "data.unit", NULL },
    { EVENT("unit.put", "{'unit':'u','level':'grid','parent':null}"), REFUSED_BAD_FIELD, "data.parent", NULL },
    { EVENT("unit.put", "{'unit':'u','level':'grid','parent':'u'}"), REFUSED_CYCLE, "data.parent", "parent is the unit itself" },
    { EVENT("unit.put", "{'unit':'u','level':'grid','tz':'../../etc/passwd'}"), REFUSED_BAD_FIELD, "data.tz",
      "tz must be the name of a time zone such as \"Asia/Shanghai\", got \"../../etc/passwd\"" },
    { EVENT("unit.put", "{'unit':'u','level':'grid','closed':'2024-01-01','opened':'2024-01-01'}"), REFUSED_BAD_FIELD,
      "data.closed", "closed must be after opened, got 2024-01-01 and 2024-01-01" },
    { EVENT("unit.put", "{'unit':'u','level':'grid','opened':'2024'}"), REFUSED_BAD_FIELD, "data.opened",
      "opened must be a day that exists, such as 2024-05-29, got \"2024\"" },
    { EVENT("team.put", "{'team':'t','unit':'u','founded':'2024-01-02','dissolved':'2024-01-01'}"), REFUSED_BAD_FIELD,
      "data.dissolved", "dissolved must be after founded, got 2024-01-01 and 2024-01-02" },
    { EVENT("team.join", "{'team':'t','person':'p','persons':['q']}"), REFUSED_BAD_FIELD, "data.persons",
      "persons is not a field of this type of event" },
    { EVENT("headcount", "{'activity':'a','total':8,'person':'p'}"), REFUSED_BAD_FIELD, "data.person", NULL },
    { EVENT("plan.put", "{'item':'i','unit':'u','window':'2024'}"), REFUSED_BAD_FIELD, "data.window",
      "window must be a date that exists, such as 2024-05-29 or 2024-05 or 2024-07-10/2024-08-25, got \"2024\"" },
    { EVENT("plan.put", "{'item':'i','unit':'u','window':'2024-05-29T00:00:00Z'}"), REFUSED_BAD_FIELD, "data.window", NULL },
    { EVENT("headcount", "{'activity':'a','total':8,'residents':9}"), REFUSED_BAD_FIELD, "data.residents",
      "residents must be at most total, got 9 of 8" },
    { EVENT("headcount", "{'activity':'a','total':8,'by_group':{'women':-1}}"), REFUSED_BAD_FIELD, "data.by_group.women",
      "by_group.women must be 0..2000000000, got -1" },
    { EVENT("target.put", "{'indicator':'i','value':75,'unit':'s','level':'street'}"), REFUSED_BAD_FIELD, "data.level",
      "level cannot be given beside unit" },
    { EVENT("target.put", "{'indicator':'i','value':'75'}"), REFUSED_BAD_FIELD, "data.value",
      "value must be a decimal number, -1000000000..1000000000, got \"75\"" },
    { EVENT("person.merge", "{'from':'a','into':'a'}"), REFUSED_BAD_FIELD, "data.into", "into is the same person as from" },
    { EVENT("person.merge", "{'into':'a'}"), REFUSED_MISSING_FIELD, "data.from", "from is missing" },
    { EVENT("venue.open", "{'venue':'v','from':'2024-05-29T09:00:00Z','to':'2024-05-29T09:00:00Z'}"), REFUSED_BAD_FIELD,
      "data.to", "to must be after from" },
    { EVENT("venue.closed", "{'venue':'v','from':'2024-05-29T09:00:00Z','to':'2024-05-30'}"), REFUSED_BAD_FIELD, "data.to",
      "to must be written as from is: two instants or two days" },
    { EVENT("venue.closed", "{'venue':'v','from':'2024-05-29','to':'2024-05-28'}"), REFUSED_BAD_FIELD, "data.to",
      "to must be after from" },
    { EVENT("volunteer.count", "{'unit':'s','period':'2024'}"), REFUSED_MISSING_FIELD, "data.registered",
      "registered is missing, and so is recruited: give one of them or both" },
    { EVENT("volunteer.count", "{'unit':'s','period':'2024-13','registered':1}"), REFUSED_BAD_FIELD, "data.period",
      "period must be a period that exists, such as 2025, 2025H1, 2025Q3 or 2025-07, got \"2024-13\"" },
    { EVENT("volunteer.hours", "{'unit':'s','minutes':5}"), REFUSED_MISSING_FIELD, "data.person",
      "person is missing, and so is persons: give one of them" },
    { EVENT("volunteer.hours", "{'unit':'s','person':'p','persons':3,'minutes':5}"), REFUSED_BAD_FIELD, "data.persons",
      "persons cannot be given beside person" },
    { EVENT("volunteer.hours", "{'unit':'s','person':'p'}"), REFUSED_MISSING_FIELD, "data.minutes",
      "minutes is missing, and so is from: give one of them" },
    { EVENT("volunteer.hours", "{'unit':'s','person':'p','minutes':5,'from':'2024-05-29T09:00:00Z'}"), REFUSED_BAD_FIELD,
      "data.from", "from cannot be given beside minutes" },
    { EVENT("volunteer.hours", "{'unit':'s','person':'p','from':'2024-05-29T09:00:00Z'}"), REFUSED_MISSING_FIELD, "data.to",
      "to is missing: from needs it" },
    { EVENT("volunteer.hours", "{'unit':'s','person':'p','from':'2024-05-28T09:00:00Z','to':'2024-05-29T09:00:01Z'}"),
      REFUSED_BAD_FIELD, "data.to", "to must be at most 1440 minutes after from" },
    { EVENT("volunteer.hours", "{'unit':'s','person':'p','minutes':1441}"), REFUSED_BAD_FIELD, "data.minutes",
      "minutes must be 0..1440, got 1441" },
    { EVENT("feedback.response", "{'level':5}"), REFUSED_MISSING_FIELD, "data.activity",
      "activity is missing, and so is unit: give one of them" },
    { EVENT("feedback.summary", "{'unit':'s','counts':{'6':1}}"), REFUSED_BAD_FIELD, "data.counts.6",
      "counts.6 cannot stand here: a name must be one of the levels 5, 4, 3, 2, 1, 0" },
    { EVENT("award.put", "{'team':'t','unit':'s','contest':'c','level':'city','rank':'first'}"), REFUSED_BAD_FIELD,
      "data.unit", "unit cannot be given beside team" },
    { EVENT("period.reopen", "{'unit':'s','period':'2024'}"), REFUSED_MISSING_FIELD, "data.reason", "reason is missing" },
    { EVENT("headcount", "{'activity':'a','total':8,'by_group':{' ':1}}"), REFUSED_BAD_FIELD, "data.by_group[\" \"]",
      "by_group[\" \"] cannot stand here: a name must be 1..64 bytes without control characters and without spaces at the ends" },
    { EVENT("person.put", "{'person':'p','groups':['women','youth','women']}"), REFUSED_BAD_FIELD, "data.groups[2]",
      "groups[2] is in the list already" },
    { HELD(",'category2':1,'secondaries':['edu..law']"), REFUSED_BAD_FIELD, "data.secondaries[0]", NULL },
    { HELD(",'cohosts':['v','u']"), REFUSED_BAD_FIELD, "data.cohosts[1]", "cohosts[1] is the host unit itself" },
    { HELD(",'end':'2024-05-29'"), REFUSED_BAD_FIELD, "data.end", "end needs a start that is an instant or a day" },
    { HELD(",'start':'2024-05','end':'2024-05'"), REFUSED_BAD_FIELD, "data.end", "end needs a start that is an instant or a day" },
    { HELD(",'start':'2024-05-29T10:00:00Z','end':'2024-05-30'"), REFUSED_BAD_FIELD, "data.end",
      "end must be written as start is: two instants or two days" },
    { HELD(",'start':'2024-05-29','end':'2024-05-28'"), REFUSED_BAD_FIELD, "data.end", "end must not be before start" },
    { HELD(",'start':'2024-05-29T10:00:00.5Z','end':'2024-05-29T10:00:00.4Z'"), REFUSED_BAD_FIELD, "data.end", NULL },
    { EVENT("retract", "{'source':'s','id':'" SIXTY_FOUR "4'}"), REFUSED_BAD_FIELD, "data.id", NULL },
    { EVENT("retract", "{'source':'s','id':'i','rev':0}"), REFUSED_BAD_FIELD, "data.rev", "rev must be 1..2147483647, got 0" },

    /* persons: no message repeats what was posted */
    { EVENT("person.put", "{'person':'11010519491231002X'}"), REFUSED_PERSONAL_DATA, "data.person",
      "person looks like an identity card number: post a token that means nothing outside your system" },
    { EVENT("attendance", "{'activity':'a','status':'late','persons':['p','13800138000']}"), REFUSED_PERSONAL_DATA,
      "data.persons[1]", "persons[1] looks like a mobile phone number: post a token that means nothing outside your system" },
    { EVENT("person.put", "{'person':13800138000}"), REFUSED_BAD_FIELD, "data.person",
      "person must be a token of 1..64 bytes without control characters, got a number" },
    { EVENT("person.put", "{'person':'" SIXTY_FOUR "4'}"), REFUSED_BAD_FIELD, "data.person",
      "person must be a token of 1..64 bytes without control characters, got 65 bytes" },
    { EVENT("attendance", "{'activity':'a','status':'late','persons':[]}"), REFUSED_BAD_FIELD, "data.persons",
      "persons must be a list of 1..10000 person tokens, got 0" },
    { EVENT("attendance", "{'activity':'a','status':'late','persons':'p'}"), REFUSED_BAD_FIELD, "data.persons",
      "persons must be a list of 1..10000 person tokens, got a text" },
    { EVENT("attendance", "{'activity':'a','status':'late','persons':['p','q','p']}"), REFUSED_BAD_FIELD, "data.persons[2]",
      "persons[2] is in the list already" },

    /* dates ahead of 2024-06-01T00:00:00Z by more than a day */
    { HELD(",'start':'2024-06-02T00:00:01Z'"), REFUSED_FUTURE, "data.start",
      "start must be at most 24 hours from now, got \"2024-06-02T00:00:01Z\"" },
    { HELD(",'start':'2024-06-03'"), REFUSED_FUTURE, "data.start", NULL },
    { EVENT("venue.open", "{'start':'2024-01-01','venue':'v','from':'2024-06-02T00:00:01Z','to':'2024-06-02T00:00:02Z'}"), REFUSED_FUTURE, "data.from",
      "from must be at most 24 hours from now, got \"2024-06-02T00:00:01Z\"" },
    { EVENT("venue.closed", "{'venue':'v','from':'2024-07-01','to':'2024-07-02'}"), REFUSED_FUTURE, "data.from", NULL },
    { EVENT("volunteer.hours", "{'unit':'c1','person':'p','from':'2024-07-01T00:00:00Z','to':'2024-07-01T00:01:00Z'}"), REFUSED_FUTURE, "data.from", NULL },
    { HELD(",'at':'2024-07'"), REFUSED_FUTURE, "data.at", "at must be at most 24 hours from now, got \"2024-07\"" },
    { HELD(",'at':'2024-06-03/2024-06-04'"), REFUSED_FUTURE, "data.at", NULL },
    { HELD(",'at':'2025'"), REFUSED_FUTURE, "data.at", NULL },
    { "{'specversion':'1.0','id':'x','source':'s','type':'turnout.activity.void','time':'2024-06-02T08:00:01+08:00',"
      "'data':{'activity':'a'}}",
      REFUSED_FUTURE, "time", "time must be at most 24 hours from now, got \"2024-06-02T08:00:01+08:00\"" },
};

enum { BAD_LINES = sizeof bad_lines / sizeof *bad_lines };

static void
bad_lines__are_refused_with_code_and_path_and_message(void **state)
{
    size_t different = 0;

    (void)state;
    for (size_t i = 0; i < BAD_LINES; i++) {
        const struct bad_line *bad = &bad_lines[i];
        struct refusal refusal = read_bad_line(line_quoted(bad->line));

        if (refusal.code == bad->code && strcmp(refusal.path, bad->path) == 0 &&
            (!bad->message || strcmp(refusal.message, bad->message) == 0))
            continue;
        print_error("%s\n  is %s at \"%s\": %s\n  not %s at \"%s\": %s\n", bad->line, refusal_code_name(refusal.code),
                    refusal.path, refusal.message, refusal_code_name(bad->code), bad->path,
                    bad->message ? bad->message : "");
        different++;
    }
    assert_int_equal(different, 0);
}

static void
bad_lines__are_refused_in_chinese_too(void **state)
{
    (void)state;
    for (size_t i = 0; i < BAD_LINES; i++) {
        struct refusal refusal = read_bad_line(line_quoted(bad_lines[i].line));

        reason_is_said_in_chinese(refusal.message);
    }
}

static void
good_lines__of_every_allowance_are_accepted(void **state)
{
    static const char *const lines[] = {
        ATTENDANCE(""),
        "  " ATTENDANCE("") " \t\r",
        ATTENDANCE(",'minutes':0"),
        ATTENDANCE(",'minutes':1440"),
        ATTENDANCE(",'unknown':{'deep':[1,2.5,null,{'x':-0}]}"),
        ATTENDANCE(",'by':'','evidence':'line one\\nline two\\t.'"),
        ATTENDANCE(",'at':'2024-06-02'"), /* begins at most 24 hours from now somewhere */
        HELD(",'start':'2024-06-02T00:00:00Z'"),
        HELD(",'start':'2024-06','at':'2031'"), /* the start decides */
        HELD(",'start':'2024-05-29T10:00:00Z','end':'2024-05-29T10:00:00Z'"),
        HELD(",'start':'2024-05-29','end':'2024-05-29'"),
        HELD(",'cohosts':[],'teams':[],'partners':['x','x']"),
        EVENT("plan.put", "{'item':'i','unit':'u','window':'2031-05','at':'2031-01-01'}"),
        EVENT("unit.put", "{'unit':'a.b_c-9','level':'grid','tz':'America/Argentina/Buenos_Aires','parent':'v'}"),
        EVENT("unit.put", "{'unit':'u','level':'grid','tz':'Etc/GMT+8','closed':'2001-01-01'}"),
        EVENT("headcount", "{'activity':'a','total':8,'residents':8,'by_group':{}}"),
        EVENT("retract", "{'source':'s','id':'" SIXTY_FOUR "'}"),
        EVENT("person.put", "{'person':'" SIXTY_FOUR "'}"),
        "{'specversion':'1.0','id':'" SIXTY_FOUR "','source':'" SIXTY_FOUR SIXTY_FOUR
        "','type':'turnout.activity.void','data':{'activity':'a','at':'2024'}}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        read_good_line(line_quoted(lines[i]));
}

/* At noon UTC it is two hours past the next midnight where that comes first, at UTC+14. */
static void
future__of_a_day_begins_at_the_first_midnight_anywhere(void **state)
{
    static const int64_t noon = READ_LINE_NOW + 12 * 60 * 60;
    struct refusal refusal;
    struct event event;

    (void)state;
    assert_true(line_read(read_line_reader(), line_quoted(HELD(",'start':'2024-06-03'")), noon, read_line_arena(), &event, &refusal));
    assert_false(line_read(read_line_reader(), line_quoted(HELD(",'start':'2024-06-04'")), noon, read_line_arena(), &event, &refusal));
    assert_int_equal(refusal.code, REFUSED_FUTURE);
    assert_false(line_read(read_line_reader(), line_quoted(HELD(",'start':'2024-06-03'")), noon - 2 * 60 * 60 - 1,
                           read_line_arena(), &event, &refusal));
}

static void
attendance__has_its_fields_and_defaults(void **state)
{
    struct event event = read_good_line(line_quoted(ATTENDANCE("")));

    (void)state;
    assert_int_equal(event.type, EVENT_ATTENDANCE);
    assert_true(str_eq(event.id, STR("e1")) && str_eq(event.source, STR("test")));
    assert_int_equal(event.rev, 1);
    assert_true(str_eq(event.time_text, STR("2024-05-29T14:03:11+08:00")));
    assert_int_equal(event.time.precision, WHEN_INSTANT);
    assert_int_equal(event.time.instant, 1716962591);
    assert_int_equal(event.at.instant, 1716962591);
    assert_true(str_eq(event.as.attendance.activity, STR("a")));
    assert_int_equal(event.as.attendance.status, STATUS_PRESENT);
    assert_int_equal(event.as.attendance.role, ATTEND_PARTICIPANT);
    assert_false(event.as.attendance.has_minutes);
    assert_int_equal(event.person_count, 1);
    assert_false(event.persons_listed);
    assert_null(event.persons);
    assert_null(event.attributes.ptr);
    assert_null(event.data.ptr);
}

static void
persons__keep_their_order_and_are_hashed_by_the_key(void **state)
{
    struct event event = read_good_line(
        line_quoted(EVENT("attendance", "{'activity':'a','persons':['q','p','\xe6\x9f\xb3'],'status':'online'}")));
    const char *tokens[] = { "q", "p", "\xe6\x9f\xb3" };

    (void)state;
    assert_int_equal(event.person_count, 3);
    assert_true(event.persons_listed);
    for (int i = 0; i < 3; i++) {
        struct person_key key = line_person_key(read_line_reader(), str_of(tokens[i]));
        assert_memory_equal(&event.keys[i], &key, sizeof key);
    }
}

/* "p0","p1" ... as a list; the last one is `last` when it is not NULL. */
static struct str
line_of_persons(int count, const char *last)
{
    struct buf line = { 0 };
    struct str copy;

    buf_printf(&line, "{\"activity\":\"a\",\"status\":\"late\",\"persons\":[");
    for (int i = 0; i < count; i++) {
        if (last && i == count - 1)
            buf_printf(&line, ",\"%s\"", last);
        else
            buf_printf(&line, "%s\"p%d\"", i ? "," : "", i);
    }
    buf_printf(&line, "]}");
    buf_put_byte(&line, '\0');
    copy = line_with("attendance", line.ptr);
    buf_free(&line);
    return copy;
}

static void
persons__are_at_most_ten_thousand_and_none_twice(void **state)
{
    struct refusal refusal;

    (void)state;
    assert_int_equal(read_good_line(line_of_persons(10000, NULL)).person_count, 10000);
    refusal = read_bad_line(line_of_persons(10001, NULL));
    assert_string_equal(refusal.path, "data.persons");
    assert_string_equal(refusal.message, "persons must be a list of 1..10000 person tokens, got 10001");
    refusal = read_bad_line(line_of_persons(10000, "p5000"));
    assert_string_equal(refusal.path, "data.persons[9999]");
    assert_int_equal(refusal.code, REFUSED_BAD_FIELD);
}

static void
lists__are_at_most_a_hundred(void **state)
{
    (void)state;
    for (int count = 100; count <= 101; count++) {
        struct buf tags = { 0 }, groups = { 0 };

        for (int i = 0; i < count; i++) {
            buf_printf(&tags, "%s'x'", i ? "," : "");
            buf_printf(&groups, "%s'g%d':1", i ? "," : "", i);
        }
        buf_put_byte(&tags, '\0');
        buf_put_byte(&groups, '\0');
        struct str held = arena_printf(read_line_arena(), HELD(",'tags':[%s]"), tags.ptr);
        struct str counted = arena_printf(read_line_arena(), EVENT("headcount", "{'activity':'a','total':1,'by_group':{%s}}"),
                                          groups.ptr);
        if (count == 100) {
            assert_int_equal(read_good_line(line_quoted(held.ptr)).as.activity_put.tags.count, 100);
            assert_int_equal(read_good_line(line_quoted(counted.ptr)).as.headcount.group_count, 100);
        } else {
            assert_string_equal(read_bad_line(line_quoted(held.ptr)).message, "tags must have at most 100 items");
            assert_string_equal(read_bad_line(line_quoted(counted.ptr)).message, "by_group must have at most 100 members");
        }
        buf_free(&tags);
        buf_free(&groups);
    }
}

static void
activity__has_all_that_was_posted(void **state)
{
    struct event event = read_good_line(line_quoted(
        HELD(",'start':'2024-05-04T09:00:00+08:00','end':'2024-05-04T11:30:00+08:00','title':'\\u67f3','cohosts':['v','w'],"
             "'kind':'film','role':'guest','scale':'large','edition':3,'minutes':150,'lead':'x','rev':7")));
    const struct activity_put *put = &event.as.activity_put;

    (void)state;
    assert_true(str_eq(put->title, STR("\xe6\x9f\xb3")));
    assert_int_equal(put->end.instant - put->start.instant, 9000);
    assert_int_equal(put->cohosts.count, 2);
    assert_true(str_eq(put->cohosts.items[1], STR("w")));
    assert_int_equal(put->kind, KIND_FILM);
    assert_int_equal(put->role, ROLE_GUEST);
    assert_int_equal(put->scale, SCALE_LARGE);
    assert_true(put->has_edition && put->has_minutes && !put->has_experts);
    assert_int_equal(put->edition, 3);
    assert_int_equal(put->minutes, 150);
    assert_null(put->place.ptr);
    assert_ptr_equal(event_date(&event), &put->start);
    assert_int_equal(event.rev, 1); /* one in the data is none of the envelope */
}

static void
defaults__are_those_of_the_domain(void **state)
{
    struct event event;

    (void)state;
    event = read_good_line(line_quoted(HELD("")));
    assert_int_equal(event.as.activity_put.kind, KIND_OTHER);
    assert_int_equal(event.as.activity_put.start.precision, WHEN_NONE);
    event = read_good_line(line_quoted(EVENT("population.put", "{'unit':'u','basis':'usual','count':8}")));
    assert_true(str_eq(event.as.population_put.group, STR("all")));
    assert_false(event.as.population_put.estimate);
    event = read_good_line(line_quoted(EVENT("plan.put", "{'item':'i','unit':'u','window':'2024-05'}")));
    assert_int_equal(event.as.plan_put.count, 1);
    assert_int_equal(event.as.plan_put.weight, 1);
    assert_false(event.as.plan_put.has_kind);
    event = read_good_line(line_quoted(EVENT("headcount", "{'activity':'a','total':8}")));
    assert_true(event.as.headcount.includes_named);
    event = read_good_line(line_quoted(EVENT("headcount", "{'activity':'a','total':8,'includes_named':false}")));
    assert_false(event.as.headcount.includes_named);
    event = read_good_line(line_quoted(EVENT("retract", "{'source':'s','id':'i'}")));
    assert_int_equal(event.as.retract.rev, 1);
    event = read_good_line(line_quoted(EVENT("team.put", "{'team':'t','unit':'u'}")));
    assert_int_equal(event.as.team_put.kind, TEAM_TEAM);
}

static void
refusal__says_whose_line_it_was_where_that_can_be_read(void **state)
{
    (void)state;
    assert_string_equal(read_bad_line(line_quoted("{'source':'gate/3'}")).source, "gate/3");
    assert_string_equal(read_bad_line(line_quoted("{'source':'gate/3','x':1,'x':2}")).source, "gate/3");
    assert_string_equal(read_bad_line(line_quoted("{'source':'gate/3','source':'gate/4'}")).source, "");
    assert_string_equal(read_bad_line(line_quoted("{'source':7}")).source, "");
    assert_string_equal(read_bad_line(line_quoted("{'source':'\\u0000'}")).source, "");
    assert_string_equal(read_bad_line(line_quoted("{'source':'gate/3'")).source, "");
}

static void
truncated__at_any_byte_is_refused(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        struct str line = valid_line(type, NULL, NULL);

        for (size_t len = 0; len < line.len; len++) {
            struct refusal refusal = read_bad_line((struct str){ line.ptr, len });
            assert_true(refusal.code == REFUSED_BAD_JSON || refusal.code == REFUSED_BAD_UTF8);
        }
    }
}

static bool
is_inside_text(struct str line, size_t at)
{
    bool inside = false;

    for (size_t i = 0; i < at; i++)
        if (line.ptr[i] == '"' && line.ptr[i - 1] != '\\')
            inside = !inside;
    return inside && line.ptr[at] != '"' && line.ptr[at] != '\\' && line.ptr[at - 1] != '\\';
}

static void
bytes_that_are_not_utf8__are_refused_wherever_they_stand(void **state)
{
    static const char *const bad[] = { "\xff", "\x80", "\xc3", "\xe6\x9f", "\xf0\x9f\x98" };
    struct str line = valid_line(EVENT_ACTIVITY_HELD, NULL, NULL);

    (void)state;
    for (size_t at = 1; at < line.len; at++) {
        const char *bytes = bad[at % (sizeof bad / sizeof *bad)];
        struct str spoilt = arena_printf(read_line_arena(), "%.*s%s%.*s", (int)at, line.ptr, bytes, (int)(line.len - at),
                                         line.ptr + at);
        struct refusal refusal;

        if (is_inside_text(line, at) && ((unsigned char)line.ptr[at] & 0xc0) == 0x80)
            continue; /* could make a character with what follows */
        refusal = read_bad_line(spoilt);
        if (is_inside_text(line, at))
            assert_int_equal(refusal.code, REFUSED_BAD_UTF8);
    }
}

static struct str
nested(int depth, char open, const char *inner, char close)
{
    struct buf data = { 0 };
    struct str line;

    buf_printf(&data, "{\"activity\":\"a\",\"x\":");
    for (int i = 0; i < depth; i++)
        buf_printf(&data, open == '{' ? "{\"y\":" : "[");
    buf_printf(&data, "%s", inner);
    for (int i = 0; i < depth; i++)
        buf_put_byte(&data, (uint8_t)close);
    buf_printf(&data, "}");
    buf_put_byte(&data, '\0');
    line = line_with("activity.void", data.ptr);
    buf_free(&data);
    return line;
}

static void
nesting__of_32_is_taken_and_of_33_is_too_deep(void **state)
{
    static const char kinds[] = "[]{}";

    (void)state;
    for (int i = 0; i < 4; i += 2) { /* the line and its data are two of them */
        struct refusal refusal;

        read_good_line(nested(30, kinds[i], "1", kinds[i + 1]));
        read_good_line(nested(29, kinds[i], "[]", kinds[i + 1]));
        refusal = read_bad_line(nested(31, kinds[i], "1", kinds[i + 1]));
        assert_int_equal(refusal.code, REFUSED_TOO_DEEP);
        assert_string_equal(refusal.message, "the line has more than 32 lists and objects inside each other");
        assert_int_equal(read_bad_line(nested(30, kinds[i], "{}", kinds[i + 1])).code, REFUSED_TOO_DEEP);
        assert_int_equal(read_bad_line(nested(10000, kinds[i], "1", kinds[i + 1])).code, REFUSED_TOO_DEEP);
        assert_int_equal(read_bad_line(nested(100000, kinds[i], "1", kinds[i + 1])).code, REFUSED_TOO_DEEP);
    }
}

static void
keys__that_are_many_are_told_apart_and_one_twice_is_found(void **state)
{
    (void)state;
    for (int twice = 0; twice <= 1; twice++) {
        struct buf data = { 0 };

        buf_printf(&data, "{\"activity\":\"a\"");
        for (int i = 0; i < 1000; i++)
            buf_printf(&data, ",\"some_key_%d\":%d", i * 7919 % 1000, i);
        buf_printf(&data, "%s}", twice ? ",\"some_key_500\":1" : "");
        buf_put_byte(&data, '\0');
        if (twice)
            assert_string_equal(read_bad_line(line_with("activity.void", data.ptr)).path, "data.some_key_500");
        else
            read_good_line(line_with("activity.void", data.ptr));
        buf_free(&data);
    }
}

static void
line__of_a_mebibyte_is_read_and_the_next_short_one_too(void **state)
{
    struct buf data = { 0 };

    (void)state;
    buf_printf(&data, "{\"activity\":\"a\",\"x\":[0");
    while (data.len < 1024 * 1024)
        buf_printf(&data, ",0");
    buf_printf(&data, "]}");
    buf_put_byte(&data, '\0');
    read_good_line(line_with("activity.void", data.ptr));
    buf_free(&data);
    read_good_line(line_quoted(ATTENDANCE("")));
}

static void
paths_and_messages__are_cut_between_characters(void **state)
{
    struct buf data = { 0 };
    struct refusal refusal;

    (void)state;
    buf_printf(&data, "{\"x");
    for (int i = 0; i < 300; i++)
        buf_printf(&data, "\xe6\x9f\xb3");
    buf_printf(&data, "\":1e999}");
    buf_put_byte(&data, '\0');
    refusal = read_bad_line(line_with("activity.void", data.ptr));
    assert_int_equal(refusal.code, REFUSED_BAD_FIELD);
    assert_int_equal((strlen(refusal.path) - strlen("data.x")) % 3, 0);
    assert_in_range(strlen(refusal.path), 150, sizeof refusal.path - 1);
    assert_non_null(strstr(refusal.message, "\xb3 is a number that 64 bits cannot hold"));
    buf_free(&data);
}

static void
codes__have_the_words_of_the_protocol(void **state)
{
    static const char *const words[REFUSAL_CODES] = {
        "bad_json", "bad_utf8", "duplicate_key", "too_deep", "too_long", "missing_field", "bad_field",
        "unknown_type", "bad_id", "future", "personal_data", "cycle", "forbidden", "conflict",
    };

    (void)state;
    for (enum refusal_code code = 0; code < REFUSAL_CODES; code++)
        assert_string_equal(refusal_code_name(code), words[code]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_lines__are_refused_with_code_and_path_and_message),
        cmocka_unit_test(bad_lines__are_refused_in_chinese_too),
        cmocka_unit_test(good_lines__of_every_allowance_are_accepted),
        cmocka_unit_test(future__of_a_day_begins_at_the_first_midnight_anywhere),
        cmocka_unit_test(attendance__has_its_fields_and_defaults),
        cmocka_unit_test(activity__has_all_that_was_posted),
        cmocka_unit_test(defaults__are_those_of_the_domain),
        cmocka_unit_test(persons__keep_their_order_and_are_hashed_by_the_key),
        cmocka_unit_test(persons__are_at_most_ten_thousand_and_none_twice),
        cmocka_unit_test(lists__are_at_most_a_hundred),
        cmocka_unit_test(refusal__says_whose_line_it_was_where_that_can_be_read),
        cmocka_unit_test(truncated__at_any_byte_is_refused),
        cmocka_unit_test(bytes_that_are_not_utf8__are_refused_wherever_they_stand),
        cmocka_unit_test(nesting__of_32_is_taken_and_of_33_is_too_deep),
        cmocka_unit_test(keys__that_are_many_are_told_apart_and_one_twice_is_found),
        cmocka_unit_test(line__of_a_mebibyte_is_read_and_the_next_short_one_too),
        cmocka_unit_test(paths_and_messages__are_cut_between_characters),
        cmocka_unit_test(codes__have_the_words_of_the_protocol),
    };

    return cmocka_run_group_tests_name("line", tests, read_line_start, read_line_stop);
}
