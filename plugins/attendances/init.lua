-- SPDX-License-Identifier: MIT
-- 人次: everybody who came, counted each time, named or not.
local t = require "turnout"

return t.plugin {
  name = "attendances", version = "1.0.0", api = 1,
  title = { zh = "人次", en = "Attendances" },
  indicators = {
    attendances = t.value {
      of = t.attendances {},
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
