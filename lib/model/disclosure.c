/* SPDX-License-Identifier: MIT */
#include "lib/model/disclosure.h"

#include "lib/base/mem.h"

#include <stdlib.h>

/*
 * Each column of numbers is a tree of equations: a cell is the sum of those
 * below it, and of an own part that is not printed.  Who reads the table knows
 * the cells that are shown; of a hidden one he knows that it is not zero.
 */
struct table {
    struct disclosure_rule rule;
    struct disclosure_cell *cells;
    uint32_t count;
    uint32_t *first, *next; /* the cells below each, and the next below the same */
    int column;
    int64_t *low, *high;    /* between which bounds a reader finds the cell */
};

#define UNBOUNDED ((int64_t)1 << 40) /* more than any count; sums over all units stay within 64 bits */

/* The cells below a cell, in one column. */
struct family {
    uint32_t hidden;      /* how many a reader does not know */
    int64_t hidden_sum;   /* of those */
    int64_t hidden_least; /* the least that those can be together */
    int64_t shown_sum;
    uint32_t smallest;    /* of the shown ones that are not zero, or DISCLOSURE_ROOT */
};

bool
disclosure_is_few(struct disclosure_rule rule, int64_t people)
{
    return people < rule.below && (people > 0 || rule.hides_zero);
}

bool
disclosure_is_small(struct disclosure_rule rule, const int64_t values[DISCLOSURE_COLUMNS])
{
    int64_t greatest = 0;

    for (int i = 0; i < DISCLOSURE_COLUMNS; i++) {
        if (values[i] > 0 && values[i] < rule.below)
            return true;
        greatest = values[i] > greatest ? values[i] : greatest;
    }
    return disclosure_is_few(rule, greatest);
}

enum disclosure
disclosure_alone(struct disclosure_rule rule, const int64_t values[DISCLOSURE_COLUMNS])
{
    if (!disclosure_is_small(rule, values))
        return DISCLOSURE_SHOWN;
    for (int i = 0; i < DISCLOSURE_COLUMNS; i++)
        if (values[i] >= rule.below)
            return DISCLOSURE_HIDDEN; /* few by name, but many by head: "fewer than 5" would not be true of all */
    return DISCLOSURE_SMALL;
}

static int64_t
value_of(const struct table *table, uint32_t i)
{
    return table->cells[i].values[table->column];
}

static int64_t
least(const struct table *table)
{
    return table->rule.hides_zero ? 0 : 1;
}

/* Zeros are taken for known even in a hidden row: a reader may have guessed that nobody came by name. */
static bool
is_unknown(const struct table *table, uint32_t i)
{
    return table->cells[i].disclosure != DISCLOSURE_SHOWN && value_of(table, i) >= least(table);
}

static struct family
survey(const struct table *table, uint32_t parent)
{
    struct family family = { .smallest = DISCLOSURE_ROOT };

    for (uint32_t i = table->first[parent]; i != DISCLOSURE_ROOT; i = table->next[i]) {
        int64_t value = value_of(table, i);

        if (is_unknown(table, i)) {
            family.hidden++;
            family.hidden_sum += value;
            family.hidden_least += least(table);
            continue;
        }
        family.shown_sum += value;
        if (value > 0 && (family.smallest == DISCLOSURE_ROOT || value < value_of(table, family.smallest)))
            family.smallest = i;
    }
    return family;
}

static bool
hide(struct table *table, uint32_t i)
{
    if (i == DISCLOSURE_ROOT || table->cells[i].disclosure != DISCLOSURE_SHOWN)
        return false;
    table->cells[i].disclosure = DISCLOSURE_HIDDEN;
    return true;
}

/* D12: not one alone, not few together; and not each the least that it can be. */
static bool
is_protected(const struct table *table, const struct family *family, int64_t rest)
{
    return family->hidden == 0 || (family->hidden > 1 && family->hidden_sum >= table->rule.below &&
                                   rest > family->hidden_least);
}

/* Hides one more of a cell and those below it where they do not protect each other yet; false: they do. */
static bool
protect_family(struct table *table, uint32_t parent)
{
    struct family family = survey(table, parent);
    int64_t rest = value_of(table, parent) - family.shown_sum;

    if (is_unknown(table, parent)) /* its own part is what else is hidden */
        return family.hidden == 0 && rest < table->rule.below && hide(table, family.smallest);
    if (is_protected(table, &family, rest))
        return false;
    if (hide(table, family.smallest))
        return true;
    return rest <= family.hidden_least && hide(table, parent);
}

static bool
protect_families(struct table *table)
{
    bool again = true, changed = false;

    while (again) {
        again = false;
        for (uint32_t i = table->count; i-- > 0;)
            while (protect_family(table, i))
                again = true;
        changed |= again;
    }
    return changed;
}

/* -- what a reader finds out -- */

struct sums {
    int64_t low, high;
};

static struct sums
add_up(const struct table *table, uint32_t parent)
{
    struct sums sums = { 0, 0 };

    for (uint32_t i = table->first[parent]; i != DISCLOSURE_ROOT; i = table->next[i]) {
        sums.low += table->low[i];
        sums.high += table->high[i];
    }
    return sums;
}

/* What the cell has beside those below it. Less than 0: people moved, and the cells do not add up. */
static int64_t
own_part(const struct table *table, uint32_t parent)
{
    int64_t own = value_of(table, parent);

    for (uint32_t i = table->first[parent]; i != DISCLOSURE_ROOT; i = table->next[i])
        own -= value_of(table, i);
    return own;
}

static void
raise(int64_t *low, int64_t bound)
{
    *low = bound > *low ? bound : *low;
}

static void
lower(int64_t *high, int64_t bound)
{
    *high = bound < *high ? bound : *high;
}

static void
bound_parent(struct table *table, uint32_t parent)
{
    struct sums sums = add_up(table, parent);
    int64_t own = own_part(table, parent);

    if (table->first[parent] == DISCLOSURE_ROOT || own < 0)
        return;
    raise(&table->low[parent], sums.low);
    if (own == 0)
        lower(&table->high[parent], sums.high);
}

static void
bound_children(struct table *table, uint32_t parent)
{
    struct sums sums = add_up(table, parent);
    int64_t own = own_part(table, parent);

    for (uint32_t i = table->first[parent]; own >= 0 && i != DISCLOSURE_ROOT; i = table->next[i]) {
        int64_t others_low = sums.low - table->low[i], others_high = sums.high - table->high[i];

        lower(&table->high[i], table->high[parent] - others_low);
        if (own == 0)
            raise(&table->low[i], table->low[parent] - others_high);
    }
}

/*
 * The bounds of every cell, as exact as adding and subtracting can make them:
 * once up and once down is enough in a tree.  The reader is taken to know where
 * a unit has nothing of its own.
 */
static void
find_bounds(struct table *table)
{
    for (uint32_t i = table->count; i-- > 0;)
        bound_parent(table, i);
    for (uint32_t i = 0; i < table->count; i++)
        bound_children(table, i);
}

/* The first cell that is hidden in vain, or DISCLOSURE_ROOT. */
static uint32_t
find_open(struct table *table)
{
    find_bounds(table);
    for (uint32_t i = 0; i < table->count; i++)
        if (is_unknown(table, i) && table->low[i] >= table->high[i])
            return i;
    return DISCLOSURE_ROOT;
}

static uint32_t
find_open_to_program(struct table *table)
{
    for (uint32_t i = 0; i < table->count; i++) {
        table->low[i] = is_unknown(table, i) ? least(table) : value_of(table, i);
        table->high[i] = is_unknown(table, i) ? UNBOUNDED : value_of(table, i);
    }
    return find_open(table);
}

/* In text "<5" says more than that a number is hidden, and where there is "<5" another sign says "not fewer". */
static uint32_t
find_open_to_text(struct table *table)
{
    for (uint32_t i = 0; i < table->count; i++) {
        int64_t value = value_of(table, i);

        table->low[i] = !is_unknown(table, i) ? value : value >= table->rule.below ? table->rule.below : least(table);
        table->high[i] = !is_unknown(table, i) ? value : UNBOUNDED;
        if (is_unknown(table, i) && table->cells[i].disclosure == DISCLOSURE_SMALL)
            table->high[i] = table->rule.below - 1;
    }
    return find_open(table);
}

/* Hides something near the cell: beside it, above it, and so on up; else below it. */
static bool
protect_cell(struct table *table, uint32_t cell)
{
    for (uint32_t parent = table->cells[cell].parent; parent != DISCLOSURE_ROOT; parent = table->cells[parent].parent)
        if (hide(table, survey(table, parent).smallest) || hide(table, parent))
            return true;
    return hide(table, survey(table, cell).smallest);
}

/* Attendances have one column; zeros in the others are no numbers. */
static bool
is_used(const struct table *table)
{
    for (uint32_t i = 0; i < table->count; i++)
        if (value_of(table, i) > 0)
            return true;
    return false;
}

static bool
protect_column(struct table *table)
{
    uint32_t open;
    bool changed;

    if (!is_used(table))
        return false;
    changed = protect_families(table);

    while ((open = find_open_to_program(table)) != DISCLOSURE_ROOT && protect_cell(table, open)) {
        protect_families(table);
        changed = true;
    }
    return changed;
}

static bool
is_text_safe(struct table *table)
{
    for (table->column = 0; table->column < DISCLOSURE_COLUMNS; table->column++)
        if (is_used(table) && find_open_to_text(table) != DISCLOSURE_ROOT)
            return false;
    return true;
}

static void
open_table(struct table *table)
{
    table->first = mem_array(table->count, sizeof *table->first);
    table->next = mem_array(table->count, sizeof *table->next);
    table->low = mem_array(table->count, sizeof *table->low);
    table->high = mem_array(table->count, sizeof *table->high);
    for (uint32_t i = 0; i < table->count; i++)
        table->first[i] = table->next[i] = DISCLOSURE_ROOT;
    for (uint32_t i = table->count; i-- > 0;) {
        uint32_t parent = table->cells[i].parent;

        if (parent == DISCLOSURE_ROOT)
            continue;
        table->next[i] = table->first[parent];
        table->first[parent] = i;
    }
}

static void
close_table(struct table *table)
{
    free(table->first);
    free(table->next);
    free(table->low);
    free(table->high);
}

static bool
hide_small(struct table *table)
{
    bool found = false;

    for (uint32_t i = 0; i < table->count; i++) {
        if (table->cells[i].disclosure == DISCLOSURE_SHOWN)
            table->cells[i].disclosure = disclosure_alone(table->rule, table->cells[i].values);
        found |= table->cells[i].disclosure != DISCLOSURE_SHOWN;
    }
    return found;
}

void
disclosure_decide(struct disclosure_rule rule, struct disclosure_cell *cells, size_t count)
{
    struct table table = { .rule = rule, .cells = cells, .count = (uint32_t)count };
    bool changed = true;

    if (!hide_small(&table))
        return;
    open_table(&table);
    while (changed) { /* a row is hidden as a whole: a column may need what another did not */
        changed = false;
        for (table.column = 0; table.column < DISCLOSURE_COLUMNS; table.column++)
            changed |= protect_column(&table);
    }
    if (!is_text_safe(&table))
        for (size_t i = 0; i < count; i++)
            if (cells[i].disclosure == DISCLOSURE_SMALL)
                cells[i].disclosure = DISCLOSURE_HIDDEN;
    close_table(&table);
}
