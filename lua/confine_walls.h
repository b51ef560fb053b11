/* SPDX-License-Identifier: MIT */
/*
 * confine_walls.h -- the two walls of confine.h that have a file of their own.
 *
 * A sanitizer's runtime maps terabytes, writes reports and makes system calls
 * of its own: what must differ there hangs on HAS_SANITIZER, and on nothing else.
 */
#ifndef LUA_CONFINE_WALLS_H
#define LUA_CONFINE_WALLS_H

#include "lua/confine.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER 0
#endif

/* Landlock and seccomp; both as confine_enter. */
enum confine_result confine_files(struct err *err);
enum confine_result confine_calls(struct err *err);

#endif
