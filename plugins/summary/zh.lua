-- SPDX-License-Identifier: MIT
-- 活动总结的中文写法。要用自己的写法：复制本文件，改动词句，
-- 用 turnout summary --template 文件 试写。数据与函数：docs/summary.md。
local s = require "summary"

local d           -- 命令交来的数据
local section = 0 -- 写到第几部分

-- ---- 词语 ----

local people_of = { union = "会员", branch = "会员", street = "居民", community = "居民", grid = "居民",
                    district = "居民", city = "居民" }
local verbs = { show = "举办", contest = "举办", exhibition = "举办", outing = "组织", meeting = "召开", film = "放映" }
local levels = { nation = "国家级", province = "省级", city = "市级", district = "区县级", street = "街道级" }
local ranks = { first = "一等奖", second = "二等奖", third = "三等奖", merit = "优秀奖" }
local channels = { website = "网站", bulletin = "简报", report = "信息报送", wechat = "微信平台", board = "宣传展板",
                   broadcast = "广播", newspaper = "报刊", tv = "电视" }
local topics = { health = "健康知识", civility = "文明知识", family = "家庭教育", morality = "社会公德",
                 law = "法律常识", science = "科普知识", safety = "安全知识" }
local team_kinds = { team = { "队伍", "支" }, association = { "协会", "个" }, troupe = { "团", "个" }, station = { "站", "个" } }

local function word(words, code) return words[code] or code end

-- ---- 小句 ----

local function join(list, last) return s.join(list, "、", last) end

local function heading(text)
  section = section + 1
  s.heading(s.numeral(section), "、", text)
end

local function ok(f) return f and f.state == "ok" end
-- 有数可写：有数据，或数据因人数少而隐去。
local function known(f) return f and (f.state == "ok" or f.state == "suppressed") end
local function above_zero(f) return known(f) and f.numerator ~= 0 end

-- 数字带量词："16场"；隐去的写"少于5人"或"若干人"。
local function amount(f, unit)
  if ok(f) then return s.cite(f.text .. unit, f) end
  if f.hidden and f.hidden ~= "*" then return s.cite("少于" .. f.hidden:sub(2) .. unit, f) end
  return s.cite("若干" .. unit .. "（人数少，不列出）", f)
end

-- 比率："72.69%（1163/1600）"
local function rate(f)
  if not ok(f) then return s.cite("（人数少，不列出）", f) end
  return s.cite(f.fraction and (f.text .. "（" .. f.fraction .. "）") or f.text, f)
end

-- 分子："159人"
local function part(f, unit) return s.cite(f.numerator .. unit, f) end
local function whole(f, unit) return s.cite(f.denominator .. unit, f) end

-- 没有报送总数，算不出比率，但人数是知道的。
local function without_whole(f)
  return f and f.state == "no_denominator" and f.numerator and f.numerator > 0
end

-- 人次；活动开展了而没有报送人数的，照实写。
local function attendances(f)
  if f.numerator == 0 then return s.cite("没有报送参加人数", f) end
  return { "参与", amount(f, "人次") }
end

-- 只清点人数时，实名之外还有多少人。
local function bounds(f)
  if not ok(f) or not f.lower or (f.lower == f.named and f.upper == f.named) then return nil end
  if f.lower == f.upper then
    return { "；部分活动只清点了人数，连同未登记姓名的共", s.cite(f.lower .. "人", f) }
  end
  return { "；部分活动只清点了人数、没有登记姓名，实际人数在", s.cite(f.lower .. "人", f), "至", s.cite(f.upper .. "人", f), "之间" }
end

-- 与目标相比。
local function verdict(f, unit)
  if not ok(f) or not f.target then return nil end
  if f.met then return { "，达到", s.cite(f.target, f), "的目标" } end
  if f.short and f.short > 0 then
    return { "，未达到", s.cite(f.target, f), "的目标，还差", s.cite(f.short .. unit, f) }
  end
  return { "，未达到", s.cite(f.target, f), "的目标" }
end

-- ---- 日期 ----

local function years_differ(year)
  return year ~= d.period.year or d.period.first.year ~= d.period.last.year
end

local function day(x)
  local text = x.month .. "月" .. x.day .. "日"
  return years_differ(x.year) and (x.year .. "年" .. text) or text
end

-- 学年跨两个年份：2024—2025年度。
local function period_name(p)
  if p.kind == "year" and p.first.year ~= p.last.year then return p.first.year .. "—" .. p.last.year .. "年度" end
  return p.name
end

local function full_day(x) return x.year .. "年" .. x.month .. "月" .. x.day .. "日" end

local quarters = { "第一季度", "第二季度", "第三季度", "第四季度" }

local function date(x)
  local year = years_differ(x.year) and (x.year .. "年") or ""
  if x.precision == "day" then return day(x) end
  if x.precision == "month" then return year .. x.month .. "月" end
  if x.precision == "quarter" then return year .. quarters[x.quarter] end
  if x.precision == "half" then return year .. (x.half == 1 and "上半年" or "下半年") end
  if x.precision == "year" then return x.year .. "年内" end
  if x.to.year ~= x.year then return full_day(x) .. "至" .. full_day(x.to) end
  if x.to.month == x.month then return day(x) .. "至" .. x.to.day .. "日" end
  return day(x) .. "至" .. x.to.month .. "月" .. x.to.day .. "日"
end

local function months(list)
  local words = {}
  for i, month in ipairs(list) do words[i] = month .. "月" end
  return join(words)
end

local function names(list, field)
  local words = {}
  for i, one in ipairs(list) do words[i] = s.cite(one[field] or one.name or one.kind or "", one) end
  return join(words)
end

-- ---- 各部分 ----

local f -- 本单位本期的指标

local function people() return people_of[d.unit.level] or "人员" end

local function title()
  s.title(d.unit.name, period_name(d.period), "活动总结")
  if d.official then
    s.subtitle("正式数据，", full_day(d.day), "关账")
  elseif d.is_over then
    s.subtitle("依据截至", full_day(d.day), "的记录，尚未关账，为非正式数据")
  else
    s.subtitle("本期尚未结束，数据截至", full_day(d.day), "，为非正式数据")
  end
end

local function opening()
  if not known(f.activities) or f.activities.numerator == 0 then
    s.paragraph(period_name(d.period), "，", d.unit.name, "没有报送已开展的活动。现将有记录的情况总结如下：")
    return
  end
  local text = { period_name(d.period), "，", d.unit.name, "共开展活动", amount(f.activities, "场") }
  if known(f.attendances) then text[#text + 1] = { "，", attendances(f.attendances) } end
  if without_whole(f.participation_rate) then
    text[#text + 1] = { "；登记姓名参加的", people(), part(f.participation_rate, "人"), "，没有报送", people(), "总数，不计算参与率" }
  elseif ok(f.participation_rate) then
    text[#text + 1] = { "；登记姓名参加的", people(), part(f.participation_rate, "人"), "，参与率", rate(f.participation_rate),
                        verdict(f.participation_rate, "人"), bounds(f.participation_rate) }
  end
  s.paragraph(text, "。现将有关情况总结如下：")
end

-- 按种类写材料："制定文体工作计划"
local evidence_words = {
  leading_group = { "成立", "" }, plan = { "制定", "" }, norm = { "建立", "等制度" }, meeting = { "有", "等会议记录" },
  work_field = { "工作涵盖", "等方面" },
}

-- 本单位自己的，不含所辖单位报送的。
local function of_kind(list, kind)
  local found = {}
  for _, one in ipairs(list) do
    if one.kind == kind and not one.unit_name then found[#found + 1] = one end
  end
  return found
end

local function organisation()
  local told = {}
  heading("加强组织，健全机制")
  for _, entry in ipairs(d.evidence_kinds) do
    local words = evidence_words[entry.kind]
    local list = of_kind(d.evidence, entry.kind)
    if words then
      told[#told + 1] = { words[1], names(list, "name"), words[2], entry.count > 1 and { entry.count, "项" } }
    elseif entry.kind ~= "volunteer_station" then
      told[#told + 1] = { "留存", names(list, "name"), "等材料", entry.count, "件" }
    end
  end
  local partners = {}
  for _, one in ipairs(d.partners) do
    if not one.unit_name then partners[#partners + 1] = one end
  end
  if #partners > 0 then told[#told + 1] = { "与", names(partners, "name"), "共建共享" } end
  if d.unit.has_below and above_zero(f.evidence_items) then
    told[#told + 1] = { "连同所辖单位共留存材料", amount(f.evidence_items, "件") }
  end
  if #told > 0 then
    s.paragraph(d.unit.name, s.join(told, "；"), "。")
  else
    s.paragraph("本期没有报送组织机制方面的材料。")
  end
end

local function units_below()
  if #d.units == 0 then return end
  local rows = {}
  local function cell(figure) return figure and s.cite(figure.text, figure) or "–" end
  for i, unit in ipairs(d.units) do
    local g = unit.figures
    rows[i] = { unit.name, cell(g.activities), cell(g.attendances), cell(g.participation_rate), cell(g.education_coverage) }
  end
  s.paragraph("所辖", #d.units == 1 and "单位" or "各单位", "情况如下：")
  s.table({ "单位", "活动场次", "人次", "参与率", "受教育面" }, rows)
end

local function publicity()
  local used, about = {}, {}
  heading("广泛宣传，营造氛围")
  if not above_zero(f.publicity_items) then
    s.paragraph("本期没有报送宣传信息。")
    return
  end
  for i, one in ipairs(d.channels) do used[i] = s.cite(word(channels, one.code) .. one.count .. "条", one) end
  for i, one in ipairs(d.topics) do about[i] = s.cite(word(topics, one.code), one) end
  s.paragraph("通过多种渠道发布宣传信息", amount(f.publicity_items, "条"), #used > 0 and { "：", join(used) },
    #about > 0 and { "；内容涉及", join(about) }, "。",
    ok(f.publicity_channels) and { "规定的宣传渠道", whole(f.publicity_channels, "个"), "，使用了",
      part(f.publicity_channels, "个"), "。" },
    ok(f.publicity_cadence) and { "各渠道应按月更新", whole(f.publicity_cadence, "次"), "，实际更新",
      part(f.publicity_cadence, "次"), "（", s.cite(f.publicity_cadence.text, f.publicity_cadence), "）。" },
    ok(f.publicity_promptness) and { "能核对日期的信息中及时发布的占", rate(f.publicity_promptness), "。" },
    above_zero(f.publicity_reach) and { "触达", amount(f.publicity_reach, "次"), "。" })
end

local function session(x)
  local more = {}
  local verb = x.role == "guest" and "参加" or verbs[x.kind] or "开展"
  if x.unit_name then more[#more + 1] = x.unit_name end
  if x.place then more[#more + 1] = "地点：" .. x.place end
  if x.partners and #x.partners > 0 then more[#more + 1] = { "联合", join(x.partners) } end
  if #x.teams > 0 then more[#more + 1] = { join(x.teams), "参加" } end
  if x.headcount then more[#more + 1] = { "清点", x.headcount, "人" } end
  if x.late then more[#more + 1] = "关账后补报" end
  return { date(x.date), "，", verb, s.cite(x.title or (x.category_name .. "活动"), x),
           #more > 0 and { "（", s.join(more, "，"), "）" } }
end

local function sessions(list)
  local told = {}
  for i, x in ipairs(list) do told[i] = session(x) end
  return s.join(told, "；")
end

local function month_title(m)
  local g = m.figures
  return { years_differ(m.year) and (m.year .. "年") or "", m.month, "月",
           known(g.activities) and { "（", amount(g.activities, "场"), ok(g.attendances) and { "，", g.attendances.numerator == 0 and attendances(g.attendances) or amount(g.attendances, "人次") }, "）" } }
end

local function cadence()
  local month, quarter, year = f.cadence_month, f.cadence_quarter, f.cadence_year
  if not ok(month) then return end
  local missed = month.missed.month or {}
  s.paragraph("按“月月有活动、季季有安排、年年有比赛”的要求：应开展活动的", whole(month, "个月"), "中有", part(month, "个月"),
    "开展了主办活动（", s.cite(month.text, month), "）", #missed > 0 and { "，", months(missed), "没有" }, verdict(month, "个月"),
    ok(quarter) and { "；", whole(quarter, "个季度"), "中有", part(quarter, "个季度"), "有安排", verdict(quarter, "个季度") },
    ok(year) and (year.met and { "；", s.cite("举办了比赛", year) } or { "；", s.cite("没有举办比赛", year) }), "。")
end

local function activities()
  local kinds = {}
  heading("精心组织，活动有声有色")
  for _, one in ipairs { { f.shows, "演出" }, { f.films, "放映" }, { f.contests, "比赛" } } do
    if above_zero(one[1]) then kinds[#kinds + 1] = { one[2], amount(one[1], "场") } end
  end
  if d.session_count == 0 then
    s.paragraph("本期没有报送具体活动。")
  else
    s.paragraph("各项活动按月列出", #kinds > 0 and { "，其中", join(kinds) }, "：")
    for _, m in ipairs(d.months) do
      if #m.sessions > 0 then s.item(month_title(m), "：", sessions(m.sessions), "。") end
    end
    if #d.spanning > 0 then s.item("跨月或没有注明具体月份的：", sessions(d.spanning), "。") end
  end
  if d.left_out.sessions then
    s.paragraph("活动较多，以上列出本级的和大型的活动、演出、比赛、展览，另有", d.left_out.sessions, "场未逐一列出。")
  end
  if #d.cancelled > 0 then s.paragraph("原定而未举行的：", sessions(d.cancelled), "。") end
  cadence()
  units_below()
end

local function groups()
  local told = {}
  heading("面向各类人群，扩大覆盖")
  for _, group in ipairs(d.groups) do
    local g = group.figures.participation_rate
    if known(g) then told[#told + 1] = { group.name, rate(g) } end
  end
  if #told == 0 and not ok(f.groups_reached) then
    s.paragraph("没有报送分人群的人口和参与情况。")
    return
  end
  s.paragraph(ok(f.groups_reached) and { "应覆盖的重点人群", whole(f.groups_reached, "类"), "，已覆盖", part(f.groups_reached, "类") },
    ok(f.groups_targeted) and (f.groups_targeted.numerator > 0 and { "，其中有专场活动的", part(f.groups_targeted, "类") }
      or s.cite("，没有面向某一类人群的专场活动", f.groups_targeted)), ok(f.groups_reached) and "。",
    #told > 0 and { "登记姓名的参与率：", join(told), "。各类人群有交叉，不相加。" })
end

local function team_text(team)
  local g = team.figures
  local more = {}
  if team.unit_name then more[#more + 1] = team.unit_name end
  if above_zero(g.activities) then more[#more + 1] = amount(g.activities, "场") end
  if known(g.roster_rate) then more[#more + 1] = { "队员参与率", ok(g.roster_rate) and s.cite(g.roster_rate.text, g.roster_rate) or "不列出" } end
  return { s.cite(team.name, team), #more > 0 and { "（", s.join(more, "，"), "）" } }
end

local function teams()
  local kinds, told = {}, {}
  heading("培育队伍，发掘人才")
  for i, entry in ipairs(d.team_kinds) do
    local words = team_kinds[entry.kind] or { entry.kind, "个" }
    kinds[i] = words[1] .. entry.count .. words[2]
  end
  for i, team in ipairs(d.teams) do told[i] = team_text(team) end
  if #told == 0 then
    s.paragraph("没有登记文体队伍。")
  else
    s.paragraph("现有文体团队", f.teams and amount(f.teams, "个"), #kinds > 1 and { "（", join(kinds), "）" }, "：", join(told),
      d.left_out.teams and { "，另有", d.left_out.teams, "个" }, "。")
  end
  if #d.talents > 0 then
    s.paragraph("登记文艺人才资料", ok(f.talents) and amount(f.talents, "项"), "：", names(d.talents, "name"), "。")
  else
    s.paragraph("没有登记文艺人才。")
  end
end

local function venue_text(venue)
  local more = {}
  if venue.unit_name then more[#more + 1] = venue.unit_name end
  if venue.rooms and #venue.rooms > 0 then more[#more + 1] = join(venue.rooms) end
  if venue.equipped then more[#more + 1] = "有器材设施" end
  if venue.free then more[#more + 1] = "免费开放" end
  return { s.cite(venue.name, venue), #more > 0 and { "（", s.join(more, "，"), "）" } }
end

local function venues()
  local told = {}
  heading("建好阵地，开放服务")
  for i, venue in ipairs(d.venues) do told[i] = venue_text(venue) end
  if #told == 0 then
    s.paragraph("没有登记活动阵地。")
  else
    s.paragraph("现有活动阵地", f.venues and amount(f.venues, "处"), "：", join(told),
      d.left_out.venues and { "，另有", d.left_out.venues, "处" }, "。")
  end
  if not ok(f.venue_compliance) then
    s.paragraph("没有报送开放时间。")
    return
  end
  s.paragraph("应开放的", whole(f.venue_compliance, "周"), "中有", part(f.venue_compliance, "周"), "达到规定时长（",
    s.cite(f.venue_compliance.text, f.venue_compliance), "）",
    ok(f.venue_all_day) and { "；", whole(f.venue_all_day, "天"), "中有", part(f.venue_all_day, "天"), "全天开放" },
    above_zero(f.venue_rota_gap) and { "；无人值班", amount(f.venue_rota_gap, "分钟") }, "。")
end

local function volunteers()
  local told = {}
  local stations = of_kind(d.evidence, "volunteer_station")
  heading("志愿服务，共建共享")
  if #stations > 0 then told[#told + 1] = { "设有", names(stations, "name") } end
  if known(f.volunteer_rate) and above_zero(f.volunteer_rate) then
    told[#told + 1] = ok(f.volunteer_rate) and { "注册志愿者", part(f.volunteer_rate, "人"), "，注册率", rate(f.volunteer_rate), verdict(f.volunteer_rate, "人") }
      or { "注册志愿者", amount(f.volunteer_rate, "人") }
  end
  if not known(f.volunteer_rate) and above_zero(f.volunteer_hours) then told[#told + 1] = "没有报送注册志愿者人数" end
  if above_zero(f.volunteers_recruited) then told[#told + 1] = { "本期新招募", amount(f.volunteers_recruited, "人") } end
  if above_zero(f.volunteer_hours) then told[#told + 1] = { "志愿服务", amount(f.volunteer_hours, "小时") } end
  if ok(f.volunteer_active_rate) and f.volunteer_active_rate.upper then
    told[#told + 1] = { "登记姓名参加服务的", s.cite(f.volunteer_active_rate.named .. "人", f.volunteer_active_rate), bounds(f.volunteer_active_rate) }
  end
  if #told == 0 then
    s.paragraph("没有报送志愿者和志愿服务。")
  else
    s.paragraph(s.join(told, "；"), "。")
  end
  if #told > 0 and not above_zero(f.volunteer_hours) then s.paragraph("没有报送志愿服务时长。") end
end

local function awards()
  heading("获奖情况")
  if #d.awards == 0 then
    s.paragraph("本期没有报送获奖。")
    return
  end
  for _, x in ipairs(d.awards) do
    s.item(date(x.date), "，", x.team or x.unit_name or d.unit.name, "在", s.cite(x.contest, x), "中获", word(levels, x.level), word(ranks, x.rank), "。")
  end
  if d.left_out.awards then s.item("另有", d.left_out.awards, "项。") end
end

local function education()
  heading("教育覆盖与群众评价")
  if ok(f.education_coverage) then
    s.paragraph("参加教育类活动并登记姓名的", people(), part(f.education_coverage, "人"), "，受教育面", rate(f.education_coverage),
      verdict(f.education_coverage, "人"), bounds(f.education_coverage), "。",
      ok(f.education_breadth) and { "规定的教育门类", whole(f.education_breadth, "类"), "，开展了", part(f.education_breadth, "类"), "。" })
  elseif known(f.education_coverage) then
    s.paragraph("受教育面", rate(f.education_coverage), "。")
  elseif without_whole(f.education_coverage) then
    s.paragraph("参加教育类活动并登记姓名的", people(), part(f.education_coverage, "人"), "，没有报送", people(), "总数，不计算受教育面。")
  else
    s.paragraph("受教育面无法计算：", f.education_coverage and s.cite(f.education_coverage.text, f.education_coverage) or "没有这项指标", "。")
  end
  if ok(f.satisfaction) then
    s.paragraph("满意度", rate(f.satisfaction), verdict(f.satisfaction, "人"),
      ok(f.satisfaction_response) and { "，问卷回收率", rate(f.satisfaction_response) },
      f.satisfaction.flags.low_n and "，答卷较少，仅供参考", "。")
  else
    s.paragraph("没有报送满意度调查。")
  end
end

local function in_state(list, ...)
  local found = {}
  for _, item in ipairs(list) do
    for _, state in ipairs { ... } do
      if item.state == state then found[#found + 1] = item end
    end
  end
  return found
end

local function item_text(item)
  return { s.cite(item.title or item.item, item), "（", date(item.date), item.reason and "，" .. item.reason, "）" }
end

local function item_list(list)
  local told = {}
  for i, item in ipairs(list) do told[i] = item_text(item) end
  return join(told)
end

local function missed_targets()
  local told = {}
  for _, g in pairs(f) do
    if ok(g) and g.target and g.met == false then
      told[#told + 1] = { g.title, "（", s.cite(g.text, g), "，目标", g.target, "）" }
    end
  end
  if #told > 0 then s.paragraph("未达到目标的指标：", join(told), "。") end
end

local function plan()
  heading("计划执行与不足")
  if #d.plan == 0 then
    s.paragraph("没有报送本期计划，无法对照计划说明完成情况。")
  else
    local due = in_state(d.plan, "not_held")
    local dropped = in_state(d.plan, "dropped", "excused")
    local partly, to_come = in_state(d.plan, "partly"), in_state(d.plan, "to_come")
    local moved = {}
    for _, item in ipairs(in_state(d.plan, "held", "partly")) do
      if not item.in_window then moved[#moved + 1] = item end
    end
    s.paragraph("本期计划", d.counts.plan, "项",
      ok(f.plan_completion) and { "，按期完成率", rate(f.plan_completion) }, "。",
      #due > 0 and { "没有开展的：", item_list(due), "。" },
      #partly > 0 and { "只完成一部分的：", item_list(partly), "。" },
      #dropped > 0 and { "取消的：", item_list(dropped), "。" },
      #moved > 0 and { "开展了但日期不在计划时间内的：", item_list(moved), "。" },
      #to_come > 0 and { "尚未到期的：", item_list(to_come), "。" },
      #due + #partly + #dropped + #to_come + #moved == 0 and "各项均有对应的活动记录。")
  end
  local check = f.plan_check
  if #d.plan > 0 and ok(check) then
    local missed = check.missed.month or {}
    s.paragraph("计划本身：", whole(check, "个月"), "中", part(check, "个月"), "有安排", #missed > 0 and { "，", months(missed), "没有安排" }, "。")
  end
  missed_targets()
end

local function next_period()
  heading("下一步打算")
  if #d.next_plan == 0 then
    s.paragraph(period_name(d.next), "的计划尚未报送。")
    return
  end
  s.paragraph(period_name(d.next), "计划", d.counts.next_plan, "项：")
  for _, item in ipairs(d.next_plan) do
    s.item(date(item.date), "：", s.cite(item.title or item.item, item), item.team and { "（", item.team, "）" }, "。")
  end
end

-- 数据有什么缺口，照实说明。
local function about_data()
  local told = {}
  local late = false
  local notes = f.activities and f.activities.notes or {}
  local homes = f.participation_rate and f.participation_rate.notes.unknown_home
  local hidden, revised = false, {}
  local function look(figures)
    for _, g in pairs(figures) do
      if g.state == "suppressed" then hidden = true end
    end
  end
  look(f)
  for _, list in ipairs { d.groups, d.teams, d.units, d.months } do
    for _, one in ipairs(list) do look(one.figures) end
  end
  for _, g in pairs(f) do
    if g.revised and ok(g) then revised[#revised + 1] = { g.title, "正式", s.cite(g.text, g), "、修订后", g.revised } end
  end
  local stale = {}
  for _, g in pairs(f) do
    if g.notes.stale_since then stale[#stale + 1] = s.cite(g.title, g) end
  end
  local rate_flags = f.participation_rate and f.participation_rate.flags or {}
  if #stale > 0 then told[#told + 1] = { "下列指标的规则出错，停留在出错以前的数据：", join(stale) } end
  if rate_flags.stale then told[#told + 1] = "计算参与率的人口数是较早以前的" end
  if rate_flags.partial_population then told[#told + 1] = "部分所辖单位没有报送人口数" end
  if notes.undated then told[#told + 1] = { s.cite(notes.undated .. "场", f.activities), "活动没有注明到日，只计入能确定的期间" } end
  if homes then told[#told + 1] = { "参与者中有", s.cite(homes .. "人", f.participation_rate), "住处不明，不计入参与率" } end
  for _, x in ipairs(d.declared) do
    if x.what == "activities" and ok(f.activities) and x.value ~= f.activities.numerator then
      told[#told + 1] = { "自报活动", s.cite(x.value .. "场", x), "，与记录的", amount(f.activities, "场"), "不一致" }
    end
  end
  if ok(f.activities) and not d.left_out.sessions and f.activities.numerator ~= d.session_count then
    told[#told + 1] = { "逐项列出的活动", d.session_count, "场，与统计的", amount(f.activities, "场"), "口径不同，以统计为准" }
  end
  if hidden then told[#told + 1] = "人数很少的数据为保护个人不列出" end
  if #revised > 0 then told[#told + 1] = { "关账后补报的数据未计入正式数据：", s.join(revised, "，") } end
  if not d.is_over then told[#told + 1] = "本期尚未结束，以上是到目前为止的情况" end
  if #told > 0 then
    heading("数据说明")
    for _, text in ipairs(told) do s.item(text, "。") end
  end
end

local function signature()
  s.signature(d.unit.name)
  s.signature("负责人（签字）：＿＿＿＿＿＿＿＿")
  s.signature("＿＿＿＿年＿＿月＿＿日")
end

return function(data)
  d, f = data, data.figures
  title()
  opening()
  organisation()
  publicity()
  activities()
  groups()
  teams()
  venues()
  volunteers()
  awards()
  education()
  plan()
  next_period()
  about_data()
  signature()
end
