/* SPDX-License-Identifier: MIT */
#include "bench/ruled_engine.h"

#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/wire/line.h"
#include "lua/manifest.h"
#include "lua/rule_host.h"
#include "lua/score_host.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLUGINS_MAX = 96 };

struct ruled_engine {
    struct worker_board board;
    struct rule_host *host;
    struct buf manifest;
    struct engine *engine;
    struct line_reader *reader;
    struct ruled_work work;
    char folder[32], db[64];
};

void
must(bool fine, const struct err *err)
{
    if (fine)
        return;
    fprintf(stderr, "bench: %s\n", err->text);
    exit(1);
}

static char *
file_text(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;

    if (!file || getdelim(&text, &size, '\0', file) < 0)
        exit(66);
    fclose(file);
    return text;
}

static void
load_rules(struct ruled_engine *ruled, const char *folder, const char *which)
{
    struct plugin_source sources[PLUGINS_MAX] = { 0 };
    struct load_request request = {
        .limits = { .instructions = 10000000, .cpu_ms = 1000, .memory = 16 << 20, .allocated = 64 << 20 }, .sources = sources
    };
    char pattern[4096];
    glob_t found;

    snprintf(pattern, sizeof pattern, "%s/%s/init.lua", folder, which);
    if (glob(pattern, 0, NULL, &found) != 0 || found.gl_pathc > PLUGINS_MAX)
        exit(66);
    for (; request.source_count < found.gl_pathc; request.source_count++) {
        struct plugin_source *source = &sources[request.source_count];
        source->file = source->path = str_of(found.gl_pathv[request.source_count]);
        source->text = str_of(file_text(found.gl_pathv[request.source_count]));
    }
    ruled->work.plugins = request.source_count;
    ruled->host = rule_host_new(&ruled->board);
    rule_host_load(ruled->host, &request, &ruled->manifest);
}

static void
answer(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct ruled_engine *ruled = ctx;
    struct rule_subject *copy = mem_copy(subjects, count * sizeof *subjects);
    struct ask ask = { .batch = 1, .subjects = copy, .count = count };
    struct arena arena = { 0 };
    struct verdict_batch batch;

    rule_host_answer(ruled->host, &ask, &arena, &batch);
    ruled->work.asked += count;
    ruled->work.calls += batch.calls;
    engine_verdicts(ruled->engine, batch.verdicts, batch.count);
    arena_free(&arena);
    free(copy);
}

static void
answer_scores(void *ctx, const struct score_question *questions, size_t count)
{
    struct ruled_engine *ruled = ctx;
    struct score_question *copy = mem_copy(questions, count * sizeof *questions);
    struct score_ask ask = { .batch = 1, .questions = copy, .count = count };
    struct arena arena = { 0 };
    struct score_batch batch;
    struct err err;

    must(score_host_answer(ruled->host, &ask, &arena, &batch, &err), &err);
    engine_scores(ruled->engine, batch.answers, batch.count);
    arena_free(&arena);
    free(copy);
}

static void
open_engine(struct ruled_engine *ruled, day_t as_of)
{
    struct engine_config config = {
        .db_path = ruled->db, .year_start_month = 1, .has_as_of = true, .as_of = as_of, .ask = answer,
        .ask_scores = answer_scores, .ctx = ruled
    };
    struct ruleset rules = { 0 };
    struct err err;

    ruled->engine = engine_open(&config, &err);
    must(ruled->engine != NULL, &err);
    ruled->reader = line_reader_new(engine_person_key(ruled->engine));
    must(manifest_read(buf_str(&ruled->manifest), &rules, &err), &err);
    engine_set_ruleset(ruled->engine, &rules);
}

struct ruled_engine *
ruled_engine_open(const char *plugins, const char *which, day_t as_of)
{
    struct ruled_engine *ruled = mem_new(sizeof *ruled);

    snprintf(ruled->folder, sizeof ruled->folder, "/tmp/turnout-bench-XXXXXX");
    if (!mkdtemp(ruled->folder))
        exit(74);
    snprintf(ruled->db, sizeof ruled->db, "%s/t.db", ruled->folder);
    load_rules(ruled, plugins, which);
    open_engine(ruled, as_of);
    return ruled;
}

void
ruled_engine_close(struct ruled_engine *ruled)
{
    static const char *const files[] = { "t.db", "t.db-wal", "t.db-shm", "t.db.lock" };
    char path[64];

    line_reader_free(ruled->reader);
    engine_close(ruled->engine);
    rule_host_free(ruled->host);
    buf_free(&ruled->manifest);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", ruled->folder, files[i]);
        unlink(path);
    }
    if (rmdir(ruled->folder) != 0)
        perror(ruled->folder);
    free(ruled);
}

struct engine *
ruled_engine(struct ruled_engine *ruled)
{
    return ruled->engine;
}

struct line_reader *
ruled_engine_reader(struct ruled_engine *ruled)
{
    return ruled->reader;
}

struct ruled_work
ruled_engine_work(const struct ruled_engine *ruled)
{
    return ruled->work;
}
