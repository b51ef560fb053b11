-- SPDX-License-Identifier: MIT
-- 全天开放率: on how many days the venues were open all day.
local t = require "turnout"

local function has_hours(v)
  local kinds = t.param "kinds"
  for _, kind in ipairs(kinds) do
    if v.kind == kind then return true end
  end
  return #kinds == 0
end

return t.plugin {
  name = "venue_all_day", version = "1.0.0", api = 1,
  title = { zh = "场馆全天开放率", en = "Days open all day" },
  params = { minutes = t.integer(600), kinds = t.list {} },
  indicators = {
    venue_all_day = t.ratio {
      numerator = t.days { minutes = t.param "minutes", where = has_hours },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
