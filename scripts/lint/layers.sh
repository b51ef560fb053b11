#!/bin/sh
# SPDX-License-Identifier: MIT
# Arrows point down: each folder includes only the folders below it, each foreign
# library is known to one folder, and a .c includes its own header first.
set -eu
cd "$(dirname "$0")/../.."

# folder: the folders that it may include, apart from itself
folders='
lib/base:
lib/model: lib/base
schema:
web:
lib/wire: lib/base lib/model
lib/store: lib/base lib/model schema
lua: lib/base lib/model
lib/engine: lib/base lib/model lib/wire lib/store
daemon: lib/base lib/model lib/wire lib/store lib/engine lua
cli: lib/base lib/model lib/wire lib/store lib/engine lua web
tests: *
bench: *
'

# foreign header: the folders that may include it, apart from tests and bench;
# "one" in front: only one file of them may
foreign='
xxhash.h: lib/base
sodium.h: lib/base lib/wire
roaring/roaring.h: one lib/model
simdjson.h: one lib/wire
sqlite3.h: lib/store
lua.h: lua
lauxlib.h: lua
lualib.h: lua
seccomp.h: one lua
uv.h: daemon
ini.h: one lib/base lib/model lib/engine daemon
argp.h: daemon cli
libintl.h: daemon cli
jansson.h: lua lib/engine cli daemon
utf8proc.h: cli
xlsxwriter.h: one cli
zip.h: one cli
expat.h: one cli
cmocka.h:
'

# What the C library and the kernel bring; anything else must stand in the table above.
libc='assert complex ctype dirent dlfcn endian err errno fcntl fenv float getopt glob grp iconv inttypes
langinfo limits locale math poll pthread pwd sched search semaphore setjmp signal spawn stdalign stdarg stdatomic
stdbool stddef stdint stdio stdlib stdnoreturn string strings sysexits syslog termios threads time uchar unistd
wchar wctype features fnmatch ftw libgen paths'

scripts/sources.sh '*.[ch]' '*.cpp' '*.hpp' |
    xargs awk -v folders="$folders" -v foreign="$foreign" -v libc="$libc" -f scripts/lint/layers.awk
