/* SPDX-License-Identifier: MIT */
#include "cli/summary/paper_docx.h"

#include "cli/lang.h"
#include "cli/summary/paper_md.h"
#include "cli/summary/template_file.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { READ_AT_ONCE = 64 * 1024 };

/* Files in memory: no pipe can fill up while the other end waits. -1: failed. */
static int
memory_file(const struct buf *bytes)
{
    int fd = memfd_create("turnout-summary", MFD_CLOEXEC);

    for (size_t done = 0; fd >= 0 && done < bytes->len;) {
        ssize_t wrote = write(fd, bytes->ptr + done, bytes->len - done);
        if (wrote <= 0) {
            close(fd);
            return -1;
        }
        done += (size_t)wrote;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static bool
read_memory_file(int fd, struct buf *out)
{
    char chunk[READ_AT_ONCE];
    ssize_t got;

    lseek(fd, 0, SEEK_SET);
    while ((got = read(fd, chunk, sizeof chunk)) > 0)
        buf_put(out, chunk, (size_t)got);
    return got == 0;
}

static int
spawn(int in, int out, pid_t *pid)
{
    char paper[PATH_MAX], reference[PATH_MAX + 32];
    char *args[] = { (char *)"pandoc", (char *)"--from=commonmark+footnotes+pipe_tables+fenced_divs+raw_attribute+attributes",
                     (char *)"--to=docx", (char *)(lang_now() == LANG_ZH ? "--metadata=lang:zh-CN" : "--metadata=lang:en"),
                     (char *)"--quiet", reference, (char *)"--output=-", NULL };
    posix_spawn_file_actions_t actions;
    int failed;

    template_file_paper(paper);
    snprintf(reference, sizeof reference, "--reference-doc=%s", paper);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    failed = posix_spawnp(pid, args[0], &actions, NULL, args, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static bool
run(int in, int out, struct err *err)
{
    int status = 0, failed;
    pid_t pid;

    failed = spawn(in, out, &pid);
    if (failed == ENOENT)
        return err_set(err, ERR_NO_FILE, "%s", _("--format docx needs the program pandoc, which is not installed: apt install pandoc; html and md need nothing"));
    if (failed != 0)
        return err_set(err, ERR_INTERNAL, _("cannot start %s: %s"), "pandoc", strerror(failed));
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return err_set(err, ERR_NO_FILE, "%s", _("--format docx needs the program pandoc, which is not installed: apt install pandoc; html and md need nothing"));
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           err_set(err, ERR_INTERNAL, "%s", _("pandoc could not make the docx; what it said stands above"));
}

bool
paper_docx(struct buf *out, const struct document *document, bool has_sources, struct err *err)
{
    struct buf text = { 0 }, nothing = { 0 };
    int in, made;
    bool done;

    paper_md(&text, document, has_sources, true);
    in = memory_file(&text);
    made = memory_file(&nothing);
    done = in >= 0 && made >= 0 ? run(in, made, err)
                                : err_set(err, ERR_INTERNAL, _("cannot make a file in memory: %s"), strerror(errno));
    if (done && !read_memory_file(made, out))
        done = err_set(err, ERR_INTERNAL, _("cannot read what pandoc made: %s"), strerror(errno));
    if (in >= 0)
        close(in);
    if (made >= 0)
        close(made);
    buf_free(&text);
    return done;
}
