-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A number of a quarter of a million digits.
local t = require "turnout"

local function where(a)
  local digits = ("1"):rep(250000)
  while true do tonumber(digits) end --!
end

return t.plugin {
  name = "tonumber_long", version = "1.0.0", api = 1,
  title = { zh = "tonumber_long", en = "Tonumber long" },
  indicators = { tonumber_long = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
