-- SPDX-License-Identifier: MIT
-- 月月有活动、季季有安排、年年有比赛: three rules about what a unit hosts itself, how many of them are kept, and the longest time without anything.
local t = require "turnout"

local by = { "unit", "team" }

local function hosted(a)
  return a.role == "host"
end

-- An arrangement is more than a small thing that came up: it stood in the plan, or it is large.
local function arranged(a)
  return hosted(a) and (not t.param "arranged" or a.item ~= nil or a.scale == "large")
end

local function contest(a)
  return hosted(a) and a.kind == "contest"
end

return t.plugin {
  name = "cadence", version = "1.0.0", api = 1,
  title = { zh = "月月季季年年", en = "Cadence" },
  params = { a = t.integer(1), b = t.integer(1), c = t.integer(1), arranged = t.boolean(true) },
  indicators = {
    cadence_month = t.ratio {
      title = { zh = "月月有活动", en = "Something every month" },
      numerator = t.periods { every = "month", at_least = t.param "a", where = hosted },
      by = by, over = { "quarter", "half", "year" }, target = t.at_least(100),
    },
    cadence_quarter = t.ratio {
      title = { zh = "季季有安排", en = "An arrangement every quarter" },
      numerator = t.periods { every = "quarter", at_least = t.param "b", where = arranged },
      by = by, over = { "half", "year" }, target = t.at_least(100),
    },
    cadence_year = t.ratio {
      title = { zh = "年年有比赛", en = "A contest every year" },
      numerator = t.periods { every = "year", at_least = t.param "c", where = contest },
      by = by, over = { "year" }, target = t.at_least(100),
    },
    cadence_gap = t.value {
      title = { zh = "最长间隔天数", en = "Longest gap in days" },
      of = t.gap { where = hosted },
      by = by, over = { "month", "quarter", "half", "year" },
    },
    cadence = t.all_of {
      title = { zh = "月月季季年年", en = "Cadence" },
      of = { "cadence_month", "cadence_quarter", "cadence_year" },
      by = by, over = { "year" }, target = t.at_least(100),
    },
  },
}
