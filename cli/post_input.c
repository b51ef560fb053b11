/* SPDX-License-Identifier: MIT */
#include "cli/post_input.h"

#include "cli/lang.h"
#include "lib/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_standard_input(const char *name)
{
    return strcmp(name, "-") == 0;
}

/* Sees whether the file is there and adds its size; a size that nobody knows makes the total unknown. */
static bool
check_file(struct post_input *input, const char *name, bool *has_total, struct err *err)
{
    bool is_stdin = is_standard_input(name);
    struct stat st;

    if (is_stdin ? fstat(STDIN_FILENO, &st) != 0 : stat(name, &st) != 0 || access(name, R_OK) != 0)
        return err_set(err, ERR_NO_FILE, "%s: %s", name, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return err_set(err, ERR_NO_FILE, _("%s is a folder: name the files in it"), name);
    *has_total = *has_total && S_ISREG(st.st_mode);
    input->total += (uint64_t)st.st_size;
    return true;
}

bool
post_input_open(struct post_input *input, char **names, size_t count, struct err *err)
{
    static char *standard[] = { "-" };
    bool has_total = true;

    *input = (struct post_input){ .names = count > 0 ? names : standard, .count = count > 0 ? count : 1, .fd = -1 };
    for (size_t i = 0; i < input->count; i++)
        if (!check_file(input, input->names[i], &has_total, err))
            return false;
    if (!has_total)
        input->total = 0;
    return true;
}

static void
close_file(struct post_input *input)
{
    if (input->fd > STDIN_FILENO)
        close(input->fd);
    input->fd = -1;
}

void
post_input_close(struct post_input *input)
{
    close_file(input);
    post_lines_free(&input->lines);
}

bool
post_input_ready(struct post_input *input, bool *done, struct err *err)
{
    const char *name;

    *done = input->fd < 0 && input->next == input->count;
    if (input->fd >= 0 || *done)
        return true;
    name = input->names[input->next++];
    input->fd = is_standard_input(name) ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0)
        return err_set(err, ERR_NO_FILE, "%s: %s", name, strerror(errno));
    post_lines_begin(&input->lines, is_standard_input(name) ? "<stdin>" : name);
    return true;
}

static void
end_file(struct post_input *input, struct buf *out)
{
    close_file(input);
    if (!input->lines.is_open)
        return;
    buf_put_byte(out, '\n');
    post_lines_add(&input->lines, "\n", 1);
}

bool
post_input_read(struct post_input *input, struct buf *out, size_t room, struct err *err)
{
    char bytes[65536];
    ssize_t got = read(input->fd, bytes, room < sizeof bytes ? room : sizeof bytes);

    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (got < 0)
        return err_set(err, ERR_STORE, "%s: %s", input->names[input->next - 1], strerror(errno));
    if (got == 0) {
        end_file(input, out);
        return true;
    }
    buf_put(out, bytes, (size_t)got);
    post_lines_add(&input->lines, bytes, (size_t)got);
    input->bytes += (uint64_t)got;
    return true;
}
