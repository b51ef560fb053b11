/* SPDX-License-Identifier: MIT */
/*
 * err_language.h -- in which language err.h says why something failed.
 *
 * What lies below a program knows no languages: a program that has one gives a
 * function that looks formats up, and scripts/extract-texts.sh finds them.
 */
#ifndef LIB_BASE_ERR_LANGUAGE_H
#define LIB_BASE_ERR_LANGUAGE_H

typedef const char *err_translate_fn(const char *format);

/* The format in that language, with the same conversions; NULL, the default: as it stands. To be set before threads begin. */
void err_translate_by(err_translate_fn *translate);

#endif
