#!/bin/sh
# SPDX-License-Identifier: MIT
# What may not be written.  A line that must be an exception says why behind the
# words "allowed:" in a comment on that line:
#
#     status = system(command); /* allowed: the operator's own hook, never input */
set -eu
cd "$(dirname "$0")/../.."

failed=0

# ban REGEX REASON PATTERN...: no line of the files may match. ERE; \b works in GNU grep.
ban() {
    regex=$1 reason=$2
    shift 2
    found=$(scripts/sources.sh "$@" | grep -v '^scripts/lint/bans\.sh$' |
        xargs -r -d '\n' grep -nHE -- "$regex" | grep -vE 'allowed: ?[[:alnum:]]' || true)
    [ -n "$found" ] || return 0
    failed=1
    printf '%s\n' "$found" | sed "s|\$|    <- $reason|"
}

call='(^|[^[:alnum:]_.>])'

ban "$call(strcpy|strcat|stpcpy|sprintf|vsprintf|gets)[[:space:]]*\\(" \
    "writes without a bound: use snprintf, buf_printf or arena_copy" '*.[ch]' '*.cpp'
ban "$call(strtok|strtok_r)[[:space:]]*\\(" "destroys its input: use struct str" '*.[ch]' '*.cpp'
ban "$call(atoi|atol|atoll|atof)[[:space:]]*\\(" "cannot fail: use str_to_u64" '*.[ch]' '*.cpp'
ban "${call}__builtin_prefetch[[:space:]]*\\(" "may be left out with the function around it: use mem_expect" '*.[ch]' '*.cpp'
ban "${call}alloca[[:space:]]*\\(" "an input could overrun the stack: use an arena" '*.[ch]' '*.cpp'
ban "$call(system|popen)[[:space:]]*\\(" "starts a shell: use posix_spawn or uv_spawn" '*.[ch]' '*.cpp'
ban '\b(TODO|FIXME|XXX)\b' "unfinished: finish it or file an issue" \
    '*.[ch]' '*.cpp' '*.lua' '*.sh' '*.sql' '*.py' '*.cmake' '*CMakeLists.txt' run
ban '(^|[^[:alnum:]_])(double|float)[[:space:]]+\**[[:alnum:]_]' \
    "no float decides anything: use struct fraction" 'lib/model/*.[ch]'
ban "$call(sleep|usleep)[[:space:]]*\\(" "waits for a time: wait for a condition" 'tests/*.[ch]' 'lib/*.[ch]' 'daemon/*.[ch]'
ban '(\.\./shared|/work/|/home/[a-z]|/root/)' "a path of one machine" \
    '*.[ch]' '*.cpp' '*.lua' '*.sh' '*.sql' '*.md' '*.scd' '*.py' '*.cmake' '*CMakeLists.txt' run

exit $failed
