/* SPDX-License-Identifier: MIT */
/*
 * lang.h -- which language the command speaks, and its texts.
 *
 * Sources are English; po/ holds the translations.  The language is the
 * locale's unless --lang says otherwise, and works without that locale being
 * generated on the machine.  Text is UTF-8 whatever the locale.
 */
#ifndef CLI_LANG_H
#define CLI_LANG_H

#include "lib/base/str.h"

#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
/* Marks a text of a constant table; the user says _(entry). */
#define N_(text) text

enum lang { LANG_EN, LANG_ZH };

/* Reads the environment and finds the translations; once, at the start of main. */
void lang_init(void);
/* From here on. */
void lang_set(enum lang lang);
enum lang lang_now(void);
/* Of a name in two languages the one in the language of now, else the other, else the code. */
struct str lang_name(struct str zh, struct str en, struct str code);
/* What a locale name means: zh, zh_CN.UTF-8, zh-Hant: Chinese; everything else English. */
enum lang lang_of_locale(const char *name);
/* The value of --lang: zh or en, or a locale name of either; false for another. */
bool lang_parse(const char *text, enum lang *lang);

#endif
