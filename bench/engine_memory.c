/* SPDX-License-Identifier: MIT */
#include "bench/engine_memory.h"

#include "lib/engine/engine_state.h"
#include "lib/model/people_set.h"

#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

struct sum {
    const char *what;
    uint64_t pieces, bytes;
};

static void
add(struct sum *sum, void *piece)
{
    sum->pieces += piece != NULL;
    sum->bytes += malloc_usable_size(piece) + (piece ? sizeof(size_t) : 0);
}

static void
print(const struct sum *sum, uint64_t attendances)
{
    printf("%-34s %10llu pieces %8.1f MiB %6.1f B an attendance\n", sum->what, (unsigned long long)sum->pieces,
           (double)sum->bytes / (1 << 20), attendances ? (double)sum->bytes / (double)attendances : 0);
}

static uint64_t
print_sessions(const struct facts *facts, uint64_t attendances)
{
    struct sum entries = { .what = "sessions: attendances" }, rest = { .what = "sessions: the rest" };

    for (size_t i = 0; i < facts->session_count; i++) {
        struct session *session = facts->sessions[i];
        add(&entries, session->loose);
        add(&entries, session->packed);
        add(&rest, session);
        add(&rest, session->buckets);
        add(&rest, session->statements);
        add(&rest, session->headcounts);
        for (uint32_t k = 0; k < session->statement_count; k++) {
            add(&rest, session->statements[k]);
            add(&rest, session->statements[k]->put);
        }
    }
    print(&entries, attendances);
    print(&rest, attendances);
    return entries.bytes + rest.bytes;
}

static uint64_t
print_buckets(const struct tally *tally, uint64_t attendances)
{
    struct sum buckets = { .what = "buckets" }, classes = { .what = "buckets: classes" }, slots = { .what = "buckets: tables of classes" };
    struct sum sets = { .what = "buckets: people" }, arrivals = { .what = "buckets: arrivals, newcomers" };
    uint64_t count = 0, people = 0;

    for (size_t i = 0; i < tally->all.count; i++) {
        struct bucket *bucket = tally->all.buckets[i];
        add(&buckets, bucket);
        add(&buckets, bucket->sessions);
        add(&classes, bucket->classes.classes);
        add(&slots, bucket->classes.slots);
        for (struct arrival_block *block = bucket->arrivals.newest; block; block = block->before)
            add(&arrivals, block);
        add(&arrivals, bucket->newcomers);
        count += bucket->classes.count;
        for (size_t k = 0; k < bucket->classes.count; k++) {
            sets.bytes += people_set_bytes(&bucket->classes.classes[k].people);
            people += people_set_count(&bucket->classes.classes[k].people);
        }
    }
    for (struct arrival_block *block = tally->blocks.spare; block; block = block->before)
        add(&arrivals, block);
    sets.pieces = people;
    classes.pieces = count;
    print(&buckets, attendances);
    print(&classes, attendances);
    print(&slots, attendances);
    print(&sets, attendances);
    print(&arrivals, attendances);
    return buckets.bytes + classes.bytes + slots.bytes + arrivals.bytes + sets.bytes;
}

static uint64_t
print_months(const struct publisher *publisher, uint64_t attendances)
{
    struct sum sets = { .what = "unions of months" };

    for (size_t i = 0; i < publisher->book_count; i++) {
        const struct month_sets *months = &publisher->states[i].months;
        for (size_t k = 0; k < months->count; k++) {
            sets.bytes += months->sets[k].people ? people_set_bytes(months->sets[k].people) : 0;
            sets.pieces++;
        }
    }
    print(&sets, attendances);
    return sets.bytes;
}

static uint64_t
print_people(const struct people *people, uint64_t attendances)
{
    struct sum statements = { .what = "people: statements" };

    add(&statements, people->statements);
    add(&statements, people->first);
    print(&statements, attendances);
    return statements.bytes;
}

static uint64_t
resident(void)
{
    unsigned long size = 0, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    if (file && fscanf(file, "%lu %lu", &size, &pages) != 2)
        pages = 0;
    if (file)
        fclose(file);
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

void
engine_memory_print(const struct engine *engine, uint64_t attendances)
{
    struct mallinfo2 info = mallinfo2();
    struct sum all = { .what = "allocated", .bytes = info.uordblks + info.hblkhd };
    struct sum rest = { .what = "allocated, the rest" }, unused = { .what = "free in the heap", .bytes = info.fordblks };
    struct sum process = { .what = "resident", .bytes = resident() };

    rest.bytes = all.bytes - print_sessions(&engine->facts, attendances) - print_buckets(&engine->facts.tally, attendances) -
                 print_months(&engine->publisher, attendances) - print_people(&engine->facts.people, attendances);
    print(&rest, attendances);
    print(&all, attendances);
    print(&unused, attendances);
    print(&process, attendances);
}
