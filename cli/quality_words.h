/* SPDX-License-Identifier: MIT */
/*
 * quality_words.h -- findings in words: the numbers of one, the events behind it.
 */
#ifndef CLI_QUALITY_WORDS_H
#define CLI_QUALITY_WORDS_H

#include "lib/base/arena.h"
#include "lib/store/finding_reader.h"

/* "柳背桥社区 (liubeiqiao)"; the code alone where the name says no more, "–" where there is none. */
struct str name_and_code(struct str name, struct str code, struct arena *arena);
struct str finding_unit(const struct finding_report *finding, struct arena *arena);
/* The team, the session, what else it is about; two of them side by side. */
struct str finding_thing(const struct finding_report *finding, struct arena *arena);
/* "error" -> "Errors"; the title of a check. */
struct str word_of_severity(struct str severity);
struct str title_of_check(struct str check);
/* "headcount 4, named 6"; "months 10/12". */
struct str words_of_numbers(const struct finding_report *finding, struct arena *arena);
/* "events: gate/e1, gate/e2 and 3 more"; empty when there are none. */
struct str words_of_events(const struct finding_report *finding, struct arena *arena);

#endif
