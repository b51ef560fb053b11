-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- An object each, that nobody keeps.
local t = require "turnout"

local function where(a)
  local class = { __index = {} }
  while true do setmetatable({}, class) end --!
end

return t.plugin {
  name = "garbage_metatables", version = "1.0.0", api = 1,
  title = { zh = "garbage_metatables", en = "Garbage metatables" },
  indicators = { garbage_metatables = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
