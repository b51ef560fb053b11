-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- An iterator that never ends.
local t = require "turnout"

local function where(a)
  for _ in function() return 1 end do end --!
end

return t.plugin {
  name = "endless_iterator", version = "1.0.0", api = 1,
  title = { zh = "endless_iterator", en = "Endless iterator" },
  indicators = { endless_iterator = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
