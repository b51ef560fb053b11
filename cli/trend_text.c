/* SPDX-License-Identifier: MIT */
#include "cli/trend_text.h"

#include "cli/lang.h"

struct str
trend_label(enum trend_against against, struct str period)
{
    if (!trend_differs(period))
        return str_of(_("vs last year"));
    return str_of(against == TREND_PREVIOUS ? _("vs previous") : _("vs year ago"));
}

static const char *
sign_of(int direction, bool is_ascii)
{
    if (is_ascii)
        return direction == 0 ? "=" : ""; /* the number has a sign of its own */
    return trend_sign(direction).ptr;
}

/* What the direction alone does not say. */
static const char *
remark_on(const struct trend *trend)
{
    if (trend->is_open)
        return _("so far");
    if (trend->direction > 0 && trend->sense == TREND_WORSE)
        return _("worse");
    if (trend->direction < 0 && trend->sense == TREND_BETTER)
        return _("better");
    return "";
}

static enum tone
tone_of(const struct trend *trend)
{
    if (trend->is_open)
        return TONE_QUIET;
    return trend->sense == TREND_BETTER ? TONE_GOOD : trend->sense == TREND_WORSE ? TONE_BAD : TONE_PLAIN;
}

struct cell
trend_cell(const struct trend *trend, bool is_ascii, struct arena *arena)
{
    const char *sign, *remark;

    if (trend->state == TREND_NONE)
        return (struct cell){ 0 };
    if (trend->state != TREND_KNOWN)
        return (struct cell){ trend->state == TREND_HIDDEN ? STR("*") : STR("≠"), TONE_QUIET };
    sign = sign_of(trend->direction, is_ascii);
    remark = remark_on(trend);
    return (struct cell){ arena_printf(arena, "%s%s%.*s%s%s", sign, *sign ? " " : "", STR_ARG(trend->text), *remark ? " " : "",
                                       remark),
                          tone_of(trend) };
}

struct str
trend_words(const struct trend *trend, enum trend_against against, struct str period, bool is_ascii, struct arena *arena)
{
    struct str label = trend_label(against, period), text = trend_cell(trend, is_ascii, arena).text;

    if (text.len == 0)
        return text;
    return arena_printf(arena, "%.*s %.*s", STR_ARG(label), STR_ARG(text));
}
