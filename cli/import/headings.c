/* SPDX-License-Identifier: MIT */
#include "cli/import/headings.h"

#include "cli/import/plain.h"
#include "cli/words.h"

/* Of several fields the first that the type has. */
static const struct usual {
    struct str heading, fields;
} usual[] = {
    { STR_INIT("姓名"), STR_INIT("person") },         { STR_INIT("名字"), STR_INIT("person") },
    { STR_INIT("签名"), STR_INIT("person") },         { STR_INIT("参加人"), STR_INIT("person") },
    { STR_INIT("参加人员"), STR_INIT("person") },     { STR_INIT("签到人"), STR_INIT("person") },
    { STR_INIT("人员编号"), STR_INIT("person") },     { STR_INIT("居民编号"), STR_INIT("person") },
    { STR_INIT("会员编号"), STR_INIT("person") },     { STR_INIT("人员代码"), STR_INIT("person") },
    { STR_INIT("工号"), STR_INIT("person") },         { STR_INIT("学号"), STR_INIT("person") },
    { STR_INIT("活动编号"), STR_INIT("activity") },   { STR_INIT("活动代码"), STR_INIT("activity") },
    { STR_INIT("活动"), STR_INIT("activity") },       { STR_INIT("活动名称"), STR_INIT("title") },
    { STR_INIT("主题名称"), STR_INIT("title") },      { STR_INIT("标题"), STR_INIT("title") },
    { STR_INIT("名称"), STR_INIT("name title") },     { STR_INIT("英文名称"), STR_INIT("name_en") },
    { STR_INIT("单位编号"), STR_INIT("unit") },       { STR_INIT("单位代码"), STR_INIT("unit") },
    { STR_INIT("单位"), STR_INIT("unit") },           { STR_INIT("社区编号"), STR_INIT("unit") },
    { STR_INIT("社区代码"), STR_INIT("unit") },       { STR_INIT("上级单位"), STR_INIT("parent") },
    { STR_INIT("上级"), STR_INIT("parent") },         { STR_INIT("家庭所在单位"), STR_INIT("home") },
    { STR_INIT("居住社区"), STR_INIT("home") },       { STR_INIT("所属社区"), STR_INIT("home unit") },
    { STR_INIT("人群"), STR_INIT("groups group") },   { STR_INIT("群体"), STR_INIT("groups group") },
    { STR_INIT("出生年份"), STR_INIT("birth_year") }, { STR_INIT("出生年"), STR_INIT("birth_year") },
    { STR_INIT("签到状态"), STR_INIT("status") },     { STR_INIT("签到情况"), STR_INIT("status") },
    { STR_INIT("出勤情况"), STR_INIT("status") },     { STR_INIT("出勤"), STR_INIT("status") },
    { STR_INIT("是否到场"), STR_INIT("status") },     { STR_INIT("状态"), STR_INIT("status") },
    { STR_INIT("角色"), STR_INIT("role") },           { STR_INIT("身份"), STR_INIT("role") },
    { STR_INIT("分钟"), STR_INIT("minutes") },        { STR_INIT("分钟数"), STR_INIT("minutes") },
    { STR_INIT("时长"), STR_INIT("minutes") },        { STR_INIT("活动日期"), STR_INIT("start at") },
    { STR_INIT("签到日期"), STR_INIT("at") },         { STR_INIT("日期"), STR_INIT("start at") },
    { STR_INIT("签到时间"), STR_INIT("at") },         { STR_INIT("活动时间"), STR_INIT("start at") },
    { STR_INIT("开始时间"), STR_INIT("start from") }, { STR_INIT("结束时间"), STR_INIT("end to") },
    { STR_INIT("时间"), STR_INIT("start at") },       { STR_INIT("计划时间"), STR_INIT("window") },
    { STR_INIT("计划月份"), STR_INIT("window") },     { STR_INIT("时期"), STR_INIT("period") },
    { STR_INIT("类别"), STR_INIT("category") },       { STR_INIT("分类"), STR_INIT("category") },
    { STR_INIT("类型"), STR_INIT("kind category") },  { STR_INIT("形式"), STR_INIT("kind") },
    { STR_INIT("规模"), STR_INIT("scale") },          { STR_INIT("地点"), STR_INIT("place") },
    { STR_INIT("节日"), STR_INIT("festival") },       { STR_INIT("系列"), STR_INIT("series") },
    { STR_INIT("标签"), STR_INIT("tags") },           { STR_INIT("合作单位"), STR_INIT("partners") },
    { STR_INIT("协办单位"), STR_INIT("cohosts") },    { STR_INIT("队伍编号"), STR_INIT("team teams") },
    { STR_INIT("队伍"), STR_INIT("team teams") },     { STR_INIT("总人数"), STR_INIT("total count") },
    { STR_INIT("参加人数"), STR_INIT("total") },      { STR_INIT("到场人数"), STR_INIT("total") },
    { STR_INIT("人数"), STR_INIT("total count people persons") }, { STR_INIT("居民人数"), STR_INIT("residents") },
    { STR_INIT("本社区人数"), STR_INIT("residents") }, { STR_INIT("人口"), STR_INIT("count") },
    { STR_INIT("人口数"), STR_INIT("count") },        { STR_INIT("口径"), STR_INIT("basis") },
    { STR_INIT("级别"), STR_INIT("level") },          { STR_INIT("层级"), STR_INIT("level") },
    { STR_INIT("名次"), STR_INIT("rank") },           { STR_INIT("奖项"), STR_INIT("rank") },
    { STR_INIT("比赛"), STR_INIT("contest") },        { STR_INIT("赛事"), STR_INIT("contest") },
    { STR_INIT("渠道"), STR_INIT("channel") },        { STR_INIT("主题"), STR_INIT("topic") },
    { STR_INIT("阅读量"), STR_INIT("reach") },        { STR_INIT("计划项编号"), STR_INIT("item") },
    { STR_INIT("计划项"), STR_INIT("item") },         { STR_INIT("次数"), STR_INIT("count") },
    { STR_INIT("权重"), STR_INIT("weight") },         { STR_INIT("指标"), STR_INIT("indicator") },
    { STR_INIT("目标值"), STR_INIT("value") },        { STR_INIT("特长"), STR_INIT("skills") },
    { STR_INIT("技能"), STR_INIT("skills") },         { STR_INIT("场所编号"), STR_INIT("venue") },
    { STR_INIT("场所"), STR_INIT("venue place") },    { STR_INIT("功能室"), STR_INIT("rooms") },
    { STR_INIT("值班"), STR_INIT("duty") },           { STR_INIT("满意度"), STR_INIT("level") },
    { STR_INIT("评价"), STR_INIT("level") },          { STR_INIT("原因"), STR_INIT("reason") },
    { STR_INIT("事由"), STR_INIT("reason") },         { STR_INIT("凭证"), STR_INIT("evidence") },
    { STR_INIT("经办人"), STR_INIT("by") },           { STR_INIT("name"), STR_INIT("name person") },
};

enum { USUAL = sizeof usual / sizeof *usual, NAMES = 6 /* the first of them are names of people */ };

bool
heading_row(size_t i, struct str *heading, struct str *fields)
{
    if (i >= USUAL)
        return false;
    *heading = usual[i].heading;
    *fields = usual[i].fields;
    return true;
}

struct str
heading_key(struct arena *arena, struct str heading)
{
    struct str key = plain_key(arena, heading);
    const char *bracket = memchr(key.ptr, '(', key.len);

    if (bracket && bracket > key.ptr && key.ptr[key.len - 1] == ')')
        key.len = (size_t)(bracket - key.ptr);
    while (key.len > 0 && strchr("*:", key.ptr[key.len - 1]))
        key.len--;
    while (key.len > 0 && *key.ptr == '*')
        key = (struct str){ key.ptr + 1, key.len - 1 };
    return key;
}

/* The first of the fields that the type has. */
static bool
first_field(enum event_type type, struct str fields, struct target *target)
{
    struct err err;
    struct str field;

    while (words_next(&fields, &field))
        if (target_field(type, field) && target_find(type, field, target, &err))
            return true;
    return false;
}

bool
heading_target(enum event_type type, struct str heading, struct arena *arena, struct target *target, bool *is_name)
{
    struct str key = heading_key(arena, heading);
    struct err err;

    *is_name = false;
    if (key.len == 0)
        return false;
    if ((target_field(type, key) || memchr(key.ptr, '.', key.len) || str_eq(key, STR("time"))) &&
        target_find(type, key, target, &err) && target->place != TARGET_NOTE)
        return true;
    for (size_t i = 0; i < USUAL; i++) {
        if (!str_eq(usual[i].heading, key) || !first_field(type, usual[i].fields, target))
            continue;
        *is_name = target_is_person(target) && (i < NAMES || i == USUAL - 1);
        return true;
    }
    return false;
}
