-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- An order that is never known.
local t = require "turnout"

local function where(a)
  local endless = {
    __le = function()
      while true do end --!
    end,
  }
  local first, second = setmetatable({}, endless), setmetatable({}, endless)
  return first <= second
end

return t.plugin {
  name = "endless_le", version = "1.0.0", api = 1,
  title = { zh = "endless_le", en = "Endless le" },
  indicators = { endless_le = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
