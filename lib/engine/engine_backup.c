/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine.h"

#include "lib/engine/engine_state.h"
#include "lib/store/backup.h"
#include "lib/store/store.h"

bool
engine_backup_begin(struct engine *engine, const char *path, bool replaces, struct err *err)
{
    if (engine->backup)
        return err_set(err, ERR_UNAVAILABLE, "another backup is being taken: wait for it");
    if (!backup_may_write(path, replaces, engine->config.db_path, err))
        return false;
    engine->backup = backup_begin(store_sql(engine->store), path, err);
    return engine->backup != NULL;
}

bool
engine_backup_step(struct engine *engine, int milliseconds, struct backup_progress *progress, struct err *err)
{
    if (!engine->backup)
        return err_set(err, ERR_UNAVAILABLE, "no backup is being taken");
    if (backup_step(engine->backup, milliseconds, progress, err))
        return true;
    engine_backup_drop(engine);
    return false;
}

const char *
engine_backup_file(const struct engine *engine)
{
    return backup_file(engine->backup);
}

char *
engine_backup_take(struct engine *engine, struct err *err)
{
    struct backup *backup = engine->backup;

    engine->backup = NULL;
    return backup_take(backup, err);
}

void
engine_backup_drop(struct engine *engine)
{
    backup_free(engine->backup);
    engine->backup = NULL;
}
