/* SPDX-License-Identifier: MIT */
#include "cli/bar.h"

#include "lib/base/buf.h"

enum { EIGHTHS = 8, HEIGHTS = 7 };

/* value / most * parts as a whole number, rounded down; false: lost. */
static bool
share(struct exact value, struct exact most, int64_t parts, int64_t *part)
{
    struct exact floor;

    if (most.den == 0 || most.num <= 0)
        return false;
    floor = exact_floor(exact_mul(exact_div(value, most), (struct exact){ parts, 1 }));
    if (floor.den == 0)
        return false;
    *part = floor.num < 0 ? 0 : floor.num > parts ? parts : (int64_t)floor.num;
    return true;
}

/* In front of which cell the target stands: it may not be where the bar says otherwise. */
static bool
place_mark(struct exact value, struct exact target, struct exact most, int64_t eighths, int64_t cells, int64_t *mark)
{
    int64_t halves;
    int sign;

    if (!share(target, most, 2 * cells, &halves) || !exact_cmp(value, target, &sign))
        return false;
    *mark = (halves + 1) / 2;
    if (sign < 0 && *mark * EIGHTHS < eighths)
        *mark = (eighths + EIGHTHS - 1) / EIGHTHS;
    if (sign >= 0 && *mark * EIGHTHS > eighths)
        *mark = eighths / EIGHTHS;
    return true;
}

static const char *
cell_text(int64_t eighths, bool is_ascii)
{
    static const char *const blocks[EIGHTHS + 1] = { " ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "▇" };

    if (is_ascii)
        return eighths >= EIGHTHS ? "#" : eighths > 0 ? "-" : " ";
    return blocks[eighths >= EIGHTHS ? EIGHTHS : eighths > 0 ? eighths : 0];
}

struct str
bar_text(struct exact value, const struct exact *target, struct exact most, size_t cells, bool is_ascii,
         struct arena *arena)
{
    int64_t eighths, mark = -1;
    struct buf text = { 0 };
    struct str bar;

    if (!share(value, most, (int64_t)cells * EIGHTHS, &eighths))
        return (struct str){ 0 };
    if (eighths == 0 && value.num > 0)
        eighths = 1;
    if (target && !place_mark(value, *target, most, eighths, (int64_t)cells, &mark))
        return (struct str){ 0 };
    for (int64_t i = 0; i <= (int64_t)cells; i++) {
        if (i == mark)
            buf_put_str(&text, is_ascii ? STR("|") : STR("│"));
        if (i < (int64_t)cells)
            buf_put_str(&text, str_of(cell_text(eighths - i * EIGHTHS, is_ascii)));
    }
    bar = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return bar;
}

size_t
spark_highest(const struct spark_point *points, size_t count)
{
    size_t highest = count;
    int sign;

    for (size_t i = 0; i < count; i++)
        if (points[i].state == SPARK_VALUE &&
            (highest == count || (exact_cmp(points[i].value, points[highest].value, &sign) && sign > 0)))
            highest = i;
    return highest;
}

static const char *
height_text(const struct spark_point *point, struct exact most, bool is_ascii)
{
    static const char *const blocks[HEIGHTS + 1] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
    static const char *const digits[HEIGHTS + 1] = { "0", "1", "2", "3", "4", "5", "6", "7" };
    int64_t height = 0;

    if (point->state == SPARK_NONE)
        return is_ascii ? "." : "·";
    if (point->state == SPARK_HIDDEN)
        return "*";
    if (!share(point->value, most, HEIGHTS, &height))
        height = 0;
    if (height == 0 && point->value.num > 0)
        height = 1;
    return is_ascii ? digits[height] : blocks[height];
}

struct str
spark_text(const struct spark_point *points, size_t count, bool is_ascii, struct arena *arena)
{
    size_t highest = spark_highest(points, count);
    struct exact most = highest < count ? points[highest].value : (struct exact){ 0, 1 };
    struct buf text = { 0 };
    struct str spark;

    for (size_t i = 0; i < count; i++)
        buf_put_str(&text, str_of(height_text(&points[i], most, is_ascii)));
    spark = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return spark;
}
