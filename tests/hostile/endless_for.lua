-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- To infinity.
local t = require "turnout"

local function where(a)
  for _ = 1, math.huge do end --!
end

return t.plugin {
  name = "endless_for", version = "1.0.0", api = 1,
  title = { zh = "endless_for", en = "Endless for" },
  indicators = { endless_for = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
