-- SPDX-License-Identifier: MIT
-- How many of a team's members came to any of its sessions.
local t = require "turnout"

return t.plugin {
  name = "roster_rate", version = "1.0.0", api = 1,
  title = { zh = "队员参与率", en = "Roster rate" },
  params = { leavers = t.boolean(false) },
  indicators = {
    roster_rate = t.ratio {
      numerator = t.people { who = "members", leavers = t.param "leavers" },
      denominator = t.members { leavers = t.param "leavers" },
      by = { "team" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
