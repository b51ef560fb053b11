/* SPDX-License-Identifier: MIT */
/* Templates of summaries in the worker's host: what they may write, and what stops them. */
#include "lua/template_host.h"

#include "lib/base/mem.h"
#include "lua/protocol.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "local s = require 'summary'\nreturn function(d)\n"

struct written {
    struct arena arena;
    struct buf frame;
    struct document document;
    struct err err;
    bool done;
};

/* A template of that text, given that data. */
static void
write_document(struct written *written, const char *text, const char *data)
{
    const struct template_request request = { .file = STR("office.lua"), .text = str_of(text), .data = str_of(data) };
    enum frame_kind kind;
    struct str body;
    size_t used;

    *written = (struct written){ 0 };
    template_host_write(&request, &written->frame);
    assert_int_equal(protocol_frame(buf_str(&written->frame), &kind, &body, &used), 1);
    assert_int_equal(kind, FRAME_DOCUMENT);
    written->done = protocol_read_document(body, &written->arena, &written->document, &written->err);
}

static void
forget(struct written *written)
{
    arena_free(&written->arena);
    buf_free(&written->frame);
}

/* The blocks one a line: kind, then the pieces, a cell in [], sources in {}. */
static char *
told(const struct document *document)
{
    struct buf out = { 0 };
    char *text;

    for (size_t i = 0; i < document->count; i++) {
        const struct document_block *block = &document->blocks[i];
        buf_printf(&out, "%d ", block->kind);
        for (size_t k = 0; k < block->piece_count; k++) {
            buf_printf(&out, "%s%.*s", block->pieces[k].begins_cell ? "|" : "", STR_ARG(block->pieces[k].text));
            for (size_t n = 0; n < block->pieces[k].source_count; n++)
                buf_printf(&out, "{%.*s}", STR_ARG(block->pieces[k].sources[n]));
        }
        buf_printf(&out, "\n");
    }
    text = mem_text(buf_str(&out));
    buf_free(&out);
    return text;
}

static void
expect_written(const char *body, const char *data, const char *expected)
{
    struct buf text = { 0 };
    struct written written;
    char *found;

    buf_printf(&text, "%s%s\nend\n", HEAD, body);
    buf_put_byte(&text, 0);
    write_document(&written, text.ptr, data);
    if (!written.done)
        check_failed("%s: %s", body, written.err.text);
    found = told(&written.document);
    assert_string_equal(found, expected);
    free(found);
    buf_free(&text);
    forget(&written);
}

static void
expect_failure(const char *text, const char *message)
{
    struct written written;

    write_document(&written, text, "{}");
    assert_false(written.done);
    assert_int_equal(written.err.code, ERR_RULE);
    if (!strstr(written.err.text, message))
        check_failed("\"%s\" is not in: %s", message, written.err.text);
    assert_null(strchr(written.err.text, '\n'));
    forget(&written);
}

static void
write__puts_blocks_in_order_of_the_calls(void **state)
{
    (void)state;
    expect_written("s.title('T') s.subtitle('S') s.heading('H') s.subheading('h') s.paragraph('p') s.item('i') s.signature('g')",
                   "{}", "1 T\n2 S\n3 H\n4 h\n5 p\n6 i\n9 g\n");
}

static void
write__takes_texts_whole_numbers_and_lists_and_leaves_out_nil_and_false(void **state)
{
    (void)state;
    expect_written("s.paragraph('a', 1, nil, { 'b', { 2, false, 'c' } }, d.there and 'no', 'd')", "{}", "5 a1b2cd\n");
}

static void
write__sees_the_data_as_tables(void **state)
{
    (void)state;
    expect_written("s.paragraph(d.name, #d.list, d.list[2].n, d.yes and 'y', d.none == nil and 'n')",
                   "{\"name\":\"社区\",\"list\":[{\"n\":7},{\"n\":8}],\"yes\":true,\"none\":null}", "5 社区28yn\n");
}

static void
cite__carries_the_sources_of_what_it_says(void **state)
{
    (void)state;
    expect_written("s.paragraph('x', s.cite('16', d.f, d.e, {}), s.cite(3, d.f), s.cite('y'))",
                   "{\"f\":{\"source\":\"figure\"},\"e\":{\"source\":\"event\"}}", "5 x16{figure}{event}3{figure}y\n");
}

static void
join__puts_separators_between_pieces_and_another_before_the_last(void **state)
{
    (void)state;
    expect_written("s.paragraph(s.join({ 'a', s.cite('b', d), { 'c', 1 } }, ', ', ' and '), s.join({}, ', '), s.join({ 'z' }, ', '))",
                   "{\"source\":\"q\"}", "5 a, b{q} and c1z\n");
}

static void
numeral__counts_as_headings_do(void **state)
{
    (void)state;
    expect_written("s.paragraph(s.numeral(1), s.numeral(10), s.numeral(12), s.numeral(20), s.numeral(99))", "{}", "5 一十十二二十九十九\n");
}

static void
table__has_a_head_and_rows_of_cells(void **state)
{
    (void)state;
    expect_written("s.table({ 'Unit', 'Rate' }, { { 'a', s.cite('1%', d) }, { 'b', nil } })", "{\"source\":\"q\"}",
                   "7 |Unit|Rate\n8 |a|1%{q}\n8 |b\n");
}

static void
write__says_where_a_template_fails(void **state)
{
    (void)state;
    expect_failure(HEAD "s.paragraph('x')\nerror('not like this')\nend", "office.lua:4: not like this");
    expect_failure(HEAD "s.paragraph(d.unit.name)\nend", "office.lua:3: attempt to index a nil value (field 'unit')");
    expect_failure("local s = require 'summary'\nreturn function(d) s.paragraph(", "office.lua:2:");
    expect_failure(HEAD "s.paragraf('x')\nend", "did you mean 'paragraph'");
    expect_failure(HEAD "s.paragraph(undeclared)\nend", "office.lua:3:");
    expect_failure("return 7", "must end with `return function(d) ... end`");
    expect_failure(HEAD "end", "wrote nothing");
    expect_failure("local io = require 'io' return function(d) end", "there is no io here");
}

static void
write__refuses_what_is_no_text(void **state)
{
    (void)state;
    expect_failure(HEAD "s.paragraph(0.5)\nend", "office.lua:3: a number to write must be whole");
    expect_failure(HEAD "s.paragraph(function() end)\nend", "a function cannot be written");
    expect_failure(HEAD "s.paragraph(true)\nend", "a boolean cannot be written");
    expect_failure(HEAD "local t = {} t[1] = t s.paragraph(t)\nend", "lists within lists");
    expect_failure(HEAD "s.table({ 'x' }, { 'y' })\nend", "a row is a list of cells");
    expect_failure(HEAD "s.numeral(100)\nend", "must be 1..99");
    expect_failure(HEAD "s.cite('x', 'y')\nend", "table expected");
}

static void
write__ends_a_template_that_loops_or_never_stops_writing(void **state)
{
    (void)state;
    expect_failure(HEAD "while true do end\nend", "office.lua:3:");
    expect_failure(HEAD "while true do s.paragraph(string.rep('x', 100000)) end\nend", "is longer than");
}

static void
read__refuses_a_frame_that_is_cut_or_of_no_kind(void **state)
{
    struct written written;
    struct document document;
    struct err err = { 0 };
    struct str body;

    (void)state;
    write_document(&written, HEAD "s.table({ 'a' }, { { s.cite('b', { source = 'q' }) } })\nend", "{}");
    body = (struct str){ written.frame.ptr + 5, written.frame.len - 5 };
    for (size_t len = 0; len < body.len; len++) {
        bool whole = protocol_read_document((struct str){ body.ptr, len }, &written.arena, &document, &err);
        assert_true(!whole || document.count < written.document.count); /* cut between two blocks */
    }
    written.frame.ptr[6] = 99;
    assert_false(protocol_read_document(body, &written.arena, &document, &err));
    forget(&written);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__puts_blocks_in_order_of_the_calls),
        cmocka_unit_test(write__takes_texts_whole_numbers_and_lists_and_leaves_out_nil_and_false),
        cmocka_unit_test(write__sees_the_data_as_tables),
        cmocka_unit_test(cite__carries_the_sources_of_what_it_says),
        cmocka_unit_test(join__puts_separators_between_pieces_and_another_before_the_last),
        cmocka_unit_test(numeral__counts_as_headings_do),
        cmocka_unit_test(table__has_a_head_and_rows_of_cells),
        cmocka_unit_test(write__says_where_a_template_fails),
        cmocka_unit_test(write__refuses_what_is_no_text),
        cmocka_unit_test(write__ends_a_template_that_loops_or_never_stops_writing),
        cmocka_unit_test(read__refuses_a_frame_that_is_cut_or_of_no_kind),
    };

    template_host_prepare();
    return cmocka_run_group_tests_name("template_host", tests, NULL, NULL);
}
