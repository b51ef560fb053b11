/* SPDX-License-Identifier: MIT */
#include "lua/record_measure.h"

#include "lib/base/nearest.h"
#include "lib/model/record_fields.h"
#include "lib/model/ruleset.h"

enum { FIELDS_MAX = 16 };

static bool
takes(struct writer *writer, int measure, const char *option)
{
    return form_option(form_of(writer->L, measure), option) != NULL;
}

int
record_measure_of(struct writer *writer, int measure)
{
    struct str of = takes(writer, measure, "of") ? writer_text(writer, measure, "of") : (struct str){ 0 };

    return of.ptr ? str_find(of, count_of_names, COUNTS_OF) : -1;
}

bool
record_measure_is_share(struct writer *writer, int measure)
{
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

void
record_measure_check_count(struct writer *writer, int measure)
{
    int of = record_measure_of(writer, measure);
    bool is_stock = of >= COUNT_RECORDS && event_type_is_stock(count_of_type((enum count_of)of));

    if (record_measure_is_share(writer, measure) && !writer_has(writer, measure, "distinct"))
        form_fail(writer->L, measure, "among says which values of distinct count: distinct is missing");
    if (writer_has(writer, measure, "stock") && !is_stock)
        form_fail(writer->L, measure, "%.*s cannot be a stock: it says what happened on its days", STR_ARG(count_of_names[of]));
    if (of >= COUNT_RECORDS)
        check_field(writer, measure, "distinct", 1u << DATA_TEXT | 1u << DATA_TEXTS | 1u << DATA_CHOICE);
}
