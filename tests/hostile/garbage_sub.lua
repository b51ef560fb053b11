-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- All but one letter of a long text.
local t = require "turnout"

local function where(a)
  local text = ("x"):rep(200000)
  while true do local _ = text:sub(2) end --!
end

return t.plugin {
  name = "garbage_sub", version = "1.0.0", api = 1,
  title = { zh = "garbage_sub", en = "Garbage sub" },
  indicators = { garbage_sub = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
