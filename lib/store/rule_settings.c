/* SPDX-License-Identifier: MIT */
#include "lib/store/rule_settings.h"

#include "lib/store/meta.h"
#include "lib/store/reader.h"
#include "lib/store/store.h"

static const char year_key[] = "year_start_month", parameters_key[] = "rule_parameters";

bool
rule_settings_put(struct store *store, const struct rule_settings *settings, struct err *err)
{
    struct str parameters = settings->parameters.ptr ? settings->parameters : STR("");

    return meta_put_int(store_sql(store), year_key, settings->year_start_month, err) &&
           meta_put_text(store_sql(store), parameters_key, parameters, err);
}

bool
rule_settings_get(struct reader *reader, struct arena *arena, struct rule_settings *settings, struct err *err)
{
    struct sql *sql = reader_sql(reader);
    struct str parameters;
    int64_t month;

    if (!meta_get_int(sql, year_key, &month, err) || !meta_get(sql, parameters_key, arena, &parameters, err))
        return false;
    *settings = (struct rule_settings){ month >= 1 && month <= 12 ? (int)month : 1, parameters };
    return true;
}
