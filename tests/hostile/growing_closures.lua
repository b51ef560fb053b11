-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- A function that holds a function that holds a function.
local t = require "turnout"

local function where(a)
  local f
  while true do
    local inner = f
    f = function() return inner end --!
  end
end

return t.plugin {
  name = "growing_closures", version = "1.0.0", api = 1,
  title = { zh = "growing_closures", en = "Growing closures" },
  indicators = { growing_closures = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
