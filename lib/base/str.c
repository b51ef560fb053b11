/* SPDX-License-Identifier: MIT */
#include "lib/base/str.h"

int
str_cmp(struct str a, struct str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool
str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

int
str_find(struct str s, const struct str *among, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, among[i]))
            return (int)i;
    return -1;
}

bool
str_to_u64(struct str s, unsigned long long *value)
{
    unsigned long long sum = 0;

    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        if (__builtin_mul_overflow(sum, 10ULL, &sum) ||
            __builtin_add_overflow(sum, (unsigned long long)(s.ptr[i] - '0'), &sum))
            return false;
    }
    *value = sum;
    return true;
}
