-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Nothing but reading its own session.
local t = require "turnout"

local function where(a)
  while true do local _ = a.category end --!
end

return t.plugin {
  name = "endless_reading", version = "1.0.0", api = 1,
  title = { zh = "endless_reading", en = "Endless reading" },
  indicators = { endless_reading = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
