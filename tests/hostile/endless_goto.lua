-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A jump back.
local t = require "turnout"

local function where(a)
  ::again::
  goto again --!
end

return t.plugin {
  name = "endless_goto", version = "1.0.0", api = 1,
  title = { zh = "endless_goto", en = "Endless goto" },
  indicators = { endless_goto = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
