-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- A handler that raises, in a loop.
local t = require "turnout"

local function where(a)
  while true do pcall(xpcall, error, error) end --!
end

return t.plugin {
  name = "endless_xpcall", version = "1.0.0", api = 1,
  title = { zh = "endless_xpcall", en = "Endless xpcall" },
  indicators = { endless_xpcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
