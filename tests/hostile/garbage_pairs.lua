-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- A walk that is begun and left.
local t = require "turnout"

local function where(a)
  local keys = {}
  for i = 1, 1000 do keys["k" .. i] = i end
  while true do pairs(keys) end --!
end

return t.plugin {
  name = "garbage_pairs", version = "1.0.0", api = 1,
  title = { zh = "garbage_pairs", en = "Garbage pairs" },
  indicators = { garbage_pairs = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
