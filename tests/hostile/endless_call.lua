-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A call of a table that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __call = function()
      while true do end --!
    end,
  })
  return first()
end

return t.plugin {
  name = "endless_call", version = "1.0.0", api = 1,
  title = { zh = "endless_call", en = "Endless call" },
  indicators = { endless_call = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
