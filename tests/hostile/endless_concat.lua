-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A joined text that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __concat = function()
      while true do end --!
    end,
  })
  return first .. "x"
end

return t.plugin {
  name = "endless_concat", version = "1.0.0", api = 1,
  title = { zh = "endless_concat", en = "Endless concat" },
  indicators = { endless_concat = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
