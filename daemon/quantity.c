/* SPDX-License-Identifier: MIT */
#include "daemon/quantity.h"

struct quantity_kind {
    const char *example;
    struct {
        struct str text;
        unsigned long long factor; /* 0: the end */
    } units[8];
};

const struct quantity_kind quantity_bytes = {
    "64MiB",
    { { STR_INIT("KiB"), 1024 },
      { STR_INIT("MiB"), 1024 * 1024 },
      { STR_INIT("GiB"), 1024 * 1024 * 1024 },
      { STR_INIT("B"), 1 },
      { STR_INIT(""), 1 } },
};
const struct quantity_kind quantity_duration = { "250ms", { { STR_INIT("ms"), 1 }, { STR_INIT("s"), 1000 } } };
const struct quantity_kind quantity_count = { "9", { { STR_INIT(""), 1 } } };

/* A space may stand between number and unit. */
static bool
convert(const struct quantity_kind *kind, struct str text, unsigned long long *number)
{
    struct str digits = { text.ptr, 0 }, unit;

    while (digits.len < text.len && text.ptr[digits.len] >= '0' && text.ptr[digits.len] <= '9')
        digits.len++;
    unit = (struct str){ text.ptr + digits.len, text.len - digits.len };
    if (unit.len > 1 && *unit.ptr == ' ')
        unit = (struct str){ unit.ptr + 1, unit.len - 1 };
    for (int i = 0; kind->units[i].factor; i++)
        if (str_eq(unit, kind->units[i].text))
            return str_to_u64(digits, number) && !__builtin_mul_overflow(*number, kind->units[i].factor, number);
    return false;
}

bool
quantity_read(const struct quantity_kind *kind, struct str text, unsigned long long min, unsigned long long max,
              unsigned long long *number, struct err *err)
{
    unsigned long long read;

    if (!convert(kind, text, &read))
        return err_set(err, ERR_CONFIG, "\"%.*s\" is not a value like %s", STR_ARG(text), kind->example);
    if (read < min || read > max)
        return err_set(err, ERR_CONFIG, "%.*s is outside %llu..%llu", STR_ARG(text), min, max);
    *number = read;
    return true;
}

bool
quantity_read_mode(struct str text, mode_t *mode, struct err *err)
{
    mode_t read = 0;
    bool good = text.len >= 1 && text.len <= 4;

    for (size_t i = 0; good && i < text.len; i++) {
        good = text.ptr[i] >= '0' && text.ptr[i] <= '7';
        read = read * 8 + (mode_t)(text.ptr[i] - '0');
    }
    if (!good || read == 0 || read > 0777)
        return err_set(err, ERR_CONFIG, "\"%.*s\" is not a file mode like 0660", STR_ARG(text));
    *mode = read;
    return true;
}
