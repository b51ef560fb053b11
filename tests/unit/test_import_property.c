/* SPDX-License-Identifier: MIT */
/*
 * Random tables written and read back, and files with random damage: the same
 * on every run, since the seeds are.
 */
#include "cli/import/csv.h"
#include "cli/import/typed_date.h"
#include "cli/import/xlsx.h"
#include "lib/model/when.h"
#include "lib/model/zone.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"
#include "tests/support/sheet_text.h"

#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { TABLES = 150, DAMAGES = 400, ROWS_MAX = 12, COLUMNS_MAX = 6, CELL_MAX = 8 };

static struct scratch scratch;
static uint64_t state_of_chance;

/* xorshift64*: enough for choosing. */
static unsigned
chance(unsigned below)
{
    state_of_chance ^= state_of_chance >> 12;
    state_of_chance ^= state_of_chance << 25;
    state_of_chance ^= state_of_chance >> 27;
    return (unsigned)((state_of_chance * UINT64_C(2685821657736338717) >> 33) % below);
}

struct table {
    size_t rows, columns;
    struct buf cells[ROWS_MAX][COLUMNS_MAX];
};

static void
make_table(struct table *table, uint64_t seed)
{
    static const char *const pieces[] = { "a", "Z", "0", "到", "请假", "𠀀", "、", ",", ";", "\t", "\"", "\n", "'", "=1+1", "é", "　", "年" };

    state_of_chance = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    table->rows = 1 + chance(ROWS_MAX);
    table->columns = 1 + chance(COLUMNS_MAX);
    for (size_t row = 0; row < table->rows; row++)
        for (size_t column = 0; column < table->columns; column++) {
            struct buf *cell = &table->cells[row][column];
            unsigned length = chance(CELL_MAX);

            cell->len = 0;
            buf_put_byte(cell, '\0'); /* so that ptr is there */
            cell->len = 0;
            while (length-- > 0)
                buf_put_str(cell, str_of(pieces[chance(sizeof pieces / sizeof *pieces)]));
            buf_put_byte(cell, '\0');
            cell->len--;
        }
}

static void
free_table(struct table *table)
{
    for (size_t row = 0; row < ROWS_MAX; row++)
        for (size_t column = 0; column < COLUMNS_MAX; column++)
            buf_free(&table->cells[row][column]);
}

static void
put_field(struct buf *csv, struct str text, char separator)
{
    bool must_quote = chance(4) == 0;

    for (size_t i = 0; i < text.len; i++)
        must_quote = must_quote || text.ptr[i] == separator || strchr("\"\r\n", text.ptr[i]) || strchr(",;\t", text.ptr[i]);
    if (!must_quote) {
        buf_put_str(csv, text);
        return;
    }
    buf_put_byte(csv, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_put_byte(csv, '"');
        buf_put_byte(csv, (uint8_t)text.ptr[i]);
    }
    buf_put_byte(csv, '"');
}

static void
write_csv(const struct table *table, struct buf *csv)
{
    char separator = ",;\t"[chance(3)];
    struct str end = chance(2) ? STR("\r\n") : STR("\n");

    for (size_t row = 0; row < table->rows; row++) {
        for (size_t column = 0; column < table->columns; column++) {
            if (column > 0)
                buf_put_byte(csv, (uint8_t)separator);
            put_field(csv, buf_str(&table->cells[row][column]), separator);
        }
        buf_put_str(csv, end);
    }
}

static void
to_gb18030(struct buf *text)
{
    iconv_t to = iconv_open("GB18030", "UTF-8");
    size_t left = text->len, room = 4 * text->len + 16;
    char *made = malloc(room), *in = text->ptr, *out = made;

    assert_int_equal(iconv(to, &in, &left, &out, &room), 0);
    text->len = 0;
    buf_put(text, made, (size_t)(out - made));
    free(made);
    iconv_close(to);
}

/* As sheet_text.h prints it; of CSV a row that is one empty field may be a blank line. */
static void
expected_text(const struct table *table, struct buf *text)
{
    for (size_t row = 0; row < table->rows; row++) {
        buf_printf(text, "%zu: ", row + 1);
        for (size_t column = 0; column < table->columns; column++) {
            buf_put_str(text, column > 0 ? STR("|") : STR(""));
            buf_put_str(text, buf_str(&table->cells[row][column]));
        }
        buf_put_byte(text, '\n');
    }
    buf_put_byte(text, '\0');
}

static bool
read_csv(const struct buf *bytes, struct buf *text, struct err *err)
{
    const struct sheet_sink sink = sheet_text_sink(text);
    int fd = sheet_file(bytes->ptr, bytes->len);
    bool done = csv_each(fd, &(struct csv_options){ 0 }, &sink, err);

    close(fd);
    return done;
}

static void
csv__reads_what_was_written(void **state)
{
    static struct table table;

    (void)state;
    for (uint64_t seed = 1; seed <= TABLES; seed++) {
        struct buf csv = { 0 }, text = { 0 }, expected = { 0 };
        struct err err = { 0 };

        make_table(&table, seed);
        write_csv(&table, &csv);
        expected_text(&table, &expected);
        if (chance(2))
            to_gb18030(&csv);
        must(read_csv(&csv, &text, &err), &err);
        buf_put_byte(&text, '\0');
        if (strcmp(text.ptr, expected.ptr) != 0)
            check_failed("seed %llu: expected\n%s\ngot\n%s", (unsigned long long)seed, expected.ptr, text.ptr);
        buf_free(&csv);
        buf_free(&text);
        buf_free(&expected);
    }
    free_table(&table);
}

static const char *
write_xlsx(const struct table *table)
{
    const char *path = scratch_path(&scratch, "t.xlsx");
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);

    for (size_t row = 0; row < table->rows; row++)
        for (size_t column = 0; column < table->columns; column++)
            if (table->cells[row][column].len > 0)
                worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, table->cells[row][column].ptr, NULL);
    assert_int_equal(workbook_close(book), 0);
    return path;
}

static bool
read_xlsx(const char *path, struct buf *text, struct err *err)
{
    const struct sheet_sink sink = sheet_text_sink(text);
    int fd = open(path, O_RDONLY);
    struct xlsx *book = xlsx_open(fd, err);
    bool done = book != NULL;

    for (size_t i = 0; done && i < xlsx_count(book); i++)
        done = xlsx_each(book, i, &sink, err);
    xlsx_close(book);
    close(fd);
    return done;
}

/* Without the rows and the cells at the ends of rows that are empty: no workbook has them. */
static void
expected_of_xlsx(const struct table *table, struct buf *text)
{
    for (size_t row = 0; row < table->rows; row++) {
        size_t count = table->columns;

        while (count > 0 && table->cells[row][count - 1].len == 0)
            count--;
        for (size_t column = 0; column < count; column++) {
            if (column == 0)
                buf_printf(text, "%zu: ", row + 1);
            buf_put_str(text, column > 0 ? STR("|") : STR(""));
            buf_put_str(text, buf_str(&table->cells[row][column]));
        }
        buf_put_str(text, count > 0 ? STR("\n") : STR(""));
    }
    buf_put_byte(text, '\0');
}

static void
xlsx__reads_what_was_written(void **state)
{
    static struct table table;

    (void)state;
    for (uint64_t seed = 1000; seed < 1000 + TABLES / 3; seed++) {
        struct buf text = { 0 }, expected = { 0 };
        struct err err = { 0 };

        make_table(&table, seed);
        expected_of_xlsx(&table, &expected);
        must(read_xlsx(write_xlsx(&table), &text, &err), &err);
        buf_put_byte(&text, '\0');
        if (strcmp(text.ptr, expected.ptr) != 0)
            check_failed("seed %llu: expected\n%s\ngot\n%s", (unsigned long long)seed, expected.ptr, text.ptr);
        buf_free(&text);
        buf_free(&expected);
    }
    free_table(&table);
}

/* Some bytes become others, and the end may be missing. */
static void
damage(struct buf *bytes)
{
    for (unsigned n = 1 + chance(6); n > 0; n--)
        bytes->ptr[chance((unsigned)bytes->len)] = (char)chance(256);
    if (chance(5) == 0)
        bytes->len = 1 + chance((unsigned)bytes->len);
}

static void
must_be_input(bool done, const struct err *err, unsigned i)
{
    if (!done && err->code != ERR_INPUT)
        check_failed("damage %u: error %d: %s", i, (int)err->code, err->text);
}

static void
csv__that_is_damaged_is_read_or_refused(void **state)
{
    static struct table table;

    (void)state;
    for (unsigned i = 0; i < DAMAGES; i++) {
        struct buf csv = { 0 }, text = { 0 };
        struct err err = { 0 };

        make_table(&table, 5000 + i);
        write_csv(&table, &csv);
        damage(&csv);
        must_be_input(read_csv(&csv, &text, &err), &err, i);
        buf_free(&csv);
        buf_free(&text);
    }
    free_table(&table);
}

static void
read_file(const char *path, struct buf *bytes)
{
    FILE *file = fopen(path, "r");
    char piece[4096];
    size_t got;

    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_put(bytes, piece, got);
    fclose(file);
}

static void
write_bytes(const char *path, const struct buf *bytes)
{
    FILE *file = fopen(path, "w");

    assert_int_equal(fwrite(bytes->ptr, 1, bytes->len, file), bytes->len);
    assert_int_equal(fclose(file), 0);
}

static void
xlsx__that_is_damaged_is_read_or_refused(void **state)
{
    static struct table table;
    struct buf whole = { 0 };
    char path[128];

    (void)state;
    make_table(&table, 77);
    snprintf(path, sizeof path, "%s", write_xlsx(&table));
    read_file(path, &whole);
    for (unsigned i = 0; i < DAMAGES; i++) {
        struct buf bytes = { 0 }, text = { 0 };
        struct err err = { 0 };

        buf_put_str(&bytes, buf_str(&whole));
        damage(&bytes);
        write_bytes(path, &bytes);
        must_be_input(read_xlsx(path, &text, &err), &err, i);
        buf_free(&bytes);
        buf_free(&text);
    }
    buf_free(&whole);
    free_table(&table);
}

static void
date__of_random_pieces_is_a_date_or_refused(void **state)
{
    static const char *const pieces[] = { "2024", "5", "29", "12", "年", "月", "日", "-", "/", ".", " ", ":", "下午", "点", "半", "T", "至", "~", "45441", "PM" };
    struct err err = { 0 };
    const struct date_habits habits = { .zone = zone_find(STR("Asia/Shanghai"), &err), .year = 2024, .order = DATE_DMY };

    (void)state;
    state_of_chance = 42;
    for (unsigned i = 0; i < 20000; i++) {
        char date[TYPED_DATE_SIZE], text[128] = "";
        struct when when;

        for (unsigned n = 1 + chance(9); n > 0; n--)
            strncat(text, pieces[chance(sizeof pieces / sizeof *pieces)], sizeof text - strlen(text) - 1);
        if (typed_date(str_of(text), &habits, date, &err) && !when_parse(str_of(date), &when))
            check_failed("%s became %s, which is no date", text, date);
    }
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
        cmocka_unit_test(csv__reads_what_was_written),
        cmocka_unit_test(xlsx__reads_what_was_written),
        cmocka_unit_test(csv__that_is_damaged_is_read_or_refused),
        cmocka_unit_test(xlsx__that_is_damaged_is_read_or_refused),
        cmocka_unit_test(date__of_random_pieces_is_a_date_or_refused),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
