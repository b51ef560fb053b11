-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A comparison that is never known.
local t = require "turnout"

local function where(a)
  local endless = {
    __eq = function()
      while true do end --!
    end,
  }
  local first, second = setmetatable({}, endless), setmetatable({}, endless)
  return first == second
end

return t.plugin {
  name = "endless_eq", version = "1.0.0", api = 1,
  title = { zh = "endless_eq", en = "Endless eq" },
  indicators = { endless_eq = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
