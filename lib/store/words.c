/* SPDX-License-Identifier: MIT */
#include "lib/store/words.h"

#include "lib/model/event.h"
#include "lib/store/sql.h"

struct writer {
    struct sql *sql;
    struct sqlite3_stmt *insert, *select;
};

static bool
insert_word(struct writer *writer, const char *kind, int no, struct str name, struct err *err)
{
    struct sql_values values = sql_bind(writer->insert);

    sql_text(&values, str_of(kind));
    sql_int(&values, no);
    sql_text(&values, name);
    return sql_run(writer->sql, &values, err);
}

static bool
write_word(struct writer *writer, const char *kind, int no, struct str name, struct err *err)
{
    struct sql_values values = sql_bind(writer->select);
    bool row = false, done;

    sql_text(&values, str_of(kind));
    sql_int(&values, no);
    done = sql_first(writer->sql, &values, &row, err);
    if (done && row && !str_eq(sql_column_str(writer->select, 0), name))
        done = err_set(err, ERR_STORE, "%s: %s %d is \"%.*s\" there and \"%.*s\" in this program; install the one that wrote it",
                       writer->sql->path, kind, no, STR_ARG(sql_column_str(writer->select, 0)), STR_ARG(name));
    sql_reset(writer->select);
    return done && (row || insert_word(writer, kind, no, name, err));
}

static bool
write_words(struct writer *writer, const char *kind, const struct str *names, int count, struct err *err)
{
    for (int no = 0; no < count; no++)
        if (!write_word(writer, kind, no, names[no], err))
            return false;
    return true;
}

static bool
write_types(struct writer *writer, struct err *err)
{
    for (int type = 0; type < EVENT_TYPES; type++)
        if (!write_word(writer, "type", type, event_type_name((enum event_type)type), err))
            return false;
    return true;
}

static bool
write_all(struct writer *writer, struct err *err)
{
    return sql_begin(writer->sql, err) && write_types(writer, err) &&
           write_words(writer, "status", attendance_status_names, STATUSES, err) &&
           write_words(writer, "role", attendance_role_names, ATTEND_ROLES, err) && sql_commit(writer->sql, err);
}

bool
words_write(struct sql *sql, struct err *err)
{
    struct writer writer = { .sql = sql };
    bool done = false;

    writer.insert = sql_prepare(sql, "INSERT INTO word (kind, no, name) VALUES (?, ?, ?)", err);
    if (writer.insert)
        writer.select = sql_prepare(sql, "SELECT name FROM word WHERE kind = ? AND no = ?", err);
    if (writer.select)
        done = write_all(&writer, err);
    sql_finalize(writer.insert);
    sql_finalize(writer.select);
    sql_rollback(sql);
    return done;
}
