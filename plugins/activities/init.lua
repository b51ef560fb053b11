-- SPDX-License-Identifier: MIT
-- How many activities were held.
local t = require "turnout"

return t.plugin {
  name = "activities", version = "1.0.0", api = 1,
  title = { zh = "活动场次", en = "Activities" },
  indicators = {
    activities = t.value {
      of = t.count { of = "activity.held" },
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
