-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- next looks at all keys each time.
local t = require "turnout"

local function where(a)
  local list, key = {}, nil
  for i = 1, 100000 do list[i] = i end
  repeat key = next(list, key) until not key --!
end

return t.plugin {
  name = "next_walk", version = "1.0.0", api = 1,
  title = { zh = "next_walk", en = "Next walk" },
  indicators = { next_walk = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
