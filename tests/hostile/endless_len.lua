-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A length that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __len = function()
      while true do end --!
    end,
  })
  return #first
end

return t.plugin {
  name = "endless_len", version = "1.0.0", api = 1,
  title = { zh = "endless_len", en = "Endless len" },
  indicators = { endless_len = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
