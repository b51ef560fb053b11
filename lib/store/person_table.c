/* SPDX-License-Identifier: MIT */
#include "lib/store/person_table.h"

#include "lib/base/mem.h"
#include "lib/store/sql.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

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

/* Gives numbers up to this one; those in between stay without a key. */
static void
give_numbers(struct person_table *table, uint32_t number)
{
    while (table->count < number) {
        table->keys = mem_grow(table->keys, table->count, &table->capacity, sizeof *table->keys);
        table->keys[table->count++] = (struct person_key){ 0 };
    }
    while ((uint64_t)table->count * 4 > (uint64_t)table->slot_count * 3)
        grow_slots(table);
}

static bool
load_one(struct person_table *table, struct sqlite3_stmt *stmt, struct err *err)
{
    int64_t number = sql_column_int(stmt, 0);
    struct str key = sql_column_str(stmt, 1);

    if (number <= table->count || number >= UINT32_MAX || key.len != sizeof table->keys->bytes)
        return err_set(err, ERR_STORE, "%s: row %lld of table person is damaged; restore a backup", table->sql->path,
                       (long long)number);
    give_numbers(table, (uint32_t)number);
    memcpy(table->keys[number - 1].bytes, key.ptr, key.len);
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
    if (!table->insert || !load(table, err)) {
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
    free(table->keys);
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
    __builtin_prefetch(first_slot(table, key));
}

void
person_table_expect_key(const struct person_table *table, const struct person_key *key)
{
    uint32_t number = *first_slot(table, key);

    if (number)
        __builtin_prefetch(&table->keys[number - 1]);
}

bool
person_table_write(struct person_table *table, struct err *err)
{
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

void
person_table_ended(struct person_table *table, bool committed)
{
    if (committed)
        table->committed = table->written;
    else
        table->written = table->committed;
}
