-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A text that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __tostring = function()
      while true do end --!
    end,
  })
  return tostring(first)
end

return t.plugin {
  name = "endless_tostring", version = "1.0.0", api = 1,
  title = { zh = "endless_tostring", en = "Endless tostring" },
  indicators = { endless_tostring = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
