-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A walk that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __pairs = function()
      while true do end --!
    end,
  })
  for _ in pairs(first) do end
end

return t.plugin {
  name = "endless_pairs", version = "1.0.0", api = 1,
  title = { zh = "endless_pairs", en = "Endless pairs" },
  indicators = { endless_pairs = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
