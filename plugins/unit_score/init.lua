-- SPDX-License-Identifier: MIT
-- 单位考评: what a unit's year is worth, in points. The indicators are those of other plugins.
local t = require "turnout"

local function part_of(target)
  return t.linear { target = target, floor = 0, from = "zero", cap = 100 }
end

return t.plugin {
  name = "unit_score", version = "1.0.0", api = 1,
  title = { zh = "单位年度考评", en = "The unit's year" },
  params = {
    education = t.percent(75), participation = t.percent(50),
    excellent = t.percent(90), good = t.percent(80), pass = t.percent(60),
  },
  scorecards = {
    unit_score = t.scorecard {
      of = "unit", over = "year",
      items = {
        { "education_coverage", points = 25, shape = part_of(t.param "education"), dimension = "activities" },
        { "participation_rate", points = 15, shape = part_of(t.param "participation"), dimension = "activities" },
        { "cadence_month", points = 15, shape = part_of(100), dimension = "activities" },
        { "cadence_quarter", points = 5, shape = part_of(100), dimension = "activities" },
        { "cadence_year", points = 5, shape = t.threshold { at_least = 100 }, dimension = "activities" },
        { "shows", points = 5, shape = t.per_count { each = 1, most = 5 }, dimension = "services" },
        { "teams", points = 10, shape = t.per_count { each = 2, most = 10 }, dimension = "teams" },
        { "plan_check", points = 10, shape = part_of(100), dimension = "records" },
        { "education_breadth", points = 10, shape = part_of(100), dimension = "activities" },
      },
      gates = { { "cadence_month", at_least = 50, grade = "pass", missing = "shuts" } },
      veto = true, most = 100,
      bands = {
        { "excellent", from = t.param "excellent", title = { zh = "优", en = "Excellent" } },
        { "good", from = t.param "good", title = { zh = "良", en = "Good" } },
        { "pass", from = t.param "pass", title = { zh = "中", en = "Fair" } },
        { "fail", from = 0, title = { zh = "差", en = "Poor" } },
      },
      tie_break = { "education_coverage", "participation_rate" },
    },
  },
}
