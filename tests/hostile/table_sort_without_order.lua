-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A comparison that answers yes to everything.
local t = require "turnout"

local function where(a)
  local list = {}
  for i = 1, 20000 do list[i] = i end
  while true do
    table.sort(list, function() return true end) --!
  end
end

return t.plugin {
  name = "table_sort_without_order", version = "1.0.0", api = 1,
  title = { zh = "table_sort_without_order", en = "Table sort without order" },
  indicators = { table_sort_without_order = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
