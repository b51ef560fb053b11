/* SPDX-License-Identifier: MIT */
#include "lua/record_measure.h"

#include "lib/base/nearest.h"
#include "lib/model/record_fields.h"
#include "lib/model/ruleset.h"
#include "lua/foreign_form.h"

enum { FIELDS_MAX = 16 };

static bool
takes(struct writer *writer, int measure, const char *option)
{
    return form_option(form_of(writer->L, measure), option) != NULL;
}

/* Of measures that need not say what they are about. */
static int
implied(lua_State *L, int measure)
{
    static const char *const venues[] = { "weeks", "days", "rota" };

    for (size_t i = 0; i < sizeof venues / sizeof *venues; i++)
        if (writer_is(L, measure, venues[i]))
            return (int)count_of_record(EVENT_VENUE_PUT);
    return writer_is(L, measure, "awards") ? (int)count_of_record(EVENT_AWARD_PUT) : -1;
}

int
record_measure_of(struct writer *writer, int measure)
{
    struct str of = takes(writer, measure, "of") ? writer_text(writer, measure, "of") : (struct str){ 0 };

    if (foreign_name_is_fit(of))
        return COUNT_FOREIGN;
    return of.ptr ? str_find(of, count_of_names, COUNTS_OF) : implied(writer->L, measure);
}

bool
record_measure_is_share(struct writer *writer, int measure)
{
    if (writer_is(writer->L, measure, "weeks") || writer_is(writer->L, measure, "days"))
        return true;
    return takes(writer, measure, "among") && writer_has(writer, measure, "among");
}

/* Raises unless the option names a field of one of these kinds (a mask of 1 << record_field_kind). */
static void
check_field(struct writer *writer, int measure, const char *option, unsigned kinds)
{
    struct str given = writer_text(writer, measure, option), names[FIELDS_MAX];
    int of = record_measure_of(writer, measure), near;
    size_t count, fitting = 0;
    const struct record_field *fields = record_fields(count_of_type((enum count_of)of), &count);

    for (size_t i = 0; i < count && fitting < FIELDS_MAX; i++)
        if (kinds >> fields[i].kind & 1)
            names[fitting++] = fields[i].name;
    if (!given.ptr || str_find(given, names, fitting) >= 0)
        return;
    near = nearest_word(given, names, fitting);
    if (near >= 0)
        form_fail(writer->L, measure, "%s is \"%.*s\": did you mean \"%.*s\"?", option, STR_ARG(given), STR_ARG(names[near]));
    form_fail(writer->L, measure, "%s cannot be \"%.*s\" for %.*s", option, STR_ARG(given), STR_ARG(count_of_names[of]));
}

/* What can be asked of other people's events: how many, sums, the last value of a number, and sub-periods with enough. */
static void
check_foreign(struct writer *writer, int measure)
{
    const struct foreign_type *type = foreign_form_find(writer, measure, "of", writer_text(writer, measure, "of"));

    if (writer_is(writer->L, measure, "sum") || writer_is(writer->L, measure, "latest"))
        foreign_form_check_field(writer, measure, "field", type, 1u << FOREIGN_INTEGER | 1u << FOREIGN_NUMBER);
    if (takes(writer, measure, "distinct"))
        foreign_form_check_field(writer, measure, "distinct", type, 1u << FOREIGN_TEXT | 1u << FOREIGN_LIST);
    if (writer_is(writer->L, measure, "periods") && writer_has(writer, measure, "distinct") && !writer_has(writer, measure, "among"))
        form_fail(writer->L, measure, "distinct goes with among, and with records");
}

static void
check_among(struct writer *writer, int measure)
{
    if (writer_has(writer, measure, "among") && !writer_has(writer, measure, "distinct"))
        form_fail(writer->L, measure, "among says which values of distinct count: distinct is missing");
}

static void
check_count(struct writer *writer, int measure, int of)
{
    bool is_stock = of >= COUNT_RECORDS && event_type_is_stock(count_of_type((enum count_of)of));

    check_among(writer, measure);
    if (writer_has(writer, measure, "stock") && !is_stock)
        form_fail(writer->L, measure, "%.*s cannot be a stock: it says what happened on its days", STR_ARG(count_of_names[of]));
    if (of >= COUNT_RECORDS)
        check_field(writer, measure, "distinct", 1u << DATA_TEXT | 1u << DATA_TEXTS | 1u << DATA_CHOICE);
}

static void
check_periods(struct writer *writer, int measure, int of)
{
    check_among(writer, measure);
    if (of == COUNT_PLAN_ITEMS || of == COUNT_TEAMS)
        form_fail(writer->L, measure, "of must be activity.held or a record, got \"%.*s\"", STR_ARG(count_of_names[of]));
    if (writer_has(writer, measure, "distinct") && (of < COUNT_RECORDS || !writer_has(writer, measure, "among")))
        form_fail(writer->L, measure, "distinct goes with among, and with records");
    if (of >= COUNT_RECORDS)
        check_field(writer, measure, "distinct", 1u << DATA_TEXT | 1u << DATA_TEXTS | 1u << DATA_CHOICE);
}

/* Only a stock has a last value that still holds. */
static void
check_value(struct writer *writer, int measure, int of)
{
    check_field(writer, measure, "field", 1u << DATA_WHOLE | 1u << DATA_FRACTION);
    if (writer_is(writer->L, measure, "latest") && !event_type_is_stock(count_of_type((enum count_of)of)))
        form_fail(writer->L, measure, "%.*s is no stock: it says what happened on its days", STR_ARG(count_of_names[of]));
}

/* One number for each rank, at each level. */
static void
check_points(struct writer *writer, int measure)
{
    for (int i = 0; i < AWARD_LEVELS; i++) {
        writer_get(writer, measure, award_level_names[i].ptr);
        if (lua_rawlen(writer->L, -1) != AWARD_RANKS)
            form_fail(writer->L, measure, "%s needs %d numbers: of first, second, third, merit", award_level_names[i].ptr,
                      AWARD_RANKS);
        lua_pop(writer->L, 1);
    }
}

void
record_measure_check(struct writer *writer, int measure)
{
    int of = record_measure_of(writer, measure);
    lua_State *L = writer->L;

    if (of == COUNT_FOREIGN)
        check_foreign(writer, measure);
    if (of == COUNT_FOREIGN && takes(writer, measure, "among"))
        check_among(writer, measure);
    else if (of == COUNT_FOREIGN)
        return;
    else if (writer_is(L, measure, "count"))
        check_count(writer, measure, of);
    else if (writer_is(L, measure, "periods"))
        check_periods(writer, measure, of);
    else if (writer_is(L, measure, "sum") || writer_is(L, measure, "latest"))
        check_value(writer, measure, of);
    else if (writer_is(L, measure, "awards"))
        check_points(writer, measure);
}
