-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- Nearly all is taken, so that each further table makes Lua collect the whole.
local t = require "turnout"

local function where(a)
  local kept = {}
  for i = 1, 150000 do kept[i] = { i } end
  local rest = {}
  while true do rest = { rest and 1, kept, {}, {}, {}, {}, {}, {}, {}, {}, ("x"):rep(100000) } end --!
end

return t.plugin {
  name = "collections_without_end", version = "1.0.0", api = 1,
  title = { zh = "collections_without_end", en = "Collections without end" },
  indicators = { collections_without_end = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
