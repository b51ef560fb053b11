/* SPDX-License-Identifier: MIT */
#include "lib/wire/json_dom.h"

extern "C" {
#include "lib/base/mem.h"
}

/* Nothing may be thrown through the C above; simdjson then reports by code alone. */
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <endian.h>
#include <new>

namespace dom = simdjson::dom;

struct json_dom {
    dom::parser parser{};
    char *text = nullptr;          /* a copy with the padding that simdjson reads behind the end */
    size_t text_room = 0;          /* without the padding */
    struct json *values = nullptr; /* room for as many as a text of text_room bytes can hold */
    bool has_zero = false; /* a whole 0 is among them: it may have been written "-0" */
    bool has_escapes = false;
};

/* simdjson counts an empty container differently: the exact limit is kept by take_values. */
static const size_t parser_depth = JSON_DEPTH_MAX + 8;
static const size_t first_room = 16 * 1024;

struct json_dom *
json_dom_new(void)
{
    struct json_dom *made = new (std::nothrow) json_dom;

    if (!made)
        std::abort();
    return made;
}

void
json_dom_free(struct json_dom *dom)
{
    if (!dom)
        return;
    free(dom->text);
    free(dom->values);
    delete dom;
}

bool
json_dom_has_escapes(const struct json_dom *dom)
{
    return dom->has_escapes;
}

/* A value takes two bytes of text at least ("0,"), so the array never moves while it is filled. */
static void
make_room(struct json_dom *dom, size_t len)
{
    size_t room = dom->text_room ? dom->text_room : first_room;

    if (dom->text && len <= dom->text_room)
        return;
    while (room < len)
        room *= 2;
    dom->text = static_cast<char *>(mem_resize(dom->text, room + simdjson::SIMDJSON_PADDING));
    dom->values = static_cast<struct json *>(mem_resize(dom->values, (room / 2 + 2) * sizeof *dom->values));
    dom->text_room = room;
    if (dom->parser.allocate(room, parser_depth))
        std::abort(); /* out of memory, as mem.h has it */
}

/* Reads behind a short key, which simdjson's own buffer allows: it is padded at its end. */
static uint64_t
order_of_key(struct str key)
{
    uint64_t bytes;

    memcpy(&bytes, key.ptr, sizeof bytes);
    bytes = be64toh(bytes);
    if (key.len >= sizeof bytes)
        return bytes;
    return key.len ? bytes & ~UINT64_C(0) << 8 * (sizeof bytes - key.len) : 0;
}

/*
 * What simdjson leaves behind, its "tape", is read directly: through its
 * iterators the same takes three times as long.  A word is a type in the upper
 * byte and a payload below; a number is the word behind that of its type; keys
 * stand before their values:
 *
 *   {"a":[7,"x"]}     r  {  "a  [  l  7  "x  ]  }  r
 */
using simdjson::internal::tape_type;

struct walk {
    const uint64_t *word;
    const char *texts; /* each a length of four bytes, the text and a NUL */
    struct json *next;
    struct json *open[JSON_DEPTH_MAX]; /* the containers around the word */
    int depth;
    bool has_zero;
};

static tape_type
type_at(const struct walk *walk)
{
    return static_cast<tape_type>(*walk->word >> 56);
}

static struct str
take_text(struct walk *walk)
{
    const char *at = walk->texts + (*walk->word++ & simdjson::internal::JSON_VALUE_MASK);
    uint32_t len;

    memcpy(&len, at, sizeof len);
    return { at + sizeof len, len };
}

static void
take_number(struct walk *walk, struct json *value)
{
    tape_type type = type_at(walk);

    value->kind = type == tape_type::INT64 ? VALUE_WHOLE : VALUE_DECIMAL;
    if (type == tape_type::UINT64) /* only what int64_t does not hold */
        value->as.decimal = HUGE_VAL;
    else
        memcpy(&value->as, walk->word + 1, sizeof *walk->word);
    walk->has_zero |= type == tape_type::INT64 && value->as.whole == 0;
    walk->word += 2;
}

/* A value that holds no others. */
static void
take_scalar(struct walk *walk, struct json *value)
{
    switch (type_at(walk)) {
    case tape_type::STRING:
        value->kind = VALUE_TEXT;
        value->as.text = take_text(walk);
        return;
    case tape_type::INT64:
    case tape_type::UINT64:
    case tape_type::DOUBLE:
        take_number(walk, value);
        return;
    case tape_type::TRUE_VALUE:
    case tape_type::FALSE_VALUE:
        value->kind = VALUE_TRUTH;
        value->as.truth = type_at(walk) == tape_type::TRUE_VALUE;
        break;
    default:
        value->kind = VALUE_NULL;
    }
    walk->word++;
}

/* The next value, of which only the kind is open, with its key when it is a member. */
static struct json *
begin_value(struct walk *walk)
{
    struct json *value = walk->next++, *container;

    *value = {};
    value->span = 1;
    if (walk->depth == 0)
        return value;
    container = walk->open[walk->depth - 1];
    container->count++;
    if (container->kind == VALUE_OBJECT) {
        value->key = take_text(walk);
        value->key_order = order_of_key(value->key);
    }
    return value;
}

/* A whole value, or the beginning of a container, or its end. False when there are too many around it. */
static bool
take_word(struct walk *walk)
{
    struct json *value;

    if (type_at(walk) == tape_type::END_ARRAY || type_at(walk) == tape_type::END_OBJECT) {
        value = walk->open[--walk->depth];
        value->span = static_cast<uint32_t>(walk->next - value);
        walk->word++;
        return true;
    }
    value = begin_value(walk);
    if (type_at(walk) != tape_type::START_ARRAY && type_at(walk) != tape_type::START_OBJECT) {
        take_scalar(walk, value);
        return true;
    }
    if (walk->depth == JSON_DEPTH_MAX)
        return false;
    value->kind = type_at(walk) == tape_type::START_ARRAY ? VALUE_LIST : VALUE_OBJECT;
    walk->open[walk->depth++] = value;
    walk->word++;
    return true;
}

/* All values of the text that was parsed. */
static bool
take_values(struct json_dom *dom)
{
    struct walk walk;

    walk.word = dom->parser.doc.tape.get() + 1;
    walk.texts = reinterpret_cast<const char *>(dom->parser.doc.string_buf.get());
    walk.next = dom->values;
    walk.depth = 0;
    walk.has_zero = false;
    do {
        if (!take_word(&walk))
            return false;
    } while (walk.depth > 0);
    dom->has_zero = walk.has_zero;
    return true;
}

/* The numbers of the text, in order: the next one from *at on. The text must be JSON but for its numbers. */
static bool
next_number(char **at, char *end, char **number, size_t *len)
{
    static const char number_bytes[] = "0123456789+-.eE";
    bool in_string = false;

    for (char *c = *at; c < end; c++) {
        if (in_string && *c == '\\') {
            c++;
        } else if (*c == '"') {
            in_string = !in_string;
        } else if (!in_string && (*c == '-' || (*c >= '0' && *c <= '9'))) {
            *number = c;
            *len = strspn(c, number_bytes); /* ends in the zeros of the padding at the latest */
            *at = c + *len;
            return true;
        }
    }
    return false;
}

/* simdjson calls a number out of range an error of the whole text.  For a refusal with a path the text is read
 * again with this, which nobody writes, in the number's place. */
static const char out_of_range[] = "-0E-0";

static bool
is_out_of_range(const char *number, size_t len)
{
    int64_t whole;
    double decimal;

    if (len < sizeof out_of_range - 1)
        return false;
    if (!memchr(number, '.', len) && !memchr(number, 'e', len) && !memchr(number, 'E', len))
        return std::from_chars(number, number + len, whole).ec == std::errc::result_out_of_range;
    return std::from_chars(number, number + len, decimal).ec == std::errc::result_out_of_range;
}

static bool
replace_out_of_range(struct json_dom *dom, size_t text_len)
{
    char *at = dom->text, *number;
    bool any = false;
    size_t len;

    while (next_number(&at, dom->text + text_len, &number, &len)) {
        if (!is_out_of_range(number, len))
            continue;
        memset(number, ' ', len);
        memcpy(number, out_of_range, sizeof out_of_range - 1);
        any = true;
    }
    return any;
}

/* The k-th number of the text is the k-th number among the values: those written `as` become the decimal. */
static void
mark_numbers(struct json_dom *dom, size_t text_len, const char *as, double decimal)
{
    char *at = dom->text, *number;
    struct json *value = dom->values;
    size_t len;

    while (next_number(&at, dom->text + text_len, &number, &len)) {
        while (value->kind != VALUE_WHOLE && value->kind != VALUE_DECIMAL)
            value++;
        if (len == strlen(as) && memcmp(number, as, len) == 0) {
            value->kind = VALUE_DECIMAL;
            value->as.decimal = decimal;
        }
        value++;
    }
}

static enum json_fault
fault_of(simdjson::error_code error)
{
    switch (error) {
    case simdjson::UTF8_ERROR:
        return JSON_NOT_UTF8;
    case simdjson::DEPTH_ERROR:
        return JSON_TOO_DEEP;
    case simdjson::MEMALLOC:
        std::abort();
    default:
        return JSON_BROKEN;
    }
}

struct json *
json_dom_parse(struct json_dom *dom, struct str text, enum json_fault *fault, const char **why)
{
    simdjson::simdjson_result<dom::element> root;
    bool replaced = false;

    make_room(dom, text.len);
    if (text.len)
        memcpy(dom->text, text.ptr, text.len);
    memset(dom->text + text.len, 0, simdjson::SIMDJSON_PADDING);
    root = dom->parser.parse(dom->text, text.len, false);
    if (root.error() == simdjson::NUMBER_ERROR && (replaced = replace_out_of_range(dom, text.len)))
        root = dom->parser.parse(dom->text, text.len, false);
    *fault = root.error() ? fault_of(root.error()) : JSON_FINE;
    if (*fault != JSON_FINE) {
        *why = simdjson::error_message(root.error());
        return nullptr;
    }

    dom->has_escapes = memchr(dom->text, '\\', text.len) != nullptr;
    if (!take_values(dom)) {
        *fault = JSON_TOO_DEEP;
        return nullptr;
    }
    if (dom->has_zero && memmem(dom->text, text.len, "-0", 2))
        mark_numbers(dom, text.len, "-0", -0.0);
    if (replaced)
        mark_numbers(dom, text.len, out_of_range, HUGE_VAL);
    return dom->values;
}

size_t
json_decimal_text(double value, char text[JSON_DECIMAL_SIZE])
{
    char *end = text + JSON_DECIMAL_SIZE;

    /* From -2^63 up to 2^63, each integral double is an int64_t. Past them digits alone would be out of range. */
    if (value < -9223372036854775808.0 || value >= 9223372036854775808.0)
        end = std::to_chars(text, end, value, std::chars_format::scientific).ptr;
    else if (value == std::trunc(value))
        end = std::to_chars(text, end, static_cast<int64_t>(value)).ptr;
    else
        end = std::to_chars(text, end, value).ptr;
    return static_cast<size_t>(end - text);
}
