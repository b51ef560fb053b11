/* SPDX-License-Identifier: MIT */
#include "lib/model/reading.h"
#include "lua/module.h"

#include "tests/support/check.h"
#include "tests/support/rule_texts.h"
#include "tests/support/rules.h"

#include <stdio.h>
#include <string.h>

/* A measure of a plugin that declares types of other people's. */
#define FOREIGN(events, measure) START "events = " events ", indicators = { x = t.value { of = " measure " } } }"
#define MAP(map) START "events = { ['com.example.x'] = { unit = 'text', activity = 'text?' } }, maps = { t.map " map " } }"

/* ---- what a file may say ---- */

static void
calls__say_file_line_option_and_what_was_meant(void **state)
{
    static const char *const faults[] = {
        PLUGIN("t.value { of = t.people { min_time = 3 } }"), "t1.lua:3: t.people: there is no option 'min_time': did you mean 'min_times'?",
        PLUGIN("t.value { of = t.people { zzz = 3, yyy = 4 } }"), "t1.lua:3: t.people: there is no option 'yyy'",
        PLUGIN("t.value { of = t.people { min_times = 'three' } }"), "t.people: min_times must be an integer from 1 to 1000000, got \"three\"",
        PLUGIN("t.value { of = t.people { min_times = 0 } }"), "must be an integer from 1 to 1000000, got 0",
        PLUGIN("t.value { of = t.people { min_times = 1.5 } }"), "got 1.5",
        PLUGIN("t.value { of = t.people { min_minutes = 1441 } }"), "min_minutes must be an integer from 0 to 1440, got 1441",
        PLUGIN("t.value { of = t.people { scope = 'hosts' } }"), "t.people: scope is \"hosts\": did you mean \"host\"?",
        PLUGIN("t.value { of = t.people { scope = {} } }"), "scope must be one of host, reach, got a table",
        PLUGIN("t.value { of = t.people { method = 'xyz' } }"), "method must be one of named, lower, upper, declared, got \"xyz\"",
        PLUGIN("t.value { of = t.people { status = 'presnt' } }"), "status is \"presnt\": did you mean \"present\"?",
        PLUGIN("t.value { of = t.people { status = { 'present', 'lte' } } }"), "status is \"lte\": did you mean \"late\"?",
        PLUGIN("t.value { of = t.people { status = {} } }"), "status must be a list of words, got an empty one",
        PLUGIN("t.value { of = t.people { where = true } }"), "t.people: where must be a function, got true",
        PLUGIN("t.value { of = t.people { where = t.under } }"), "where must be a function, got a function",
        PLUGIN("t.value { of = t.people { 'residents' } }"), "t.people: takes named options, got \"residents\" without a name",
        PLUGIN("t.value { of = t.people 'all' }"), "t.people: takes a table { option = value }, got \"all\"",
        PLUGIN("t.value { of = t.count {} }"), "t1.lua:3: t.count: needs the option 'of'",
        PLUGIN("t.value { of = t.count { of = 'activity' } }"), "of must be one of activity.held, plan.put, team.put, venue.put, ",
        PLUGIN("t.value { of = t.count { of = 'activity.held', distinct = 'seris' } }"), "distinct is \"seris\": did you mean \"series\"?",
        PLUGIN("t.value { of = t.count { of = 'team.put', distinct = 'place' } }"), "distinct cannot be \"place\" for team.put",
        PLUGIN("t.value { of = t.count { of = 'team.put', where = function() return true end } }"), "not about teams",
        PLUGIN("t.value { of = t.population { mode = 'pinned' } }"), "t.population: mode = \"pinned\" needs source",
        PLUGIN("t.value { of = t.population { source = 'census' } }"), "source goes with mode = \"pinned\" alone",
        PLUGIN("t.value { of = t.population { basis = 'usul' } }"), "basis is \"usul\": did you mean \"usual\"?",
        PLUGIN("t.value { of = t.periods { every = 'week' }, over = 'year' }"), "every must be one of month, quarter, half, year, got \"week\"",
        PLUGIN("t.value { of = t.members { basis = 'usual' }, by = 'team' }"), "t.members: there is no option 'basis'",
        PLUGIN("t.value { of = t.people { every = { 'a', 'b', 'a' } } }"), "every names \"a\" twice",
        PLUGIN("t.value { of = t.people { each = {} } }"), "each must be a list of texts, got an empty one",
        PLUGIN("t.value { of = t.people { each = { 'a' }, every = { 'a' } } }"), "every and each are two ways to read a list",
        PLUGIN("t.value { of = t.people { each = { 'a' } }, by = 'category' }"), "a list of categories is not broken down by category",
        PLUGIN("t.value { of = t.count { of = 'activity.held', among = { 'a' } } }"), "among says which values of distinct count: distinct is missing",
        PLUGIN("t.ratio { numerator = t.count { of = 'activity.held', distinct = 'category', among = { 'a' } }, denominator = t.people {} }"), "t.count brings its own denominator",
        PLUGIN("t.value { of = t.people { strict = 'yes' } }"), "strict must be true or false, got \"yes\"",
        PLUGIN("t.ratio { numerator = t.plan { grace = 7, every = 'month' }, over = 'year' }"), "grace is about what was done of the plan: leave out every",
        PLUGIN("t.ratio { numerator = t.plan { at_least = 7 } }"), "at_least goes with every = a kind of period",
        PLUGIN("t.ratio { numerator = t.plan { grace = -1 } }"), "grace must be an integer from 0 to 3660, got -1",
        PLUGIN("t.ratio { numerator = t.plan {}, requires = { t.plan {} } }"), "requires takes t.periods and t.plan, got t.plan",
        PLUGIN("t.value { of = t.volunteers {} }"), "t.volunteers: needs the option 'of'",
        PLUGIN("t.value { of = t.volunteers { of = 'registred' } }"), "of is \"registred\": did you mean \"registered\"?",
        PLUGIN("t.value { of = t.volunteers { of = 'active', method = 'declared' } }"), "method must be one of named, lower, upper",
        PLUGIN("t.value { of = t.volunteers { of = 'registered', method = 'lower' } }"), "method goes with of = \"active\" alone",
        PLUGIN("t.value { of = t.volunteers { of = 'registered', cap = 60 } }"), "cap goes with of = \"active\" or \"starred\" alone",
        PLUGIN("t.value { of = t.volunteers { of = 'active', min_days = 60 } }"), "min_days goes with of = \"starred\" alone",
        PLUGIN("t.value { of = t.volunteers { of = 'registered' }, by = { 'unit', 'team' } }"), "t.volunteers knows nothing by team",
        PLUGIN("t.ratio { numerator = t.volunteers { of = 'active' }, denominator = t.volunteers { of = 'registered' }, by = 'category' }"), "t.volunteers knows nothing by category",
        PLUGIN("t.value { of = t.volunteers { of = 'starred', stars = 1 } }"), "stars need hours = { ... }",
        PLUGIN("t.value { of = t.volunteers { of = 'starred', stars = 3, hours = { 1, 2 } } }"), "stars is 3, but hours has 2 thresholds",
        PLUGIN("t.value { of = t.volunteers { of = 'starred', stars = 1, hours = { 2, 2 } } }"), "hours must rise from above 0",
        PLUGIN("t.value { of = t.volunteers { of = 'starred', stars = 1, hours = { 0.01 } } }"), "be whole minutes",
        PLUGIN("t.value { of = t.volunteer_hours { proof = 'watch' } }"), "proof must be one of declared, clock, got \"watch\"",
        PLUGIN("t.value { of = t.volunteer_hours {}, by = 'group' }"), "t.volunteer_hours knows nothing by group",
        PLUGIN("t.value { of = t.feedback { levels = { 5, 5 } } }"), "levels are numbers from 0 to 5, each of them once",
        PLUGIN("t.value { of = t.feedback { levels = { 6 } } }"), "levels are numbers from 0 to 5",
        PLUGIN("t.value { of = t.feedback { levels = { 4.5 } } }"), "levels are numbers from 0 to 5",
        PLUGIN("t.value { of = t.feedback { weights = { 1, 2 } } }"), "weights are 5: of the levels from 5 to 1",
        PLUGIN("t.value { of = t.feedback { weights = { 5, 4, 3, 2, -1 } } }"), "weights are from 0 to 10000",
        PLUGIN("t.value { of = t.feedback { weights = { 5, 4, 3, 2, 0.0001 } } }"), "with at most 3 decimals",
        PLUGIN("t.value { of = t.feedback { weights = { 5, 4, 3, 2, 1 }, levels = { 5 } } }"), "leave out levels",
        PLUGIN("t.value { of = t.feedback { of = 'sent', min_n = 30 } }"), "min_n goes with of = \"answers\" alone",
        PLUGIN("t.value { of = t.gap { wher = 1 } }"), "t.gap: there is no option 'wher': did you mean 'where'?",
        FOREIGN("{ ['com.example.x'] = { unit = 'txt' } }", "t.count { of = 'com.example.x' }"), "t.plugin: events: com.example.x: unit is \"txt\": did you mean \"text\"?",
        FOREIGN("{ ['com.example.x'] = { unit = 'integer' } }", "t.count { of = 'com.example.x' }"), "unit must be \"text\": it is a code",
        FOREIGN("{ ['com.example.x'] = { n = 7 } }", "t.count { of = 'com.example.x' }"), "n must be \"text\", \"integer\", \"number\"",
        FOREIGN("{ ['com.example.x'] = { at = 'text' } }", "t.count { of = 'com.example.x' }"), "at cannot be declared",
        FOREIGN("{ ['com.example.x'] = { who = 'person' } }", "t.count { of = 'com.example.x' }"), "a person is called person",
        FOREIGN("{ ['com.example.x'] = {} }", "t.count { of = 'com.example.x' }"), "has 0 fields; 1 to 64 may be",
        FOREIGN("{ ['turnout.my.door'] = { unit = 'text' } }", "t.count { of = 'com.example.x' }"), "two dots at least, not of turnout, got \"turnout.my.door\"",
        FOREIGN("{ ['door'] = { unit = 'text' } }", "t.count { of = 'com.example.x' }"), "events needs names like",
        FOREIGN("{ ['com.example.x'] = 'text' }", "t.count { of = 'com.example.x' }"), "com.example.x must be a table of its fields",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.count { of = 'com.example.y' }"), "of is \"com.example.y\", which events does not declare: did you mean \"com.example.x\"?",
        FOREIGN("{ ['com.example.x'] = { unit = 'text', people = 'integer' } }", "t.sum { of = 'com.example.x', field = 'poeple' }"), "field is \"poeple\": did you mean \"people\"?",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.sum { of = 'com.example.x', field = 'unit' }"), "field cannot be \"unit\" for com.example.x",
        FOREIGN("{ ['com.example.x'] = { unit = 'text', activity = 'text' } }", "t.count { of = 'com.example.x', stock = true }, by = 'category'"), "com.example.x has no category: by must leave it out",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.periods { every = 'month', of = 'com.example.x', among = { 'a' } }, over = 'year'"), "among says which values of distinct count",
        FOREIGN("{ ['com.example.x'] = { unit = 'text', who = 'text' } }", "t.periods { every = 'month', of = 'com.example.x', distinct = 'who' }, over = 'year'"), "distinct goes with among",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.periods { every = 'month', of = 'com.example.y' }, over = 'year'"), "of is \"com.example.y\", which events does not declare",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.count { of = 'com.example.x' }, by = 'team'"), "com.example.x has no team: by must leave it out",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.latest { of = 'com.example.x', field = 'unit' }"), "field cannot be \"unit\" for com.example.x",
        FOREIGN("{ ['com.example.x'] = { unit = 'text', team = 'text' } }", "t.fold { of = 'com.example.x', init = function() return 0 end, step = function(s) return s end }, by = 'team'"), "t.fold: is made for other rows: the indicator's by has team",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.fold { of = 'com.example.x', init = 0, step = function(s) return s end }"), "t.fold: init must be a function, got 0",
        FOREIGN("{ ['com.example.x'] = { unit = 'text' } }", "t.fold { of = 'com.example.x', init = function() return 0 end }"), "t.fold: needs the option 'step'",
        MAP("{ of = 'com.example.x', emit = 'unit.put', each = function() end }"), "t.map: emit must be one of activity.held, ",
        MAP("{ of = 'com.example.x', emit = {}, each = function() end }"), "emit must be a list of words, got an empty one",
        MAP("{ of = 'com.example.x', emit = 'headcount' }"), "t.map: needs the option 'each'",
        MAP("{ of = 'com.example.y', emit = 'headcount', each = function() end }"), "of is \"com.example.y\", which events does not declare",
        MAP("{ of = 'com.example.x', emit = 'activity.held', each = function() end }"), "what waits for an activity cannot emit activities",
        PLUGIN("t.ratio { numerator = t.people {} }"), "t1.lua:3: t.ratio: needs the option 'denominator'",
        PLUGIN("t.ratio { denominator = t.people {} }"), "t.ratio: needs the option 'numerator'",
        PLUGIN("t.ratio { numerator = 3, denominator = t.people {} }"), "numerator must be a measure such as t.people { }, got 3",
        PLUGIN("t.ratio { numerator = t.at_least(3), denominator = t.people {} }"), "numerator must be a measure such as t.people { }, got t.at_least",
        PLUGIN("t.value { of = t.people {}, target = 75 }"), "target must be t.at_least(number), t.at_most(number) or t.improve_on \"previous\", got 75",
        PLUGIN("t.value { of = t.people {}, target = t.at_least('x') }"), "t.at_least: value must be a number, got \"x\"",
        PLUGIN("t.value { of = t.people {}, target = t.at_least(1/0) }"), "t.at_least: value must be a number",
        PLUGIN("t.value { of = t.people {}, target = t.at_least() }"), "t1.lua:3: t.at_least: needs the option 'value', or levels or units",
        PLUGIN("t.value { of = t.people {}, target = t.at_least {} }"), "t.at_least: needs the option 'value', or levels or units",
        PLUGIN("t.value { of = t.people {}, target = t.at_least { 3, levels = { strete = 4 } } }"), "t.at_least: levels is \"strete\": did you mean \"street\"?",
        PLUGIN("t.value { of = t.people {}, target = t.at_most { levels = { street = 'x' } } }"), "t.at_most: levels: street must be a number, got \"x\"",
        PLUGIN("t.value { of = t.people {}, target = t.at_most { units = 3 } }"), "t.at_most: units must be a table { name = number }, got 3",
        PLUGIN("t.value { of = t.people {}, target = t.at_least { units = { s = t.param 'none' } } }"), "the plugin declares no parameter 'none'",
        PLUGIN("t.value { of = t.people {}, target = t.at_least { 3, mode = 'prorate' } }"), "t.at_least: mode is \"prorate\": did you mean \"prorated\"?",
        PLUGIN("t.value { of = t.people {}, target = t.improve_on() }"), "t.improve_on: needs the option 'period'",
        PLUGIN("t.value { of = t.people {}, target = t.improve_on 'prevous' }"), "t.improve_on: period is \"prevous\": did you mean \"previous\"?",
        PLUGIN("t.value { of = t.people {}, target = t.improve_on { 'previous', sense = 'less' } }"), "t.improve_on: sense must be one of at_least, at_most, got \"less\"",
        PLUGIN("t.value { of = t.people {}, target = t.improve_on { 'previous', levels = {} } }"), "t.improve_on: there is no option 'levels'",
        PLUGIN("t.value { of = t.people {}, by = { 'units' } }"), "by is \"units\": did you mean \"unit\"?",
        PLUGIN("t.value { of = t.people {}, over = { 'week' } }"), "over must be one of month, quarter, half, year, got \"week\"",
        PLUGIN("t.value { of = t.people {}, decimals = 9 }"), "decimals must be an integer from 0 to 6, got 9",
        PLUGIN("t.value { of = t.people {}, title = 'Name' }"), "title must be { zh = \"...\", en = \"...\" }, got \"Name\"",
        PLUGIN("t.value { of = t.people {}, title = { zh = 'x' } }"), "title needs en = a text in that language, got nothing",
        PLUGIN("t.value { of = t.people {}, title = { zh = '\\xff', en = 'x' } }"), "title needs zh = a text in that language",
        PLUGIN("t.value { of = t.people {}, numerator = t.people {} }"), "t.value: needs the option 'numerator', or 'of'",
        PLUGIN("t.value {}"), "t.value: needs the option 'numerator', or 'of'",
        PLUGIN("t.people {}"), "t.plugin: indicators must be an indicator such as t.ratio { }, got t.people",
        PLUGIN("t.pepole {}"), "t1.lua:3: there is no function turnout.pepole: did you mean 'people'?",
        NULL, NULL,
    };

    (void)state;
    for (int i = 0; faults[i]; i += 2)
        expect_load_fault(faults[i], faults[i + 1]);
}

static void
indicators__must_make_sense_as_a_whole(void **state)
{
    static const char *const faults[] = {
        PLUGIN("t.ratio { numerator = t.periods { every = 'month' }, denominator = t.people {}, over = 'year' }"),
        "t.ratio: t.periods brings its own denominator: leave out denominator",
        PLUGIN("t.value { of = t.count { of = 'publicity.put', distinct = 'chanel' } }"), "distinct is \"chanel\": did you mean \"channel\"?",
        PLUGIN("t.value { of = t.count { of = 'publicity.put', distinct = 'reach' } }"), "distinct cannot be \"reach\" for publicity.put",
        PLUGIN("t.value { of = t.count { of = 'publicity.put', stock = true } }"), "publicity.put cannot be a stock",
        PLUGIN("t.value { of = t.count { of = 'publicity.put' }, by = { 'unit', 'category' } }"), "publicity.put has no category: by must leave it out",
        PLUGIN("t.value { of = t.count { of = 'talent.put' }, by = 'team' }"), "talent.put has no team",
        PLUGIN("t.ratio { numerator = t.people {}, denominator = t.count { of = 'talent.put' }, by = 'group' }"), "talent.put has no group",
        PLUGIN("t.value { of = t.sum { of = 'activity.held', field = 'minutes' } }"), "t.sum: of must be one of venue.put",
        PLUGIN("t.value { of = t.sum { of = 'publicity.put', field = 'reech' } }"), "field is \"reech\": did you mean \"reach\"?",
        PLUGIN("t.value { of = t.sum { of = 'publicity.put', field = 'channel' } }"), "field cannot be \"channel\" for publicity.put",
        PLUGIN("t.value { of = t.latest { of = 'publicity.put', field = 'reach' } }"), "publicity.put is no stock",
        PLUGIN("t.value { of = t.awards { nation = { 1, 2, 3 }, province = { 1, 2, 3, 4 }, city = { 1, 2, 3, 4 }, district = { 1, 2, 3, 4 }, street = { 1, 2, 3, 4 } } }"), "nation",
        PLUGIN("t.value { of = t.awards { nation = { 1, 2, 3, 4, 5 }, province = { 1, 2, 3, 4 }, city = { 1, 2, 3, 4 }, district = { 1, 2, 3, 4 }, street = { 1, 2, 3, 4 } } }"), "nation needs 4 numbers",
        PLUGIN("t.ratio { numerator = t.weeks { minutes = 60 }, denominator = t.people {} }"), "t.weeks brings its own denominator",
        PLUGIN("t.ratio { numerator = t.days { minutes = 1441 } }"), "minutes must be an integer from 1 to 1440, got 1441",
        PLUGIN("t.ratio { numerator = t.weeks { minutes = 60 }, by = 'team' }"), "venue.put has no team",
        PLUGIN("t.ratio { numerator = t.periods { every = 'month', of = 'plan.put' } }"), "of must be activity.held or a record, got \"plan.put\"",
        PLUGIN("t.ratio { numerator = t.periods { every = 'month', of = 'publicity.put', distinct = 'channel' } }"), "distinct goes with among",
        PLUGIN("t.ratio { numerator = t.periods { every = 'month', distinct = 'kind', among = { 'show' } } }"), "distinct goes with among, and with records",
        PLUGIN("t.ratio { numerator = t.people {}, denominator = t.plan { every = 'month' } }"), "t.plan is a numerator and brings its own denominator",
        PLUGIN("t.ratio { numerator = t.periods { every = 'quarter' } }"), "a month holds no whole quarter: over must leave it out",
        PLUGIN("t.value { of = t.people {}, requires = { t.people {} } }"), "requires takes t.periods and t.plan, got t.people",
        PLUGIN("t.value { of = t.people {}, over = 'month', requires = { t.plan { every = 'year' } } }"), "a month holds no whole year",
        PLUGIN("t.value { of = t.members() }"), "members are those of a team: by must be { \"team\" }",
        PLUGIN("t.value { of = t.people { who = 'members' }, by = { 'team', 'unit' } }"), "members are those of a team",
        PLUGIN("t.ratio { numerator = t.people {}, denominator = t.members {} }"), "members are those of a team",
        PLUGIN("t.value { of = t.figure 'people' }"), "t1.lua:3: t.figure: of must be \"plugin.indicator\", got \"people\"",
        PLUGIN("t.value { of = t.figure { 'a.b', grup = 'all' } }"), "t.figure: there is no option 'grup': did you mean 'group'?",
        PLUGIN("t.value { of = t.figure { 'a.b', group = 'youth' } }"), "group must be one of all, got \"youth\"",
        PLUGIN("t.value { of = t.figure(3) }"), "t.figure: of must be a text, got 3",
        PLUGIN("t.value { of = t.figure 'x.y' }, z = t.value { of = t.people {} }"), "x: t.figure: there is no indicator 'x.y': did you mean 'x.x'?",
        PLUGIN("t.value { of = t.figure 'x.z', by = { 'group' } }, z = t.value { of = t.people {} }"), "'x.z' lacks a breakdown or period",
        PLUGIN("t.value { of = t.figure 'x.z' }, z = t.value { of = t.people {}, over = 'year' }"), "'x.z' lacks a breakdown or period",
        PLUGIN("t.value { of = t.figure 'x.x' }"), "t1.lua:3: x: is made of itself: x.x -> x.x",
        PLUGIN("t.value { of = t.groups { of = 'people', among = {} } }"), "among must be a list of texts, got an empty one",
        PLUGIN("t.value { of = t.groups { of = 'persons', among = { 'youth' } } }"), "of must be one of people, activity.held, got \"persons\"",
        PLUGIN("t.value { of = t.groups { of = 'people' } }"), "t.groups: needs the option 'among'",
        PLUGIN("t.ratio { numerator = t.groups { of = 'people', among = { 'youth' } }, denominator = t.people {} }"), "t.groups brings its own denominator",
        PLUGIN("t.all_of { of = { 'y' } }"), "t.all_of: the plugin has no indicator 'y'",
        PLUGIN("t.all_of { of = { 'a_mont' } }, a_month = t.value { of = t.people {} }"), "no indicator 'a_mont': did you mean 'a_month'?",
        PLUGIN("t.all_of { of = { 'x' } }"), "'x' is itself made by t.all_of",
        PLUGIN("t.all_of { of = { 'y' } }, y = t.value { of = t.people {} }"), "'y' has no target, so it is never met",
        PLUGIN("t.all_of { of = { 'y' } }, y = t.value { of = t.people {}, over = 'year', target = t.at_least(1) }"), "'y' lacks a breakdown or period",
        PLUGIN("t.all_of { of = { 'y' }, by = { 'unit', 'team' } }, y = t.value { of = t.people {}, target = t.at_least(1) }"), "'y' lacks a breakdown",
        PLUGIN("t.all_of { of = {} }"), "t.all_of: of must be a list of texts, got an empty one",
        START "indicators = {} }", "t.plugin: has 0 indicators; 1 to 256 may be",
        START "indicators = { t.value { of = t.people {} } } }", "indicators needs names of small letters, digits and _ as keys, got 1",
        START "indicators = { Rate = t.value { of = t.people {} } } }", "as keys, got \"Rate\"",
        HEAD "return t.plugin { name = 'My rule', version = '1', api = 1, " TITLE ", indicators = { x = t.value { of = t.people {} } } }",
        "t1.lua:2: t.plugin: name must be small letters, digits and _, beginning with a letter, got \"My rule\"",
        HEAD "return t.plugin { name = 'x', version = '1', api = 2, " TITLE ", indicators = {} }", "api must be an integer from 1 to 1, got 2",
        HEAD "return t.plugin { name = 'x', version = '1', api = 1, indicators = {} }", "t.plugin: needs the option 'title'",
        HEAD "return t.plugin { nam = 'x' }", "t.plugin: there is no option 'nam': did you mean 'name'?",
        HEAD "return 7", "t1.lua:1: the file must end with `return t.plugin { ... }`",
        HEAD, "t1.lua:1: the file must end with `return t.plugin { ... }`",
        "return {", "t1.lua:1: ", "\x1bLua", "t1.lua:1: is compiled Lua", "return catgory", "t1.lua:1: there is no global name catgory",
        "require 'socket'", "t1.lua:1: there is no module socket", "while true do end", "t1.lua:1: more than 10000000 instructions",
        "return require 'turnout'.people", "must end with",
        NULL, NULL,
    };

    (void)state;
    for (int i = 0; faults[i]; i += 2)
        expect_load_fault(faults[i], faults[i + 1]);
}

static void
every_measure__loads(void **state)
{
    (void)state;
    expect_loads(PLUGIN("t.ratio { numerator = t.people { status = { 'present' }, role = 'audience', who = 'all', scope = 'reach', method = 'upper', "
                        "min_times = 2, min_minutes = 30 }, denominator = t.population { basis = 'staff', group = 'youth', mode = 'start' } }"));
    expect_loads(PLUGIN("t.value { of = t.attendances { role = { 'volunteer' } }, denominator = t.population { mode = 'average' }, decimals = 2 }"));
    expect_loads(PLUGIN("t.value { of = t.count { of = 'team.put', distinct = 'category' } }"));
    expect_loads(PLUGIN("t.ratio { numerator = t.count { of = 'publicity.put', distinct = 'channel', among = { 'website', 'board' }, where = function(p) return p.reach ~= nil end } }"));
    expect_loads(PLUGIN("t.value { of = t.count { of = 'talent.put', stock = true } }"));
    expect_loads(PLUGIN("t.value { of = t.count { of = 'award.put' }, by = { 'unit', 'team' } }"));
    expect_loads(PLUGIN("t.value { of = t.count { of = 'volunteer.hours' }, by = { 'unit', 'team', 'category' } }"));
    expect_loads(PLUGIN("t.value { of = t.sum { of = 'declared.put', field = 'value', where = function(d) return d.value ~= 0 end }, denominator = t.latest { of = 'venue.put', field = 'weekly_minutes' } }"));
    expect_loads(PLUGIN("t.value { of = t.rota { minutes = 0 }, target = t.at_most(0) }"));
    expect_loads(PLUGIN("t.ratio { numerator = t.weeks { minutes = 60, where = function(v) return v.free end } }"));
    expect_loads(PLUGIN("t.value { of = t.count { of = 'plan.put', where = function(p) return p.count > 1 end } }"));
    expect_loads(PLUGIN("t.ratio { numerator = t.people { who = 'members' }, denominator = t.members(), by = 'team' }"));
    expect_loads(PLUGIN("t.ratio { numerator = t.plan { every = 'quarter', at_least = 2 }, over = { 'half', 'year' }, target = t.at_most('99.5') }"));
    expect_loads(PLUGIN("t.ratio { numerator = t.volunteers { of = 'active', method = 'upper', min_minutes = 60, proof = 'clock', cap = 240 }, denominator = t.volunteers { of = 'registered' } }"));
    expect_loads(PLUGIN("t.value { of = t.volunteers { of = 'starred', stars = 2, hours = { 0.5, '100' } }, by = { 'unit', 'team', 'category' } }"));
    expect_loads(PLUGIN("t.value { of = t.volunteer_hours { as = 'minutes', proof = { 'clock', 'declared' } }, denominator = t.feedback { levels = { 0, 5 } } }"));
    expect_loads(PLUGIN("t.value { of = t.feedback { weights = { 5, '2.5', 1, 0.5, 0 }, min_n = 0 }, denominator = t.feedback { of = 'sent' }, by = 'team' }"));
    expect_loads(PLUGIN("t.value { of = t.constant(0.1), target = t.at_least(0.1) }"));
    expect_loads(PLUGIN("t.value { of = t.population { mode = 'pinned', source = 'census' } }"));
}

static void
numbers__arrive_as_they_are_written(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, PLUGIN("t.value { of = t.constant(0.1), denominator = t.constant('12.50'), target = t.at_most(74.98) }"), NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_int_equal(fraction_cmp(rules.ruleset.indicators[0].numerator.constant, (struct fraction){ 1, 10 }), 0);
    assert_int_equal(fraction_cmp(rules.ruleset.indicators[0].denominator.constant, (struct fraction){ 25, 2 }), 0);
    assert_int_equal(fraction_cmp(rules.ruleset.indicators[0].target, (struct fraction){ 7498, 100 }), 0);
    assert_false(rules.ruleset.indicators[0].target_at_least);
    rules_free(&rules);
}

static void
measures_of_volunteers_and_answers__arrive_as_they_are_written(void **state)
{
    const struct measure *starred, *points;
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, PLUGIN("t.value { of = t.volunteers { of = 'starred', stars = 2, hours = { 0.5, '100' }, min_days = 30, proof = 'clock', cap = 240 } }, "
                                    "y = t.value { of = t.feedback { weights = { 5, '2.5', 1, 0.2, 0 }, min_n = 30 }, denominator = t.feedback { levels = { 0, 5 } } }"), NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    starred = &rules.ruleset.indicators[0].numerator;
    points = &rules.ruleset.indicators[1].numerator;
    assert_int_equal(starred->volunteers, VOLUNTEERS_STARRED);
    assert_int_equal(starred->stars, 2);
    assert_int_equal(starred->threshold_count, 2);
    assert_int_equal(starred->thresholds[0], 30);
    assert_int_equal(starred->thresholds[1], 6000);
    assert_int_equal(starred->min_days, 30);
    assert_int_equal(starred->proofs, 1u << PROOF_CLOCK);
    assert_int_equal(starred->cap, 240);
    assert_int_equal(points->weight_den, 10);
    assert_int_equal(points->weights[5], 50);
    assert_int_equal(points->weights[4], 25);
    assert_int_equal(points->weights[2], 2);
    assert_int_equal(points->weights[1], 0);
    assert_int_equal(points->levels, 62);
    assert_int_equal(points->min_n, 30);
    assert_int_equal(rules.ruleset.indicators[1].denominator.levels, 33);
    rules_free(&rules);
}

#define MAYBE_TARGET START "params = { target = t.percent() }, indicators = { x = t.value { of = t.people {}, target = t.at_least(t.param 'target') } } }"

static void
a_parameter_without_a_value__is_no_target_until_the_configuration_gives_one(void **state)
{
    struct param_override override = { STR_INIT("x"), STR_INIT("target"), STR_INIT("13") };
    struct load_request request = { .overrides = &override, .override_count = 1 };
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, MAYBE_TARGET, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_false(rules.ruleset.indicators[0].has_target);
    rules_free(&rules);
    rules_load(&rules, &request, MAYBE_TARGET, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_true(rules.ruleset.indicators[0].has_target);
    assert_int_equal(rules.ruleset.indicators[0].target.num, 13);
    rules_free(&rules);
    rules_load(&rules, NULL, START "params = { n = t.percent() }, indicators = { x = t.value { of = t.constant(t.param 'n') } } }", NULL);
    assert_non_null(strstr(rules_load_fault(&rules), "t.constant: value is a parameter that has no value"));
    rules_free(&rules);
}

static void
indicators__have_defaults_and_the_plugins_title(void **state)
{
    const struct indicator *indicator;
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, PLUGIN("t.ratio { numerator = t.people {}, denominator = t.population {} }, y = t.value { of = t.people {}, title = { zh = '己', en = 'Own' } }"), NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    indicator = &rules.ruleset.indicators[0];
    assert_int_equal(indicator->by, BY_UNIT);
    assert_int_equal(indicator->over, 15);
    assert_int_equal(indicator->decimals, 2);
    assert_int_equal(indicator->factor, 100);
    assert_true(str_eq(indicator->title_zh, STR("名")));
    assert_true(str_eq(rules.ruleset.indicators[1].title_en, STR("Own")));
    assert_int_equal(rules.ruleset.indicators[1].decimals, 0);
    assert_int_equal(rules.ruleset.indicators[1].factor, 1);
    rules_free(&rules);
}

static void
rules__that_share_a_function_are_one(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL,
               HEAD "local function edu(a) return t.under(a.category, 'edu') end\nreturn t.plugin { name = 'x', version = '1', api = 1, " TITLE
                    ", indicators = { a = t.value { of = t.people { where = edu } }, b = t.value { of = t.attendances { where = edu } },\n"
                    "c = t.value { of = t.count { of = 'plan.put', where = edu } }, d = t.value { of = t.count { of = 'award.put', where = edu } },\n"
                    "e = t.value { of = t.count { of = 'talent.put', where = edu } }, f = t.value { of = t.count { of = 'talent.put', where = edu, stock = true } } } }",
               NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_int_equal(rules.ruleset.rule_count, 4); /* about sessions, plan items, awards, talents */
    assert_int_equal(rules.ruleset.rules[3].subject, SUBJECT_RECORD);
    assert_int_equal(rules.ruleset.rules[3].of, EVENT_TALENT_PUT);
    assert_int_equal(rules.ruleset.indicators[0].numerator.rule, rules.ruleset.indicators[1].numerator.rule);
    assert_true(str_eq(rules.ruleset.rules[0].name, STR("a.numerator")));
    rules_free(&rules);
}

/* ---- several plugins ---- */

#define NAMED(plugin, indicators) \
    HEAD "return t.plugin { name = '" plugin "', version = '1', api = 1, " TITLE ", indicators = { " indicators " } }"

static uint32_t
place_of(const struct rules *rules, const char *indicator)
{
    int found = ruleset_find(&rules->ruleset, str_of(indicator));

    assert_true(found >= 0);
    return (uint32_t)found;
}

static void
figures__are_found_in_other_plugins_whatever_their_order(void **state)
{
    struct rules rules;
    const uint64_t paused[4] = { 1 << 1 /* b, so what a makes of it stays as it is, too */ };
    const struct indicator *indicators;
    uint8_t held[3] = { 0 };

    (void)state;
    rules_load(&rules, NULL, NAMED("a", "m = t.value { of = t.figure { 'b.k', group = 'all' }, denominator = t.figure 'c.n', by = 'group' }"),
               NAMED("b", "k = t.value { of = t.figure 'c.n', by = { 'unit', 'group' } }"),
               NAMED("c", "n = t.value { of = t.people {}, by = { 'unit', 'group' } }"), NULL);
    assert_int_equal(rules.ruleset.fault_count, 0);
    indicators = rules.ruleset.indicators;
    assert_int_equal(indicators[place_of(&rules, "m")].numerator.figure, place_of(&rules, "k"));
    assert_true(indicators[place_of(&rules, "m")].numerator.of_everybody);
    assert_int_equal(indicators[place_of(&rules, "m")].denominator.figure, place_of(&rules, "n"));
    assert_false(indicators[place_of(&rules, "m")].denominator.of_everybody);
    assert_int_equal(indicators[place_of(&rules, "k")].numerator.figure, place_of(&rules, "n"));
    reading_find_held(&rules.ruleset, paused, held);
    assert_true(held[place_of(&rules, "m")] && held[place_of(&rules, "k")] && !held[place_of(&rules, "n")]);
    rules_free(&rules);
}

static void
figures__in_a_circle_are_left_out_with_what_is_made_of_them(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, NAMED("a", "m = t.value { of = t.figure 'b.k' }, other = t.value { of = t.people {} }"),
               NAMED("b", "k = t.value { of = t.figure 'a.m' }"), NAMED("c", "n = t.value { of = t.figure 'c.gone' }"),
               NAMED("d", "z = t.value { of = t.figure 'c.n' }, zz = t.value { of = t.figure 'a.other' }"), NULL);
    assert_int_equal(rules.ruleset.indicator_count, 2);
    assert_int_equal(rules.ruleset.indicators[place_of(&rules, "zz")].numerator.figure, place_of(&rules, "other"));
    assert_int_equal(rules.ruleset.fault_count, 4);
    assert_string_equal(rules.ruleset.faults[0].message.ptr, "t3.lua:2: n: t.figure: there is no indicator 'c.gone'");
    assert_string_equal(rules.ruleset.faults[1].message.ptr, "t4.lua:2: z: is made of an indicator that is not there");
    assert_string_equal(rules.ruleset.faults[2].plugin.ptr, "b");
    assert_string_equal(rules.ruleset.faults[3].message.ptr, "t1.lua:2: m: is made of itself: a.m -> b.k (t2.lua:2) -> a.m");
    rules_free(&rules);
}

/* Whatever leads back: the message shows the whole way. */
static void
circles__are_told_whole_whatever_they_are_made_of(void **state)
{
    static const char *const cases[][3] = {
        /* a ratio over figures, and an all_of of it */
        { "m = t.ratio { numerator = t.people {}, denominator = t.figure 'a.w', over = 'year', target = t.at_least(1) },"
          "w = t.all_of { of = { 'm' }, over = 'year' }", "k = t.value { of = t.people {} }",
          "t1.lua:2: m: is made of itself: a.m -> a.w (t1.lua:2) -> a.m" },
        /* a score and a figure, over two plugins */
        { "m = t.score { reads = { 'k' }, over = 'year', of = function(c) return c.k end }", "k = t.value { of = t.figure 'a.m', over = 'year' }",
          "t2.lua:2: k: is made of itself: b.k -> a.m (t1.lua:2) -> b.k" },
        /* what is to improve on itself is no circle, but may stand in one */
        { "m = t.value { of = t.figure 'b.k', over = 'year', target = t.improve_on 'previous' }", "k = t.value { of = t.figure 'a.m', over = 'year' }",
          "t1.lua:2: m: is made of itself: a.m -> b.k (t2.lua:2) -> a.m" },
        /* what only leads into a circle */
        { "m = t.value { of = t.figure 'a.m' }", "k = t.value { of = t.figure 'a.m' }", "t2.lua:2: k: is made of an indicator that is made of itself" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char first[600], second[600];
        struct rules rules;
        bool found = false;
        snprintf(first, sizeof first, NAMED("a", "%s"), cases[i][0]);
        snprintf(second, sizeof second, NAMED("b", "%s"), cases[i][1]);
        rules_load(&rules, NULL, first, second, NULL);
        for (size_t k = 0; k < rules.ruleset.fault_count; k++)
            found |= strcmp(rules.ruleset.faults[k].message.ptr, cases[i][2]) == 0;
        if (!found)
            check_failed("no fault says \"%s\": the first one is \"%s\"", cases[i][2], rules_load_fault(&rules));
        rules_free(&rules);
    }
}

static void
an_indicator__may_improve_on_itself(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, NAMED("a", "m = t.value { of = t.people {}, target = t.improve_on { 'previous', sense = 'at_most' } }"), NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_true(rules.ruleset.indicators[0].has_target && rules.ruleset.indicators[0].improves);
    assert_false(rules.ruleset.indicators[0].target_at_least);
    rules_free(&rules);
}

/* Of some levels and units, one of them as the configuration has it. */
static void
a_target__may_differ_by_level_and_unit(void **state)
{
    struct param_override override = { STR_INIT("a"), STR_INIT("street"), STR_INIT("24") };
    struct load_request request = { .overrides = &override, .override_count = 1 };
    const struct indicator *indicator;
    struct rules rules;

    (void)state;
    rules_load(&rules, &request,
               "local t = require 'turnout'\n"
               "return t.plugin { name = 'a', version = '1.0.0', api = 1, title = { zh = '甲', en = 'A' }, params = { street = t.integer(12) }, indicators = {\n"
               "m = t.value { of = t.people {}, target = t.at_most { levels = { street = t.param 'street', grid = 2 }, units = { s1 = '2.5' }, mode = 'prorated' } } } }", NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    indicator = &rules.ruleset.indicators[0];
    assert_true(indicator->has_target && indicator->target_for_some && !indicator->target_at_least);
    assert_int_equal(indicator->target_mode, TARGET_PRORATED);
    assert_int_equal(indicator->target_count, 3);
    assert_int_equal(indicator->targets[0].level, LEVEL_GRID);
    assert_int_equal(indicator->targets[0].value.num, 2);
    assert_false(indicator->targets[0].is_configured);
    assert_int_equal(indicator->targets[1].level, LEVEL_STREET);
    assert_int_equal(indicator->targets[1].value.num, 24);
    assert_true(indicator->targets[1].is_configured);
    assert_string_equal(indicator->targets[2].unit.ptr, "s1");
    assert_int_equal(indicator->targets[2].value.den, 2);
    rules_free(&rules);
}

static void
load__goes_on_after_a_plugin_that_fails(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, "return {", PLUGIN("t.value { of = t.people {} }"), "error('no')", NULL);
    assert_int_equal(rules.ruleset.plugin_count, 1);
    assert_int_equal(rules.ruleset.fault_count, 2);
    assert_true(str_eq(rules.ruleset.faults[0].plugin, STR("t1")));
    assert_true(str_eq(rules.ruleset.faults[1].plugin, STR("t3")));
    assert_true(str_eq(rules.ruleset.faults[1].message, STR("t3.lua:1: no")));
    rules_free(&rules);
}

static void
load__refuses_the_second_of_two_that_clash(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, PLUGIN("t.value { of = t.people {} }"), PLUGIN("t.value { of = t.people {} }"),
               HEAD "return t.plugin { name = 'z', version = '1', api = 1, " TITLE ", indicators = { x = t.value { of = t.people {} } } }", NULL);
    assert_int_equal(rules.ruleset.plugin_count, 1);
    assert_int_equal(rules.ruleset.fault_count, 2);
    assert_true(str_eq(rules.ruleset.faults[0].message, STR("t2.lua:1: there is another plugin called 'x'")));
    assert_true(str_eq(rules.ruleset.faults[1].message, STR("t3.lua:1: the plugin x already has an indicator 'x'")));
    rules_free(&rules);
}

/* Declares 30 fields of com.example.door whose names begin with the letter. */
#define DOOR(letter)                                                                                                   \
    HEAD "local fields = {} for i = 1, 30 do fields['" letter "' .. i] = 'text' end "                                  \
         "return t.plugin { name = 'door_" letter "', version = '1', api = 1, " TITLE ", "                             \
         "events = { ['com.example.door'] = fields }, "                                                                \
         "indicators = { " letter " = t.value { of = t.count { of = 'com.example.door' } } } }"

static void
load__refuses_only_the_plugin_that_gives_a_type_of_other_people_more_than_64_fields(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, DOOR("a"), DOOR("b"), DOOR("c"), NULL);
    assert_int_equal(rules.ruleset.plugin_count, 2);
    assert_int_equal(rules.ruleset.fault_count, 1);
    assert_string_equal(rules_load_fault(&rules),
                        "t3.lua:1: with the fields that the plugin door_b declares com.example.door has more than 64");
    rules_free(&rules);
}

static void
messages__are_text_whatever_a_rule_raises(void **state)
{
    (void)state;
    expect_load_fault("error('\\xff\\0\\27\"', 0)", "t1.lua:1: ?");
}

/* Longer ones would fill the frame in which all plugins are told about. */
static void
description__of_a_plugin_has_a_longest(void **state)
{
    (void)state;
    expect_load_fault(HEAD "local long = ('x'):rep(60000)\nlocal v = t.value { of = t.people {}, title = { zh = long, en = long } }\n"
                      "return t.plugin { name = 'x', version = '1', api = 1, " TITLE ", indicators = { x = v, y = v } }",
                      "t1.lua:4: t.plugin: describes its indicators with more than 196608 bytes");
    expect_load_fault(HEAD "local long, list = ('x'):rep(200000), {}\nfor i = 1, 100000 do list[i] = long end\n"
                      "return t.plugin { name = 'x', version = '1', api = 1, " TITLE ", params = { p = t.list(list) } }",
                      "t1.lua:4: more than 10000000 instructions in one call");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls__say_file_line_option_and_what_was_meant),
        cmocka_unit_test(indicators__must_make_sense_as_a_whole),
        cmocka_unit_test(every_measure__loads),
        cmocka_unit_test(numbers__arrive_as_they_are_written),
        cmocka_unit_test(measures_of_volunteers_and_answers__arrive_as_they_are_written),
        cmocka_unit_test(a_parameter_without_a_value__is_no_target_until_the_configuration_gives_one),
        cmocka_unit_test(indicators__have_defaults_and_the_plugins_title),
        cmocka_unit_test(rules__that_share_a_function_are_one),
        cmocka_unit_test(figures__are_found_in_other_plugins_whatever_their_order),
        cmocka_unit_test(figures__in_a_circle_are_left_out_with_what_is_made_of_them),
        cmocka_unit_test(circles__are_told_whole_whatever_they_are_made_of),
        cmocka_unit_test(an_indicator__may_improve_on_itself),
        cmocka_unit_test(a_target__may_differ_by_level_and_unit),
        cmocka_unit_test(load__goes_on_after_a_plugin_that_fails),
        cmocka_unit_test(load__refuses_the_second_of_two_that_clash),
        cmocka_unit_test(load__refuses_only_the_plugin_that_gives_a_type_of_other_people_more_than_64_fields),
        cmocka_unit_test(messages__are_text_whatever_a_rule_raises),
        cmocka_unit_test(description__of_a_plugin_has_a_longest),
    };

    return cmocka_run_group_tests_name("module", tests, NULL, NULL);
}
