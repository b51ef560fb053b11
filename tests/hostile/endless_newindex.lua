-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A new field that is never known.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __newindex = function()
      while true do end --!
    end,
  })
  first.x = 1
end

return t.plugin {
  name = "endless_newindex", version = "1.0.0", api = 1,
  title = { zh = "endless_newindex", en = "Endless newindex" },
  indicators = { endless_newindex = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
