-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- Capital letters that nobody keeps.
local t = require "turnout"

local function where(a)
  local text = ("x"):rep(200000)
  while true do text:upper() end --!
end

return t.plugin {
  name = "garbage_upper", version = "1.0.0", api = 1,
  title = { zh = "garbage_upper", en = "Garbage upper" },
  indicators = { garbage_upper = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
