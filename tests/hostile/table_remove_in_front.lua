-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Each removal moves all others.
local t = require "turnout"

local function where(a)
  local list = {}
  for i = 1, 100000 do list[i] = i end
  while true do table.insert(list, table.remove(list, 1)) end --!
end

return t.plugin {
  name = "table_remove_in_front", version = "1.0.0", api = 1,
  title = { zh = "table_remove_in_front", en = "Table remove in front" },
  indicators = { table_remove_in_front = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
