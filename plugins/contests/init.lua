-- SPDX-License-Identifier: MIT
-- How many contests there were, at home or as a guest.
local t = require "turnout"

return t.plugin {
  name = "contests", version = "1.0.0", api = 1,
  title = { zh = "比赛场次", en = "Contests" },
  params = { hosted = t.boolean(false) },
  indicators = {
    contests = t.value {
      of = t.count {
        of = "activity.held",
        where = function(a) return a.kind == "contest" and (a.role == "host" or not t.param "hosted") end,
      },
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
