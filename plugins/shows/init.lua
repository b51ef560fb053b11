-- SPDX-License-Identifier: MIT
-- How many shows were given.
local t = require "turnout"

return t.plugin {
  name = "shows", version = "1.0.0", api = 1,
  title = { zh = "演出场次", en = "Shows" },
  indicators = {
    shows = t.value {
      of = t.count { of = "activity.held", where = function(a) return a.kind == "show" end },
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
