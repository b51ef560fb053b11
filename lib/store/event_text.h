/* SPDX-License-Identifier: MIT */
/*
 * event_text.h -- parts of a query that say columns of the table event, called e there, as they were posted.
 *
 * As the view event_log says them, which cannot be asked: it needs functions for
 * JSON, and SQLite lets no view call those where the schema is not trusted.
 */
#ifndef LIB_STORE_EVENT_TEXT_H
#define LIB_STORE_EVENT_TEXT_H

/* A UUID is kept as its 16 bytes. */
#define EVENT_ID_TEXT \
    " CASE typeof(e.id) WHEN 'blob' THEN" \
    "  lower(printf('%s-%s-%s-%s-%s', hex(substr(e.id, 1, 4)), hex(substr(e.id, 5, 2)), hex(substr(e.id, 7, 2))," \
    "               hex(substr(e.id, 9, 2)), hex(substr(e.id, 11))))" \
    " ELSE e.id END"

/* A time of whole seconds is kept as their number, with the minutes of its zone beside it. */
#define EVENT_TIME_TEXT \
    " CASE typeof(e.time) WHEN 'integer' THEN" \
    "  strftime('%Y-%m-%dT%H:%M:%S', e.time, 'unixepoch') ||" \
    "  CASE WHEN e.zone IS NULL THEN 'Z'" \
    "       ELSE printf('%s%02d:%02d', iif(e.zone < 0, '-', '+'), abs(e.zone) / 60, abs(e.zone) % 60) END" \
    " ELSE e.time END"

#endif
