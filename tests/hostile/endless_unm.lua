-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A sign that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __unm = function()
      while true do end --!
    end,
  })
  return -first
end

return t.plugin {
  name = "endless_unm", version = "1.0.0", api = 1,
  title = { zh = "endless_unm", en = "Endless unm" },
  indicators = { endless_unm = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
