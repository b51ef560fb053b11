-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- An order that is never known.
local t = require "turnout"

local function where(a)
  local endless = {
    __lt = function()
      while true do end --!
    end,
  }
  local first, second = setmetatable({}, endless), setmetatable({}, endless)
  return first < second
end

return t.plugin {
  name = "endless_lt", version = "1.0.0", api = 1,
  title = { zh = "endless_lt", en = "Endless lt" },
  indicators = { endless_lt = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
