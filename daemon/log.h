/* SPDX-License-Identifier: MIT */
/*
 * log.h -- what the daemon tells its operator, on standard error, a line each.
 *
 * Under systemd the lines carry their priority.  From any thread: a line is one
 * write.
 */
#ifndef DAEMON_LOG_H
#define DAEMON_LOG_H

/* Finds out whether standard error is the journal. */
void log_init(void);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
