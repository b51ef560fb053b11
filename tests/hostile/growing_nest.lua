-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- A table in a table in a table.
local t = require "turnout"

local function where(a)
  local nest = {}
  while true do nest = { nest } end --!
end

return t.plugin {
  name = "growing_nest", version = "1.0.0", api = 1,
  title = { zh = "growing_nest", en = "Growing nest" },
  indicators = { growing_nest = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
