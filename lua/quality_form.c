/* SPDX-License-Identifier: MIT */
#include "lua/quality_form.h"

#include "lib/model/quality_rule.h"

#define WORDS(list) .words = list, .word_count = sizeof list / sizeof *list

/* The bounds of the numbers are those of quality_ranges; a test compares them. */
static const struct option options[] = {
    { .name = "check", .kind = OPTION_WORD, .required = true, WORDS(quality_check_names) },
    { .name = "on", .kind = OPTION_BOOLEAN },
    { .name = "severity", .kind = OPTION_WORD, WORDS(quality_severity_names) },
    { .name = "percent", .kind = OPTION_INTEGER, .least = 0, .most = 100000 },
    { .name = "days", .kind = OPTION_INTEGER, .least = 1, .most = 36500 },
    { .name = "at_least", .kind = OPTION_INTEGER, .least = 2, .most = 1000000 },
    { .name = "minutes", .kind = OPTION_INTEGER, .least = 1, .most = 1440 },
    { .name = "people", .kind = OPTION_INTEGER, .least = 1, .most = 1000000 },
};

const struct form quality_form = { "quality", FORM_QUALITY, false, options, sizeof options / sizeof *options, .is_brief = false };

static void
put_param(struct writer *writer, struct buf *json, int object, const struct quality_check_info *info, enum quality_param param)
{
    const char *name = quality_param_names[param].ptr;
    bool given = writer_get(writer, object, name) != LUA_TNIL, needed = info->params >> param & 1;

    if (given && !needed)
        form_fail(writer->L, object, "the check \"%s\" has no use for the option '%s'", info->name.ptr, name);
    if (needed && !given)
        form_fail(writer->L, object, "the check \"%s\" needs the option '%s'", info->name.ptr, name);
    if (given)
        buf_printf(json, ",\"%s\":%lld", name, (long long)lua_tointeger(writer->L, -1));
    lua_pop(writer->L, 1);
}

void
quality_put(struct writer *writer, struct buf *json, int object)
{
    lua_State *L = writer->L;
    struct str check = writer_text(writer, object, "check");
    int place = str_find(check, quality_check_names, QUALITY_CHECKS);

    buf_printf(json, "{\"check\":\"%.*s\"", STR_ARG(check));
    if (writer_get(writer, object, "on") != LUA_TNIL)
        buf_printf(json, ",\"on\":%s", lua_toboolean(L, -1) ? "true" : "false");
    lua_pop(L, 1);
    if (writer_has(writer, object, "severity"))
        buf_printf(json, ",\"severity\":\"%.*s\"", STR_ARG(writer_text(writer, object, "severity")));
    for (int i = 0; i < QUALITY_PARAMS; i++)
        put_param(writer, json, object, &quality_checks[place], (enum quality_param)i);
    buf_put_byte(json, '}');
}
