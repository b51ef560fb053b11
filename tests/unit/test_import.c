/* SPDX-License-Identifier: MIT */
#include "cli/import/import.h"

#include "cli/import/headings.h"
#include "cli/import/identity.h"
#include "cli/import/plain.h"
#include "cli/import/typed_words.h"
#include "cli/words.h"
#include "lib/base/file.h"
#include "lib/wire/event_fields.h"
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/import_case.h"

#include <jansson.h>
#include <sys/stat.h>
#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static struct import_case
run_on(const char *table, const char *const *words)
{
    struct import_case run;

    import_case_run(&run, &scratch, import_case_file(&scratch, "t.csv", str_of(table)), words);
    return run;
}

/* The n-th line as JSON. */
static json_t *
event(const struct import_case *run, size_t n)
{
    const char *at = run->lines;
    json_t *parsed;

    for (; n > 0; n--)
        at = strchr(at, '\n') + 1;
    parsed = json_loads(at, JSON_DISABLE_EOF_CHECK, NULL);
    assert_non_null(parsed);
    return parsed;
}

/* What the first row's data is, with sorted keys. */
static void
expect_data(const char *table, const char *const *words, const char *expected)
{
    struct import_case run = run_on(table, words);
    json_t *first;
    char *data;

    if (!run.is_done || run.refused.len > 1)
        check_failed("%s%s", run.err.text, run.refused.ptr);
    first = event(&run, 0);
    data = json_dumps(json_object_get(first, "data"), JSON_SORT_KEYS | JSON_COMPACT);
    assert_string_equal(data, expected);
    free(data);
    json_decref(first);
    import_case_free(&run);
}

static void
expect_refused(const char *table, const char *const *words, const char *piece)
{
    struct import_case run = run_on(table, words);

    must(run.is_done, &run.err);
    if (!strstr(run.refused.ptr, piece))
        check_failed("expected \"%s\" in: %s", piece, run.refused.ptr);
    import_case_free(&run);
}

static void
expect_error(const char *table, const char *const *words, enum err_code code, const char *piece)
{
    struct import_case run = run_on(table, words);

    assert_false(run.is_done);
    must_say(&run.err, code, piece);
    import_case_free(&run);
}

#define SIGN_IN "--csv", "attendance", "--set", "activity=a1", "--set", "at=2024-05-29"

static void
row__is_an_event_by_the_headings_that_everybody_uses(void **state)
{
    (void)state;
    expect_data("签到表,,,\n序号,人员编号,签到状态*,时长（分钟）\n1,p0417,到,\"1,200\"\n", WORDS(SIGN_IN),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"minutes\":1200,\"person\":\"p0417\",\"status\":\"present\"}");
    expect_data("Person,STATUS,role\np1,Present,志愿者\n", WORDS(SIGN_IN),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"person\":\"p1\",\"role\":\"volunteer\",\"status\":\"present\"}");
    expect_data("日期,时间,人员编号,状态\n2024/5/29,下午2:03,p1,迟到\n", WORDS("--csv", "turnout.attendance", "--set", "activity=a1"),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29T14:03:00+08:00\",\"person\":\"p1\",\"status\":\"late\"}");
}

static void
column__goes_where_map_says_by_heading_or_by_place(void **state)
{
    (void)state;
    expect_data("who,how\np1,absent\n", WORDS(SIGN_IN, "--map", "who=person", "--map", "HOW =status"),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"person\":\"p1\",\"status\":\"absent\"}");
    expect_data("p1,缺席\n", WORDS(SIGN_IN, "--no-heading", "--map", "A=person", "--map", "2=status"),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"person\":\"p1\",\"status\":\"absent\"}");
    expect_data("备注,备注\np1,present\n", WORDS(SIGN_IN, "--map", "@A=person", "--map", "@2=status"),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"person\":\"p1\",\"status\":\"present\"}");
    expect_data("title\nx,y\nwho,how\np1,present\n", WORDS(SIGN_IN, "--heading-row", "3", "--map", "who=person", "--map", "how=status"),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"person\":\"p1\",\"status\":\"present\"}");
}

static void
column__that_is_not_there_is_named_with_those_that_are(void **state)
{
    (void)state;
    expect_error("编号,状态\n1,到\n", WORDS(SIGN_IN, "--map", "编号=person", "--map", "情况=status"), ERR_USAGE,
                 "there is no column \"情况\"; row 1 has 编号, 状态");
    expect_error("person,status\n", WORDS(SIGN_IN, "--map", "persom=person"), ERR_USAGE, "did you mean \"person\"?");
    expect_error("a,a,status\n", WORDS(SIGN_IN, "--map", "a=person"), ERR_USAGE, "2 columns are called \"a\": say which by its letter, as in @C");
    expect_error("p1\n", WORDS(SIGN_IN, "--no-heading", "--map", "person=person"), ERR_USAGE, "by its letter or its number");
    expect_error("a,b\n", WORDS(SIGN_IN, "--heading-row", "7"), ERR_USAGE, "row 7 is no row of headings");
    expect_error("person,status,编号\n", WORDS("--csv", "attendance", "--set", "at=2024", "--set", "activity=a", "--key", "号"), ERR_USAGE,
                 "there is no column \"号\"");
    expect_error("", WORDS(SIGN_IN), ERR_INPUT, "there is nothing in it");
}

static void
field__that_is_not_there_says_what_was_meant(void **state)
{
    (void)state;
    expect_error("a\n", WORDS("--csv", "attendance", "--map", "a=persn"), ERR_USAGE, "turnout.attendance has no field persn: did you mean person");
    expect_error("a\n", WORDS("--csv", "attendance", "--set", "minutesz.x=1"), ERR_USAGE, "has no field minutesz.x");
    expect_error("a\n", WORDS("--csv", "headcount", "--map", "a=by_group"), ERR_USAGE, "say which, as in by_group.women");
    expect_error("a\n", WORDS("--csv", "atendance"), ERR_USAGE, "did you mean attendance?");
    expect_error("a\n", WORDS("--csv", "foreign"), ERR_USAGE, "there is no event type \"foreign\"");
    expect_error("a\n", WORDS("--csv", "attendance", "--map", "person"), ERR_USAGE, "--map is COLUMN=FIELD");
    expect_error("a\n", WORDS("--csv", "attendance", "--set", "person"), ERR_USAGE, "--set is FIELD=VALUE");
    expect_error("a\n", WORDS("--csv", "attendance", "--separator", "xy"), ERR_USAGE, "--separator is one character");
    expect_error("a\n", WORDS("--map", "a=person"), ERR_USAGE, "--map is about tables: say --csv TYPE, too");
    expect_error("person,status\n", WORDS(SIGN_IN, "--zone", "Mars/Base"), ERR_INPUT, "--zone");
}

static void
field__that_nothing_says_is_asked_for_before_any_row_is_read(void **state)
{
    (void)state;
    expect_error("person,状态\np1,到\n", WORDS("--csv", "attendance", "--set", "at=2024"), ERR_USAGE,
                 "nothing says activity: --map COLUMN=activity or --set activity=VALUE; row 1 has person, 状态");
    expect_error("person,status\np1,到\n", WORDS("--csv", "attendance", "--set", "activity=a1"), ERR_USAGE, "nothing says at");
    expect_error("状态\n到\n", WORDS(SIGN_IN), ERR_USAGE, "nothing says person");
    expect_error("person,a,status\n", WORDS(SIGN_IN, "--map", "person=person", "--map", "a=person", "--map", "status=status"), ERR_USAGE,
                 "two columns for person, A (person) and B (a)");
}

static void
date__of_the_thing_dates_a_statement_without_one(void **state)
{
    (void)state;
    expect_data("活动编号,单位,类别,日期,类型\nlaw,c1,edu.law,2024年5月,讲座\n", WORDS("--csv", "activity.held"),
                "{\"activity\":\"law\",\"at\":\"2024-05\",\"category\":\"edu.law\",\"kind\":\"lecture\",\"start\":\"2024-05\",\"unit\":\"c1\"}");
    expect_data("计划项,单位,计划时间\ni1,c1,2024年7月至8月\n", WORDS("--csv", "plan.put"),
                "{\"at\":\"2024-07-01/2024-08-31\",\"item\":\"i1\",\"unit\":\"c1\",\"window\":\"2024-07-01/2024-08-31\"}");
    expect_refused("person,status,at\np1,到,\n", WORDS("--csv", "attendance", "--set", "activity=a1"),
                   "row 2: missing_field: the row has no date");
}

static void
cell__with_several_is_a_list(void **state)
{
    (void)state;
    expect_data("persons,status\n\"p1、p2，p3;p4\np5,\",到\n", WORDS(SIGN_IN),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"persons\":[\"p1\",\"p2\",\"p3\",\"p4\",\"p5\"],\"status\":\"present\"}");
    expect_data("人员编号,家庭所在单位,人群\np1,c1,elderly、women\n", WORDS("--csv", "person.put", "--set", "at=2024-01-01"),
                "{\"at\":\"2024-01-01\",\"groups\":[\"elderly\",\"women\"],\"home\":\"c1\",\"person\":\"p1\"}");
    expect_refused("person,status\np1、p2,到\n", WORDS(SIGN_IN), "several people in one cell: map the column to persons");
}

static void
counts__of_several_columns_are_one_object(void **state)
{
    (void)state;
    expect_data("活动编号,总人数,by_group.women,by_group.elderly,by_group.minor\na1,30,12,,3\n",
                WORDS("--csv", "headcount", "--set", "at=2024-05-29"),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"by_group\":{\"minor\":3,\"women\":12},\"total\":30}");
    expect_data("5,4,3\n10,5,1\n", WORDS("--csv", "feedback.summary", "--set", "unit=c1", "--set", "at=2024", "--map", "5=counts.5", "--map",
                                         "4=counts.4"),
                "{\"at\":\"2024\",\"counts\":{\"4\":5,\"5\":10},\"unit\":\"c1\"}");
}

static void
value__is_read_as_the_field_wants_it(void **state)
{
    (void)state;
    expect_data("单位,口径,人口,estimate\nc1,常住,\"3,200\",是\n", WORDS("--csv", "population.put", "--set", "at=2024年1月1日"),
                "{\"at\":\"2024-01-01\",\"basis\":\"usual\",\"count\":3200,\"estimate\":true,\"unit\":\"c1\"}");
    expect_data("指标,级别,目标值\neducation_coverage,社区,75.50%\n", WORDS("--csv", "target.put", "--set", "at=2024"),
                "{\"at\":\"2024\",\"indicator\":\"education_coverage\",\"level\":\"community\",\"value\":75.5}");
    expect_data("单位,时期,what,value\nc1,2024年5月,activities,11\n", WORDS("--csv", "declared.put", "--set", "at=2024-06-01"),
                "{\"at\":\"2024-06-01\",\"period\":\"2024-05\",\"unit\":\"c1\",\"value\":11,\"what\":\"activities\"}");
    expect_data("单位,kind,art\nｃ１,painter,水墨\n", WORDS("--csv", "talent.put", "--set", "at=2024", "--map", "单位=unit", "--map",
                                                         "kind=kind", "--map", "art=art"),
                "{\"art\":\"水墨\",\"at\":\"2024\",\"kind\":\"painter\",\"unit\":\"c1\"}");
    expect_data("person,status,minutes\np1,,\n", WORDS(SIGN_IN, "--set", "status=到"),
                "{\"activity\":\"a1\",\"at\":\"2024-05-29\",\"person\":\"p1\",\"status\":\"present\"}");
}

static void
row__that_is_wrong_is_named_by_file_row_and_column(void **state)
{
    (void)state;
    expect_refused("人员编号,状态,分钟\np1,到,90\np2,到,九十\n", WORDS(SIGN_IN),
                   "t.csv, row 3, column C (分钟): bad_field: minutes must be a whole number written in digits, 0..1440, got \"九十\"");
    expect_refused("人员编号,状态\np1,睡着了\n", WORDS(SIGN_IN), "row 2, column B (状态): bad_field: status must be one of");
    expect_refused("person,status,at\np1,到,5/6/2024\n", WORDS("--csv", "attendance", "--set", "activity=a1"),
                   "row 2, column C (at): bad_field: \"5/6/2024\": which is the day");
    expect_refused("person,status\np1,到\n", WORDS("--csv", "attendance", "--set", "activity=a1", "--set", "at=soon"),
                   "row 2, --set at: bad_field: \"soon\": no date is read from it");
    expect_refused("person,status\np1,到\n", WORDS("--csv", "attendance", "--set", "activity=a1", "--set", "time=2149-01-01 10:00"),
                   "row 2, --set time: future");
    expect_refused("person,status,home\n\x01p,到,x\n", WORDS(SIGN_IN), "row 2, column A (person): bad_field");
}

static void
person__is_a_token_and_never_a_name_or_a_number_of_the_state(void **state)
{
    (void)state;
    expect_error("姓名,状态\n王伟,到\n", WORDS(SIGN_IN), ERR_USAGE, "column A (姓名) holds names, and no names are kept: --pseudonyms");
    expect_refused("who,status\n王伟,到\n", WORDS(SIGN_IN, "--map", "who=person", "--map", "status=status"),
                   "row 2, column A (who): personal_data: this looks like a name");
    expect_refused("person,status\nWang Wei,到\n", WORDS(SIGN_IN), "personal_data: this looks like a name");
    expect_refused("person,status\n13812345678,到\n", WORDS(SIGN_IN), "personal_data");
    expect_refused("person,status\n13812345678,到\n", WORDS(SIGN_IN), "--pseudonyms makes tokens of them");
    expect_refused("person,status\n11010519491231002X,到\n", WORDS(SIGN_IN), "personal_data");
}

/* The person of the first row. */
static char *
token_of(const char *table, const char *const *words)
{
    struct import_case run = run_on(table, words);
    json_t *first;
    char *token;

    if (!run.is_done || run.refused.len > 1)
        check_failed("%s%s", run.err.text, run.refused.ptr);
    assert_null(strstr(run.lines, "王"));
    first = event(&run, 0);
    token = strdup(json_string_value(json_object_get(json_object_get(first, "data"), "person")));
    json_decref(first);
    import_case_free(&run);
    return token;
}

static void
name__becomes_a_token_that_is_the_same_however_it_is_typed(void **state)
{
    char *name = token_of("姓名,状态\n王伟,到\n", WORDS(SIGN_IN, "--pseudonyms"));
    char *spaced = token_of("姓名,状态\n 王　伟 ,到\n", WORDS(SIGN_IN, "--pseudonyms"));
    char *other = token_of("姓名,状态\n王玮,到\n", WORDS(SIGN_IN, "--pseudonyms"));
    char *door = token_of("姓名,门牌,状态\n王伟,1-101,到\n",
                          WORDS(SIGN_IN, "--pseudonyms", "--map", "姓名=person", "--map", "门牌=person", "--map", "状态=status"));

    (void)state;
    assert_string_equal(name, "x-b1824df911adc0ca44a5de167a913bc0");
    assert_string_equal(name, spaced);
    assert_string_not_equal(name, other);
    assert_string_not_equal(name, door);
    expect_refused("姓名,门牌,状态\n王伟,,到\n",
                   WORDS(SIGN_IN, "--pseudonyms", "--map", "姓名=person", "--map", "门牌=person", "--map", "状态=status"),
                   "people of one name would become one");
    free(name);
    free(spaced);
    free(other);
    free(door);
}

static char *
ids_of(const char *table, const char *const *words)
{
    struct import_case run = run_on(table, words);
    struct buf ids = { 0 };

    must(run.is_done, &run.err);
    for (size_t i = 0; i < run.import.totals.made; i++) {
        json_t *one = event(&run, i);

        buf_printf(&ids, "%s ", json_string_value(json_object_get(one, "id")));
        json_decref(one);
    }
    buf_put_byte(&ids, '\0');
    import_case_free(&run);
    return ids.ptr;
}

static void
expect_ids(bool same, const char *first, const char *const *first_words, const char *second, const char *const *second_words)
{
    char *a = ids_of(first, first_words), *b = ids_of(second, second_words);

    if ((strcmp(a, b) == 0) != same)
        check_failed("%s and %s should %sbe the same", a, b, same ? "" : "not ");
    free(a);
    free(b);
}

static void
id__of_an_attendance_is_that_of_its_activity_and_person_whatever_else_is_said(void **state)
{
    (void)state;
    expect_ids(true, "person,status\np1,到\n", WORDS(SIGN_IN), "x,y\nstatus,备注,person\nabsent,new,p1\n", WORDS(SIGN_IN));
    expect_ids(false, "person,status\np1,到\n", WORDS(SIGN_IN), "person,status\np2,到\n", WORDS(SIGN_IN));
}

static void
id__of_hours_is_that_of_all_the_row_says_and_of_which_equal_row_it_is(void **state)
{
    const char *const *hours = WORDS("--csv", "volunteer.hours", "--set", "unit=c1", "--set", "at=2024-05-29");
    char *ids = ids_of("persons,minutes\n10,90\n10,90\n", hours);

    (void)state;
    assert_int_not_equal(strncmp(ids, ids + 37, 36), 0);
    free(ids);
    expect_ids(true, "persons,minutes\n10,90\n10,90\n5,1\n", hours, "minutes,persons,x\n\n90,10,y\n90,10,z\n1,5,\n", hours);
    expect_ids(false, "persons,minutes\n10,90\n", hours, "persons,minutes\n10,91\n", hours);
}

static void
id__is_that_of_the_key_column_where_one_is_given(void **state)
{
    const char *const *hours = WORDS("--csv", "volunteer.hours", "--set", "unit=c1", "--set", "at=2024-05-29", "--key", "单号");

    (void)state;
    expect_ids(true, "persons,minutes,单号\n10,90,A1\n", hours, "persons,minutes,单号\n10,91,a1 \n", hours);
    expect_ids(false, "persons,minutes,单号\n10,90,A1\n", hours, "persons,minutes,单号\n10,90,A2\n", hours);
    expect_refused("persons,minutes,单号\n10,90,\n", hours, "row 2, column C (单号): missing_field: the cell that --key names is empty");
}

static void
rows__about_one_thing_are_one_or_a_contradiction(void **state)
{
    struct import_case run = run_on("person,status\np1,到\np1,到\np2,到\np1,迟到\n", WORDS(SIGN_IN));

    (void)state;
    must(run.is_done, &run.err);
    assert_int_equal(run.import.totals.rows, 4);
    assert_int_equal(run.import.totals.made, 2);
    assert_int_equal(run.import.totals.repeated, 1);
    assert_int_equal(run.import.totals.refused, 1);
    assert_non_null(strstr(run.refused.ptr, "row 5: conflict: row 2 says something else of the same"));
    import_case_free(&run);
}

static void
rows__that_say_nothing_are_no_rows(void **state)
{
    struct import_case run = run_on("x\nperson,status,备注\n,,\np1,到,\n\n,,合计\n", WORDS(SIGN_IN));

    (void)state;
    must(run.is_done, &run.err);
    assert_int_equal(run.import.totals.rows, 1);
    assert_int_equal(run.import.totals.made, 1);
    import_case_free(&run);
}

static void
rows__of_sums_are_counted_and_left_out(void **state)
{
    struct import_case run = run_on("序号,person,status,minutes\n1,p1,到,90\n,,合计：,90\n2,合计,到,90\n", WORDS(SIGN_IN));

    (void)state;
    must(run.is_done, &run.err);
    assert_int_equal(run.import.totals.sums, 1);
    assert_int_equal(run.import.totals.made, 1);
    assert_int_equal(run.import.totals.refused, 1); /* somebody of that name is no token */
    import_case_free(&run);
}

static void
retraction__of_a_revision_corrects_nothing(void **state)
{
    struct import_case run = run_on("source,id,rev\ngate,e1,2\n", WORDS("--csv", "retract", "--set", "at=2025-05-01"));

    (void)state;
    must(run.is_done, &run.err);
    assert_int_equal(run.import.totals.made, 1);
    assert_int_equal(run.import.totals.corrected, 0);
    import_case_free(&run);
}

static void
key_file__that_others_can_read_or_that_is_no_key_is_refused(void **state)
{
    struct key_file file;
    struct err err = { 0 };
    const char *path = import_case_file(&scratch, "bad.key", STR("not a key\n"));

    (void)state;
    assert_false(key_file_read(&file, path, true, &err));
    assert_int_equal(err.code, ERR_CONFIG);
    chmod(path, 0644);
    assert_false(key_file_read(&file, path, true, &err));
    must_say(&err, ERR_CONFIG, "everybody can read the import key");
    chmod(path, 0600);
    assert_false(key_file_read(&file, path, true, &err));
    must_say(&err, ERR_CONFIG, "is no import key");
}

static void
key_file__is_made_once_and_then_read(void **state)
{
    struct key_file first, second;
    struct err err = { 0 };
    char path[160];
    struct stat st;

    (void)state;
    snprintf(path, sizeof path, "%s/new/import.key", scratch.folder);
    must(key_file_read(&first, path, false, &err), &err); /* a dry run makes none */
    assert_true(first.is_new && stat(path, &st) != 0);
    must(key_file_read(&first, path, true, &err), &err);
    must(key_file_read(&second, path, true, &err), &err);
    assert_true(first.is_new && !second.is_new);
    assert_memory_equal(first.key, second.key, KEY_SIZE);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void
headings__name_fields_that_some_type_has(void **state)
{
    struct str heading, fields, field;

    (void)state;
    for (size_t i = 0; heading_row(i, &heading, &fields); i++) {
        bool is_known = false;

        while (words_next(&fields, &field))
            for (enum event_type type = 0; type < EVENT_FOREIGN; type++)
                is_known = is_known || target_field(type, field);
        if (!is_known)
            check_failed("%.*s names no field", STR_ARG(heading));
    }
}

static void
words__mean_words_that_some_field_knows(void **state)
{
    struct str typed, meant;
    struct arena arena = { 0 };

    (void)state;
    for (size_t i = 0; typed_word_row(i, &typed, &meant); i++) {
        bool is_known = false;

        for (enum event_type type = 0; type < EVENT_FOREIGN; type++)
            for (size_t f = 0; f < event_schema(type)->field_count; f++)
                is_known = is_known || str_find(meant, event_schema(type)->fields[f].words, event_schema(type)->fields[f].word_count) >= 0;
        if (!is_known)
            check_failed("%.*s means nothing", STR_ARG(typed));
        if (!memchr(typed.ptr, ' ', typed.len) && !str_eq(typed, plain_key(&arena, typed)))
            check_failed("%.*s is not as cells are compared", STR_ARG(typed));
    }
    arena_free(&arena);
}

static void
identity__is_told_by_fields_that_the_type_has(void **state)
{
    (void)state;
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        struct str fields = identity_fields(type), field;

        while (words_next(&fields, &field))
            if (!target_field(type, field))
                check_failed("%s has no %.*s", event_type_name(type).ptr, STR_ARG(field));
    }
}

/* -- the page -- */

static struct buf page;

static int
read_page(void **state)
{
    struct err err = { 0 };

    (void)state;
    must(file_read(source_path("docs/import.md"), 1 << 20, &page, &err), &err);
    buf_put_byte(&page, '\0');
    return 0;
}

static int
free_page(void **state)
{
    (void)state;
    buf_free(&page);
    return 0;
}

/* "a b" -> "| `a`, `b` | " */
static void
expect_in_row(struct str words, struct str needle)
{
    struct buf begin = { 0 };
    struct str word;
    const char *row, *end;

    buf_put_str(&begin, STR("| "));
    while (words_next(&words, &word))
        buf_printf(&begin, "%s`%.*s`", begin.len > 2 ? ", " : "", STR_ARG(word));
    buf_put(&begin, " | ", 4);
    row = strstr(page.ptr, begin.ptr);
    while (row && (end = strchr(row, '\n')) && !memmem(row, (size_t)(end - row), needle.ptr, needle.len))
        row = strstr(end, begin.ptr);
    if (!row)
        check_failed("docs/import.md: no row %s with %.*s", begin.ptr, STR_ARG(needle));
    buf_free(&begin);
}

static void
page__has_every_heading_every_word_and_every_identity(void **state)
{
    struct str left, right;
    struct buf fields = { 0 };

    (void)state;
    for (size_t i = 0; heading_row(i, &left, &right); i++)
        expect_in_row(right, left);
    for (size_t i = 0; typed_word_row(i, &left, &right); i++)
        expect_in_row(right, left);
    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        struct str known_by = identity_fields(type), field, name = event_type_name(type);

        fields.len = 0;
        while (words_next(&known_by, &field))
            buf_printf(&fields, "%s`%.*s`", fields.len > 0 ? ", " : "", STR_ARG(field));
        if (fields.len > 0)
            expect_in_row((struct str){ name.ptr + 8, name.len - 8 }, buf_str(&fields));
    }
    buf_free(&fields);
}

static int
make_folder(void **state)
{
    (void)state;
    scratch_make(&scratch);
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    scratch_remove(&scratch);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row__is_an_event_by_the_headings_that_everybody_uses),
        cmocka_unit_test(column__goes_where_map_says_by_heading_or_by_place),
        cmocka_unit_test(column__that_is_not_there_is_named_with_those_that_are),
        cmocka_unit_test(field__that_is_not_there_says_what_was_meant),
        cmocka_unit_test(field__that_nothing_says_is_asked_for_before_any_row_is_read),
        cmocka_unit_test(date__of_the_thing_dates_a_statement_without_one),
        cmocka_unit_test(cell__with_several_is_a_list),
        cmocka_unit_test(counts__of_several_columns_are_one_object),
        cmocka_unit_test(value__is_read_as_the_field_wants_it),
        cmocka_unit_test(row__that_is_wrong_is_named_by_file_row_and_column),
        cmocka_unit_test(person__is_a_token_and_never_a_name_or_a_number_of_the_state),
        cmocka_unit_test(name__becomes_a_token_that_is_the_same_however_it_is_typed),
        cmocka_unit_test(id__of_an_attendance_is_that_of_its_activity_and_person_whatever_else_is_said),
        cmocka_unit_test(id__of_hours_is_that_of_all_the_row_says_and_of_which_equal_row_it_is),
        cmocka_unit_test(id__is_that_of_the_key_column_where_one_is_given),
        cmocka_unit_test(rows__about_one_thing_are_one_or_a_contradiction),
        cmocka_unit_test(rows__that_say_nothing_are_no_rows),
        cmocka_unit_test(rows__of_sums_are_counted_and_left_out),
        cmocka_unit_test(retraction__of_a_revision_corrects_nothing),
        cmocka_unit_test(key_file__that_others_can_read_or_that_is_no_key_is_refused),
        cmocka_unit_test(key_file__is_made_once_and_then_read),
        cmocka_unit_test(headings__name_fields_that_some_type_has),
        cmocka_unit_test(words__mean_words_that_some_field_knows),
        cmocka_unit_test(identity__is_told_by_fields_that_the_type_has),
        cmocka_unit_test_setup_teardown(page__has_every_heading_every_word_and_every_identity, read_page, free_page),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
