-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A sum that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __add = function()
      while true do end --!
    end,
  })
  return first + 1
end

return t.plugin {
  name = "endless_add", version = "1.0.0", api = 1,
  title = { zh = "endless_add", en = "Endless add" },
  indicators = { endless_add = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
