-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Exact numbers are compared in C.
local t = require "turnout"

local function where(a)
  while true do t.equals(1, 2) end --!
end

return t.plugin {
  name = "endless_exact_numbers", version = "1.0.0", api = 1,
  title = { zh = "endless_exact_numbers", en = "Endless exact numbers" },
  indicators = { endless_exact_numbers = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
