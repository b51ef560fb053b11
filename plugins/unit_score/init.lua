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
    education = t.percent(75), participation = t.percent(50), volunteers = t.percent(13), satisfaction = t.percent(90),
    excellent = t.percent(90), good = t.percent(80), pass = t.percent(60),
  },
  scorecards = {
    unit_score = t.scorecard {
      of = "unit", over = "year",
      items = {
        { "education_coverage", points = 18, shape = part_of(t.param "education"), dimension = "activities" },
        { "education_breadth", points = 4, shape = part_of(100), dimension = "activities" },
        { "participation_rate", points = 10, shape = part_of(t.param "participation"), dimension = "activities" },
        { "cadence_month", points = 8, shape = part_of(100), dimension = "activities" },
        { "cadence_quarter", points = 3, shape = part_of(100), dimension = "activities" },
        { "cadence_year", points = 2, shape = t.threshold { at_least = 100 }, dimension = "activities" },
        { "venue_compliance", points = 10, shape = part_of(100), dimension = "venues" },
        { "teams", points = 8, shape = t.per_count { each = 2, most = 8 }, dimension = "teams" },
        { "volunteer_rate", points = 10, shape = part_of(t.param "volunteers"), dimension = "volunteers" },
        { "satisfaction", points = 8, dimension = "services",
          shape = t.steps { from = t.param "satisfaction", per = 5, minus = 2, step = "started" } },
        { "shows", points = 4, shape = t.per_count { each = 1, most = 4 }, dimension = "services" },
        { "plan_completion", points = 8, shape = part_of(100), dimension = "records" },
        { "plan_check", points = 3, shape = part_of(100), dimension = "records" },
        { "publicity_channels", points = 4, shape = part_of(100), dimension = "records" },
      },
      bonus = { { "award_points", points = 5, shape = part_of(20) } },
      bonus_most = 5,
      gates = { { "cadence_month", at_least = 50, grade = "pass", missing = "shuts" } },
      veto = true, most = 105,
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
