-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Each insertion moves all others.
local t = require "turnout"

local function where(a)
  local list = {}
  for i = 1, 100000 do table.insert(list, 1, i) end --!
end

return t.plugin {
  name = "table_insert_in_front", version = "1.0.0", api = 1,
  title = { zh = "table_insert_in_front", en = "Table insert in front" },
  indicators = { table_insert_in_front = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
