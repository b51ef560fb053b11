-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- A date is looked at as a new object each time.
local t = require "turnout"

local function where(a)
  while true do local _ = a.date end --!
end

return t.plugin {
  name = "garbage_dates", version = "1.0.0", api = 1,
  title = { zh = "garbage_dates", en = "Garbage dates" },
  indicators = { garbage_dates = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
