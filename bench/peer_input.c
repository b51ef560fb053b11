/* SPDX-License-Identifier: MIT */
/*
 * peer_input.c -- the events of ./run bench in the words of those they are compared with.
 *
 * peer_input FORM WORLD ATTENDANCES FIRST COUNT: writes, of COUNT attendances from number FIRST on (0 is the first),
 *
 *     sessions-redis  HSET for each session of the world
 *     redis           EVALSHA of the script whose SHA1 is in the environment variable SCRIPT
 *     sessions-sql    COPY of the sessions
 *     copy            COPY in pieces of 10,000, each a transaction
 *     insert          INSERT ... ON CONFLICT DO NOTHING in pieces of 1,000, each a transaction
 *     parse           nothing, but says in JSON how long the JSON library takes for the lines
 *     tally           what has to have been counted in the end, by a peer and by turnoutd (docs/performance.md says what)
 *
 * This happens before a clock runs: a peer is given what is parsed already.
 */
#include "bench/client.h"
#include "lib/base/buf.h"
#include "lib/base/codebook.h"
#include "lib/base/mem.h"
#include "lib/wire/json_dom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COPY_PIECE = 10000, INSERT_PIECE = 1000 };

struct session {
    struct str unit;
    char month[8]; /* "2024-05" */
    struct str category;
};

/* Of what one set or one counter is kept: how many of them there are, and how much each holds. */
struct counts {
    struct codebook keys;
    unsigned long long *sums; /* by number */
    size_t capacity;
};

struct tally {
    struct codebook session_people, month_people, year_people, category_people;
    struct codebook residents, street; /* what turnoutd counts: residents of a unit in a month, people of a month */
    struct counts session, month, category, minutes;
    struct counts once_month, once_category; /* turnoutd counts who comes twice to a session there once */
};

struct input {
    struct json_dom *dom;
    struct arena texts;
    struct codebook codes; /* of sessions */
    struct session *sessions;
    size_t capacity;
    struct codebook persons;
    struct str *homes;
    size_t homes_capacity;
    const char *script;
    struct tally tally;
};

struct attendance {
    struct str line, source, id, time, session, person, status, role;
    long long minutes;
};

static void
refuse(const char *what)
{
    fprintf(stderr, "peer_input: %s\n", what);
    exit(65);
}

static const struct json *
member(const struct json *object, const char *name)
{
    for (const struct json *at = json_first(object); at != json_end(object); at = json_next(at))
        if (str_eq(at->key, str_of(name)))
            return at;
    refuse(name);
    return NULL;
}

static struct str
text(const struct json *object, const char *name)
{
    return member(object, name)->as.text;
}

static struct str
keep(struct input *input, struct str text)
{
    return arena_copy(&input->texts, text);
}

static const struct json *
parse(struct input *input, struct str line)
{
    enum json_fault fault;
    const char *why = "";
    const struct json *value = json_dom_parse(input->dom, line, &fault, &why);

    if (value == NULL)
        refuse(why);
    return value;
}

static void
read_world_line(struct input *input, struct str line)
{
    const struct json *event = parse(input, line), *data = member(event, "data");
    struct str type = text(event, "type");

    if (str_eq(type, STR("turnout.activity.held"))) {
        uint32_t number = codebook_add(&input->codes, text(data, "activity"));
        struct session *session;

        input->sessions = mem_grow(input->sessions, number, &input->capacity, sizeof *input->sessions);
        session = &input->sessions[number];
        session->unit = keep(input, text(data, "unit"));
        session->category = keep(input, text(data, "category"));
        memcpy(session->month, text(data, "start").ptr, 7);
        session->month[7] = '\0';
    } else if (str_eq(type, STR("turnout.person.put"))) {
        uint32_t number = codebook_add(&input->persons, text(data, "person"));

        input->homes = mem_grow(input->homes, number, &input->homes_capacity, sizeof *input->homes);
        input->homes[number] = keep(input, text(data, "home"));
    }
}

static struct attendance
read_attendance(struct input *input, struct str line)
{
    const struct json *event = parse(input, line), *data = member(event, "data");

    return (struct attendance){
        .line = line, .source = text(event, "source"), .id = text(event, "id"), .time = text(event, "time"),
        .session = text(data, "activity"), .person = text(data, "person"), .status = text(data, "status"), .role = text(data, "role"),
        .minutes = member(data, "minutes")->as.whole
    };
}

static const struct session *
session_of(struct input *input, struct str code)
{
    uint32_t number = codebook_find(&input->codes, code);

    if (number == CODE_NONE)
        refuse("an attendance of a session that is not in the world");
    return &input->sessions[number];
}

/* "$5\r\nhello\r\n" */
static void
put_argument(struct str text)
{
    printf("$%zu\r\n%.*s\r\n", text.len, STR_ARG(text));
}

static void
put_redis(struct input *input, const struct attendance *a, size_t place, bool is_last)
{
    char number[24];

    (void)place, (void)is_last;
    fputs("*8\r\n", stdout);
    put_argument(STR("EVALSHA"));
    put_argument(str_of(input->script));
    put_argument(STR("0"));
    printf("$%zu\r\n%.*s %.*s\r\n", a->source.len + 1 + a->id.len, STR_ARG(a->source), STR_ARG(a->id));
    put_argument(a->line);
    put_argument(a->session);
    put_argument(a->person);
    snprintf(number, sizeof number, "%lld", a->minutes);
    put_argument(str_of(number));
}

static void
put_copy(struct input *input, const struct attendance *a, size_t place, bool is_last)
{
    (void)input;
    if (place % COPY_PIECE == 0)
        puts("COPY event FROM STDIN;");
    printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%lld\n", STR_ARG(a->source), STR_ARG(a->id), STR_ARG(a->time), STR_ARG(a->session),
           STR_ARG(a->person), STR_ARG(a->status), STR_ARG(a->role), a->minutes);
    if (is_last || place % COPY_PIECE == COPY_PIECE - 1)
        puts("\\.");
}

/* No text of make_events.c has a quote in it. */
static void
put_insert(struct input *input, const struct attendance *a, size_t place, bool is_last)
{
    (void)input;
    puts(place % INSERT_PIECE == 0 ? "INSERT INTO event VALUES" : ",");
    printf("('%.*s','%.*s','%.*s','%.*s','%.*s','%.*s','%.*s',%lld)", STR_ARG(a->source), STR_ARG(a->id), STR_ARG(a->time),
           STR_ARG(a->session), STR_ARG(a->person), STR_ARG(a->status), STR_ARG(a->role), a->minutes);
    if (is_last || place % INSERT_PIECE == INSERT_PIECE - 1)
        puts("\nON CONFLICT DO NOTHING;");
}

/* The number of the key in the book. */
static uint32_t
add_key(struct codebook *book, struct str a, struct str b, struct str c, struct str d)
{
    char key[512];
    int len = snprintf(key, sizeof key, "%.*s|%.*s|%.*s|%.*s", STR_ARG(a), STR_ARG(b), STR_ARG(c), STR_ARG(d));

    return codebook_add(book, (struct str){ key, (size_t)len });
}

static void
add_count(struct counts *counts, struct str a, struct str b, struct str c, unsigned long long n)
{
    size_t before = counts->keys.count;
    uint32_t number = add_key(&counts->keys, a, b, c, (struct str){ 0 });

    if (counts->keys.count > before) {
        counts->sums = mem_grow(counts->sums, before, &counts->capacity, sizeof *counts->sums);
        counts->sums[before] = 0;
    }
    counts->sums[number] += n;
}

static void
put_tally(struct input *input, const struct attendance *a, size_t place, bool is_last)
{
    const struct session *session = session_of(input, a->session);
    struct tally *tally = &input->tally;
    struct str month = str_of(session->month), year = { session->month, 4 }, none = { 0 };
    uint32_t person = codebook_find(&input->persons, a->person);
    size_t before = tally->session_people.count;

    (void)place, (void)is_last;
    add_key(&tally->session_people, a->session, a->person, none, none);
    if (tally->session_people.count > before) {
        add_count(&tally->once_month, session->unit, month, none, 1);
        add_count(&tally->once_category, session->unit, month, session->category, 1);
    }
    add_key(&tally->month_people, session->unit, month, a->person, none);
    add_key(&tally->year_people, session->unit, year, a->person, none);
    add_key(&tally->category_people, session->unit, month, session->category, a->person);
    add_count(&tally->session, a->session, none, none, 1);
    add_count(&tally->month, session->unit, month, none, 1);
    add_count(&tally->category, session->unit, month, session->category, 1);
    add_count(&tally->minutes, session->unit, month, none, (unsigned long long)a->minutes);
    if (person != CODE_NONE)
        add_key(&tally->street, month, a->person, none, none);
    if (person != CODE_NONE && str_eq(input->homes[person], session->unit))
        add_key(&tally->residents, session->unit, month, a->person, none);
}

/* Sums of squares: who counted one in the wrong place has another. */
static unsigned long long
squares(const struct counts *counts)
{
    unsigned long long sum = 0;

    for (size_t i = 0; i < counts->keys.count; i++)
        sum += counts->sums[i] * counts->sums[i];
    return sum;
}

static void
print_tally(const struct tally *tally)
{
    printf("peers %zu %zu %zu %zu %llu %llu %llu %llu\n", tally->session_people.count, tally->month_people.count, tally->year_people.count,
           tally->category_people.count, squares(&tally->session), squares(&tally->month), squares(&tally->category),
           squares(&tally->minutes));
    printf("turnoutd %zu %zu %llu %llu\n", tally->residents.count, tally->street.count, squares(&tally->once_month),
           squares(&tally->once_category));
}

static void
put_session_redis(const struct session *session, struct str code)
{
    fputs("*8\r\n", stdout);
    put_argument(STR("HSET"));
    printf("$%zu\r\ns:%.*s\r\n", code.len + 2, STR_ARG(code));
    put_argument(STR("y"));
    printf("$%zu\r\n%.*s|%.4s\r\n", session->unit.len + 5, STR_ARG(session->unit), session->month);
    put_argument(STR("m"));
    printf("$%zu\r\n%.*s|%s\r\n", session->unit.len + 8, STR_ARG(session->unit), session->month);
    put_argument(STR("c"));
    printf("$%zu\r\n%.*s|%s|%.*s\r\n", session->unit.len + 9 + session->category.len, STR_ARG(session->unit), session->month,
           STR_ARG(session->category));
}

static void
put_sessions(struct input *input, bool is_redis)
{
    if (!is_redis)
        puts("COPY session FROM STDIN;");
    for (uint32_t i = 0; i < input->codes.count; i++) {
        const struct session *session = &input->sessions[i];
        struct str code = codebook_name(&input->codes, i);

        if (is_redis)
            put_session_redis(session, code);
        else
            printf("%.*s\t%.*s\t%s\t%.*s\n", STR_ARG(code), STR_ARG(session->unit), session->month, STR_ARG(session->category));
    }
    if (!is_redis)
        puts("\\.");
}

/* The next line of the text, which it leaves; without its newline. False at the end. */
static bool
next_line(struct str *rest, struct str *line)
{
    const char *end = rest->len > 0 ? memchr(rest->ptr, '\n', rest->len) : NULL;

    if (end == NULL)
        return false;
    *line = (struct str){ rest->ptr, (size_t)(end - rest->ptr) };
    *rest = (struct str){ end + 1, rest->len - line->len - 1 };
    return true;
}

static void
measure_parsing(struct input *input, struct str lines, unsigned long count)
{
    struct timespec began, ended;
    double seconds;
    struct str line;

    clock_gettime(CLOCK_MONOTONIC, &began);
    for (unsigned long i = 0; i < count && next_line(&lines, &line); i++)
        parse(input, line);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    seconds = (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec) * 1e-9;
    printf("{\"events\":%lu,\"seconds\":%.4f}\n", count, seconds);
}

typedef void put_fn(struct input *input, const struct attendance *attendance, size_t place, bool is_last);

static const struct form {
    const char *name;
    put_fn *put; /* of the attendances; NULL: main says */
    bool needs_world;
} forms[] = {
    { "sessions-redis", NULL, true },
    { "redis", put_redis, false },
    { "sessions-sql", NULL, true },
    { "copy", put_copy, false },
    { "insert", put_insert, false },
    { "parse", NULL, false },
    { "tally", put_tally, true },
};

static const struct form *
form_of(const char *name)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
    refuse("no such form");
    return NULL;
}

static struct str
text_of(const char *path)
{
    struct str text;

    text.ptr = map_file(path, &text.len);
    return text;
}

static void
read_world(struct input *input, struct str lines)
{
    struct str line;

    while (next_line(&lines, &line))
        read_world_line(input, line);
}

static void
write_form(struct input *input, put_fn *put, struct str lines, unsigned long first, unsigned long count)
{
    struct str line;

    for (unsigned long i = 0; i < first + count && next_line(&lines, &line); i++) {
        struct attendance attendance;

        if (i < first)
            continue;
        attendance = read_attendance(input, line);
        put(input, &attendance, i - first, i + 1 == first + count);
    }
    if (put == put_tally)
        print_tally(&input->tally);
}

int
main(int argc, char **argv)
{
    struct input input = { .dom = json_dom_new(), .script = getenv("SCRIPT") };
    const struct form *form;
    unsigned long first, count;

    if (argc != 6) {
        fputs("usage: peer_input FORM WORLD ATTENDANCES FIRST COUNT\n", stderr);
        return 64;
    }
    form = form_of(argv[1]);
    first = strtoul(argv[4], NULL, 10), count = strtoul(argv[5], NULL, 10);
    if (form->put == put_redis && input.script == NULL)
        refuse("SCRIPT is not set");
    if (form->needs_world)
        read_world(&input, text_of(argv[2]));
    if (form->put != NULL)
        write_form(&input, form->put, text_of(argv[3]), first, count);
    else if (strcmp(form->name, "parse") == 0)
        measure_parsing(&input, text_of(argv[3]), count);
    else
        put_sessions(&input, strcmp(form->name, "sessions-redis") == 0);
    return fflush(stdout) == 0 ? 0 : 74;
}
