#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes demo/jinzhili.ndjson and demo/liubeiqiao.ndjson, the events of the demonstration.

    demo/generate.py          # writes both beside itself; the same bytes every time

What stands in the two texts and what is invented: demo/README.md.  In the events, `evidence` names
the place in the text; what carries `"invented": true` has none.
"""
import datetime
import json
import os


class Events:
    """The lines of one community; `time` is when the event was written down."""

    def __init__(self, source):
        self.source = source
        self.lines = []

    def add(self, id, type, time, **data):
        self.lines.append((time, {
            "specversion": "1.0", "id": id, "source": self.source, "type": "turnout." + type, "time": time,
            "data": {k: v for k, v in data.items() if v is not None}}))

    def write(self, path):
        with open(path, "w", encoding="utf-8") as out:
            for _, event in sorted(self.lines, key=lambda line: line[0]):
                json.dump(event, out, ensure_ascii=False, separators=(",", ":"))
                out.write("\n")


REGISTRY = "2024-12-20T09:00:00+08:00"


def noted(day):
    """In the evening of the day; what has no day, at the end of its month or of the year."""
    last = day.split("/")[-1]
    last += {4: "-12-31", 7: "-28", 10: ""}[len(last)]
    return last + "T20:00:00+08:00"


def unit(e, street, street_name, street_en, code, name, name_en, populations):
    e.add("unit-" + street, "unit.put", REGISTRY, unit=street, name=street_name, name_en=street_en, level="street",
          at="2024-01-01", invented=True)
    e.add("unit-" + code, "unit.put", REGISTRY, unit=code, name=name, name_en=name_en, level="community", parent=street,
          at="2024-01-01")
    for group, count in populations.items():
        e.add(f"population-{group}", "population.put", REGISTRY, unit=code, basis="usual", group=group, count=count,
              at="2025-01-01", invented=True)


def person(e, token, home, groups):
    e.add("person-" + token, "person.put", REGISTRY, person=token, home=home, groups=groups or None, at="2024-01-01",
          invented=True)


def team(e, code, unit, name, kind="team", category=None, evidence=None):
    e.add("team-" + code, "team.put", REGISTRY, team=code, unit=unit, name=name, kind=kind, category=category, at="2024-01-01",
          evidence=evidence, invented=None if evidence else True)


def members(e, team, tokens):
    for token in tokens:
        e.add(f"join-{team}-{token}", "team.join", REGISTRY, team=team, person=token, at="2025-01-01", invented=True)


def held(e, activity, unit, day, title, category, evidence, **more):
    e.add("held-" + activity, "activity.held", noted(day), activity=activity, unit=unit, title=title, category=category,
          start=day, evidence=evidence, invented=None if evidence else True, **more)


def present(e, activity, day, tokens, role=None):
    """Sign-in lists of fifty names a sheet."""
    for sheet in range(0, len(tokens), 50):
        e.add(f"sheet-{activity}-{role or 'all'}-{sheet // 50 + 1}", "attendance", noted(day), activity=activity,
              persons=tokens[sheet:sheet + 50], status="present", role=role, invented=True)


def counted(e, activity, day, total, residents=None, by_group=None):
    e.add("count-" + activity, "headcount", noted(day), activity=activity, total=total, residents=residents,
          by_group=by_group, invented=True)


def note(e, id, type, unit, kind, evidence, **more):
    """Evidence, partners, talents: that there is one."""
    e.add(id, type, REGISTRY, unit=unit, kind=kind, at="2025-01-01", evidence=evidence,
          invented=None if evidence else True, **more)


def venue(e, code, unit, kind, name, evidence, **more):
    e.add("venue-" + code, "venue.put", REGISTRY, venue=code, unit=unit, kind=kind, name=name, at="2024-01-01",
          evidence=evidence, **more)


def publish(e, unit, day, channel, topic, title):
    """An item in a channel; that the channel and the topic are used stands in the text, the item and its day do not."""
    e.add(f"item-{unit}-{day}-{channel}", "publicity.put", day + "T10:00:00+08:00", unit=unit, channel=channel, topic=topic,
          title=title, at=day, evidence="金芝里 二", invented=True)


def days_of_2025():
    day = datetime.date(2025, 1, 1)
    while day.year == 2025:
        yield day.isoformat()
        day += datetime.timedelta(days=1)


def served(e, activity, unit, persons, minutes, day):
    """A group of volunteers who helped for so long each."""
    e.add("hours-" + activity, "volunteer.hours", noted(day), unit=unit, activity=activity, persons=persons, minutes=minutes,
          invented=True)


def asked(e, id, day, counts, sent, **about):
    e.add("asked-" + id, "feedback.summary", noted(day), counts={str(5 - i): n for i, n in enumerate(counts)}, sent=sent,
          at=day, invented=True, **about)


def jinzhili_records(e):
    """What the text counts besides activities: publicity, the centre, talents, volunteers, the award."""
    home = "jinzhili"
    note(e, "group", "evidence.put", home, "leading_group", "金芝里 一", name="文化工作领导小组")
    for field in ("阵地建设", "队伍建设", "群众文化活动", "志愿服务", "特色服务", "文化产业", "资料规范"):
        note(e, "field-" + field, "evidence.put", home, "work_field", "金芝里 一", ref=field, name=field)
    for area in ("环境", "设备", "人员", "队伍", "开放时间", "活动"):
        note(e, "norm-" + area, "evidence.put", home, "norm", "金芝里 四(一)", ref=area, name=area + "规范")
    note(e, "station", "evidence.put", home, "volunteer_station", "金芝里 四(二)4", name="文化志愿者工作分站")
    note(e, "partner-canlian", "partner.put", home, "organisation", "金芝里 三(七)", name="区残联")
    for art in ("书法", "绘画", "空竹", "音乐", "舞蹈", "戏曲", "手工艺"):
        note(e, "talent-" + art, "talent.put", home, art, "金芝里 四(二)2", name=art + "带头人")
    e.add("declared-activities", "declared.put", "2025-12-20T09:00:00+08:00", unit=home, what="activities", period="2025",
          value=11, evidence="金芝里 三")
    e.add("award-kongzhu", "award.put", "2025-05-05T09:00:00+08:00", team="jz-kongzhu", contest="甘肃省第四届空竹运动锦标赛",
          level="province", rank="merit", at="2025-05-04", evidence="金芝里 三(五)")
    for day, channel, topic, title in (
            ("2025-01-17", "website", None, "硬笔书法培训"), ("2025-02-12", "wechat", None, "金芝·迎春"),
            ("2025-03-10", "wechat", "morality", "道德讲堂"), ("2025-04-22", "bulletin", "civility", "全民阅读"),
            ("2025-05-06", "report", None, "空竹队获奖"), ("2025-05-30", "wechat", None, "居民运动会"),
            ("2025-06-18", "website", None, "百姓大舞台"), ("2025-07-28", "board", "health", "送文化进社区"),
            ("2025-08-27", "wechat", "family", "金芝绿芽"), ("2025-10-08", "board", None, "祝福祖国"),
            ("2025-12-05", "bulletin", "health", "冬季健康知识")):
        publish(e, home, day, channel, topic, title)
    venue(e, "jz-centre", home, "culture_centre", "社区文化活动中心", "金芝里 四(二)1", rooms=["多功能厅", "文化活动室"], free=True)
    for day in days_of_2025():
        e.add("open-" + day, "venue.open", day + "T21:00:00+08:00", venue="jz-centre", duty="值班",
              **{"from": day + "T08:00:00+08:00", "to": day + "T21:00:00+08:00"}, evidence="金芝里 四(二)1", invented=True)
    e.add("volunteers-h1", "volunteer.count", "2025-07-01T09:00:00+08:00", unit=home, period="2025H1", recruited=142, registered=142,
          evidence="金芝里 四(二)4")
    for activity, day, persons, minutes in (("jz-0115", "2025-01-15", 6, 120), ("jz-0308", "2025-03-08", 8, 120),
                                            ("jz-0421", "2025-04-21", 10, 90), ("jz-0604", "2025-06-04", 6, 120),
                                            ("jz-0702", "2025-07-02", 8, 90), ("jz-0726", "2025-07-26", 12, 180),
                                            ("jz-0729", "2025-07-29", 10, 150)):
        served(e, activity, home, persons, minutes, day)
    asked(e, "jz-0616", "2025-06-16", (52, 31, 9, 2, 1, 5), 120, activity="jz-0616")
    asked(e, "jz-year", "2025-12-15", (118, 74, 26, 6, 2, 11), 300, unit=home)


def jinzhili(e):
    unit(e, "jinzhili-street", "金芝里社区所属街道", "The street above Jinzhili", "jinzhili", "金芝里社区", "Jinzhili Community",
         {"all": 3260, "elderly": 978, "minor": 391, "youth": 456, "women": 1646, "disabled": 64, "party": 212})
    tokens = [f"jz-{n:03}" for n in range(1, 241)]
    kinds = {"disabled": range(0, 24), "youth": range(18, 50), "women": range(40, 140), "party": range(120, 160),
             "minor": range(160, 200), "elderly": range(200, 240)}
    for i, token in enumerate(tokens):
        person(e, token, "jinzhili", [g for g, places in kinds.items() if i in places])
    of = {group: [tokens[i] for i in places] for group, places in kinds.items()}

    team(e, "jz-kongzhu", "jinzhili", "空竹队", "team", "sport", "金芝里 三(五)")
    team(e, "jz-shuhua", "jinzhili", "书画队", "team", "culture.art")
    team(e, "jz-hechang", "jinzhili", "合唱队", "team", "culture.music")
    team(e, "jz-wudao", "jinzhili", "舞蹈队", "team", "culture.dance")
    team(e, "jz-xiqu", "jinzhili", "戏曲队", "team", "culture")
    members(e, "jz-kongzhu", tokens[24:40])
    members(e, "jz-shuhua", tokens[0:14])
    members(e, "jz-hechang", tokens[60:84])
    members(e, "jz-wudao", tokens[84:100])
    members(e, "jz-xiqu", tokens[204:216])

    large = {"scale": "large", "tags": ["福满金芝"]}
    volunteer = {"scale": "large", "tags": ["福满金芝", "文化志愿服务"]}

    def whom(more, *groups):
        """For these groups, as the text says."""
        return dict(more, tags=more["tags"] + list(groups))

    held(e, "jz-0115", "jinzhili", "2025-01-15", "托养残疾人及青少年硬笔书法培训", "culture.art", "金芝里 三(一)", kind="training",
         teams=["jz-shuhua"], **whom(volunteer, "disabled", "youth"))
    present(e, "jz-0115", "2025-01-15", tokens[0:40])
    held(e, "jz-0211", "jinzhili", "2025-02-11", "“金芝·迎春”送春联、送“福”字", "culture.festival", "金芝里 三(二)", festival="春节",
         teams=["jz-shuhua"], **large)
    present(e, "jz-0211", "2025-02-11", tokens[0:12], "organiser")
    counted(e, "jz-0211", "2025-02-11", 380, 352)
    held(e, "jz-0308", "jinzhili", "2025-03-08", "“金芝·巾帼”道德讲堂", "edu.moral", "金芝里 三(三)", kind="lecture", festival="三八妇女节",
         **whom(volunteer, "women"))
    present(e, "jz-0308", "2025-03-08", of["women"][:86])
    counted(e, "jz-0308", "2025-03-08", 118, 109, {"women": 112})
    held(e, "jz-0421", "jinzhili", "2025-04-21", "“全民阅读”读书活动", "edu.reading", "金芝里 三(四)", **volunteer)
    present(e, "jz-0421", "2025-04-21", tokens[30:130:2])
    counted(e, "jz-0421", "2025-04-21", 96, 90)
    held(e, "jz-0504", "jinzhili", "2025-05-04", "甘肃省第四届空竹运动锦标赛", "sport.contest", "金芝里 三(五)", kind="contest", role="guest",
         teams=["jz-kongzhu"], edition=4, **large)
    present(e, "jz-0504", "2025-05-04", tokens[24:37], "performer")
    held(e, "jz-0529", "jinzhili", "2025-05-29", "“金芝我运动 我快乐”居民运动会", "sport.contest", "金芝里 三(五)", kind="contest",
         place="户外", teams=["jz-kongzhu", "jz-wudao"], **large)
    present(e, "jz-0529", "2025-05-29", tokens[24:36] + tokens[84:96], "performer")
    counted(e, "jz-0529", "2025-05-29", 460, 431, {"minor": 74, "elderly": 96})
    held(e, "jz-0604", "jinzhili", "2025-06-04", "残疾人托养绘画心理分析", "service", "金芝里 三(六)", kind="training", experts=1, **whom(volunteer, "disabled"))
    present(e, "jz-0604", "2025-06-04", of["disabled"])
    held(e, "jz-0616", "jinzhili", "2025-06-16", "“活力金川·百姓大舞台”金芝里社区专场演出", "culture.show", "金芝里 三(六)", kind="show",
         place="文化广场", teams=["jz-hechang", "jz-wudao", "jz-xiqu"], **large)
    present(e, "jz-0616", "2025-06-16", tokens[60:96] + tokens[204:214], "performer")
    counted(e, "jz-0616", "2025-06-16", 720, 610)
    held(e, "jz-0702", "jinzhili", "2025-07-02", "“忆党史、铭党恩、颂党情”党员专题系列", "edu.ideals", "金芝里 三(七)", kind="lecture",
         series="忆党史、铭党恩、颂党情", **whom(volunteer, "party"))
    present(e, "jz-0702", "2025-07-02", of["party"][:34])
    counted(e, "jz-0702", "2025-07-02", 120, 116, {"party": 104})
    held(e, "jz-0726", "jinzhili", "2025-07-26", "“聚焦健康·服务百姓”送文化进社区慰问演出", "culture.show", "金芝里 三(七)", kind="show",
         place="社区小游园", teams=["jz-hechang"], **volunteer)
    present(e, "jz-0726", "2025-07-26", tokens[60:82], "performer")
    counted(e, "jz-0726", "2025-07-26", 410, 377)
    held(e, "jz-0729", "jinzhili", "2025-07-29", "第二期“金芝·百合”公益类残疾青年交友", "service", "金芝里 三(七)", place="四楼多功能厅",
         edition=2, series="金芝·百合", partners=["区残联"], **whom(volunteer, "disabled", "youth"))
    present(e, "jz-0729", "2025-07-29", tokens[10:30])
    held(e, "jz-summer", "jinzhili", "2025-07-10/2025-08-25", "“金芝绿芽”未成年人暑期文化实践", "edu.culture", "金芝里 三(八)",
         series="金芝绿芽", **whom(large, "minor"))
    present(e, "jz-summer", "2025-08-25", of["minor"])
    counted(e, "jz-summer", "2025-08-25", 132, 128, {"minor": 130})
    held(e, "jz-midautumn", "jinzhili", "2025-10", "“中秋月邻里情”", "culture.festival", "金芝里 三(九)", kind="show", festival="中秋节",
         teams=["jz-hechang", "jz-xiqu"], **large)
    present(e, "jz-midautumn", "2025-10", tokens[60:80] + tokens[204:212], "performer")
    counted(e, "jz-midautumn", "2025-10", 290, 274)
    held(e, "jz-nationalday", "jinzhili", "2025-10-01/2025-10-07", "“祝福祖国”", "culture.festival", "金芝里 三(十)", kind="film",
         festival="国庆节", **large)
    counted(e, "jz-nationalday", "2025-10-07", 240, 221)
    held(e, "jz-chongyang", "jinzhili", "2025-10", "“金芝重阳”", "culture.festival", "金芝里 三(十)", kind="film", festival="重阳节",
         **whom(large, "elderly"))
    present(e, "jz-chongyang", "2025-10", of["elderly"])
    counted(e, "jz-chongyang", "2025-10", 168, 166, {"elderly": 160})
    held(e, "jz-museum", "jinzhili", "2025", "参观区博物馆、文昌园", "culture", "金芝里 三(十一)", kind="outing", **whom(volunteer, "disabled"))
    present(e, "jz-museum", "2025", of["disabled"][:18] + tokens[140:152])
    jinzhili_records(e)


def liubeiqiao_people(e):
    """1,163 residents who sign in at courses, 60 more who do so elsewhere, and who belongs to which group."""
    tokens = [f"lb-{n:04}" for n in range(1, 1224)]
    for i, token in enumerate(tokens):
        groups = [g for g, is_in in (("women", i % 2 == 0), ("elderly", i % 10 in (3, 6, 9)), ("minor", i % 10 == 5),
                                     ("party", i % 16 == 7 and i % 10 != 5)) if is_in]
        person(e, token, "liubeiqiao", groups)
    return tokens


def liubeiqiao_teams(e, tokens):
    text = "柳背桥 二"
    for code, name, kind, category, size in (
            ("lb-yaogu", "腰鼓队", "team", "culture", 18), ("lb-taiji", "太极拳剑队", "team", "sport.fitness", 22),
            ("lb-wudao", "舞蹈队", "team", "culture.dance", 20), ("lb-chuanpai", "川牌队", "team", "culture", 12),
            ("lb-pingpang", "乒乓球队", "team", "sport", 14), ("lb-jianshencao", "健身操队", "team", "sport.fitness", 24),
            ("lb-xiangqi", "象棋队", "team", "sport", 10), ("lb-wenti", "文体协会", "association", "culture", 30),
            ("lb-diaoyu", "钓鱼协会", "association", "sport", 16), ("lb-shuhua", "书画协会", "association", "culture.art", 12)):
        team(e, code, "liubeiqiao", name, kind, category, text)
        first = 1000 + {"lb-yaogu": 0, "lb-taiji": 18, "lb-wudao": 40, "lb-chuanpai": 60, "lb-pingpang": 72, "lb-jianshencao": 86,
                        "lb-xiangqi": 110, "lb-wenti": 120, "lb-diaoyu": 150, "lb-shuhua": 166}[code]
        members(e, code, tokens[first:first + size])


PLAN = (
    # item, window, title, category, kind, role, team, count
    ("lb-01", "2025-01", "迎春游园活动", "culture.festival", None, None, None, None),
    ("lb-02", "2025-02", "社区文体协会音乐会", "culture.music", "show", None, "lb-wenti", None),
    ("lb-03", "2025-03", "庆祝“三八国际妇女节”舞会", "culture.dance", None, None, None, None),
    ("lb-04", "2025-04", "社区钓鱼协会活动", "sport", None, None, "lb-diaoyu", None),
    ("lb-05", "2025-05", "志愿者服务日活动", "volunteer", "service", None, None, None),
    ("lb-06", "2025-06", "读书月活动", "edu.reading", None, None, None, None),
    ("lb-07", "2025-07", "健身操比赛活动", "sport.contest", "contest", None, "lb-jianshencao", None),
    ("lb-08", "2025-08", "学生离校不离教活动", "edu.culture", None, None, None, None),
    ("lb-09", "2025-09", "参加街道老协柔力球比赛活动", "sport.contest", "contest", "guest", None, None),
    ("lb-10a", "2025-10", "文体活动周活动", "sport", None, None, None, None),
    ("lb-10b", "2025-10", "庆祝“国庆节”文艺表演;“九九重阳节”老人活动", "culture.festival", None, None, None, 2),
)


def liubeiqiao_records(e):
    home, text = "liubeiqiao", "柳背桥 二"
    note(e, "meeting", "evidence.put", home, "meeting", "柳背桥 一", name="支部和居委会议事日程")
    note(e, "scheme", "evidence.put", home, "plan", "柳背桥 一", name="文体工作计划、方案和要求")
    for kind, name in (("party", "社区党组织"), ("organisation", "辖区内单位"), ("residents", "社区居民群众")):
        note(e, "network-" + kind, "partner.put", home, kind, "柳背桥 一", name=name)
    note(e, "estates", "partner.put", home, "estate", text, name="辖区内各物业小区")
    note(e, "talents", "talent.put", home, "pool", text, name="社区人才资源库")
    for code, place, equipped in (("shuyucheng", "树语城小区", None), ("zhongjianchang", "中建厂小区", True),
                                  ("bangonglou", "办公楼前", True), ("zhongbiao", "钟表公司厂区", None)):
        venue(e, "lb-" + code, home, "exercise_point", place + "晨练点", text, equipped=equipped)
    venue(e, "lb-fuyuan", home, "dance_point", "福源来广场坝坝舞练习点", text)
    venue(e, "lb-school", home, "citizens_school", "市民学校", text)
    venue(e, "lb-reading", home, "reading_room", "图书室", text)
    served(e, "lb-0510", home, 40, 120, "2025-05-10")
    asked(e, "lb-year", "2025-12-18", (61, 58, 31, 9, 4, 12), 220, unit=home)


def liubeiqiao(e):
    unit(e, "liubeiqiao-street", "柳背桥社区所属街道", "The street above Liubeiqiao", "liubeiqiao", "柳背桥社区", "Liubeiqiao Community",
         {"all": 1600, "elderly": 480, "minor": 184, "women": 812, "party": 96})
    tokens = liubeiqiao_people(e)
    liubeiqiao_teams(e, tokens)
    for item, window, title, category, kind, role, by_team, count in PLAN:
        e.add("plan-" + item, "plan.put", "2024-12-28T09:00:00+08:00", item=item, unit="liubeiqiao", window=window, title=title,
              category=category, kind=kind, role=role, team=by_team, count=count, evidence="柳背桥 三")

    def happened(activity, day, title, category, **more):
        held(e, activity, "liubeiqiao", day, title, category, None, **more)

    happened("lb-0118", "2025-01-18", "迎春游园", "culture.festival", item="lb-01", festival="春节")
    present(e, "lb-0118", "2025-01-18", tokens[1163:1223] + [f"lb-guest-{n:02}" for n in range(1, 13)])
    counted(e, "lb-0118", "2025-01-18", 420, 390)
    happened("lb-0215", "2025-02-15", "文体协会音乐会", "culture.music", item="lb-02", kind="show", teams=["lb-wenti"])
    present(e, "lb-0215", "2025-02-15", tokens[1120:1146], "performer")
    counted(e, "lb-0215", "2025-02-15", 160, 150)
    happened("lb-0308", "2025-03-08", "三八妇女节舞会", "culture.dance", item="lb-03", festival="三八妇女节", tags=["women"], teams=["lb-wudao"])
    present(e, "lb-0308", "2025-03-08", tokens[1040:1058])
    counted(e, "lb-0308", "2025-03-08", 130, 124, {"women": 121})
    happened("lb-0320", "2025-03-20", "法律常识讲座", "edu.law", kind="lecture", experts=1)
    present(e, "lb-0320", "2025-03-20", tokens[0:260])
    counted(e, "lb-0320", "2025-03-20", 310, 296)
    happened("lb-0412", "2025-04-12", "钓鱼协会春季活动", "sport", item="lb-04", teams=["lb-diaoyu"])
    present(e, "lb-0412", "2025-04-12", tokens[1150:1164])
    happened("lb-0417", "2025-04-17", "科普讲座", "edu.science", kind="lecture", experts=1)
    present(e, "lb-0417", "2025-04-17", tokens[230:470])
    happened("lb-0510", "2025-05-10", "志愿者服务日", "volunteer", item="lb-05", kind="service")
    present(e, "lb-0510", "2025-05-10", tokens[500:540], "volunteer")
    happened("lb-0515", "2025-05-15", "道德讲座", "edu.moral", kind="lecture", experts=1)
    present(e, "lb-0515", "2025-05-15", tokens[440:690])
    happened("lb-0612", "2025-06-12", "读书月", "edu.reading", item="lb-06")
    present(e, "lb-0612", "2025-06-12", tokens[999:1163])
    happened("lb-0619", "2025-06-19", "文明讲座", "edu.civility", kind="lecture", experts=1)
    present(e, "lb-0619", "2025-06-19", tokens[660:915])
    happened("lb-0712", "2025-07-12", "健身操比赛", "sport.contest", item="lb-07", kind="contest",
             teams=["lb-jianshencao", "lb-taiji", "lb-yaogu"])
    present(e, "lb-0712", "2025-07-12", tokens[1000:1036] + tokens[1086:1108], "performer")
    counted(e, "lb-0712", "2025-07-12", 240, 228)
    happened("lb-summer", "2025-07-10/2025-08-25", "离校不离教", "edu.culture", item="lb-08", series="离校不离教",
             tags=["minor"])
    present(e, "lb-summer", "2025-08-25", [t for i, t in enumerate(tokens[:1163]) if i % 10 == 5][:96])
    happened("lb-0918", "2025-09-18", "理想信念讲座", "edu.ideals", kind="lecture", experts=1)
    present(e, "lb-0918", "2025-09-18", tokens[885:1130])
    counted(e, "lb-0918", "2025-09-18", 270, 262)
    happened("lb-0924", "2025-09-24", "街道老协柔力球比赛", "sport.contest", item="lb-09", kind="contest", role="guest")
    present(e, "lb-0924", "2025-09-24", [t for i, t in enumerate(tokens[:200]) if i % 10 in (3, 6, 9)][:16], "performer")
    happened("lb-1001", "2025-10-01", "庆祝国庆节文艺表演", "culture.festival", item="lb-10b", kind="show", festival="国庆节",
             teams=["lb-wudao", "lb-yaogu"])
    present(e, "lb-1001", "2025-10-01", tokens[1000:1016] + tokens[1040:1056], "performer")
    counted(e, "lb-1001", "2025-10-01", 350, 322)
    happened("lb-week", "2025-10-13", "文体活动周", "sport", item="lb-10a", end="2025-10-19",
             teams=["lb-taiji", "lb-pingpang", "lb-xiangqi", "lb-chuanpai"])
    present(e, "lb-week", "2025-10-19", tokens[1018:1036] + tokens[1060:1084] + tokens[1110:1119])
    counted(e, "lb-week", "2025-10-19", 260, 249)
    happened("lb-1029", "2025-10-29", "九九重阳节老人活动", "culture.festival", item="lb-10b", festival="重阳节", teams=["lb-shuhua"],
             tags=["elderly"])
    present(e, "lb-1029", "2025-10-29", tokens[1166:1176])
    counted(e, "lb-1029", "2025-10-29", 180, 178, {"elderly": 171})
    liubeiqiao_records(e)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    for name, fill in (("jinzhili", jinzhili), ("liubeiqiao", liubeiqiao)):
        events = Events("demo/" + name)
        fill(events)
        events.write(os.path.join(here, name + ".ndjson"))


if __name__ == "__main__":
    main()
