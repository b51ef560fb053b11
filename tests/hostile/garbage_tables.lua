-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- Tables that nobody keeps.
local t = require "turnout"

local function where(a)
  while true do local _ = {} end --!
end

return t.plugin {
  name = "garbage_tables", version = "1.0.0", api = 1,
  title = { zh = "garbage_tables", en = "Garbage tables" },
  indicators = { garbage_tables = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
