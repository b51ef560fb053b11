-- SPDX-License-Identifier: MIT
-- How many films were shown.
local t = require "turnout"

return t.plugin {
  name = "films", version = "1.0.0", api = 1,
  title = { zh = "电影场次", en = "Films" },
  indicators = {
    films = t.value {
      of = t.count { of = "activity.held", where = function(a) return a.kind == "film" end },
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
