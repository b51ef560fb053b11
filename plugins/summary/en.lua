-- SPDX-License-Identifier: MIT
-- The English wording of the activity summary.  For an office's own: copy this
-- file, change the words, and try it with turnout summary --template FILE.
-- Data and functions: docs/summary.md.
local s = require "summary"

local d -- what the command handed over
local f -- the unit's figures of the period

-- ---- words ----

local people_of = { union = { "member", "members" }, branch = { "member", "members" }, street = { "resident", "residents" },
                    community = { "resident", "residents" }, grid = { "resident", "residents" },
                    district = { "resident", "residents" }, city = { "resident", "residents" } }
local levels = { nation = "national", province = "provincial", city = "city", district = "district", street = "street" }
local ranks = { first = "first prize", second = "second prize", third = "third prize", merit = "certificate of merit" }
local channels = { website = "website", bulletin = "bulletin", report = "information reports", wechat = "WeChat",
                   board = "notice boards", broadcast = "broadcast", newspaper = "newspaper", tv = "television" }
local topics = { health = "health", civility = "civility", family = "family education", morality = "public morals",
                 law = "law", science = "science", safety = "safety" }
local team_kinds = { team = { "team", "teams" }, association = { "association", "associations" },
                     troupe = { "troupe", "troupes" }, station = { "station", "stations" } }
local month_names = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                      "November", "December" }
local quarters = { "the first quarter", "the second quarter", "the third quarter", "the fourth quarter" }

local function word(words, code) return words[code] or code end

-- ---- phrases ----

local function list(words) return s.join(words, ", ", " and ") end

local function some(n, one, many) return n .. " " .. (n == 1 and one or many) end

local function ok(g) return g and g.state == "ok" end
-- There is something to say: a value, or one that is hidden because few people are behind it.
local function known(g) return g and (g.state == "ok" or g.state == "suppressed") end
local function above_zero(g) return known(g) and g.numerator ~= 0 end

-- "16 activities"; of what is hidden "fewer than 5 people" or "a few people".
local function amount(g, one, many)
  if ok(g) then return s.cite(g.text .. " " .. ((g.text == "1" or g.text == "1.00") and one or many), g) end
  if g.hidden and g.hidden ~= "*" then return s.cite("fewer than " .. g.hidden:sub(2) .. " " .. many, g) end
  return s.cite("a few " .. many .. " (too few to be told)", g)
end

-- "72.69% (1163 of 1600)"
local function rate(g)
  if not ok(g) then return s.cite("(too few people to be told)", g) end
  return s.cite(g.denominator and (g.text .. " (" .. g.numerator .. " of " .. g.denominator .. ")") or g.text, g)
end

-- "8 of 12 months"
local function share(g, one, many)
  return s.cite(g.numerator .. " of " .. some(g.denominator, one, many), g)
end

-- No population was reported, so there is no rate; how many people it were is known.
local function without_whole(g)
  return g and g.state == "no_denominator" and g.numerator and g.numerator > 0
end

local function attendances(g)
  if g.numerator == 0 then return s.cite("no attendance reported", g) end
  return amount(g, "attendance", "attendances")
end

local function person(n) return some(n, "person", "people") end
local function named(g) return s.cite(person(g.numerator), g) end

-- Some came without a name: how many people it really were.
local function bounds(g)
  if not ok(g) or not g.lower or (g.lower == g.named and g.upper == g.named) then return nil end
  if g.lower == g.upper then
    return { "; with those who were only counted by head it were ", s.cite(person(g.lower), g) }
  end
  return { "; some were only counted by head, so the true number lies between ", s.cite(g.lower .. " and " .. person(g.upper), g) }
end

-- Against the target.
local function verdict(g, one, many)
  if not ok(g) or not g.target then return nil end
  if g.met then return { ", which meets the target of ", s.cite(g.target, g) } end
  if g.short and g.short > 0 then
    return { ", which misses the target of ", s.cite(g.target, g), " by ", s.cite(some(g.short, one, many), g) }
  end
  return { ", which misses the target of ", s.cite(g.target, g) }
end

-- ---- dates ----

local function years_differ(year)
  return year ~= d.period.year or d.period.first.year ~= d.period.last.year
end

local function full_day(x) return x.day .. " " .. month_names[x.month] .. " " .. x.year end

local function day(x)
  return years_differ(x.year) and full_day(x) or (x.day .. " " .. month_names[x.month])
end

local function with_year(text, year) return years_differ(year) and (text .. " " .. year) or text end

local function date(x)
  if x.precision == "day" then return day(x) end
  if x.precision == "month" then return with_year(month_names[x.month], x.year) end
  if x.precision == "quarter" then return with_year(quarters[x.quarter], x.year) end
  if x.precision == "half" then return with_year(x.half == 1 and "the first half" or "the second half", x.year) end
  if x.precision == "year" then return "some time in " .. x.year end
  if x.to.year ~= x.year then return full_day(x) .. " to " .. full_day(x.to) end
  if x.to.month == x.month then return x.day .. " to " .. day(x.to) end
  return day(x) .. " to " .. day(x.to)
end

local function months(numbers)
  local words = {}
  for i, month in ipairs(numbers) do words[i] = month_names[month] end
  return list(words)
end

local function cap(text) return text:sub(1, 1):upper() .. text:sub(2) end

local function names(records, field)
  local words = {}
  for i, one in ipairs(records) do words[i] = s.cite(one[field] or one.name or one.kind or "", one) end
  return list(words)
end

local function period_name(p)
  if p.kind == "month" then return month_names[p.first.month] .. " " .. p.first.year end
  if p.kind == "quarter" then return quarters[p.part] .. " of " .. p.year end
  if p.kind == "half" then return (p.part == 1 and "the first half of " or "the second half of ") .. p.year end
  if p.first.year ~= p.last.year then return p.first.year .. "–" .. p.last.year end
  return p.code
end

-- ---- the sections ----

local function title()
  s.title(d.unit.name, ": activity summary, ", period_name(d.period))
  if d.official then
    s.subtitle("Official figures, closed on ", full_day(d.day))
  elseif d.is_over then
    s.subtitle("From the records up to ", full_day(d.day), "; not closed yet, so the figures are not official")
  else
    s.subtitle("The period is not over: figures until ", full_day(d.day), ", not official")
  end
end

local function opening()
  local residents = people_of[d.unit.level] or { "person", "people" }
  if not above_zero(f.activities) then
    s.paragraph("No activities of ", d.unit.name, " in ", period_name(d.period), " were reported. What is on record follows.")
    return
  end
  s.paragraph("In ", period_name(d.period), " ", d.unit.name, " held ", amount(f.activities, "activity", "activities"),
    known(f.attendances) and { f.attendances.numerator == 0 and ", " or " with ", attendances(f.attendances) }, ".",
    without_whole(f.participation_rate) and { " By name ", s.cite(some(f.participation_rate.numerator, residents[1], residents[2]), f.participation_rate),
      " took part; how many ", residents[2], " there are was not reported, so there is no rate." },
    ok(f.participation_rate) and { " By name ", s.cite(some(f.participation_rate.numerator, residents[1], residents[2]), f.participation_rate),
      " took part, a participation rate of ", rate(f.participation_rate), verdict(f.participation_rate, "person", "people"),
      bounds(f.participation_rate), "." })
end

-- What evidence of a kind says: "a leading group: ..."
local evidence_words = {
  leading_group = "A leading group was set up", plan = "Plans were made", norm = "Rules are in force",
  meeting = "The work was on the agenda", work_field = "The work covers",
}

-- The unit's own, not what units below it posted.
local function of_kind(records, kind)
  local found = {}
  for _, one in ipairs(records) do
    if (kind == nil or one.kind == kind) and not one.unit_name then found[#found + 1] = one end
  end
  return found
end

local function organisation()
  local told, partners = {}, of_kind(d.partners)
  s.heading("Organisation")
  for _, entry in ipairs(d.evidence_kinds) do
    if entry.kind ~= "volunteer_station" then
      told[#told + 1] = { evidence_words[entry.kind] or ("On record (" .. entry.kind .. ")"), ": ",
                          names(of_kind(d.evidence, entry.kind), "name"), entry.count > 1 and { " (", entry.count, ")" } }
    end
  end
  if #partners > 0 then told[#told + 1] = { "Partners: ", names(partners, "name") } end
  if d.unit.has_below and above_zero(f.evidence_items) then
    told[#told + 1] = { "With the units below, ", amount(f.evidence_items, "piece", "pieces"), " of evidence are on record" }
  end
  if #told == 0 then
    s.paragraph("Nothing about the organisation was reported.")
  else
    for _, text in ipairs(told) do s.item(text, ".") end
  end
end

local function publicity()
  local used, about = {}, {}
  s.heading("Publicity")
  if not above_zero(f.publicity_items) then
    s.paragraph("No publicity was reported.")
    return
  end
  for i, one in ipairs(d.channels) do used[i] = s.cite(word(channels, one.code) .. " (" .. one.count .. ")", one) end
  for i, one in ipairs(d.topics) do about[i] = s.cite(word(topics, one.code), one) end
  s.paragraph("On record: ", amount(f.publicity_items, "publication", "publications"), #used > 0 and { ": ", list(used) }, ".",
    #about > 0 and { " Topics: ", list(about), "." },
    ok(f.publicity_channels) and { " Of the required channels, ", share(f.publicity_channels, "was used", "were used"), "." },
    ok(f.publicity_cadence) and { " Something new every month on every channel: ", rate(f.publicity_cadence), "." },
    ok(f.publicity_promptness) and { " Published promptly, where that can be told: ", rate(f.publicity_promptness), "." },
    above_zero(f.publicity_reach) and { " Reach: ", amount(f.publicity_reach, "view", "views"), "." })
end

local function session(x)
  local more = {}
  if x.unit_name then more[#more + 1] = x.unit_name end
  if x.role == "guest" then more[#more + 1] = "as a guest" end
  if x.place then more[#more + 1] = "at " .. x.place end
  if x.partners and #x.partners > 0 then more[#more + 1] = { "with ", list(x.partners) } end
  if #x.teams > 0 then more[#more + 1] = { "by ", list(x.teams) } end
  if x.headcount then more[#more + 1] = { person(x.headcount), " counted" } end
  if x.late then more[#more + 1] = "reported after the close" end
  return { date(x.date), ": ", s.cite(x.title or x.category_name, x), #more > 0 and { " (", s.join(more, ", "), ")" } }
end

local function sessions(held)
  local told = {}
  for i, x in ipairs(held) do told[i] = session(x) end
  return s.join(told, "; ")
end

local function cadence()
  local month, quarter, year = f.cadence_month, f.cadence_quarter, f.cadence_year
  if not ok(month) then return end
  local missed = month.missed.month or {}
  s.paragraph("Something every month: ", share(month, "month", "months"), " had an activity of the unit's own (", s.cite(month.text, month), ")",
    verdict(month, "month", "months"), #missed > 0 and { "; none in ", months(missed) }, ".",
    ok(quarter) and { " Something arranged every quarter: ", share(quarter, "quarter", "quarters"), verdict(quarter, "quarter", "quarters"), "." },
    ok(year) and { " ", s.cite(year.met and "A contest was held." or "No contest was held.", year) })
end

local function units_below()
  if #d.units == 0 then return end
  local rows = {}
  local function cell(g) return g and s.cite(g.text, g) or "–" end
  for i, unit in ipairs(d.units) do
    local g = unit.figures
    rows[i] = { unit.name, cell(g.activities), cell(g.attendances), cell(g.participation_rate), cell(g.education_coverage) }
  end
  s.paragraph(#d.units == 1 and "The unit below:" or "The units below:")
  s.table({ "Unit", "Activities", "Attendances", "Participation", "Education" }, rows)
end

local function activities()
  local kinds = {}
  s.heading("Activities")
  for _, one in ipairs { { f.shows, "show", "shows" }, { f.films, "film", "films" }, { f.contests, "contest", "contests" } } do
    if above_zero(one[1]) then kinds[#kinds + 1] = amount(one[1], one[2], one[3]) end
  end
  if d.session_count == 0 then
    s.paragraph("No single activity was reported.")
  else
    s.paragraph("Month by month", #kinds > 0 and { ", among them ", list(kinds) }, ":")
    for _, m in ipairs(d.months) do
      local g = m.figures
      if #m.sessions > 0 then
        s.item(with_year(month_names[m.month], m.year),
          known(g.activities) and { " (", amount(g.activities, "activity", "activities"),
            ok(g.attendances) and { ", ", attendances(g.attendances) }, ")" },
          " – ", sessions(m.sessions), ".")
      end
    end
    if #d.spanning > 0 then s.item("Over several months, or without a month – ", sessions(d.spanning), ".") end
  end
  if d.left_out.sessions then
    s.paragraph("There were many: listed are the unit's own and the large ones, contests, shows and exhibitions; ",
      d.left_out.sessions, " more are not listed.")
  end
  if #d.cancelled > 0 then s.paragraph("Planned, but cancelled: ", sessions(d.cancelled), ".") end
  cadence()
  units_below()
end

local function groups()
  local told = {}
  s.heading("Groups reached")
  for _, group in ipairs(d.groups) do
    local g = group.figures.participation_rate
    if known(g) then told[#told + 1] = { group.name, " ", rate(g) } end
  end
  if #told == 0 and not ok(f.groups_reached) then
    s.paragraph("Neither people by group nor their participation were reported.")
    return
  end
  s.paragraph(ok(f.groups_reached) and { share(f.groups_reached, "required group", "required groups"), " were reached. " },
    ok(f.groups_targeted) and { f.groups_targeted.numerator > 0 and share(f.groups_targeted, "group", "groups") or s.cite("None", f.groups_targeted),
      " had activities of their own. " },
    #told > 0 and { "Participation by name: ", list(told), ". The groups overlap and do not add up." })
end

local function team_text(team)
  local g, more = team.figures, {}
  if team.unit_name then more[#more + 1] = team.unit_name end
  if above_zero(g.activities) then more[#more + 1] = amount(g.activities, "activity", "activities") end
  if known(g.roster_rate) then
    more[#more + 1] = ok(g.roster_rate) and { s.cite(g.roster_rate.text, g.roster_rate), " of its members" } or "members not told"
  end
  return { s.cite(team.name, team), #more > 0 and { " (", s.join(more, ", "), ")" } }
end

local function teams()
  local kinds, told = {}, {}
  s.heading("Teams and talents")
  for i, entry in ipairs(d.team_kinds) do
    local words = team_kinds[entry.kind] or { entry.kind, entry.kind }
    kinds[i] = some(entry.count, words[1], words[2])
  end
  for i, team in ipairs(d.teams) do told[i] = team_text(team) end
  if #told == 0 then
    s.paragraph("No teams are registered.")
  else
    s.paragraph(f.teams and amount(f.teams, "team or association", "teams and associations"), #kinds > 1 and { " (", list(kinds), ")" },
      ": ", list(told), d.left_out.teams and { ", and ", d.left_out.teams, " more" }, ".")
  end
  if #d.talents == 0 then
    s.paragraph("No talents are registered.")
  else
    s.paragraph("Talents on record", ok(f.talents) and { " (", s.cite(f.talents.text, f.talents), ")" }, ": ", names(d.talents, "name"), ".")
  end
end

local function venue_text(venue)
  local more = {}
  if venue.unit_name then more[#more + 1] = venue.unit_name end
  if venue.rooms and #venue.rooms > 0 then more[#more + 1] = list(venue.rooms) end
  if venue.equipped then more[#more + 1] = "equipped" end
  if venue.free then more[#more + 1] = "free of charge" end
  return { s.cite(venue.name, venue), #more > 0 and { " (", s.join(more, "; "), ")" } }
end

local function venues()
  local told = {}
  s.heading("Venues and opening")
  for i, venue in ipairs(d.venues) do told[i] = venue_text(venue) end
  if #told == 0 then
    s.paragraph("No venues are registered.")
  else
    s.paragraph(f.venues and amount(f.venues, "venue", "venues"), ": ", list(told),
      d.left_out.venues and { ", and ", d.left_out.venues, " more" }, ".")
  end
  if not ok(f.venue_compliance) then
    s.paragraph("No opening hours were reported.")
    return
  end
  s.paragraph("Open as long as required in ", share(f.venue_compliance, "week", "weeks"), " (", s.cite(f.venue_compliance.text, f.venue_compliance), ")",
    ok(f.venue_all_day) and { ", all day on ", share(f.venue_all_day, "day", "days") },
    above_zero(f.venue_rota_gap) and { "; nobody on duty for ", amount(f.venue_rota_gap, "minute", "minutes") }, ".")
end

local function volunteers()
  local told, stations = {}, of_kind(d.evidence, "volunteer_station")
  s.heading("Volunteers")
  if #stations > 0 then told[#told + 1] = { "There is ", names(stations, "name") } end
  if above_zero(f.volunteer_rate) then
    told[#told + 1] = ok(f.volunteer_rate) and { s.cite(some(f.volunteer_rate.numerator, "volunteer is", "volunteers are"), f.volunteer_rate),
      " registered, a rate of ", rate(f.volunteer_rate), verdict(f.volunteer_rate, "person", "people") }
      or { amount(f.volunteer_rate, "volunteer", "volunteers"), " registered" }
  elseif above_zero(f.volunteer_hours) then
    told[#told + 1] = "How many are registered was not reported"
  end
  if above_zero(f.volunteers_recruited) then told[#told + 1] = { amount(f.volunteers_recruited, "was", "were"), " recruited" } end
  if above_zero(f.volunteer_hours) then told[#told + 1] = { amount(f.volunteer_hours, "hour", "hours"), " were served" } end
  if ok(f.volunteer_active_rate) and f.volunteer_active_rate.upper then
    told[#told + 1] = { "By name ", named(f.volunteer_active_rate), " served", bounds(f.volunteer_active_rate) }
  end
  if #told == 0 then
    s.paragraph("Neither volunteers nor their hours were reported.")
    return
  end
  for _, text in ipairs(told) do s.item(text, ".") end
  if not above_zero(f.volunteer_hours) then s.paragraph("No hours of volunteers were reported.") end
end

local function awards()
  s.heading("Awards")
  if #d.awards == 0 then
    s.paragraph("No awards were reported.")
    return
  end
  for _, x in ipairs(d.awards) do
    s.item(date(x.date), ": ", x.team or x.unit_name or d.unit.name, ", ", s.cite(x.contest, x), " – ", word(levels, x.level), ", ", word(ranks, x.rank), ".")
  end
  if d.left_out.awards then s.item(d.left_out.awards, " more.") end
end

local function education()
  local g = f.education_coverage
  s.heading("Education and satisfaction")
  if ok(g) then
    s.paragraph("Education reached ", named(g), " by name, a coverage of ", rate(g), verdict(g, "person", "people"), bounds(g), ".",
      ok(f.education_breadth) and { " Of the required subjects, ", share(f.education_breadth, "was taught", "were taught"), "." })
  elseif known(g) then
    s.paragraph("Education coverage: ", rate(g), ".")
  elseif without_whole(g) then
    s.paragraph("Education reached ", named(g), " by name; the whole was not reported, so there is no coverage.")
  else
    s.paragraph("Education coverage cannot be computed: ", g and s.cite(g.text, g) or "there is no such indicator", ".")
  end
  if ok(f.satisfaction) then
    s.paragraph("Satisfaction: ", rate(f.satisfaction), verdict(f.satisfaction, "answer", "answers"),
      ok(f.satisfaction_response) and { "; answered: ", rate(f.satisfaction_response) },
      f.satisfaction.flags.low_n and "; few answers, so take it as a hint", ".")
  else
    s.paragraph("No survey of satisfaction was reported.")
  end
end

local function in_state(items, ...)
  local found = {}
  for _, item in ipairs(items) do
    for _, state in ipairs { ... } do
      if item.state == state then found[#found + 1] = item end
    end
  end
  return found
end

local function item_list(items)
  local told = {}
  for i, item in ipairs(items) do
    told[i] = { s.cite(item.title or item.item, item), " (", date(item.date), item.reason and ", " .. item.reason, ")" }
  end
  return list(told)
end

local function missed_targets()
  local told = {}
  for _, g in pairs(f) do
    if ok(g) and g.target and g.met == false then
      told[#told + 1] = { g.title, " (", s.cite(g.text, g), ", target ", g.target, ")" }
    end
  end
  if #told > 0 then s.paragraph("Targets that were missed: ", list(told), ".") end
end

local function plan()
  local check = f.plan_check
  s.heading("Planned, and not done")
  if #d.plan == 0 then
    s.paragraph("No plan for the period was reported, so nothing can be held against it.")
  else
    local undone, partly = in_state(d.plan, "not_held"), in_state(d.plan, "partly")
    local dropped, to_come = in_state(d.plan, "dropped", "excused"), in_state(d.plan, "to_come")
    local moved = {}
    for _, item in ipairs(in_state(d.plan, "held", "partly")) do
      if not item.in_window then moved[#moved + 1] = item end
    end
    s.paragraph("The plan has ", some(d.counts.plan, "item", "items"),
      ok(f.plan_completion) and { "; done in time: ", rate(f.plan_completion) }, ".",
      #undone > 0 and { " Not held: ", item_list(undone), "." },
      #partly > 0 and { " Held in part: ", item_list(partly), "." },
      #dropped > 0 and { " Dropped: ", item_list(dropped), "." },
      #moved > 0 and { " Held, but not when it was planned: ", item_list(moved), "." },
      #to_come > 0 and { " Still to come: ", item_list(to_come), "." },
      #undone + #partly + #dropped + #to_come + #moved == 0 and " An activity is on record for each.")
    if ok(check) then
      local missed = check.missed.month or {}
      s.paragraph("The plan itself promises something in ", share(check, "month", "months"), #missed > 0 and { "; nothing in ", months(missed) }, ".")
    end
  end
  missed_targets()
end

local function next_period()
  s.heading("What comes next")
  if #d.next_plan == 0 then
    s.paragraph("A plan for ", period_name(d.next), " was not reported yet.")
    return
  end
  s.paragraph("The plan for ", period_name(d.next), " has ", some(d.counts.next_plan, "item", "items"), ":")
  for _, item in ipairs(d.next_plan) do
    s.item(cap(date(item.date)), ": ", s.cite(item.title or item.item, item), item.team and { " (", item.team, ")" }, ".")
  end
end

-- What is missing in the data, said as it is.
local function about_data()
  local told, revised, hidden = {}, {}, false
  local notes = f.activities and f.activities.notes or {}
  local homes = f.participation_rate and f.participation_rate.notes.unknown_home
  local function look(figures)
    for _, g in pairs(figures) do
      if g.state == "suppressed" then hidden = true end
    end
  end
  look(f)
  for _, records in ipairs { d.groups, d.teams, d.units, d.months } do
    for _, one in ipairs(records) do look(one.figures) end
  end
  for _, g in pairs(f) do
    if g.revised and ok(g) then revised[#revised + 1] = { g.title, ": official ", s.cite(g.text, g), ", revised ", g.revised } end
  end
  local stale = {}
  for _, g in pairs(f) do
    if g.notes.stale_since then stale[#stale + 1] = s.cite(g.title, g) end
  end
  local rate_flags = f.participation_rate and f.participation_rate.flags or {}
  if #stale > 0 then told[#told + 1] = { "The rules of these figures failed, so they stand as they were before: ", list(stale) } end
  if rate_flags.stale then told[#told + 1] = "The population that participation is measured against is an old one" end
  if rate_flags.partial_population then told[#told + 1] = "Some units below did not report their population" end
  if notes.undated then
    told[#told + 1] = { s.cite(some(notes.undated, "activity has", "activities have"), f.activities),
                        notes.undated == 1 and " no exact day and counts only where the period is certain" or " no exact day and count only where the period is certain" }
  end
  if homes then
    told[#told + 1] = { s.cite(person(homes), f.participation_rate), " of unknown home are in no participation rate" }
  end
  for _, x in ipairs(d.declared) do
    if x.what == "activities" and ok(f.activities) and x.value ~= f.activities.numerator then
      told[#told + 1] = { "The unit itself speaks of ", s.cite(some(x.value, "activity", "activities"), x), "; on record ", amount(f.activities, "is", "are") }
    end
  end
  if ok(f.activities) and not d.left_out.sessions and f.activities.numerator ~= d.session_count then
    told[#told + 1] = { some(d.session_count, "activity is", "activities are"), " listed, and ", amount(f.activities, "counts", "count"), "; the count holds" }
  end
  if hidden then told[#told + 1] = "Numbers of very few people are left out to protect them" end
  if #revised > 0 then told[#told + 1] = { "Data that came after the close are not in the official figures: ", s.join(revised, "; ") } end
  if not d.is_over then told[#told + 1] = "The period is not over: this is how it stands so far" end
  if #told > 0 then
    s.heading("About the data")
    for _, text in ipairs(told) do s.item(text, ".") end
  end
end

local function signature()
  s.signature(d.unit.name)
  s.signature("Signed: ..............................")
  s.signature("Date: ..............................")
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
