/* SPDX-License-Identifier: MIT */
#include "lib/store/event_rows.h"

#include "lib/base/mem.h"
#include "lib/store/chain.h"
#include "lib/store/sql.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* The order of the incoming rows, and of what is read. */
#define ID_COLUMNS "source, id, rev"
#define PLAIN_COLUMNS ID_COLUMNS ", type, time, zone, content, activity, person, mark, minutes"
#define COLUMNS PLAIN_COLUMNS ", persons, attributes, data, previous"

enum column {
    SOURCE, ID, REV, TYPE, TIME, ZONE, CONTENT, ACTIVITY, PERSON, MARK, MINUTES, PERSONS, ATTRIBUTES, DATA, PREVIOUS, SEQ
};

static void
number_if(bool has, struct sqlite3_context *result, int64_t value)
{
    if (has)
        incoming_int(result, value);
}

static void
put_id(const struct event_columns *row, struct sqlite3_context *result)
{
    if (row->id.is_uuid)
        incoming_blob(result, row->id.uuid, UUID_BYTES);
    else
        incoming_text(result, row->id.text);
}

static void
put_time(const struct event_columns *row, struct sqlite3_context *result)
{
    if (row->time_is_packed)
        incoming_int(result, row->packed_time.seconds);
    else
        incoming_text(result, row->time);
}

static void
put_column(const void *data, int column, struct sqlite3_context *result)
{
    const struct event_columns *row = data;

    switch ((enum column)column) {
    case SOURCE:
        incoming_int(result, row->source);
        break;
    case ID:
        put_id(row, result);
        break;
    case REV:
        incoming_int(result, row->rev);
        break;
    case TYPE:
        incoming_int(result, row->type);
        break;
    case TIME:
        put_time(row, result);
        break;
    case ZONE:
        number_if(row->time_is_packed && row->packed_time.zone != ZONE_Z, result, row->packed_time.zone);
        break;
    case CONTENT:
        incoming_blob(result, row->content, CONTENT_BYTES);
        break;
    case ACTIVITY:
        number_if(row->activity != 0, result, row->activity);
        break;
    case PERSON:
        number_if(row->person != 0, result, row->person);
        break;
    case MARK:
        number_if(row->mark >= 0, result, row->mark);
        break;
    case MINUTES:
        number_if(row->minutes >= 0, result, row->minutes);
        break;
    case PERSONS:
        incoming_text(result, row->persons);
        break;
    case ATTRIBUTES:
        incoming_text(result, row->attributes);
        break;
    case DATA:
        incoming_text(result, row->data);
        break;
    case PREVIOUS:
        number_if(row->previous != 0, result, (int64_t)row->previous);
        break;
    case SEQ:
        break; /* the table counts by itself */
    }
}

/*
 * seq is not given: SQLite then puts each row behind the last one, without
 * looking for its place, and gives it the next number: write_page checks that.
 */
static bool
prepare_writing(struct event_rows *rows, struct err *err)
{
    rows->incoming = (struct incoming){ .declaration = "CREATE TABLE x(" COLUMNS ")",
                                        .column = put_column,
                                        .row_size = sizeof(struct event_columns) };
    if (!incoming_register(rows->sql, "incoming_event", &rows->incoming, err))
        return false;
    rows->insert = sql_prepare(rows->sql, "INSERT INTO event (" COLUMNS ") SELECT * FROM incoming_event", err);
    if (rows->insert)
        rows->insert_plain =
            sql_prepare(rows->sql, "INSERT INTO event (" PLAIN_COLUMNS ") SELECT " PLAIN_COLUMNS " FROM incoming_event", err);
    return rows->insert_plain != NULL;
}

bool
event_rows_open(struct event_rows *rows, struct sql *sql, struct chain *chain, struct err *err)
{
    *rows = (struct event_rows){ .sql = sql, .chain = chain };
    rows->get = sql_prepare(sql, "SELECT " COLUMNS ", seq FROM event WHERE seq = ?", err);
    if (rows->get)
        rows->get_id = sql_prepare(sql, "SELECT " ID_COLUMNS " FROM event WHERE seq = ?", err);
    if (rows->get_id && prepare_writing(rows, err))
        return true;
    event_rows_close(rows);
    return false;
}

static void
empty(struct event_page *page)
{
    page->count = 0;
    page->begins = false;
    arena_reset(&page->texts);
}

void
event_rows_close(struct event_rows *rows)
{
    row_lender_end(&rows->lender);
    sql_finalize(rows->insert);
    sql_finalize(rows->insert_plain);
    sql_finalize(rows->get);
    sql_finalize(rows->get_id);
    for (unsigned i = 0; i < EVENT_PAGES; i++) {
        free(rows->pages[i].held);
        arena_free(&rows->pages[i].texts);
    }
    *rows = (struct event_rows){ 0 };
}

/* Attendances that say what most of them say, for the first time. */
static bool
is_plain(const struct event_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct event_columns *row = &page->held[i];
        if (row->persons.ptr || row->attributes.ptr || row->data.ptr || row->previous != 0)
            return false;
    }
    return true;
}

/* Into the table, by whoever has the connection now. */
static bool
write_page(void *ctx, unsigned number, struct err *err)
{
    struct event_rows *rows = ctx;
    struct event_page *page = &rows->pages[number];
    struct sql_values none = sql_bind(is_plain(page) ? rows->insert_plain : rows->insert);
    uint64_t last = page->held[page->count - 1].seq;

    for (size_t i = 0; i < page->count; i++)
        chain_add(rows->chain, &page->held[i]);
    rows->incoming.rows = (const char *)page->held;
    rows->incoming.count = page->count;
    if ((page->begins && !sql_begin(rows->sql, err)) || !sql_run(rows->sql, &none, err))
        return false;
    if ((uint64_t)sqlite3_last_insert_rowid(rows->sql->db) != last)
        return err_set(err, ERR_STORE, "%s: row %llu of the log went elsewhere; somebody else writes this file",
                       rows->sql->path, (unsigned long long)last);
    empty(page);
    return true;
}

static struct event_page *
page_to_fill(struct event_rows *rows)
{
    struct event_page *page = &rows->pages[rows->filling];

    if (!page->held)
        page->held = mem_array(EVENT_ROWS_HELD, sizeof *page->held);
    return page;
}

struct arena *
event_rows_texts(struct event_rows *rows)
{
    return &page_to_fill(rows)->texts;
}

bool
event_rows_add(struct event_rows *rows, const struct event_columns *columns, struct err *err)
{
    struct event_page *page = page_to_fill(rows);

    page->held[page->count++] = *columns;
    if (page->count < EVENT_ROWS_HELD)
        return true;
    if (!row_lender_begin(&rows->lender, rows->sql, EVENT_PAGES, write_page, rows))
        return write_page(rows, rows->filling, err);
    page->begins = sql_take_late(rows->sql);
    if (!row_thread_put(rows->lender.thread, err))
        return false;
    rows->filling = (rows->filling + 1) % EVENT_PAGES;
    return true;
}

void
event_rows_do(struct event_rows *rows, row_work_fn work, void *ctx)
{
    row_thread_do(rows->lender.thread, work, ctx);
}

bool
event_rows_has_thread(const struct event_rows *rows)
{
    return rows->lender.thread != NULL;
}

bool
event_rows_settle(struct event_rows *rows, struct err *err)
{
    row_thread_settle(rows->lender.thread);
    return row_thread_check(rows->lender.thread, err);
}

bool
event_rows_flush(struct event_rows *rows, struct err *err)
{
    return event_rows_settle(rows, err) &&
           (rows->pages[rows->filling].count == 0 || write_page(rows, rows->filling, err));
}

void
event_rows_forget(struct event_rows *rows)
{
    row_thread_forget(rows->lender.thread);
    for (unsigned i = 0; i < EVENT_PAGES; i++)
        empty(&rows->pages[i]);
    rows->filling = 0;
}

static bool
damaged(uint64_t seq, struct err *err)
{
    return err_set(err, ERR_STORE, "row %llu of the log is damaged; restore a backup", (unsigned long long)seq);
}

/*
 * Reading takes most of the time of a replay, and most of that goes to asking
 * SQLite: each column is fetched once, as a value, and looked at without it.
 */
static struct str
text_of(struct sqlite3_stmt *stmt, int column)
{
    sqlite3_value *value = sqlite3_column_value(stmt, column);
    const char *bytes = sqlite3_value_blob(value);

    if (!bytes && sqlite3_value_type(value) != SQLITE_NULL)
        bytes = ""; /* SQLite gives no pointer for an empty value */
    return (struct str){ bytes, bytes ? (size_t)sqlite3_value_bytes(value) : 0 };
}

static int64_t
int_or(struct sqlite3_stmt *stmt, int column, int64_t other)
{
    sqlite3_value *value = sqlite3_column_value(stmt, column);

    return sqlite3_value_type(value) == SQLITE_NULL ? other : sqlite3_value_int64(value);
}

static bool
read_id(struct sqlite3_stmt *stmt, struct event_columns *columns)
{
    sqlite3_value *value = sqlite3_column_value(stmt, ID);
    const void *bytes = sqlite3_value_blob(value);
    int len = sqlite3_value_bytes(value);

    columns->source = (uint32_t)int_or(stmt, SOURCE, 0);
    columns->rev = (uint32_t)int_or(stmt, REV, 0);
    columns->id.is_uuid = sqlite3_value_type(value) == SQLITE_BLOB;
    if (!columns->id.is_uuid) {
        columns->id.text = (struct str){ bytes ? bytes : "", (size_t)len };
        return true;
    }
    if (len == UUID_BYTES)
        memcpy(columns->id.uuid, bytes, UUID_BYTES);
    return len == UUID_BYTES;
}

static void
read_time(struct sqlite3_stmt *stmt, struct event_columns *columns)
{
    sqlite3_value *value = sqlite3_column_value(stmt, TIME);

    columns->time_is_packed = sqlite3_value_type(value) == SQLITE_INTEGER;
    if (!columns->time_is_packed) {
        columns->time = text_of(stmt, TIME);
        return;
    }
    columns->packed_time.seconds = sqlite3_value_int64(value);
    columns->packed_time.zone = (int16_t)int_or(stmt, ZONE, ZONE_Z);
}

bool
event_row_read(struct sqlite3_stmt *stmt, struct event_columns *columns, struct err *err)
{
    struct str content = text_of(stmt, CONTENT);

    *columns = (struct event_columns){
        .seq = (uint64_t)int_or(stmt, SEQ, 0),
        .type = (uint32_t)int_or(stmt, TYPE, 0),
        .activity = (uint32_t)int_or(stmt, ACTIVITY, 0),
        .person = (uint32_t)int_or(stmt, PERSON, 0),
        .mark = (int)int_or(stmt, MARK, -1),
        .minutes = (int)int_or(stmt, MINUTES, -1),
        .previous = (uint64_t)int_or(stmt, PREVIOUS, 0),
        .persons = text_of(stmt, PERSONS),
        .attributes = text_of(stmt, ATTRIBUTES),
        .data = text_of(stmt, DATA),
    };
    read_time(stmt, columns);
    if (!read_id(stmt, columns) || content.len != CONTENT_BYTES)
        return damaged(columns->seq, err);
    memcpy(columns->content, content.ptr, CONTENT_BYTES);
    return true;
}

static bool
read_found(struct sqlite3_stmt *stmt, uint64_t seq, bool only_id, struct event_columns *columns, struct err *err)
{
    if (!only_id)
        return event_row_read(stmt, columns, err);
    *columns = (struct event_columns){ .seq = seq };
    return read_id(stmt, columns) || damaged(seq, err);
}

/* The statement is reset at once: it would keep a read transaction open. */
static bool
get_from_table(struct event_rows *rows, uint64_t seq, bool only_id, struct arena *arena, struct event_columns *columns,
               struct err *err)
{
    struct sqlite3_stmt *stmt = only_id ? rows->get_id : rows->get;
    struct sql_values values = sql_bind(stmt);
    bool row = false, done;

    sql_int(&values, (int64_t)seq);
    done = sql_first(rows->sql, &values, &row, err);
    if (done && !row)
        done = err_set(err, ERR_STORE, "row %llu of the log is missing; restore a backup", (unsigned long long)seq);
    done = done && read_found(stmt, seq, only_id, columns, err);
    if (done)
        event_columns_keep(columns, arena);
    sql_reset(stmt);
    return done;
}

bool
event_rows_get(struct event_rows *rows, uint64_t seq, bool only_id, struct arena *arena, struct event_columns *columns,
               struct err *err)
{
    const struct event_page *page = &rows->pages[rows->filling];

    if (page->count == 0 || seq < page->held[0].seq || seq - page->held[0].seq >= page->count)
        return get_from_table(rows, seq, only_id, arena, columns, err);
    *columns = page->held[seq - page->held[0].seq];
    event_columns_keep(columns, arena);
    return true;
}

struct sqlite3_stmt *
event_rows_from(struct sql *sql, uint64_t from, uint64_t to, bool *row, struct err *err)
{
    struct sqlite3_stmt *stmt =
        sql_prepare(sql, "SELECT " COLUMNS ", seq FROM event WHERE seq BETWEEN ? AND ? ORDER BY seq", err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return NULL;
    sql_int(&values, (int64_t)from);
    sql_int(&values, (int64_t)to);
    if (sql_first(sql, &values, row, err))
        return stmt;
    sql_finalize(stmt);
    return NULL;
}
