-- SPDX-License-Identifier: MIT
-- How many teams there are at the end of the period.
local t = require "turnout"

return t.plugin {
  name = "teams", version = "1.0.0", api = 1,
  title = { zh = "队伍数", en = "Teams" },
  indicators = {
    teams = t.value {
      of = t.count { of = "team.put" },
      by = { "unit" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
