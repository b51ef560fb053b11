-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Lua itself calls a message handler where no hook counts.
local t = require "turnout"

local function where(a)
  xpcall(error, function()
    while true do end --!
  end)
end

return t.plugin {
  name = "endless_handler", version = "1.0.0", api = 1,
  title = { zh = "endless_handler", en = "Endless handler" },
  indicators = { endless_handler = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
