/* SPDX-License-Identifier: MIT */
/*
 * reasons.h -- is why a line was refused said in Chinese, too?
 */
#ifndef TESTS_SUPPORT_REASONS_H
#define TESTS_SUPPORT_REASONS_H

/* The test fails where turnout would show a Chinese reader English words of the message. Leaves the language Chinese. */
void reason_is_said_in_chinese(const char *message);

#endif
