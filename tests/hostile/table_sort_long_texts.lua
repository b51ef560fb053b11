-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Equal texts are compared to their ends.
local t = require "turnout"
local left, right = ("x"):rep(250000), ("x"):rep(250000)

local function where(a)
  local list = {}
  for i = 1, 5000 do list[i] = i % 2 == 0 and left or right end
  table.sort(list) --!
end

return t.plugin {
  name = "table_sort_long_texts", version = "1.0.0", api = 1,
  title = { zh = "table_sort_long_texts", en = "Table sort long texts" },
  indicators = { table_sort_long_texts = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
