/* SPDX-License-Identifier: MIT */
#include "lib/wire/content.h"

#include "lib/wire/event_fields.h"
#include "tests/support/check.h"
#include "tests/support/read_line.h"

#include <stdio.h>

/* ' stands for ". */
#define LINE(attributes, data) \
    "{'specversion':'1.0','id':'e1','source':'test','type':'turnout.attendance','time':'2024-05-29T14:03:11+08:00'" \
    attributes ",'data':{'activity':'a','status':'late','minutes':90" data "}}"
#define PERSON ",'person':'p'"

static struct hash128
content_of(const char *line)
{
    return read_good_line(line_quoted(line)).content;
}

static void
content__does_not_depend_on_how_the_line_is_written(void **state)
{
    static const char *const same[] = {
        LINE(",'subject':'x/y'", PERSON ",'x':{'a':1,'b':[90,0,1e21]}"),
        LINE(",'subject':'x\\/\\u0079'", ",'x':{'b':[90.0,-0,1000000000000000000000.0],'a':1e0}" PERSON),
        " { 'data' : { 'x' : { 'b' : [ 9e1 , -0.0 , 1E21 ] , 'a' : 1 } , 'minutes' : 90, 'person' : 'p', 'status' : 'late',\t"
        "'activity' : '\\u0061' } , 'subject' : 'x/y' , 'time' : '2024-05-29T14:03:11+08:00', 'type' : 'turnout.attendance', "
        "'source' : 'test' , 'id' : 'e1' , 'specversion' : '1.0' } ",
    };
    struct hash128 first = content_of(same[0]);

    (void)state;
    for (size_t i = 1; i < sizeof same / sizeof *same; i++)
        assert_true(hash128_eq(content_of(same[i]), first));
}

static void
content__leaves_out_identity_rev_and_who_the_persons_are(void **state)
{
    struct hash128 one = content_of(LINE("", PERSON)), two = content_of(LINE("", ",'persons':['p','q']"));

    (void)state;
    assert_true(hash128_eq(content_of(LINE(",'rev':7", PERSON)), one));
    assert_true(hash128_eq(content_of(LINE("", ",'person':'q'")), one));
    assert_true(hash128_eq(content_of(LINE("", ",'persons':['r','s']")), two));
    assert_true(hash128_eq(content_of("{'specversion':'1.0','id':'e2','source':'other','type':'turnout.attendance',"
                                      "'time':'2024-05-29T14:03:11+08:00',"
                                      "'data':{'activity':'a','status':'late','minutes':90,'person':'p'}}"),
                           one));
}

/* `from` and `into` are tokens of a merge alone; elsewhere they are data like any other. */
static void
from_and_into__are_kept_but_in_a_merge(void **state)
{
    struct event merge = read_good_line(line_quoted("{'specversion':'1.0','id':'e1','source':'test','type':'turnout.person.merge',"
                                                    "'time':'2024-05-29T14:03:11+08:00','data':{'into':'q','x':1,'from':'p'}}"));
    struct event other = read_good_line(line_quoted(LINE("", PERSON ",'from':'p','into':2")));

    (void)state;
    assert_string_equal(merge.data.ptr, "{\"x\":1}");
    assert_int_equal(merge.person_count, 2);
    assert_string_equal(other.data.ptr, "{\"from\":\"p\",\"into\":2}");
}

static void
content__is_another_when_anything_else_is(void **state)
{
    static const char *const different[] = {
        LINE("", PERSON),
        LINE("", ",'persons':['p']"),
        LINE("", ",'persons':['p','q']"),
        LINE("", PERSON ",'role':'participant'"), /* what is posted counts, not what it means */
        LINE("", PERSON ",'x':null"),
        LINE("", PERSON ",'x':'1'"),
        LINE("", PERSON ",'x':1"),
        LINE("", PERSON ",'x':1.5"),
        LINE("", PERSON ",'x':[1]"),
        LINE("", PERSON ",'x':{'y':1}"),
        LINE("", PERSON ",'at':'2024-05-29'"),
        LINE(",'subject':'x'", PERSON),
        LINE(",'x':1", PERSON),
        LINE(",'subject':'y'", PERSON),
        "{'specversion':'1.0','id':'e1','source':'test','type':'turnout.attendance','time':'2024-05-29T06:03:11Z',"
        "'data':{'activity':'a','status':'late','minutes':90,'person':'p'}}",
        "{'specversion':'1.0','id':'e1','source':'test','type':'turnout.attendance','time':'2024-05-29T14:03:11+08:00',"
        "'data':{'activity':'a','status':'late','minutes':91,'person':'p'}}",
        "{'specversion':'1.0','id':'e1','source':'test','type':'turnout.attendance',"
        "'data':{'activity':'a','status':'late','minutes':90,'person':'p','at':'2024-05-29'}}",
        "{'specversion':'1.0','id':'e1','source':'test','type':'turnout.activity.void','time':'2024-05-29T14:03:11+08:00',"
        "'data':{'activity':'a','status':'late','minutes':90}}",
        "{'specversion':'1.0','id':'e1','source':'test','type':'turnout.activity.held','time':'2024-05-29T14:03:11+08:00',"
        "'data':{'activity':'a','unit':'u','category':'c'}}",
        "{'specversion':'1.0','id':'e1','source':'test','type':'turnout.activity.cancelled','time':'2024-05-29T14:03:11+08:00',"
        "'data':{'activity':'a','unit':'u','category':'c'}}",
    };
    enum { COUNT = sizeof different / sizeof *different };
    struct hash128 hashes[COUNT];

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        hashes[i] = content_of(different[i]);
        for (int j = 0; j < i; j++)
            if (hash128_eq(hashes[i], hashes[j]))
                check_failed("%s\n%s\n    have the same content", different[i], different[j]);
    }
}

/* The log keeps these hashes: a change of the canonical form would make every repetition a conflict. */
static void
content__keeps_its_value_for_ever(void **state)
{
    static const char text[] = "{\"attributes\":{\"subject\":\"x\"},\"data\":{\"activity\":\"a\",\"minutes\":90,\"status\":\"late\"},"
                               "\"persons\":2,\"time\":\"2024-05-29T14:03:11+08:00\",\"type\":\"turnout.attendance\"}";
    static const char bare[] = "{\"data\":{\"activity\":\"a\",\"minutes\":90,\"status\":\"late\"},\"person\":true,"
                               "\"time\":\"2024-05-29T14:03:11+08:00\",\"type\":\"turnout.attendance\"}";

    (void)state;
    assert_true(hash128_eq(content_of(LINE(",'subject':'x'", ",'persons':['p','q']")), hash128(text, sizeof text - 1)));
    assert_true(hash128_eq(content_of(LINE("", PERSON)), hash128(bare, sizeof bare - 1)));
}

static void
data__of_an_attendance_is_what_no_column_holds(void **state)
{
    (void)state;
    assert_null(read_good_line(line_quoted(LINE("", PERSON))).data.ptr);
    assert_null(read_good_line(line_quoted(LINE("", ",'role':'audience','persons':['p']"))).data.ptr);
    assert_true(str_eq(read_good_line(line_quoted(LINE("", PERSON ",'x':2.0,'at':'2024','by':'\\u67f3'"))).data,
                       STR("{\"at\":\"2024\",\"by\":\"\xe6\x9f\xb3\",\"x\":2}")));
}

static void
data__of_other_types_is_all_but_the_person(void **state)
{
    (void)state;
    assert_true(str_eq(read_good_line(line_with("team.join", "{\"team\":\"t\",\"person\":\"p\",\"role\":1}")).data,
                       STR("{\"role\":1,\"team\":\"t\"}")));
    assert_true(str_eq(read_good_line(line_with("person.put", "{\"person\":\"p\"}")).data, STR("{}")));
    assert_true(str_eq(read_good_line(line_with("activity.void", "{ \"activity\" : \"a\" }")).data, STR("{\"activity\":\"a\"}")));
}

static void
attributes__are_those_that_mean_nothing_here(void **state)
{
    struct event event = read_good_line(line_quoted(
        LINE(",'subject':'s','rev':2,'datacontenttype':'application/json','zz':[1.0],'dataschema':'urn:x'", PERSON)));

    (void)state;
    assert_true(str_eq(event.attributes, STR("{\"datacontenttype\":\"application/json\",\"dataschema\":\"urn:x\",\"subject\":\"s\",\"zz\":[1]}")));
    assert_null(read_good_line(line_quoted(LINE(",'rev':2", PERSON))).attributes.ptr);
}

static void
nothing_kept__holds_a_person_token(void **state)
{
    struct event event = read_good_line(line_quoted(LINE(",'subject':'x'", ",'x':1,'persons':['token-of-somebody','q']")));

    (void)state;
    assert_null(strstr(event.data.ptr, "token"));
    assert_null(strstr(event.attributes.ptr, "token"));
}

/* The row of the log that an event becomes. */
static struct event
stored(const struct event *event)
{
    struct event row = { .type = event->type, .time_text = event->time_text, .data = event->data,
                         .person_count = event->person_count, .persons_listed = event->persons_listed };

    if (event->type == EVENT_ATTENDANCE)
        row.as = event->as; /* its columns */
    return row;
}

static bool
same_when(const struct when *a, const struct when *b)
{
    return a->precision == b->precision && a->instant == b->instant && a->nanosecond == b->nanosecond &&
           a->first == b->first && a->last == b->last;
}

static bool
same_texts(const struct str_list *a, const struct str_list *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (!str_eq(a->items[i], b->items[i]))
            return false;
    return a->count == b->count;
}

/* A field of two events, by the table. */
static bool
same_field(const struct field *field, const struct event *a, const struct event *b)
{
    const char *x = (const char *)a + field->offset, *y = (const char *)b + field->offset;

    if (field->offset == 0)
        return true;
    if (field->has_offset && *((const char *)a + field->has_offset) != *((const char *)b + field->has_offset))
        return false;
    switch (field->kind) {
    case FIELD_TEXT:
        return !((const struct str *)x)->ptr == !((const struct str *)y)->ptr &&
               str_eq(*(const struct str *)x, *(const struct str *)y);
    case FIELD_TEXTS:
        return same_texts((const struct str_list *)x, (const struct str_list *)y);
    case FIELD_WHEN:
        return same_when((const struct when *)x, (const struct when *)y);
    case FIELD_COUNTS:
        return (*(struct group_count *const *)x)->count == (*(struct group_count *const *)y)->count;
    default:
        return memcmp(x, y, field->size) == 0;
    }
}

static void
stored_events__of_every_type_read_back_as_they_were(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);
        struct event event = read_good_line(valid_line(type, NULL, NULL)), row = stored(&event);
        struct err err = { 0 };

        if (!line_read_stored(read_line_reader(), read_line_arena(), &row, &err))
            check_failed("%s: %s", event_type_name(type).ptr, err.text);
        assert_true(same_when(&row.at, &event.at) && same_when(&row.time, &event.time));
        for (size_t i = 0; i < schema->field_count; i++)
            if (!same_field(&schema->fields[i], &event, &row))
                check_failed("%s: %s is another", event_type_name(type).ptr, schema->fields[i].name.text.ptr);
    }
}

static void
stored_attendance__has_its_date_from_the_data_or_the_time(void **state)
{
    struct event row = { .type = EVENT_ATTENDANCE, .time_text = STR_INIT("2024-05-29T14:03:11+08:00") };
    struct err err = { 0 };

    (void)state;
    assert_true(line_read_stored(read_line_reader(), read_line_arena(), &row, &err));
    assert_int_equal(row.at.precision, WHEN_INSTANT);
    row.data = STR("{\"at\":\"2024-05\",\"x\":1}");
    row.at = (struct when){ 0 };
    assert_true(line_read_stored(read_line_reader(), read_line_arena(), &row, &err));
    assert_int_equal(row.at.precision, WHEN_MONTH);
    row = (struct event){ .type = EVENT_ATTENDANCE, .data = STR_INIT("{\"at\":\"2024\"}") };
    assert_true(line_read_stored(read_line_reader(), read_line_arena(), &row, &err));
    assert_int_equal(row.at.precision, WHEN_YEAR);
}

static void
stored_rows__that_are_damaged_are_told(void **state)
{
    static const struct {
        enum event_type type;
        const char *time, *data, *text;
    } rows[] = {
        { EVENT_ATTENDANCE, NULL, NULL, "time is missing, and data.at does not give the date" },
        { EVENT_ATTENDANCE, "2024-05-29", NULL, "time is not a date" },
        { EVENT_ATTENDANCE, NULL, "{\"at\":\"soon\"}", "at must be a date that exists" },
        { EVENT_ATTENDANCE, "2024-05-29T14:03:11Z", "[]", "the data is not an object" },
        { EVENT_ACTIVITY_VOID, "2024-05-29T14:03:11Z", NULL, "activity is missing" },
        { EVENT_ACTIVITY_VOID, "2024-05-29T14:03:11Z", "{\"activity\":", "not JSON" },
        { EVENT_ACTIVITY_VOID, "2024-05-29T14:03:11Z", "{\"activity\":\"\xff\"}", "not UTF-8" },
        { EVENT_ACTIVITY_VOID, "2024-05-29T14:03:11Z", "{\"activity\":7}", "activity must be 1..64 bytes" },
        { EVENT_ACTIVITY_VOID, "2024-05-29T14:03:11Z", "{\"activity\":\"a\",\"activity\":\"a\"}", "activity is given twice" },
        { EVENT_UNIT_PUT, "2024-05-29T14:03:11Z", "{\"unit\":\"u\",\"level\":\"grid\",\"parent\":\"u\"}", "parent is the unit itself" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event row = { .type = rows[i].type, .source = STR_INIT("gate"), .time_text = str_of(rows[i].time), .data = str_of(rows[i].data) };
        struct err err = { 0 };

        assert_false(line_read_stored(read_line_reader(), read_line_arena(), &row, &err));
        assert_int_equal(err.code, ERR_STORE);
        assert_non_null(strstr(err.text, rows[i].text));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content__does_not_depend_on_how_the_line_is_written),
        cmocka_unit_test(content__leaves_out_identity_rev_and_who_the_persons_are),
        cmocka_unit_test(from_and_into__are_kept_but_in_a_merge),
        cmocka_unit_test(content__is_another_when_anything_else_is),
        cmocka_unit_test(content__keeps_its_value_for_ever),
        cmocka_unit_test(data__of_an_attendance_is_what_no_column_holds),
        cmocka_unit_test(data__of_other_types_is_all_but_the_person),
        cmocka_unit_test(attributes__are_those_that_mean_nothing_here),
        cmocka_unit_test(nothing_kept__holds_a_person_token),
        cmocka_unit_test(stored_events__of_every_type_read_back_as_they_were),
        cmocka_unit_test(stored_attendance__has_its_date_from_the_data_or_the_time),
        cmocka_unit_test(stored_rows__that_are_damaged_are_told),
    };

    return cmocka_run_group_tests_name("content", tests, read_line_start, read_line_stop);
}
