/* SPDX-License-Identifier: MIT */
#include "cli/daemon_words.h"

#include "cli/columns.h"
#include "cli/lang.h"

#include <string.h>

enum { PIECES_MAX = 3 };

/* Of several that fit the first counts: what has more words of its own stands above. */
static const char *const sentences[] = {
    N_("the line is not UTF-8"),
    N_("the line has more than %s lists and objects inside each other"),
    N_("the line is not JSON: %s"),
    N_("the line must be a JSON object, got %s"),
    N_("the line is longer than %s bytes"),
    N_("the data is not an object"),
    N_("data must have at most %s members, got %s"),
    N_("time is missing, and data.at does not give the date"),
    N_("no event has the type %s, and no loaded rule reads it"),
    N_("no event has the type %s; did you mean %s?"),
    N_("no event has the type %s"),
    N_("%s: there is no such time zone"),
    N_("a time zone has a name like Asia/Shanghai, of at most %s bytes"),
    N_("%s below %s would close a cycle of units"),
    N_("into was itself merged into from: the merge would close a cycle"),
    N_("the same source, id and rev were accepted with other content; post a correction with a higher rev"),
    N_("user %s may not post here: an administrator can allow it in turnout.conf, or by the group turnout"),
    N_("user %s may not post as the source %s"),
    N_("user %s may not post %s as the source %s"),
    N_("user %s may not retract events of the source %s"),
    N_("the maps emit more than %s events for one"),
    N_("%s: there is no such folder"),
    N_("%s: is there already, and nothing was written; take another name, or --force"),
    N_("%s: is the database itself; give the backup a name of its own"),
    N_("%s: is no backup of Turnout, and --force replaces nothing else; take another name"),
    N_("another backup is being taken: wait for it"),
    N_("this daemon's database is %s, not %s"),
    N_("another plan is being computed: wait for it"),
    N_("the plan is larger than %s bytes"),
    N_("the process that computed the plan ended before it was done"),
    N_("the files are not those that were planned: they were changed since; plan again"),
    N_("there is no version of the rules before %s"),
    N_("there is no version %s of the rules: turnout plugin list --versions lists them"),
    N_("the figures are not published yet: try again"),
    N_("the rules have not answered yet; ask again"),
    N_("the daemon is stopping"),
    N_("%s: more than %s instructions in one call"),
    N_("%s: more than %s ms of processor time in one call"),
    N_("%s: more than %s KiB of memory asked for in one call, even if freed again"),
    N_("%s: more than %s KiB of memory (a function that calls itself without end?)"),
    N_("%s: more than %s KiB of memory"),
    N_("%s: a string of more than %s bytes"),
    N_("its rules used more than %s ms of processor time between two publications, though no call alone was too long: make them cheaper, or raise rule_budget (turnout.conf)"),
    N_("%s cannot be explained: a plugin that it needs is paused; turnout plugin list --faults says which"),
    N_("%s cannot be explained: it is stale since log position %s, for the plugin %s is paused; turnout plugin list --faults says why"),
    N_("%s has no figures by %s"),
    N_("%s has no figures over a month"),
    N_("%s has no figures over a quarter"),
    N_("%s has no figures over a half"),
    N_("%s has no figures over a year"),
    N_("a figure is of at most one of team, category and group"),
    N_("%s: nothing is known of %s but its name"),
    N_("team: %s belongs to %s"),
    N_("%s: say which one"),
    N_("period: %s is no month, quarter, half or year (2025-07, 2025Q3, 2025H1, 2025)"),
    N_("period: %s begins after %s, up to which figures are computed"),
    N_("%s: there is no %s; did you mean %s?"),
    N_("%s: there is no %s"),
    N_("too many look on, or the daemon is stopping"),
    N_("%s is missing, and so is %s: give one of them or both"),
    N_("%s is missing, and so is %s: give one of them"),
    N_("%s is missing: from needs it"),
    N_("%s is missing"),
    N_("%s is given twice"),
    N_("%s is a number that 64 bits cannot hold"),
    N_("%s holds the character NUL (\\u0000)"),
    N_("%s is not a field of this type of event"),
    N_("%s is in the list already"),
    N_("%s is not a date"),
    N_("%s is the unit itself"),
    N_("%s is the host unit itself"),
    N_("%s is the same person as from"),
    N_("%s cannot be given beside %s"),
    N_("%s cannot stand here: a name must be %s"),
    N_("%s looks like %s: post a token that means nothing outside your system"),
    N_("%s needs a start that is an instant or a day"),
    N_("%s needs a from"),
    N_("%s must not be before start"),
    N_("%s must be written as %s is: two instants or two days"),
    N_("%s must be at most 1440 minutes after from"),
    N_("%s must be at most total, got %s of %s"),
    N_("%s must have at most %s items"),
    N_("%s must have at most %s members"),
    N_("%s must be after %s, got %s"),
    N_("%s must be after from"),
    N_("%s must be %s, got %s"),
};

/* What stands in a sentence: what is expected, and what came instead. */
static const char *const phrases[] = {
    /* simdjson's, of a line that is no JSON */
    N_("Empty: no JSON found"),
    N_("The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc."),
    N_("Problem while parsing a string"),
    N_("Problem while parsing an atom starting with the letter %s"),
    N_("Problem while parsing a number"),
    N_("Within strings, some characters must be escaped, we found unescaped characters"),
    N_("A string is opened, but never closed."),
    N_("Unexpected trailing content in the JSON input."),

    N_("the line"),
    N_("null"),
    N_("true or false"),
    N_("a number"),
    N_("a text"),
    N_("a list"),
    N_("an object"),
    N_("%s bytes"),
    N_("at most 24 hours from now"),
    N_("an object of names and numbers"),
    N_("a person token"),
    N_("a list of at most %s texts"),
    N_("a list of %s person tokens"),
    N_("a whole number written in digits, %s"),
    N_("a whole number written in digits"),
    N_("a decimal number, %s"),
    N_("one of the levels %s"),
    N_("one of %s"),
    N_("an RFC 3339 time with an offset such as %s"),
    N_("a day that exists, such as %s"),
    N_("a date that exists, such as %s"),
    N_("a period that exists, such as 2025, 2025H1, 2025Q3 or 2025-07"),
    N_("the name of a time zone such as %s"),
    N_("a token of %s bytes without control characters"),
    N_("a text of at most %s bytes without control characters"),
    N_("%s bytes without control characters and without spaces at the ends"),
    N_("%s bytes without control characters"),
    N_("%s of the characters %s in segments joined by dots"),
    N_("%s of the characters %s"),
    N_("an identity card number"),
    N_("a mobile phone number"),
};

/* Of values, which have no blanks in them. */
static const char *const pairs[] = { N_("%s and %s"), N_("%s or %s") };

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct str
rest_of(struct str text, size_t len)
{
    return (struct str){ text.ptr + len, text.len - len };
}

/* How many bytes of the text stand in front of the literal, which at the shape's end is the text's end. SIZE_MAX: it is not there. */
static size_t
length_before(struct str text, struct str literal, bool is_last)
{
    const char *found;

    if (is_last)
        return text.len >= literal.len && str_eq(rest_of(text, text.len - literal.len), literal) ? text.len - literal.len
                                                                                                  : SIZE_MAX;
    found = memmem(text.ptr, text.len, literal.ptr, literal.len);
    return found ? (size_t)(found - text.ptr) : SIZE_MAX;
}

/*
 *     data.minutes must be 0..1440, got 9000
 *     %s           must be %s     , got %s
 */
static bool
fits(struct str text, const char *shape, struct str pieces[PIECES_MAX])
{
    const char *hole = strstr(shape, "%s");
    struct str literal = { shape, hole ? (size_t)(hole - shape) : strlen(shape) };

    if (!hole)
        return str_eq(text, literal);
    if (!str_starts(text, literal))
        return false;
    text = rest_of(text, literal.len);
    for (size_t i = 0; i < PIECES_MAX && hole; i++) {
        const char *after = hole + 2;
        size_t len;

        hole = strstr(after, "%s");
        literal = (struct str){ after, hole ? (size_t)(hole - after) : strlen(after) };
        len = length_before(text, literal, !hole);
        if (len == SIZE_MAX || len == 0)
            return false;
        pieces[i] = (struct str){ text.ptr, len };
        text = rest_of(text, len + literal.len);
    }
    return !hole;
}

static bool put_known(struct buf *out, struct str text, const char *const *shapes, size_t count);
static void put_filled(struct buf *out, const char *format, const struct str *pieces);

/* "2024-05-29 or 2024-05 or 2024" */
static bool
put_pair(struct buf *out, struct str text)
{
    struct str pieces[PIECES_MAX];

    for (size_t i = 0; i < COUNT(pairs); i++) {
        if (!fits(text, pairs[i], pieces) || memchr(pieces[0].ptr, ' ', pieces[0].len))
            continue;
        put_filled(out, _(pairs[i]), pieces);
        return true;
    }
    return false;
}

/* A value between quotation marks is nobody's phrase. */
static void
put_piece(struct buf *out, struct str piece)
{
    if (piece.ptr[0] == '"' || (!put_known(out, piece, phrases, COUNT(phrases)) && !put_pair(out, piece)))
        columns_put(out, piece);
}

/* The conversions of a translation are "%s", in the order of the pieces, or "%2$s". */
static void
put_filled(struct buf *out, const char *format, const struct str *pieces)
{
    size_t next = 0;
    const char *hole;

    for (; (hole = strchr(format, '%')); format = strchr(hole, 's') + 1) {
        buf_put(out, format, (size_t)(hole - format));
        put_piece(out, pieces[hole[1] == 's' ? next++ : (size_t)(hole[1] - '1')]);
    }
    buf_put_str(out, str_of(format));
}

static bool
put_known(struct buf *out, struct str text, const char *const *shapes, size_t count)
{
    struct str pieces[PIECES_MAX];

    for (size_t i = 0; i < count; i++) {
        if (!fits(text, shapes[i], pieces))
            continue;
        put_filled(out, _(shapes[i]), pieces);
        return true;
    }
    return false;
}

void
put_said(struct buf *out, struct str message)
{
    if (lang_now() == LANG_EN || !put_known(out, message, sentences, COUNT(sentences)))
        columns_put(out, message);
}

struct str
words_said(struct str message, struct arena *arena)
{
    struct buf text = { 0 };
    struct str said = message;

    if (lang_now() != LANG_EN && put_known(&text, message, sentences, COUNT(sentences)))
        said = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return said;
}

bool
err_said(struct err *err)
{
    struct buf text = { 0 };

    if (lang_now() != LANG_EN && put_known(&text, str_of(err->text), sentences, COUNT(sentences)))
        err_set(err, err->code, "%.*s", STR_ARG(buf_str(&text)));
    buf_free(&text);
    return false;
}
