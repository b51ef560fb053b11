/* SPDX-License-Identifier: MIT */
#include "lua/plugin_files.h"

#include "lua/plugin_text.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static char root[64];
static struct plugin_files files;
static struct err err;

/* "a/init.lua" under the root, with the folders above it; its text is its name. */
static void
write_file(const char *name)
{
    char path[200];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", root, name);
    for (char *slash = strchr(path + strlen(root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(name, file);
    fclose(file);
}

static const char *
in_root(const char *name)
{
    static char path[200];

    snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

static void
expect_source(size_t n, const char *path, const char *file)
{
    assert_true(n < files.count);
    assert_string_equal(files.sources[n].path.ptr, in_root(path));
    assert_string_equal(files.sources[n].file.ptr, in_root(file));
    assert_true(str_eq(plugin_text_main(files.sources[n].text), str_of(file)));
    assert_false(files.sources[n].skip);
}

static int
make_root(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/turnout-plugins-XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st, (void)kind, (void)where;
    return remove(path);
}

static int
drop_root(void **state)
{
    (void)state;
    plugins_free(&files);
    return nftw(root, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static void
folder__gives_its_plugins_in_order_of_name(void **state)
{
    (void)state;
    write_file("p/b/init.lua");
    write_file("p/b/cases.lua");
    write_file("p/a.lua");
    write_file("p/c/README.md");
    write_file("p/README.md");
    write_file("p/.hidden.lua");
    write_file("p/deep/er/init.lua");
    assert_true(plugins_add(&files, in_root("p"), &err));
    assert_int_equal(files.count, 2);
    expect_source(0, "p/a.lua", "p/a.lua");
    expect_source(1, "p/b", "p/b/init.lua");
}

static void
folder__of_a_single_plugin_is_that_plugin_with_its_modules(void **state)
{
    struct str rest, name, text;

    (void)state;
    write_file("p/b/init.lua");
    write_file("p/b/part.lua");
    assert_true(plugins_add(&files, in_root("p/b//"), &err));
    assert_int_equal(files.count, 1);
    expect_source(0, "p/b", "p/b/init.lua");
    rest = files.sources[0].text;
    assert_true(plugin_text_next(&rest, &name, &text));
    assert_true(str_eq(name, STR("part")) && str_eq(text, STR("p/b/part.lua")));
    assert_false(plugin_text_next(&rest, &name, &text));
}

static void
several_folders__add_up(void **state)
{
    (void)state;
    write_file("p/a.lua");
    write_file("q/b/init.lua");
    assert_true(plugins_add(&files, in_root("p"), &err));
    assert_true(plugins_add(&files, in_root("q"), &err));
    assert_int_equal(files.count, 2);
    expect_source(1, "q/b", "q/b/init.lua");
}

static void
name__that_is_there_already_is_an_error_with_both_places(void **state)
{
    (void)state;
    write_file("p/a.lua");
    write_file("q/a/init.lua");
    assert_true(plugins_add(&files, in_root("p"), &err));
    assert_false(plugins_add(&files, in_root("q"), &err));
    assert_int_equal(err.code, ERR_CONFIG);
    assert_memory_equal(err.text, "there are two plugins \"a\": ", 27);
    assert_non_null(strstr(err.text, "p/a.lua"));
    assert_non_null(strstr(err.text, "q/a"));
}

static void
folder__that_is_not_there_is_an_error_and_an_empty_one_is_not(void **state)
{
    (void)state;
    assert_false(plugins_add(&files, in_root("none"), &err));
    assert_int_equal(err.code, ERR_NO_FILE);
    assert_true(plugins_add(&files, root, &err));
    assert_int_equal(files.count, 0);
}

static void
file__that_is_none_is_an_error(void **state)
{
    (void)state;
    write_file("p/x");
    assert_int_equal(mkdir(in_root("p/folder.lua"), 0700), 0);
    assert_false(plugins_add(&files, in_root("p"), &err));
    assert_int_equal(err.code, ERR_CONFIG);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(folder__gives_its_plugins_in_order_of_name, make_root, drop_root),
        cmocka_unit_test_setup_teardown(folder__of_a_single_plugin_is_that_plugin_with_its_modules, make_root, drop_root),
        cmocka_unit_test_setup_teardown(several_folders__add_up, make_root, drop_root),
        cmocka_unit_test_setup_teardown(name__that_is_there_already_is_an_error_with_both_places, make_root, drop_root),
        cmocka_unit_test_setup_teardown(folder__that_is_not_there_is_an_error_and_an_empty_one_is_not, make_root,
                                        drop_root),
        cmocka_unit_test_setup_teardown(file__that_is_none_is_an_error, make_root, drop_root),
    };

    return cmocka_run_group_tests_name("plugins", tests, NULL, NULL);
}
