/* SPDX-License-Identifier: MIT */
/*
 * The files of schema/events against the reader of lines, by an independent
 * validator: tests/oracle/schemas.py with python3-jsonschema.
 */
#include "lib/base/buf.h"
#include "lib/wire/event_fields.h"
#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/read_line.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RANDOM_EVENTS = 60 /* of each type */ };

/* Values for any field; ' stands for ". */
static const char *const values[] = {
    "'text'", "''", "' '", "'a b'", "' a'", "'a '", "'edu.law'", "'edu..law'", "'.edu'", "'Edu'", "'edu_law-2'", "'a\\n'", "'a\\tb'",
    "'a\\u0001'", "'\\u007f'", "'\\u0085'", "'\\u00a0'", "'a\\u2028b'", "'柳背桥'", "'13800138000'", "'1380013800'", "'12345678901'", "'23800138000'",
    "'0123456789012345678901234567890123456789'", "'01234567890123456789012345678901234567890'",
    "'0123456789012345678901234567890123456789012345678901234567890123'",
    "'01234567890123456789012345678901234567890123456789012345678901234'",
    "'Asia/Shanghai'", "'Etc/GMT+8'", "'/Asia'", "'Asia/'", "'8'",
    "'2024'", "'0000'", "'0001'", "'20240'", "'2024H1'", "'2024H3'", "'2024Q4'", "'2024Q5'", "'2024q1'", "'2024-05'", "'2024-13'", "'2024-00'",
    "'2024-W30'", "'2024-W00'", "'2024-W54'", "'2020-W53'", "'ytd@2024-05'", "'ytd@2024'", "'2024-03-01..2024-05-31'", "'2024-03-01..2024-05-32'",
    "'2024-05-29'", "'2024-02-29'", "'2023-02-29'", "'2000-02-29'", "'1900-02-29'", "'0000-02-29'", "'2024-04-31'", "'2024-12-31'", "'2024-5-29'",
    "'2024-05-29\\n'", "'2024-05-01/2024-05-29'", "'2024-05-29/2024-05-29'", "'2024-02-30/2024-05-29'",
    "'2024-05-29T14:03:11+08:00'", "'2024-05-29t14:03:11z'", "'2024-05-29T14:03:11'", "'2024-05-29T24:03:11Z'", "'2024-05-29T14:60:11Z'",
    "'2024-05-29T14:03:61Z'", "'2024-05-29T14:03:11.123456789Z'", "'2024-05-29T14:03:11.1234567890Z'", "'2024-05-29T14:03:11.Z'",
    "'2024-05-29T14:03:11+24:00'", "'2024-05-29T14:03Z'", "'2024-02-30T14:03:11Z'", "'2016-12-31T23:59:60Z'",
    "'community'", "'usual'", "'show'", "'host'", "'guest'", "'present'", "'volunteer'", "'counted'", "'full'", "'clock'", "'province'", "'first'",
    "0", "1", "5", "6", "-1", "100", "1440", "1441", "1849", "1850", "10080", "10081", "1000000", "1000001", "2000000000", "2000000001", "2147483647",
    "2147483648", "1000000000", "-1000000000", "-1000000001", "75.5", "0.1", "-2.25", "1000000000.5",
    "true", "false", "null", "[]", "{}", "['a']", "['a','a']", "['a','b']", "['a','']", "['A b',' c']", "[1]", "[['a']]", "['edu.law','edu']",
    "['13800138000']", "{'women':12}", "{'5':40,'0':1}", "{'6':1}", "{'women':-1}", "{'women':1.5}", "{' women':1}", "{'':1}", "{'a':'1'}",
    "{'women':2000000001}",
};

enum { VALUES = sizeof values / sizeof *values };

/* A refusal for what no schema says: what follows from several values, from the calendar or from the clock. */
static bool
is_beyond(const struct refusal *refusal)
{
    static const char *const reasons[] = {
        "must be after", "must not be before", "is the unit itself", "is the host unit itself", "is the same person as from",
        "must be at most total", "must be at most 1440 minutes", "an identity card number",
    };

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strstr(refusal->message, reasons[i]))
            return true;
    return refusal->code == REFUSED_FUTURE;
}

/* Appends the line and what the reader says of it. only_beyond: if it is refused, then for what no schema says alone. */
static bool
add_line(struct buf *lines, struct str line, bool only_beyond)
{
    struct refusal refusal;
    struct event event;
    bool accepted = read_line(line, &event, &refusal);
    char verdict = accepted ? 'A' : only_beyond ? 'S' : is_beyond(&refusal) ? 'B' : 'R';

    buf_printf(lines, "%c\t%.*s\n", verdict, STR_ARG(line));
    return accepted;
}

/* The one that the packages of Debian are for, where it is: another may be the first on the path. */
static const char *
python(void)
{
    return access("/usr/bin/python3", X_OK) == 0 ? "/usr/bin/python3" : "python3";
}

static void
compare(struct buf *lines)
{
    char script[DAEMON_PATH_SIZE], folder[DAEMON_PATH_SIZE];
    const char *const argv[] = { "/usr/bin/env", python(), script, folder, NULL };
    struct command command;

    snprintf(script, sizeof script, "%s", source_path("tests/oracle/schemas.py"));
    snprintf(folder, sizeof folder, "%s", source_path("schema/events"));
    buf_put_byte(lines, '\0');
    command_run(&command, argv, lines->ptr);
    print_message("%s", command.out);
    if (command.status != 0)
        check_failed("schemas.py: %s", command.err);
    command_free(&command);
    buf_free(lines);
}

static bool
has_validator(void)
{
    const char *const argv[] = { "/usr/bin/env", python(), "-c", "from jsonschema import Draft202012Validator", NULL };
    struct command command;
    bool found;

    command_run(&command, argv, NULL);
    found = command.status == 0;
    command_free(&command);
    if (!found)
        print_message("python3-jsonschema is not here\n");
    return found;
}

static void
every_value_in_every_field__is_judged_alike(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    if (!has_validator())
        skip();
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        const struct event_schema *schema = event_schema(type);

        if (!add_line(&lines, valid_line(type, NULL, NULL), false))
            check_failed("%s: not valid", event_type_name(type).ptr);
        for (size_t i = 0; i < schema->field_count; i++) {
            const char *name = schema->fields[i].name.text.ptr;
            bool is_everywhere = strcmp(name, "at") == 0 || strcmp(name, "by") == 0 || strcmp(name, "evidence") == 0;

            add_line(&lines, valid_line(type, name, NULL), false);
            for (size_t v = 0; v < VALUES && (!is_everywhere || type == EVENT_RETRACT); v++)
                add_line(&lines, valid_line(type, name, line_quoted(values[v]).ptr), false);
        }
    }
    compare(&lines);
}

static unsigned
draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % below;
}

/* A valid event with up to four fields changed, taken away or added. */
static struct str
random_line(enum event_type type, unsigned *seed)
{
    const struct event_schema *schema = event_schema(type);
    json_t *data = json_loads(valid_data(type, NULL, NULL).ptr, 0, NULL);
    unsigned changes = draw(seed, 5);
    struct str line;
    char *text;

    for (unsigned i = 0; i < changes; i++) {
        const char *name = draw(seed, 20) ? schema->fields[draw(seed, (unsigned)schema->field_count)].name.text.ptr : "persons";

        if (draw(seed, 2))
            json_object_del(data, name);
        else
            json_object_set_new(data, name, json_loads(line_quoted(values[draw(seed, VALUES)]).ptr, JSON_DECODE_ANY, NULL));
    }
    text = json_dumps(data, JSON_COMPACT);
    line = line_with(event_type_name(type).ptr + strlen("turnout."), text);
    free(text);
    json_decref(data);
    return line;
}

static void
random_events_of_every_type__are_judged_alike(void **state)
{
    struct buf lines = { 0 };
    unsigned seed = 20240529, accepted = 0;

    (void)state;
    if (!has_validator())
        skip();
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++)
        for (int i = 0; i < RANDOM_EVENTS; i++)
            accepted += add_line(&lines, random_line(type, &seed), false);
    assert_in_range(accepted, RANDOM_EVENTS, RANDOM_EVENTS * (EVENT_FOREIGN - 1));
    compare(&lines);
}

static void
envelopes__are_judged_alike(void **state)
{
    static const char *const heads[] = {
        "'specversion':'1.0','id':'e','source':'s','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'e','source':'s',",
        "'specversion':'0.3','id':'e','source':'s','time':'2024-05-29T14:03:11Z',",
        "'specversion':1.0,'id':'e','source':'s','time':'2024-05-29T14:03:11Z',",
        "'id':'e','source':'s','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','source':'s','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'e','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'','source':'s','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'a\\nb','source':'s','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':7,'source':'s','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'e','source':'s','rev':2,'time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'e','source':'s','rev':0,'time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'e','source':'s','rev':2147483648,'time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'e','source':'s','rev':'2','time':'2024-05-29T14:03:11Z',",
        "'specversion':'1.0','id':'e','source':'s','time':'2024-05-29',",
        "'specversion':'1.0','id':'e','source':'s','time':'2024-05-29T14:03:11Z','subject':7,'x':null,",
    };
    static const char *const tails[] = {
        "'type':'turnout.retract','data':{'source':'s','id':'e'}",
        "'type':'turnout.retract','data':{'source':'s','id':'e','at':'2024-05'}",
        "'type':'turnout.retract','data':{'source':'s','id':'e','person':'p'}",
        "'type':'turnout.retract','data':[]",
        "'type':'turnout.retract'",
    };
    struct buf lines = { 0 };

    (void)state;
    if (!has_validator())
        skip();
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
            char text[400];

            snprintf(text, sizeof text, "{%s%s}", heads[i], tails[k]);
            add_line(&lines, line_quoted(text), false);
        }
    }
    compare(&lines);
}

#define HEAD "{'specversion':'1.0','id':'e','source':'s','time':'2024-05-29T14:03:11Z','type':'turnout."

/* Each is refused, and nothing but what the comment of the schema names is the reason. */
static void
what_a_schema_cannot_say__is_refused_all_the_same(void **state)
{
    static const char *const beyond[] = {
        HEAD "attendance','data':{'activity':'a','person':'p','status':'present','minutes':90.0}}",
        HEAD "attendance','data':{'activity':'a','person':'p','status':'present','minutes':9e1}}",
        HEAD "attendance','data':{'activity':'a','person':'11010519491231002X','status':'present'}}",
        HEAD "attendance','data':{'activity':'a','person':'柳背桥社区柳背桥社区柳背桥社区柳背桥社区柳背','status':'present'}}",
        HEAD "attendance','data':{'activity':'a','person':'p','status':'present','at':'2024-05-29/2024-05-01'}}",
        HEAD "attendance','data':{'activity':'a','person':'p','status':'present','at':'2024-05-29T14:03:60Z'}}",
        HEAD "attendance','data':{'activity':'a','person':'p','status':'present','at':'2030'}}",
        HEAD "attendance','data':{'activity':'a','person':'p','status':'present','x':'\\u0000'}}",
        HEAD "attendance','data':{'activity':'a','person':'p','status':'present','x':9223372036854775808}}",
        HEAD "activity.held','data':{'activity':'a','unit':'u','category':'edu','start':'2024-05-29','end':'2024-05-28'}}",
        HEAD "activity.held','data':{'activity':'a','unit':'u','category':'edu','cohosts':['u']}}",
        HEAD "unit.put','data':{'unit':'u','level':'grid','parent':'u'}}",
        HEAD "unit.put','data':{'unit':'u','level':'grid','opened':'2024-05-29','closed':'2024-05-29'}}",
        HEAD "team.put','data':{'team':'t','unit':'u','founded':'2024-05-29','dissolved':'2024-05-29'}}",
        HEAD "headcount','data':{'activity':'a','total':5,'residents':6}}",
        HEAD "person.merge','data':{'from':'p','into':'p'}}",
        HEAD "venue.open','data':{'venue':'v','from':'2024-05-29T14:00:00Z','to':'2024-05-29T14:00:00Z'}}",
        HEAD "venue.closed','data':{'venue':'v','from':'2024-05-29','to':'2024-05-28'}}",
        HEAD "volunteer.hours','data':{'unit':'u','persons':2,'from':'2024-05-27T14:00:00Z','to':'2024-05-28T14:00:01Z'}}",
        HEAD "reach.declared','data':{'unit':'u','people':1,'period':'2023-W53'}}",
        HEAD "reach.declared','data':{'unit':'u','people':1,'period':'2024-05-29..2024-05-28'}}",
    };
    struct buf lines = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++)
        if (add_line(&lines, line_quoted(beyond[i]), true))
            check_failed("accepted: %s", beyond[i]);
    if (has_validator())
        compare(&lines);
    buf_free(&lines);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_in_every_field__is_judged_alike),
        cmocka_unit_test(random_events_of_every_type__are_judged_alike),
        cmocka_unit_test(envelopes__are_judged_alike),
        cmocka_unit_test(what_a_schema_cannot_say__is_refused_all_the_same),
    };

    return cmocka_run_group_tests(tests, read_line_start, read_line_stop);
}
