-- SPDX-License-Identifier: MIT
-- 开放达标率: in how many weeks the venues were open as long as they have to be, and how long nobody was on duty.
local t = require "turnout"

-- The kinds of venue that have hours to keep; with an empty list every one.
local function has_hours(v)
  local kinds = t.param "kinds"
  for _, kind in ipairs(kinds) do
    if v.kind == kind then return true end
  end
  return #kinds == 0
end

return t.plugin {
  name = "venue_compliance", version = "1.0.0", api = 1,
  title = { zh = "场馆开放达标率", en = "Weeks with enough opening hours" },
  params = { minutes = t.integer(2100), kinds = t.list {} },
  indicators = {
    venue_compliance = t.ratio {
      numerator = t.weeks { minutes = t.param "minutes", where = has_hours },
      over = { "month", "quarter", "half", "year" },
    },
    venue_rota_gap = t.value {
      title = { zh = "无人值班分钟数", en = "Required minutes without anybody on duty" },
      of = t.rota { minutes = t.param "minutes", where = has_hours },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
