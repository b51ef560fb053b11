/* SPDX-License-Identifier: MIT */
#include "cli/import/xlsx.h"

#include "tests/support/check.h"
#include "tests/support/scratch.h"
#include "tests/support/sheet_text.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

static struct scratch scratch;

static const char *
path(void)
{
    return scratch_path(&scratch, "t.xlsx");
}

/* -- what a person's program writes -- */

static bool
read_sheet(size_t i, struct buf *text, struct err *err)
{
    const struct sheet_sink sink = sheet_text_sink(text);
    int fd = open(path(), O_RDONLY);
    struct xlsx *workbook = fd >= 0 ? xlsx_open(fd, err) : NULL;
    bool done = workbook && xlsx_each(workbook, i, &sink, err);

    xlsx_close(workbook);
    close(fd);
    return done;
}

static void
expect_sheet(size_t i, const char *expected)
{
    struct buf text = { 0 };
    struct err err = { 0 };

    must(read_sheet(i, &text, &err), &err);
    buf_put_byte(&text, '\0');
    assert_string_equal(text.ptr, expected);
    buf_free(&text);
}

static void
workbook__has_texts_numbers_dates_truths_and_formulas_as_they_are_shown(void **state)
{
    lxw_workbook *book = workbook_new(path());
    lxw_worksheet *sheet = workbook_add_worksheet(book, "签到");
    lxw_format *day = workbook_add_format(book), *month = workbook_add_format(book), *percent = workbook_add_format(book);
    lxw_format *bold = workbook_add_format(book);
    lxw_rich_string_tuple red = { .string = "王" }, plain = { .format = bold, .string = "伟" };
    lxw_rich_string_tuple *rich[] = { &red, &plain, NULL };

    (void)state;
    format_set_num_format(day, "yyyy/m/d");
    format_set_num_format(month, "yyyy\"年\"m\"月\"");
    format_set_num_format_index(percent, 9);
    format_set_bold(bold);
    worksheet_write_string(sheet, 0, 0, "姓名", NULL);
    worksheet_write_number(sheet, 0, 1, 90, NULL);
    worksheet_write_number(sheet, 0, 2, 45441, day);
    worksheet_write_number(sheet, 0, 3, 45566, month);
    worksheet_write_boolean(sheet, 0, 4, 1, NULL);
    worksheet_write_number(sheet, 0, 5, 0.75, percent);
    worksheet_write_rich_string(sheet, 2, 0, rich, NULL);
    worksheet_write_formula_num(sheet, 2, 1, "=45*2", NULL, 90);
    worksheet_write_formula_str(sheet, 2, 2, "=\"a\"", NULL, "a");
    worksheet_write_string(sheet, 2, 4, "a\nb <&>", NULL);
    assert_int_equal(workbook_close(book), 0);
    expect_sheet(0, "1: 姓名|#number:90|#date:2024-05-29|#date:2024-10|#truth:true|#number:75%\n"
                    "3: 王伟|#number:90|a||a\nb <&>\n");
}

static void
workbook__gives_every_cell_of_a_merged_area_the_value_of_its_first(void **state)
{
    lxw_workbook *book = workbook_new(path());
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);

    (void)state;
    worksheet_merge_range(sheet, 0, 0, 0, 2, "一季度签到表", NULL);
    worksheet_merge_range(sheet, 1, 1, 3, 1, "5月29日", NULL);
    for (lxw_row_t row = 1; row < 5; row++)
        worksheet_write_number(sheet, row, 0, row, NULL);
    assert_int_equal(workbook_close(book), 0);
    expect_sheet(0, "1: 一季度签到表|一季度签到表|一季度签到表\n2: #number:1|5月29日\n3: #number:2|5月29日\n4: #number:3|5月29日\n"
                    "5: #number:4\n");
}

static void
workbook__tells_which_sheets_are_hidden_or_empty(void **state)
{
    lxw_workbook *book = workbook_new(path());
    lxw_worksheet *first = workbook_add_worksheet(book, "一月"), *hidden = workbook_add_worksheet(book, "草稿");
    struct err err = { 0 };
    struct xlsx *read;
    int fd;

    (void)state;
    workbook_add_worksheet(book, "Sheet3");
    worksheet_write_string(first, 0, 0, "a", NULL);
    worksheet_write_string(hidden, 0, 0, "b", NULL);
    worksheet_hide(hidden);
    assert_int_equal(workbook_close(book), 0);
    fd = open(path(), O_RDONLY);
    read = xlsx_open(fd, &err);
    must(read != NULL, &err);
    assert_int_equal(xlsx_count(read), 3);
    assert_true(str_eq(xlsx_sheet(read, 0)->name, STR("一月")));
    assert_true(xlsx_sheet(read, 0)->has_rows && !xlsx_sheet(read, 0)->is_hidden);
    assert_true(xlsx_sheet(read, 1)->has_rows && xlsx_sheet(read, 1)->is_hidden);
    assert_false(xlsx_sheet(read, 2)->has_rows);
    xlsx_close(read);
    close(fd);
}

/* -- what others write -- */

struct part {
    const char *name, *text;
};

static const struct part links = { "_rels/.rels",
                                   "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' "
                                   "Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>" };
static const struct part book = { "xl/workbook.xml",
                                  "<x:workbook xmlns:x='http://x/main' xmlns:r='http://x/r'><x:workbookPr date1904='1'/><x:sheets>"
                                  "<x:sheet name='s' sheetId='1' r:id='rId1'/></x:sheets></x:workbook>" };
static const struct part book_links = { "xl/_rels/workbook.xml.rels",
                                        "<Relationships xmlns='http://x'><Relationship Id='rId1' Type='http://x/worksheet' "
                                        "Target='/xl/s.xml'/><Relationship Id='rId2' Type='http://x/sharedStrings' Target='../xl/t.xml'/>"
                                        "<Relationship Id='rId3' Type='http://x/styles' Target='styles.xml'/></Relationships>" };
static const struct part strings = { "xl/t.xml", "<sst xmlns='http://x'><si><t>甲_x000D_</t><rPh><t>jia</t></rPh></si><si><r><t>乙</t></r><r>"
                                                 "<t xml:space='preserve'> 丙</t></r></si></sst>" };
static const struct part styles = { "xl/styles.xml", "<styleSheet xmlns='http://x'><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs>"
                                                     "<xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>" };

/* The sheet's rows in a workbook of its own kind, with another part in place of the one of that name. */
static void
write_parts(const char *rows, const struct part *other)
{
    struct buf sheet = { 0 };
    struct part all[] = { links, book, book_links, strings, styles, { "xl/s.xml", NULL } };
    zip_t *zip = zip_open(path(), ZIP_CREATE | ZIP_TRUNCATE, NULL);

    buf_printf(&sheet, "<worksheet xmlns='http://x/main'><sheetData>%s</sheetData></worksheet>", rows);
    buf_put_byte(&sheet, '\0');
    all[5].text = sheet.ptr;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *text = other && strcmp(other->name, all[i].name) == 0 ? other->text : all[i].text;

        if (text)
            assert_true(zip_file_add(zip, all[i].name, zip_source_buffer(zip, text, strlen(text), 0), 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    buf_free(&sheet);
}

static void
expect_refused(const char *piece)
{
    struct buf text = { 0 };
    struct err err = { 0 };

    assert_false(read_sheet(0, &text, &err));
    must_say(&err, ERR_INPUT, piece);
    buf_free(&text);
}

static void
workbook__of_other_programs_is_read_too(void **state)
{
    (void)state;
    write_parts("<row r='2'><c r='B2' t='s'><v>0</v></c><c t='s'><v>1</v></c><c r='E2' t='inlineStr'><is><t>丁</t></is></c></row>"
                "<row><c s='1'><v>43979</v></c><c t='d'><v>2024-05-29T00:00:00</v></c><c t='str'><f>A1</f><v></v></c></row>",
                NULL);
    expect_sheet(0, "2: |甲|乙 丙||丁\n3: #date:2024-05-29|#date:2024-05-29|\n");
}

static void
workbook__has_cells_that_say_what_is_wrong_with_them(void **state)
{
    (void)state;
    write_parts("<row r='1'><c t='e'><v>#REF!</v></c><c><f>1+1</f></c><c t='s'><v>7</v></c><c s='1'><v>-3</v></c></row>", NULL);
    expect_sheet(0, "1: #fault:the spreadsheet could not compute it (#REF!)|#fault:a formula without a value: open the file in the "
                    "spreadsheet program and save it again|#fault:it names a text that the workbook does not have|#fault:a number "
                    "formatted as a date is beyond the calendar\n");
}

static void
workbook__with_a_document_type_is_refused_and_so_are_its_entities(void **state)
{
    const struct part laughs = { "xl/t.xml", "<!DOCTYPE lolz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><sst><si><t>&b;</t></si></sst>" };
    const struct part outside = { "xl/workbook.xml", "<!DOCTYPE w SYSTEM 'file:///etc/passwd'><workbook/>" };

    (void)state;
    write_parts("", &laughs);
    expect_refused("xl/t.xml in it declares a document type");
    write_parts("", &outside);
    expect_refused("xl/workbook.xml in it declares a document type");
}

static void
workbook__without_a_part_is_refused_with_its_name(void **state)
{
    static const char *const names[] = { "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/s.xml", "xl/t.xml",
                                         "xl/styles.xml" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char expected[80];

        write_parts("", &(struct part){ names[i], NULL });
        snprintf(expected, sizeof expected, "%s is missing in it", names[i]);
        expect_refused(expected);
    }
}

static void
workbook__that_is_no_xml_or_no_workbook_is_refused(void **state)
{
    (void)state;
    write_parts("<row><c><v>1</v></row>", NULL);
    expect_refused("xl/s.xml in it is no XML (line 1: mismatched tag)");
    write_parts("", &(struct part){ "xl/workbook.xml", "\x01\x02\x03" });
    expect_refused("xl/workbook.xml in it is no XML");
    write_parts("", &(struct part){ "_rels/.rels", "<Relationships/>" });
    expect_refused("it is a zip archive, but no workbook");
    write_parts("<row r='5'/><row r='5'/>", NULL);
    expect_refused("its rows are not in order behind row 5");
    write_parts("<row><c r='ZZZZ1'/></row>", NULL);
    expect_refused("row 1 has a cell that no spreadsheet has");
}

static void
workbook__nested_too_deep_is_refused(void **state)
{
    struct buf rows = { 0 };

    (void)state;
    for (int i = 0; i < 150; i++)
        buf_put_str(&rows, STR("<x>"));
    for (int i = 0; i < 150; i++)
        buf_put_str(&rows, STR("</x>"));
    buf_put_byte(&rows, '\0');
    write_parts(rows.ptr, NULL);
    expect_refused("elements more than 100 deep");
    buf_free(&rows);
}

/* 40 MiB of spaces are 40 KiB packed. */
static void
workbook__that_unpacks_to_a_thousand_times_its_size_is_refused_before_it_is_read(void **state)
{
    size_t len = 40 << 20;
    char *rows = malloc(len + 1);

    (void)state;
    memset(rows, ' ', len);
    rows[len] = '\0';
    write_parts(rows, NULL);
    expect_refused("xl/s.xml in it unpacks to more than 200 times its size");
    free(rows);
}

static void
workbook__with_too_much_text_in_a_row_is_refused(void **state)
{
    const char *begin = "<row><c t='str'><v>", *end = "</v></c></row>";
    size_t len = SHEET_ROW_BYTES_MAX + 10;
    struct buf rows = { 0 };

    (void)state;
    buf_put_str(&rows, str_of(begin));
    for (size_t i = 0; i < len; i++)
        buf_put_byte(&rows, (uint8_t)('a' + i % 7 * (i % 11) % 20));
    buf_put_str(&rows, str_of(end));
    buf_put_byte(&rows, '\0');
    write_parts(rows.ptr, NULL);
    expect_refused("row 1 has more than a mebibyte of text");
    buf_free(&rows);
}

static void
workbook__whose_merged_areas_overlap_is_refused(void **state)
{
    struct part sheet = { "xl/s.xml", NULL };
    struct buf text = { 0 };

    (void)state;
    buf_put_str(&text, STR("<worksheet><sheetData><row r='1'><c><v>1</v></c></row></sheetData><mergeCells>"));
    buf_put_str(&text, STR("<mergeCell ref='A1:XFD9'/><mergeCell ref='A1:B9'/><mergeCell ref='nonsense'/></mergeCells></worksheet>"));
    buf_put_byte(&text, '\0');
    sheet.text = text.ptr;
    write_parts("", &sheet);
    expect_refused("merged areas of the sheet overlap");
    buf_free(&text);
}

static void
workbook__that_is_cut_off_or_has_a_flipped_byte_is_refused(void **state)
{
    struct buf text = { 0 };
    struct err err = { 0 };
    FILE *file;
    long len;

    (void)state;
    write_parts("<row><c><v>1</v></c></row>", NULL);
    file = fopen(path(), "r+");
    fseek(file, 0, SEEK_END);
    len = ftell(file);
    fclose(file);
    assert_int_equal(truncate(path(), len / 2), 0);
    expect_refused("the workbook is damaged or cut off");
    write_parts("<row><c><v>1</v></c></row>", NULL);
    file = fopen(path(), "r+");
    fseek(file, 60, SEEK_SET);
    fputs("????????", file);
    fclose(file);
    assert_false(read_sheet(0, &text, &err));
    assert_int_equal(err.code, ERR_INPUT);
    buf_free(&text);
}

static void
workbook__with_ten_thousand_entries_is_refused(void **state)
{
    zip_t *zip = zip_open(path(), ZIP_CREATE | ZIP_TRUNCATE, NULL);
    char name[16];

    (void)state;
    for (int i = 0; i <= 10000; i++) {
        snprintf(name, sizeof name, "%d", i);
        assert_true(zip_file_add(zip, name, zip_source_buffer(zip, "", 0, 0), 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    expect_refused("an archive of more than 10000 files");
}

static void
file__of_a_kind_that_is_not_read_is_told_by_its_beginning(void **state)
{
    int old = sheet_file("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", 12), pdf = sheet_file("%PDF-1.7", 8), csv = sheet_file("a,b\n", 4);

    (void)state;
    assert_non_null(strstr(xlsx_foreign(old), ".xls of former times"));
    assert_non_null(strstr(xlsx_foreign(pdf), "PDF"));
    assert_null(xlsx_foreign(csv));
    assert_false(xlsx_is_zip(csv));
    close(old);
    close(pdf);
    close(csv);
}

static int
make_folder(void **state)
{
    (void)state;
    scratch_make(&scratch);
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    scratch_remove(&scratch);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workbook__has_texts_numbers_dates_truths_and_formulas_as_they_are_shown),
        cmocka_unit_test(workbook__gives_every_cell_of_a_merged_area_the_value_of_its_first),
        cmocka_unit_test(workbook__tells_which_sheets_are_hidden_or_empty),
        cmocka_unit_test(workbook__of_other_programs_is_read_too),
        cmocka_unit_test(workbook__has_cells_that_say_what_is_wrong_with_them),
        cmocka_unit_test(workbook__with_a_document_type_is_refused_and_so_are_its_entities),
        cmocka_unit_test(workbook__without_a_part_is_refused_with_its_name),
        cmocka_unit_test(workbook__that_is_no_xml_or_no_workbook_is_refused),
        cmocka_unit_test(workbook__nested_too_deep_is_refused),
        cmocka_unit_test(workbook__that_unpacks_to_a_thousand_times_its_size_is_refused_before_it_is_read),
        cmocka_unit_test(workbook__with_too_much_text_in_a_row_is_refused),
        cmocka_unit_test(workbook__whose_merged_areas_overlap_is_refused),
        cmocka_unit_test(workbook__that_is_cut_off_or_has_a_flipped_byte_is_refused),
        cmocka_unit_test(workbook__with_ten_thousand_entries_is_refused),
        cmocka_unit_test(file__of_a_kind_that_is_not_read_is_told_by_its_beginning),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
