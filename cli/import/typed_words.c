/* SPDX-License-Identifier: MIT */
#include "cli/import/typed_words.h"

#include "cli/import/plain.h"
#include "lib/model/event.h"

/* A word may mean one thing of a status and another of a rank: the first row whose meaning the field knows counts. */
static const struct typed {
    struct str typed, meant;
} words[] = {
    /* status */
    { STR_INIT("到"), STR_INIT("present") },       { STR_INIT("已到"), STR_INIT("present") },
    { STR_INIT("到场"), STR_INIT("present") },     { STR_INIT("出席"), STR_INIT("present") },
    { STR_INIT("签到"), STR_INIT("present") },     { STR_INIT("已签到"), STR_INIT("present") },
    { STR_INIT("参加"), STR_INIT("present") },     { STR_INIT("已参加"), STR_INIT("present") },
    { STR_INIT("√"), STR_INIT("present") },        { STR_INIT("✓"), STR_INIT("present") },
    { STR_INIT("✔"), STR_INIT("present") },        { STR_INIT("是"), STR_INIT("present") },
    { STR_INIT("迟到"), STR_INIT("late") },        { STR_INIT("早退"), STR_INIT("left_early") },
    { STR_INIT("线上"), STR_INIT("online") },      { STR_INIT("在线"), STR_INIT("online") },
    { STR_INIT("缺席"), STR_INIT("absent") },      { STR_INIT("未到"), STR_INIT("absent") },
    { STR_INIT("缺勤"), STR_INIT("absent") },      { STR_INIT("旷课"), STR_INIT("absent") },
    { STR_INIT("未参加"), STR_INIT("absent") },    { STR_INIT("×"), STR_INIT("absent") },
    { STR_INIT("✗"), STR_INIT("absent") },         { STR_INIT("否"), STR_INIT("absent") },
    { STR_INIT("请假"), STR_INIT("excused") },     { STR_INIT("事假"), STR_INIT("excused") },
    { STR_INIT("病假"), STR_INIT("excused") },     { STR_INIT("公假"), STR_INIT("excused") },
    { STR_INIT("报名"), STR_INIT("registered") },  { STR_INIT("已报名"), STR_INIT("registered") },
    { STR_INIT("不详"), STR_INIT("unknown") },     { STR_INIT("yes"), STR_INIT("present") },
    { STR_INIT("no"), STR_INIT("absent") },        { STR_INIT("attended"), STR_INIT("present") },
    { STR_INIT("left early"), STR_INIT("left_early") },
    /* role of a person */
    { STR_INIT("参加者"), STR_INIT("participant") }, { STR_INIT("参与者"), STR_INIT("participant") },
    { STR_INIT("居民"), STR_INIT("participant") },   { STR_INIT("学员"), STR_INIT("participant") },
    { STR_INIT("演员"), STR_INIT("performer") },     { STR_INIT("表演者"), STR_INIT("performer") },
    { STR_INIT("演出"), STR_INIT("performer") },     { STR_INIT("组织者"), STR_INIT("organiser") },
    { STR_INIT("工作人员"), STR_INIT("organiser") }, { STR_INIT("志愿者"), STR_INIT("volunteer") },
    { STR_INIT("观众"), STR_INIT("audience") },      { STR_INIT("organizer"), STR_INIT("organiser") },
    /* role of a unit, scale */
    { STR_INIT("主办"), STR_INIT("host") },  { STR_INIT("承办"), STR_INIT("host") },  { STR_INIT("客场"), STR_INIT("guest") },
    { STR_INIT("外出"), STR_INIT("guest") }, { STR_INIT("小型"), STR_INIT("small") }, { STR_INIT("大型"), STR_INIT("large") },
    /* kind of an activity */
    { STR_INIT("演出"), STR_INIT("show") },          { STR_INIT("电影"), STR_INIT("film") },
    { STR_INIT("比赛"), STR_INIT("contest") },       { STR_INIT("竞赛"), STR_INIT("contest") },
    { STR_INIT("讲座"), STR_INIT("lecture") },       { STR_INIT("培训"), STR_INIT("training") },
    { STR_INIT("展览"), STR_INIT("exhibition") },    { STR_INIT("参观"), STR_INIT("outing") },
    { STR_INIT("志愿服务"), STR_INIT("service") },   { STR_INIT("服务"), STR_INIT("service") },
    { STR_INIT("会议"), STR_INIT("meeting") },       { STR_INIT("其他"), STR_INIT("other") },
    /* of a team */
    { STR_INIT("队伍"), STR_INIT("team") }, { STR_INIT("协会"), STR_INIT("association") },
    { STR_INIT("艺术团"), STR_INIT("troupe") }, { STR_INIT("工作站"), STR_INIT("station") },
    /* level of a unit, of an award */
    { STR_INIT("市"), STR_INIT("city") },          { STR_INIT("市级"), STR_INIT("city") },
    { STR_INIT("区"), STR_INIT("district") },      { STR_INIT("县"), STR_INIT("district") },
    { STR_INIT("区级"), STR_INIT("district") },    { STR_INIT("县级"), STR_INIT("district") },
    { STR_INIT("街道"), STR_INIT("street") },      { STR_INIT("乡镇"), STR_INIT("street") },
    { STR_INIT("社区"), STR_INIT("community") },   { STR_INIT("村"), STR_INIT("community") },
    { STR_INIT("网格"), STR_INIT("grid") },        { STR_INIT("工会"), STR_INIT("union") },
    { STR_INIT("分会"), STR_INIT("branch") },      { STR_INIT("国家级"), STR_INIT("nation") },
    { STR_INIT("全国"), STR_INIT("nation") },      { STR_INIT("省级"), STR_INIT("province") },
    { STR_INIT("省"), STR_INIT("province") },
    /* rank of an award */
    { STR_INIT("一等奖"), STR_INIT("first") },  { STR_INIT("第一名"), STR_INIT("first") },  { STR_INIT("二等奖"), STR_INIT("second") },
    { STR_INIT("第二名"), STR_INIT("second") }, { STR_INIT("三等奖"), STR_INIT("third") },  { STR_INIT("第三名"), STR_INIT("third") },
    { STR_INIT("优秀奖"), STR_INIT("merit") },  { STR_INIT("鼓励奖"), STR_INIT("merit") },
    /* basis of a population */
    { STR_INIT("常住"), STR_INIT("usual") },       { STR_INIT("常住人口"), STR_INIT("usual") },
    { STR_INIT("户籍"), STR_INIT("registered") },  { STR_INIT("户籍人口"), STR_INIT("registered") },
    { STR_INIT("会员"), STR_INIT("members") },     { STR_INIT("职工"), STR_INIT("staff") },
    /* how it was counted, how hours are proved */
    { STR_INIT("清点"), STR_INIT("counted") },   { STR_INIT("估计"), STR_INIT("estimated") },
    { STR_INIT("打卡"), STR_INIT("clock") },     { STR_INIT("申报"), STR_INIT("declared") },
};

enum { WORDS = sizeof words / sizeof *words };

bool
typed_word_row(size_t i, struct str *typed, struct str *meant)
{
    if (i >= WORDS)
        return false;
    *typed = words[i].typed;
    *meant = words[i].meant;
    return true;
}

/* The words of the table are keys already, but for a blank. */
static bool
is_typed(struct str word, struct str key, struct arena *arena)
{
    return str_eq(word, key) || (memchr(word.ptr, ' ', word.len) && str_eq(plain_key(arena, word), key));
}

struct str
typed_word(const struct field *field, struct str typed, struct arena *arena)
{
    struct str key = plain_key(arena, typed);

    if (str_find(key, field->words, field->word_count) >= 0)
        return key;
    for (size_t i = 0; i < WORDS; i++)
        if (is_typed(words[i].typed, key, arena) && str_find(words[i].meant, field->words, field->word_count) >= 0)
            return words[i].meant;
    return typed;
}

int
typed_truth(struct str typed, struct arena *arena)
{
    static const struct str yes[] = { STR_INIT("true"), STR_INIT("yes"), STR_INIT("y"), STR_INIT("1"), STR_INIT("是"),
                                      STR_INIT("有"), STR_INIT("√"), STR_INIT("✓"), STR_INIT("✔") };
    static const struct str no[] = { STR_INIT("false"), STR_INIT("no"), STR_INIT("n"), STR_INIT("0"), STR_INIT("否"),
                                     STR_INIT("无"), STR_INIT("没有"), STR_INIT("×"), STR_INIT("✗") };
    struct str key = plain_key(arena, typed);

    if (str_find(key, yes, sizeof yes / sizeof *yes) >= 0)
        return 1;
    return str_find(key, no, sizeof no / sizeof *no) >= 0 ? 0 : -1;
}
