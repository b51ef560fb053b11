/* SPDX-License-Identifier: MIT */
#include "lib/store/dictionary.h"

#include "lib/store/sql.h"

/* Numbers without a gap: another would shift every text behind it. */
static bool
load_one(struct dictionary *dictionary, struct sqlite3_stmt *stmt, struct err *err)
{
    int64_t number = sql_column_int(stmt, 0);

    if (number == (int64_t)codebook_add(&dictionary->book, sql_column_str(stmt, 1)) + 1)
        return true;
    return err_set(err, ERR_STORE, "%s: a dictionary of the log is damaged at number %lld; restore a backup",
                   dictionary->sql->path, (long long)number);
}

static bool
load(struct dictionary *dictionary, const char *select, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(dictionary->sql, select, err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done;

    if (!stmt)
        return false;
    done = sql_first(dictionary->sql, &none, &row, err);
    while (done && row)
        done = load_one(dictionary, stmt, err) && sql_next(dictionary->sql, stmt, &row, err);
    sql_finalize(stmt);
    dictionary->written = dictionary->committed = dictionary_count(dictionary);
    return done;
}

static bool
dictionary_open(struct dictionary *dictionary, struct sql *sql, const char *select, const char *insert, struct err *err)
{
    *dictionary = (struct dictionary){ .sql = sql };
    dictionary->insert = sql_prepare(sql, insert, err);
    if (dictionary->insert && load(dictionary, select, err))
        return true;
    dictionary_close(dictionary);
    return false;
}

bool
sources_open(struct dictionary *dictionary, struct sql *sql, struct err *err)
{
    return dictionary_open(dictionary, sql, "SELECT no, name FROM source ORDER BY no",
                           "INSERT INTO source (no, name) VALUES (?, ?)", err);
}

bool
activities_open(struct dictionary *dictionary, struct sql *sql, struct err *err)
{
    return dictionary_open(dictionary, sql, "SELECT no, code FROM activity ORDER BY no",
                           "INSERT INTO activity (no, code) VALUES (?, ?)", err);
}

void
dictionary_close(struct dictionary *dictionary)
{
    sql_finalize(dictionary->insert);
    codebook_free(&dictionary->book);
    *dictionary = (struct dictionary){ 0 };
}

/* Of thousands of events one after the other the source is the same. */
static bool
is_last(const struct dictionary *dictionary, struct str text)
{
    return dictionary->last && str_eq(codebook_name(&dictionary->book, dictionary->last - 1), text);
}

uint32_t
dictionary_add(struct dictionary *dictionary, struct str text)
{
    if (!is_last(dictionary, text))
        dictionary->last = codebook_add(&dictionary->book, text) + 1;
    return dictionary->last;
}

uint32_t
dictionary_find(const struct dictionary *dictionary, struct str text)
{
    if (is_last(dictionary, text))
        return dictionary->last;
    return codebook_find(&dictionary->book, text) + 1; /* CODE_NONE + 1 is 0 */
}

struct str
dictionary_text(const struct dictionary *dictionary, uint32_t number)
{
    if (number == 0 || number > dictionary->book.count)
        return (struct str){ 0 };
    return codebook_name(&dictionary->book, number - 1);
}

uint32_t
dictionary_count(const struct dictionary *dictionary)
{
    return (uint32_t)dictionary->book.count;
}

bool
dictionary_write(struct dictionary *dictionary, struct err *err)
{
    while (dictionary->written < dictionary_count(dictionary)) {
        uint32_t number = dictionary->written + 1;
        struct sql_values values = sql_bind(dictionary->insert);

        sql_int(&values, number);
        sql_text(&values, dictionary_text(dictionary, number));
        if (!sql_run(dictionary->sql, &values, err))
            return false;
        dictionary->written = number;
    }
    return true;
}

void
dictionary_ended(struct dictionary *dictionary, bool committed)
{
    if (committed)
        dictionary->committed = dictionary->written;
    else
        dictionary->written = dictionary->committed;
}
