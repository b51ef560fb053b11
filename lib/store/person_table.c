/* SPDX-License-Identifier: MIT */
#include "lib/store/person_table.h"

#include "lib/base/mem.h"
#include "lib/store/sql.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024, FIRST_KEYS = 1024 };

/* The slot of the key, or the empty one where it belongs. slot_count is a power of two. */
static uint32_t *
slot_of(const struct person_table *table, const struct person_key *key)
{
    uint32_t at;

    memcpy(&at, key->bytes, sizeof at);
    for (;; at++) {
        uint32_t *slot = &table->slots[at & (table->slot_count - 1)];

        if (*slot == 0 || memcmp(&table->keys[*slot - 1], key, sizeof *key) == 0)
            return slot;
    }
}

static void
grow_slots(struct person_table *table)
{
    uint32_t *old = table->slots, old_count = table->slot_count;

    table->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
    table->slots = mem_array(table->slot_count, sizeof *table->slots);
    for (uint32_t i = 0; i < old_count; i++)
        if (old[i])
            *slot_of(table, &table->keys[old[i] - 1]) = old[i];
    free(old);
}

/* What leaves memory leaves no key behind. */
static void
free_keys(struct person_table *table)
{
    if (table->keys)
        explicit_bzero(table->keys, table->capacity * sizeof *table->keys);
    free(table->keys);
}

static void
grow_keys(struct person_table *table)
{
    size_t capacity = table->capacity ? 2 * table->capacity : FIRST_KEYS;
    struct person_key *keys = mem_array(capacity, sizeof *keys);

    if (table->count > 0)
        memcpy(keys, table->keys, table->count * sizeof *keys);
    free_keys(table);
    table->keys = keys;
    table->capacity = capacity;
}

/* Gives numbers up to this one; those in between stay without a key. */
static void
give_numbers(struct person_table *table, uint32_t number)
{
    while (table->count < number) {
        if (table->count == table->capacity)
            grow_keys(table);
        table->keys[table->count++] = (struct person_key){ 0 };
    }
    while ((uint64_t)table->count * 4 > (uint64_t)table->slot_count * 3)
        grow_slots(table);
}

/* In place of a key: zeros, and how many numbers had been given. No keyed hash begins with so many. */
enum { MARK_ZEROS = 12 };

static struct person_key
mark_of(uint32_t given)
{
    uint32_t little = htole32(given);
    struct person_key mark = { 0 };

    memcpy(mark.bytes + MARK_ZEROS, &little, sizeof little);
    return mark;
}

static bool
is_mark(const struct person_key *key, uint32_t *given)
{
    static const struct person_key zeros;

    memcpy(given, key->bytes + MARK_ZEROS, sizeof *given);
    *given = le32toh(*given);
    return memcmp(key, &zeros, MARK_ZEROS) == 0;
}

static bool
load_one(struct person_table *table, struct sqlite3_stmt *stmt, struct err *err)
{
    int64_t number = sql_column_int(stmt, 0);
    struct str key = sql_column_str(stmt, 1);
    uint32_t given;

    if (number <= table->count || number >= UINT32_MAX || key.len != sizeof table->keys->bytes)
        return err_set(err, ERR_STORE, "%s: row %lld of table person is damaged; restore a backup", table->sql->path,
                       (long long)number);
    give_numbers(table, (uint32_t)number);
    memcpy(table->keys[number - 1].bytes, key.ptr, key.len);
    if (!is_mark(&table->keys[number - 1], &given))
        *slot_of(table, &table->keys[number - 1]) = (uint32_t)number;
    return true;
}

static bool
load(struct person_table *table, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(table->sql, "SELECT number, key FROM person ORDER BY number", err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done;

    if (!stmt)
        return false;
    done = sql_first(table->sql, &none, &row, err);
    while (done && row)
        done = load_one(table, stmt, err) && sql_next(table->sql, stmt, &row, err);
    sql_finalize(stmt);
    return done;
}

bool
person_table_open(struct person_table *table, struct sql *sql, uint32_t given, struct err *err)
{
    *table = (struct person_table){ .sql = sql };
    grow_slots(table);
    table->insert = sql_prepare(sql, "INSERT INTO person (number, key) VALUES (?, ?)", err);
    table->overwrite = table->insert ? sql_prepare(sql, "UPDATE person SET key = ?2 WHERE number = ?1", err) : NULL;
    if (!table->overwrite || !load(table, err)) {
        person_table_close(table);
        return false;
    }
    give_numbers(table, given);
    table->written = table->committed = table->count;
    return true;
}

void
person_table_close(struct person_table *table)
{
    sql_finalize(table->insert);
    sql_finalize(table->overwrite);
    free_keys(table);
    if (table->forgotten)
        explicit_bzero(table->forgotten, table->forgotten_capacity * sizeof *table->forgotten);
    free(table->forgotten);
    free(table->slots);
    *table = (struct person_table){ 0 };
}

bool
person_table_add(struct person_table *table, struct person_key key, uint32_t *number, struct err *err)
{
    uint32_t *slot = slot_of(table, &key);

    if (*slot == 0) {
        if (table->count == UINT32_MAX - 1)
            return err_set(err, ERR_STORE, "%s: there are no person numbers left", table->sql->path);
        give_numbers(table, table->count + 1);
        table->keys[table->count - 1] = key;
        slot = slot_of(table, &key);
        *slot = table->count;
    }
    *number = *slot;
    return true;
}

/* The slot becomes empty; those that were put behind it for its sake move up. */
static void
empty_slot(struct person_table *table, uint32_t *slot)
{
    uint32_t mask = table->slot_count - 1, hole = (uint32_t)(slot - table->slots);

    for (uint32_t at = (hole + 1) & mask; table->slots[at] != 0; at = (at + 1) & mask) {
        uint32_t home;

        memcpy(&home, &table->keys[table->slots[at] - 1], sizeof home);
        if (((at - home) & mask) < ((at - hole) & mask))
            continue;
        table->slots[hole] = table->slots[at];
        hole = at;
    }
    table->slots[hole] = 0;
}

/* Takes the key away from the number. */
static void
drop_key(struct person_table *table, uint32_t number)
{
    uint32_t *slot = slot_of(table, &table->keys[number - 1]);

    if (*slot == number)
        empty_slot(table, slot);
    table->keys[number - 1] = (struct person_key){ 0 };
}

void
person_table_take_back(struct person_table *table, uint32_t count)
{
    while (table->count > count && table->count > table->written) {
        drop_key(table, table->count);
        table->count--;
    }
}

static void
note_forgotten(struct person_table *table, uint32_t number)
{
    if (table->forgotten_count == table->forgotten_capacity) { /* as with the keys: no copy stays behind */
        size_t capacity = table->forgotten_capacity ? 2 * table->forgotten_capacity : 8;
        struct forgotten_person *grown = mem_array(capacity, sizeof *grown);
        size_t bytes = table->forgotten_count * sizeof *grown;

        if (bytes > 0) {
            memcpy(grown, table->forgotten, bytes);
            explicit_bzero(table->forgotten, bytes);
        }
        free(table->forgotten);
        table->forgotten = grown;
        table->forgotten_capacity = capacity;
    }
    table->forgotten[table->forgotten_count++] = (struct forgotten_person){ number, table->keys[number - 1] };
}

void
person_table_forget(struct person_table *table, uint32_t number)
{
    uint32_t given;

    if (number == 0 || number > table->count || is_mark(&table->keys[number - 1], &given))
        return;
    note_forgotten(table, number);
    drop_key(table, number);
    table->keys[number - 1] = mark_of(table->count);
}

bool
person_table_may_be(const struct person_table *table, uint32_t then, uint32_t now)
{
    uint32_t given;

    return then == now || (then > 0 && then <= table->count && is_mark(&table->keys[then - 1], &given) && now > given);
}

/* Where the search for the key begins, and most often ends. */
static const uint32_t *
first_slot(const struct person_table *table, const struct person_key *key)
{
    uint32_t at;

    memcpy(&at, key->bytes, sizeof at);
    return &table->slots[at & (table->slot_count - 1)];
}

void
person_table_expect(const struct person_table *table, const struct person_key *key)
{
    mem_expect(first_slot(table, key));
}

void
person_table_expect_key(const struct person_table *table, const struct person_key *key)
{
    uint32_t number = *first_slot(table, key);

    if (number)
        mem_expect(&table->keys[number - 1]);
}

uint32_t
person_table_guess(const struct person_table *table, const struct person_key *key)
{
    return *first_slot(table, key);
}

static bool
overwrite(struct person_table *table, uint32_t number, struct err *err)
{
    struct sql_values values = sql_bind(table->overwrite);

    sql_int(&values, number);
    sql_blob(&values, table->keys[number - 1].bytes, sizeof table->keys->bytes);
    return sql_run(table->sql, &values, err);
}

bool
person_table_write(struct person_table *table, struct err *err)
{
    for (size_t i = 0; i < table->forgotten_count; i++)
        if (table->forgotten[i].number <= table->written && !overwrite(table, table->forgotten[i].number, err))
            return false;
    while (table->written < table->count) {
        struct sql_values values = sql_bind(table->insert);

        sql_int(&values, table->written + 1);
        sql_blob(&values, table->keys[table->written].bytes, sizeof table->keys->bytes);
        if (!sql_run(table->sql, &values, err))
            return false;
        table->written++;
    }
    return true;
}

/* The batch is given up; a number that the key was given in it meanwhile stays unused. */
static void
remember(struct person_table *table, const struct forgotten_person *person)
{
    uint32_t *slot = slot_of(table, &person->key);

    if (*slot != 0)
        drop_key(table, *slot);
    table->keys[person->number - 1] = person->key;
    *slot_of(table, &person->key) = person->number;
}

void
person_table_ended(struct person_table *table, bool committed)
{
    for (size_t i = table->forgotten_count; !committed && i-- > 0;)
        remember(table, &table->forgotten[i]);
    if (table->forgotten_count > 0)
        explicit_bzero(table->forgotten, table->forgotten_count * sizeof *table->forgotten);
    table->forgotten_count = 0;
    if (committed)
        table->committed = table->written;
    else
        table->written = table->committed;
}
