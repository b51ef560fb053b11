/* SPDX-License-Identifier: MIT */
#include "tests/support/import_case.h"

#include "cli/cmdline.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { WORDS_MAX = 48 };

struct line {
    struct cmdline base;
    struct import_options *options;
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct line *line = state->input;

    return import_options_parse(line->options, key, value, state);
}

static const struct argp argp = { .options = import_argp_options, .parser = parse };

const char *
import_case_file(const struct scratch *scratch, const char *name, struct str bytes)
{
    static char path[160];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", scratch->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
    return path;
}

static char *
make_key(const struct scratch *scratch)
{
    static char path[160];

    snprintf(path, sizeof path, "%s",
             import_case_file(scratch, "import.key", STR("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")));
    assert_int_equal(chmod(path, 0600), 0);
    return path;
}

static void
on_refused(void *ctx, struct str text)
{
    struct import_case *run = ctx;

    buf_put_str(&run->refused, text);
    buf_put_byte(&run->refused, '\n');
}

static void
on_moved(void *ctx, uint64_t rows, uint64_t bytes, uint64_t total)
{
    (void)ctx;
    (void)rows;
    (void)bytes;
    (void)total;
}

static bool
never(void)
{
    return false;
}

static void
take_lines(struct import_case *run)
{
    long len;

    fseek(run->import.lines, 0, SEEK_END);
    len = ftell(run->import.lines);
    run->lines = calloc(1, (size_t)len + 1);
    rewind(run->import.lines);
    assert_int_equal(fread(run->lines, 1, (size_t)len, run->import.lines), (size_t)len);
}

void
import_case_run(struct import_case *run, const struct scratch *scratch, const char *file, const char *const *words)
{
    const struct import_listener listener = { on_refused, on_moved, never, run };
    struct line line = { .base = { .err = &run->err }, .options = &run->options };
    char *argv[WORDS_MAX] = { "post" }, *names[1], name[160];
    int argc = 1;

    *run = (struct import_case){ .is_done = false };
    snprintf(name, sizeof name, "%s", file);
    names[0] = name;
    while (*words && argc < WORDS_MAX - 3)
        argv[argc++] = (char *)*words++; /* argp writes to none of them */
    argv[argc++] = "--key-file";
    argv[argc++] = make_key(scratch);
    run->is_done = cmdline_parse(&argp, argc, argv, &line.base) &&
                   import_read(&run->import, &run->options, names, 1, NULL, &listener, &run->err);
    buf_put_byte(&run->refused, '\0');
    if (run->is_done)
        take_lines(run);
}

void
import_case_free(struct import_case *run)
{
    import_free(&run->import);
    import_options_free(&run->options);
    buf_free(&run->refused);
    free(run->lines);
}
