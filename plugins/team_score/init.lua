-- SPDX-License-Identifier: MIT
-- 队伍年度考评: what a team's year is worth, in points. The indicators are those of other plugins.
local t = require "turnout"

local function part_of(target)
  return t.linear { target = target, floor = 0, from = "zero", cap = 100 }
end

return t.plugin {
  name = "team_score", version = "1.0.0", api = 1,
  title = { zh = "队伍年度考评", en = "The team's year" },
  params = { attendance = t.percent(80), roster = t.percent(100) },
  scorecards = {
    team_score = t.scorecard {
      of = "team", over = "year",
      items = {
        { "team_vitality", points = 50, shape = part_of(100) },
        { "cadence_month", points = 20, shape = part_of(100) },
        { "roster_rate", points = 20, shape = part_of(t.param "roster") },
        { "team_attendance", points = 10, shape = part_of(t.param "attendance") },
      },
      bonus = {
        { "shows", points = 6, shape = t.per_count { each = 2, most = 6 } },
        { "award_points", points = 6, shape = part_of(15) },
      },
      bonus_most = 10, most = 110, veto = false,
      bands = {
        { "excellent", from = 90, title = { zh = "优", en = "Excellent" } },
        { "good", from = 75, title = { zh = "良", en = "Good" } },
        { "pass", from = 60, title = { zh = "中", en = "Fair" } },
        { "fail", from = 0, title = { zh = "差", en = "Poor" } },
      },
      tie_break = { "team_vitality", "team_attendance" },
    },
  },
}
