-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- Arguments that become a table.
local t = require "turnout"
local list = {}
for i = 1, 20000 do list[i] = i end
local function pack(...)
  while true do local _ = { ... } end --!
end

local function where(a)
  return pack(table.unpack(list))
end

return t.plugin {
  name = "garbage_pack", version = "1.0.0", api = 1,
  title = { zh = "garbage_pack", en = "Garbage pack" },
  indicators = { garbage_pack = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
