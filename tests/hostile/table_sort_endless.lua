-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A comparison that never answers.
local t = require "turnout"

local function where(a)
  table.sort({ 2, 1 }, function()
    while true do end --!
  end)
end

return t.plugin {
  name = "table_sort_endless", version = "1.0.0", api = 1,
  title = { zh = "table_sort_endless", en = "Table sort endless" },
  indicators = { table_sort_endless = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
