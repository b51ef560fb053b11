-- SPDX-License-Identifier: MIT
-- Of those who were expected at sessions of a team, how many came. An excuse takes nobody's place in the count.
local t = require "turnout"

local came = { "present", "late", "left_early", "online" }
local expected = { "present", "late", "left_early", "online", "absent" }

local function of_a_team(a)
  return #a.teams > 0
end

return t.plugin {
  name = "team_attendance", version = "1.0.0", api = 1,
  title = { zh = "队伍出勤率", en = "Team attendance" },
  indicators = {
    team_attendance = t.ratio {
      numerator = t.attendances { where = of_a_team, status = came, named = true },
      denominator = t.attendances { where = of_a_team, status = expected, named = true },
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
