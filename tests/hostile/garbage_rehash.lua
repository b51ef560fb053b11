-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- A full table whose last key is always another one.
local t = require "turnout"

local function where(a)
  local keys = {}
  for i = 1, 65536 do keys["k" .. i] = i end
  for i = 65537, 1000000 do
    keys["k" .. i - 1] = nil
    keys["k" .. i] = i --!
  end
end

return t.plugin {
  name = "garbage_rehash", version = "1.0.0", api = 1,
  title = { zh = "garbage_rehash", en = "Garbage rehash" },
  indicators = { garbage_rehash = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
