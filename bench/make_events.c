/* SPDX-License-Identifier: MIT */
/*
 * make_events.c -- the events that ./run bench posts.
 *
 * make_events FOLDER ATTENDANCES shuffled|by-day [PEOPLE SESSIONS [PART PARTS]]:
 * writes FOLDER/world.ndjson (a street of 100 communities, 20,000 sessions over a
 * year, 200,000 people with homes) and FOLDER/attendances.ndjson (random version-4
 * UUIDs as ids).  Of a file in PARTS: the attendances of that one, and with the
 * first the world.
 * shuffled: every line another session of the whole year, the worst order there
 * is; by-day: as it would happen, day after day, the sessions of a day mixed.
 * The same seed, the same bytes.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 100, GATES = 50, DAYS = 12 * 28 };

static uint64_t dice = 20250529;
static unsigned sessions = 20000, people = 200000;
static unsigned *day_of; /* by session */
static unsigned long part = 1, parts = 1;

static uint64_t
roll(void)
{
    uint64_t z = dice += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static FILE *
create(const char *folder, const char *name)
{
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(74);
    }
    setvbuf(file, NULL, _IOFBF, 1 << 20);
    return file;
}

static void
finish(FILE *file)
{
    if (ferror(file) || fclose(file) != 0) {
        perror("make_events");
        exit(74);
    }
}

static void
begin_line(FILE *out, const char *kind, unsigned number, const char *type)
{
    fprintf(out, "{\"specversion\":\"1.0\",\"id\":\"%s-%u\",\"source\":\"bench/registry\",\"type\":\"turnout.%s\",", kind, number, type);
    fputs("\"time\":\"2024-01-01T00:00:00+08:00\",\"data\":{", out);
}

static void
write_units(FILE *out)
{
    begin_line(out, "street", 0, "unit.put");
    fputs("\"unit\":\"street\",\"level\":\"street\",\"name\":\"Bench Street\"}}\n", out);
    for (unsigned u = 0; u < UNITS; u++) {
        begin_line(out, "unit", u, "unit.put");
        fprintf(out, "\"unit\":\"c%02u\",\"level\":\"community\",\"name\":\"Community %u\",\"parent\":\"street\"}}\n", u, u);
        begin_line(out, "population", u, "population.put");
        fprintf(out, "\"unit\":\"c%02u\",\"basis\":\"usual\",\"count\":%u}}\n", u, 2500 + u);
    }
}

static void
write_sessions(FILE *out)
{
    static const char *const categories[] = { "edu.law", "edu.science", "culture.show", "culture.festival", "sport" };
    static const char *const kinds[] = { "lecture", "training", "show", "contest", "other" };

    for (unsigned s = 0; s < sessions; s++) {
        begin_line(out, "session", s, "activity.held");
        fprintf(out, "\"activity\":\"games-%05u\",\"unit\":\"c%02u\",\"category\":\"%s\",\"kind\":\"%s\",", s, (unsigned)(roll() % UNITS),
                categories[roll() % 5], kinds[roll() % 5]);
        day_of[s] = (unsigned)(roll() % DAYS);
        fprintf(out, "\"start\":\"2024-%02u-%02u\",\"minutes\":90}}\n", day_of[s] / 28 + 1, day_of[s] % 28 + 1);
    }
}

static void
write_persons(FILE *out)
{
    for (unsigned p = 0; p < people; p++) {
        begin_line(out, "person", p, "person.put");
        fprintf(out, "\"person\":\"p%06u\",\"home\":\"c%02u\"}}\n", p, (unsigned)(roll() % UNITS));
    }
}

static void
write_attendance(FILE *out, unsigned session)
{
    uint64_t a = roll(), b = roll(), hour = roll() % 24;

    fprintf(out, "{\"specversion\":\"1.0\",\"id\":\"%08" PRIx64 "-%04" PRIx64 "-4%03" PRIx64 "-%04" PRIx64 "-%012" PRIx64 "\",", a >> 32,
            a >> 16 & 0xffff, a & 0xfff, (b >> 48 & 0x3fff) | 0x8000, b & 0xffffffffffff);
    fprintf(out, "\"source\":\"gate/%u\",\"type\":\"turnout.attendance\",\"time\":\"2024-%02u-%02uT%02u:03:11+08:00\",",
            (unsigned)(roll() % GATES), day_of[session] / 28 + 1, day_of[session] % 28 + 1, (unsigned)hour);
    fprintf(out, "\"data\":{\"activity\":\"games-%05u\",\"person\":\"p%06u\",\"status\":\"present\",\"role\":\"participant\",\"minutes\":%u}}\n",
            session, (unsigned)(roll() % people), (unsigned)(roll() % 180));
}

static void
write_shuffled(FILE *out, unsigned long count)
{
    for (unsigned long i = 0; i < count; i++)
        write_attendance(out, (unsigned)(roll() % sessions));
}

static int
compare_days(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a, right = *(const unsigned *)b;

    return day_of[left] != day_of[right] ? (day_of[left] < day_of[right] ? -1 : 1) : left < right ? -1 : left > right;
}

/* Each session has its share of the attendances of all parts; those of one day come mixed. */
static void
write_by_day(FILE *out, unsigned long count)
{
    unsigned *order = calloc(sessions, sizeof *order);
    unsigned long all = count * parts, from = count * (part - 1);

    if (order == NULL)
        abort();
    for (unsigned s = 0; s < sessions; s++)
        order[s] = s;
    qsort(order, sessions, sizeof *order, compare_days);
    for (unsigned first = 0, end; first < sessions; first = end) {
        for (end = first; end < sessions && day_of[order[end]] == day_of[order[first]];)
            end++;
        for (unsigned long i = all * first / sessions; i < all * end / sessions; i++)
            if (i >= from && i < from + count)
                write_attendance(out, order[first + roll() % (end - first)]);
    }
    free(order);
}

/* The days of the sessions are the same dice in every part. */
static void
write_world(const char *folder)
{
    FILE *out = part == 1 ? create(folder, "world.ndjson") : create("/dev", "null");

    write_units(out);
    write_sessions(out);
    write_persons(out);
    finish(out);
}

static bool
read_options(int argc, char **argv)
{
    if (argc >= 6) {
        people = (unsigned)strtoul(argv[4], NULL, 10);
        sessions = (unsigned)strtoul(argv[5], NULL, 10);
    }
    if (argc == 8) {
        part = strtoul(argv[6], NULL, 10);
        parts = strtoul(argv[7], NULL, 10);
    }
    return (argc == 4 || argc == 6 || argc == 8) && people > 0 && sessions > 0 && part > 0 && part <= parts;
}

int
main(int argc, char **argv)
{
    unsigned long count = read_options(argc, argv) ? strtoul(argv[2], NULL, 10) : 0;
    bool by_day = count > 0 && strcmp(argv[3], "by-day") == 0;
    FILE *out;

    if (count == 0 || (!by_day && strcmp(argv[3], "shuffled") != 0)) {
        fputs("usage: make_events FOLDER ATTENDANCES shuffled|by-day [PEOPLE SESSIONS [PART PARTS]]\n", stderr);
        return 64;
    }
    day_of = calloc(sessions, sizeof *day_of);
    if (day_of == NULL)
        abort();
    write_world(argv[1]);
    dice += (part - 1) * UINT64_C(0xd1342543de82ef95);
    out = create(argv[1], "attendances.ndjson");
    if (by_day)
        write_by_day(out, count);
    else
        write_shuffled(out, count);
    finish(out);
    free(day_of);
    return 0;
}
