-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- An unknown field that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __index = function()
      while true do end --!
    end,
  })
  return first.x
end

return t.plugin {
  name = "endless_index", version = "1.0.0", api = 1,
  title = { zh = "endless_index", en = "Endless index" },
  indicators = { endless_index = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
