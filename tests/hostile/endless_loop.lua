-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- The simplest of all.
local t = require "turnout"

local function where(a)
  while true do end --!
end

return t.plugin {
  name = "endless_loop", version = "1.0.0", api = 1,
  title = { zh = "endless_loop", en = "Endless loop" },
  indicators = { endless_loop = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
