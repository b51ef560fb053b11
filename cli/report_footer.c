/* SPDX-License-Identifier: MIT */
#include "cli/report_footer.h"

#include "cli/lang.h"
#include "cli/vocabulary.h"

/* Is there anything hidden? And the sign for small numbers, if it is anywhere. */
static bool
has_hidden(const struct report_row *rows, size_t count, struct str *small)
{
    bool found = false;

    *small = (struct str){ 0 };
    for (size_t i = 0; i < count; i++) {
        found |= rows[i].hidden.ptr != NULL;
        if (str_starts(rows[i].hidden, STR("<")))
            *small = rows[i].hidden;
    }
    return found;
}

static void
put_legend(struct buf *out, const struct report_row *rows, size_t count, const struct page *page, struct arena *arena)
{
    struct str small;

    if (!has_hidden(rows, count, &small))
        return;
    if (small.ptr)
        page_line(out, arena_printf(arena, _("%.*s: so few that somebody could be recognised. *: hidden, so that nobody can "
                                            "work out such a number from it."), STR_ARG(small)), 0, TONE_QUIET, page);
    else
        page_line(out, str_of(_("*: hidden, for so few people could be recognised, or worked out from it.")), 0, TONE_QUIET,
                 page);
}

struct str
report_moment(const struct report_row *rows, size_t count, struct arena *arena)
{
    const struct report_row *last = rows;

    for (size_t i = 1; i < count; i++)
        if (rows[i].as_of > last->as_of)
            last = &rows[i];
    return words_of_moment(last->day, last->as_of, arena);
}

void
report_footer(struct buf *out, const struct report_row *rows, size_t count, const struct page *page, struct arena *arena)
{
    put_legend(out, rows, count, page, arena);
    page_line(out, report_moment(rows, count, arena), 0, TONE_QUIET, page);
}
